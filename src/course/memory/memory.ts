import type { AnswerEntry, Asked, AskedPrediction, Entry } from './entry.ts';
import { mastery, traced, unknown } from './knowledge.ts';
import { dueFrom, type Grade, type Schedule, scheduled } from './scheduler.ts';

/** What is remembered of a step of a course. */
export interface StepMemory {
  done: boolean;
  skipped: boolean;
  /** How many times it has been gone through: fresh numbers differ each time. */
  times: number;
  /** The closed questions, each with whether it was right at its very first try without a hint. */
  answered: Record<string, boolean>;
  /** The same since the step was begun for the last time. */
  now: Record<string, boolean>;
}

/** What is remembered of a skill. */
export interface SkillMemory {
  known: number;
  right: number;
  missed: number;
  /** The days and the numbers at which it was right at the first try; two of each are enough. */
  days: number[];
  numbers: string[];
  schedule: Schedule;
  /** The question that asked for it last, a derivative's value where there was one. */
  asked: Asked | null;
  /** The course and the step that asked for it, where only a prediction did. */
  place: { readonly course: string; readonly step: string } | null;
  /** That prediction, where no question of the quiz stands for it. */
  prediction: AskedPrediction | null;
}

/** A mistake that was named at a skill: where it was made last, and how often. */
export interface MistakeMemory {
  id: string;
  count: number;
  last: number;
  /** Right first answers where it was made, on later days. */
  since: number;
  skills: readonly string[];
  asked: Asked | null;
}

/**
 * Everything that follows from a journal. It is changed in place, line by line, because there may be many lines. Its
 * times are those of the learner's own clock, so that a day is a day where they are, even when clocks change or they
 * travel.
 */
export interface Memory {
  steps: Record<string, StepMemory>;
  /** The step of each course that was taken last. */
  last: Record<string, string>;
  skills: Record<string, SkillMemory>;
  /** By their ids and the first skill of their question. */
  mistakes: Record<string, MistakeMemory>;
  /** The last first answers, whether each was right. */
  recent: boolean[];
  /** How many answers were given on a day, by its number since 1970. */
  days: Record<string, number>;
  answers: number;
}

/** Before the first line. */
export const nothing = (): Memory => ({
  steps: {},
  last: {},
  skills: {},
  mistakes: {},
  recent: [],
  days: {},
  answers: 0,
});

const dayLength = 86_400_000;
/** The time on a clock, in milliseconds since 1970, that is some minutes ahead of UTC. */
export const localTime = (time: number, zone: number): number => time + 60_000 * zone;

/** The number of a day since 1970. */
export const dayOf = (time: number): number => Math.floor(time / dayLength);
/** An answer that takes longer than this (in milliseconds) is not fluent. */
const longWhile = 300_000;
/** The right answers on later days after which a mistake is closed. */
const enough = 2;
/** The days after which a mistake that was not made again weighs half. */
const halfLife = 14;
/** A mistake that weighs less than this has been forgotten. */
const lightest = 0.1;
/** The first answers that show how it is going at the moment. */
const lately = 8;

/** Takes one more line in. */
export function remember(memory: Memory, entry: Entry): void {
  if (entry.course !== null && entry.step !== null) memory.last[entry.course] = entry.step;
  switch (entry.type) {
    case 'step': {
      const step = stepIn(memory, entry.course, entry.step);
      step.skipped = entry.skipped && !step.done;
      step.done = true;
      step.times++;
      step.now = {};
      return;
    }
    case 'again': {
      const step = stepIn(memory, entry.course, entry.step);
      step.times++;
      step.now = {};
      return;
    }
    case 'answer':
      rememberAnswer(memory, { ...entry, time: localTime(entry.time, entry.zone) });
  }
}

const keyOf = (course: string, step: string): string => `${course} ${step}`;

const stepIn = (memory: Memory, course: string, step: string): StepMemory =>
  (memory.steps[keyOf(course, step)] ??= { done: false, skipped: false, times: 0, answered: {}, now: {} });

/** What is remembered of a step; null for a step that was never begun. */
export const stepOf = ({ steps }: Memory, course: string, step: string): StepMemory | null =>
  steps[keyOf(course, step)] ?? null;

function rememberAnswer(memory: Memory, entry: AnswerEntry): void {
  const { time, verdict, tries, hints, took } = entry;
  if (verdict === 'unreadable' || verdict === 'skipped') {
    // It is no evidence of what is known, but in a pipe it was the question's only line, so the question is not asked
    // again.
    if (entry.course !== null && entry.step !== null && entry.closed)
      stepIn(memory, entry.course, entry.step).now[entry.question] ??= false;
    return;
  }
  memory.answers++;
  memory.days[dayOf(time)] = (memory.days[dayOf(time)] ?? 0) + 1;
  const right = verdict === 'correct' || verdict === 'close';
  const first = tries === 1;
  if (entry.course !== null && entry.step !== null && entry.closed) {
    const step = stepIn(memory, entry.course, entry.step);
    const clean = first && right && hints === 0;
    step.answered[entry.question] ??= clean;
    step.now[entry.question] ??= clean;
  }
  if (entry.mistake !== null) rememberMistake(memory, entry, entry.mistake);
  // Only the first answer is evidence of what was known.
  if (!first) return;
  const grade: Grade = !right ? 'missed' : hints > 0 || took > longWhile ? 'helped' : 'right';
  for (const skill of entry.skills) rememberSkill(memory, skill, entry, grade);
  if (entry.skills.length > 0) memory.recent = [...memory.recent, right].slice(-lately);
  if (grade === 'right')
    for (const mistake of mistakesAt(memory, entry.skills))
      if (dayOf(mistake.last) < dayOf(time)) mistake.since++;
}

function rememberMistake({ mistakes }: Memory, { time, skills, asked }: AnswerEntry, id: string): void {
  const key = `${id} ${skills[0] ?? ''}`;
  const count = (mistakes[key]?.count ?? 0) + 1;
  mistakes[key] = { id, count, last: time, since: 0, skills, asked };
}

/** The mistakes that were made where these skills were asked for. */
export const mistakesAt = ({ mistakes }: Memory, skills: readonly string[]): readonly MistakeMemory[] =>
  Object.values(mistakes).filter((mistake) => mistake.skills.some((skill) => skills.includes(skill)));

function rememberSkill({ skills }: Memory, name: string, entry: AnswerEntry, grade: Grade): void {
  const { time, asked, course, step } = entry;
  const before = skills[name];
  const after: SkillMemory = before ?? {
    known: unknown,
    right: 0,
    missed: 0,
    days: [],
    numbers: [],
    schedule: scheduled(null, time, grade),
    asked: null,
    place: null,
    prediction: null,
  };
  // More answers on the same day say nothing new about forgetting, unless one is wrong.
  const again = before?.schedule.last != null && dayOf(before.schedule.last) === dayOf(time);
  if (before && (!again || grade === 'missed')) after.schedule = scheduled(before.schedule, time, grade);
  after.known = traced(after.known, grade === 'right');
  if (asked?.values && (asked.kind === 'value' || after.asked?.kind !== 'value')) after.asked = asked;
  if (asked === null && course !== null && step !== null) after.place = { course, step };
  if (entry.prediction) after.prediction = entry.prediction;
  if (grade === 'missed') after.missed++;
  else after.right++;
  if (grade === 'right') {
    noted(after.days, dayOf(time));
    noted(after.numbers, JSON.stringify(asked?.values ?? null));
  }
  skills[name] = after;
}

function noted<Each>(list: Each[], each: Each): void {
  if (list.length < 2 && !list.includes(each)) list.push(each);
}

/** Whether a skill is kept: known according to the model, shown on two days, and at two sets of numbers. */
export const isMastered = ({ known, days, numbers }: SkillMemory): boolean =>
  known >= mastery && days.length > 1 && numbers.length > 1;

/** How much a mistake weighs: it decays with the days, and with each right answer where it was made. */
export const weightOf = ({ count, last, since }: MistakeMemory, time: number): number =>
  count * 0.5 ** (Math.max(0, dayOf(time) - dayOf(last)) / halfLife + since);

/** Whether a mistake is still to be looked for. */
export const isOpen = (mistake: MistakeMemory, time: number): boolean =>
  mistake.since < enough && weightOf(mistake, time) > lightest;

/** The skills that are due on the day of a moment, the weakest first. */
export const dueAt = ({ skills }: Memory, time: number): readonly (readonly [string, SkillMemory])[] =>
  Object.entries(skills)
    .filter(([, { schedule }]) => dayOf(dueFrom(schedule, time)) <= dayOf(time))
    .sort(([, a], [, b]) => a.known - b.known);

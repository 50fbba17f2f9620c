import { questionOf } from '../../tutor/lesson/question.ts';
import { type Course, type Lecture, type LectureOutline, type Step, stepId } from '../lessons/course.ts';
import { isMastered, type Memory, type SkillMemory, stepOf } from '../memory/memory.ts';
import { skillName } from '../skills/plain-names.ts';
import { skillsOf } from '../skills/skills.ts';
import { sessionOver } from './asked-session.ts';
import { predictionEvidence } from './prediction-evidence.ts';

/** The most skills that are named for another look: somebody with more begins with these. */
const mostNamed = 5;

/** How many first tries in a lecture were right, and how many there were. */
export function triesIn(
  memory: Memory,
  course: Course,
  lecture: LectureOutline,
): { readonly first: number; readonly asked: number } {
  const all = lecture.stepIds.flatMap((id) => Object.values(stepOf(memory, course.id, id)?.answered ?? {}));
  return { first: all.filter(Boolean).length, asked: all.length };
}

/** How many steps of a lecture somebody has been through. */
export const stepsDone = (memory: Memory, course: Course, { stepIds }: LectureOutline): number =>
  stepIds.filter((id) => stepOf(memory, course.id, id)?.done).length;

/** The text at the end of a lecture: how it went, and what will come back. */
export function lectureEnding(
  memory: Memory,
  course: Course,
  lecture: Lecture,
  number: number,
): readonly string[] {
  const { first, asked } = triesIn(memory, course, lecture);
  const missed = [...new Set(lecture.steps.flatMap((step) => missedIn(memory, course, lecture, step)))];
  return [
    `Lecture ${number} done: ${first} of ${asked} answers right at the first try.`,
    ...(lecture.summary === null ? [] : ['In short:', ...inShort(lecture)]),
    ...(missed.length > 0 ? ['It will come back in a day or two (dvar review):'] : []),
    ...missed.slice(0, mostNamed).map((skill) => `  ${skillName(skill)}`),
    ...(missed.length > mostNamed ? [`  and ${missed.length - mostNamed} more`] : []),
  ];
}

/** What the lectures that somebody has been through come to, and where they are. */
export function summaryLines(memory: Memory, course: Course): readonly string[] {
  const lines = course.lectures.flatMap((lecture, i) => {
    return stepsDone(memory, course, lecture) === lecture.stepIds.length
      ? [`Lecture ${i + 1}, ${lecture.title}:`, ...inShort(lecture)]
      : [];
  });
  return lines.length > 0
    ? lines
    : ['At the end of each lecture stands what it comes to; you are in the first one.'];
}

/** The days after which somebody is reminded of earlier lectures. */
const longAway = 7;

/**
 * The reminder for somebody who comes back after a long while, before the next step of a lecture; empty for anybody
 * else.
 */
export function refresherLines(
  memory: Memory,
  course: Course,
  lecture: Lecture,
  today: number,
): readonly string[] {
  const last = Math.max(...Object.keys(memory.days).map(Number));
  if (!Number.isFinite(last) || today - last < longAway) return [];
  const at = course.lectures.indexOf(lecture);
  const begun = stepsDone(memory, course, lecture) > 0;
  const before = course.lectures[at - 1];
  const short = begun && lecture.summary !== null ? lecture : before;
  return [
    `You were here ${today - last} days ago.`,
    ...(short && short.summary !== null
      ? [
          `${short === lecture ? 'What this lecture is about' : 'The lecture before'}, in short:`,
          ...inShort(short),
        ]
      : []),
    '`dvar review` brings back what you may have forgotten; `:back` goes back a step.',
  ];
}

/** The summary of a lecture, a line each. */
const inShort = ({ summary }: Lecture): readonly string[] =>
  summary === null ? [] : summary.split('\n').map((each) => `  ${each}`);

/** The skills of the questions of a step that were not right at the very first try. */
function missedIn(memory: Memory, course: Course, lecture: Lecture, step: Step): readonly string[] {
  const answered = stepOf(memory, course.id, stepId(lecture, step))?.answered ?? {};
  const missed = Object.keys(answered).filter((name) => !answered[name]);
  if (missed.length === 0) return [];
  return skillsIn(step)
    .filter(({ name }) => missed.some((each) => each === name || each.startsWith(`${name}:`)))
    .flatMap(({ skills }) => skills);
}

/** What a step asks, with the skills that each question speaks of. */
function skillsIn(step: Step): readonly { readonly name: string; readonly skills: readonly string[] }[] {
  if (step.kind === 'predict') return [{ name: step.id, skills: predictionEvidence(step).skills }];
  if (!step.example || step.kind === 'say' || step.kind === 'demo') return [];
  const { queue, words } = sessionOver(step.example.lesson, step.names, ['value'], 'prompt', new Set());
  return queue.map((key) => {
    const question = questionOf(words.lesson, key);
    return { name: question.name, skills: skillsOf(words.lesson, question) };
  });
}

/** The last page: a line for each skill with what was seen of it, what to look at again, and where to go on. */
export function courseEnding(memory: Memory, course: Course): readonly string[] {
  const all = Object.entries(memory.skills).sort(([, a], [, b]) => a.known - b.known);
  const again = all.filter(([, skill]) => !isFluent(skill)).slice(0, mostNamed);
  return [
    'What you have shown, from weak to strong:',
    ...all.map(([name, skill]) => `  ${skillName(name)}: ${evidenceOf(skill)}`),
    ...(again.length > 0 ? ['To look at again:'] : []),
    ...again.map(([name]) => {
      const at = course.lectures.findIndex(({ steps }) =>
        steps.some((step) => skillsIn(step).some(({ skills }) => skills.includes(name))),
      );
      return `  ${skillName(name)}${at < 0 ? '' : ` (lecture ${at + 1})`}`;
    }),
    'Where to go on:',
    '  `dvar review` tomorrow: what you saw here, at other numbers; a skill counts as kept once it was right on two days',
    '  `dvar practice` any time: problems without end, with what you know least',
    '  `dvar` with a network of your own; `dvar train` lets it learn',
  ];
}

/** Whether the model and the last answers agree that there is nothing to look at again. */
const isFluent = (skill: SkillMemory): boolean => skill.known >= 0.8;

/** `5 of 6 first answers right, on 2 days, at other numbers: kept`. */
function evidenceOf(skill: SkillMemory): string {
  const days = skill.days.length > 1 ? ', on two days' : '';
  const numbers = skill.numbers.length > 1 ? ', at more than one set of numbers' : '';
  return `${skill.right} of ${skill.right + skill.missed} first answers right${days}${numbers}${isMastered(skill) ? ': kept' : ''}`;
}

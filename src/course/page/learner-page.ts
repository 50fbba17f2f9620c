import type { Course } from '../lessons/course.ts';
import { isMastered, isOpen, type Memory, type SkillMemory, weightOf } from '../memory/memory.ts';
import { mistakeName, skillName } from '../skills/plain-names.ts';
import { isFluent, lastPage, skillsOfCourse, stepsDone, triesIn } from '../walk/ending.ts';

/** What a learner has shown in a course, for somebody who was not there. */
export interface LearnerPage {
  readonly title: string;
  /** The learner's name, where they gave one. */
  readonly who: string | null;
  /** `27 November 2026`. */
  readonly made: string;
  /** From which day to which, and on how many of them; null where nothing was answered. */
  readonly days: { readonly from: string; readonly to: string; readonly count: number } | null;
  readonly answers: number;
  readonly lectures: readonly LectureRow[];
  readonly lastPage: { readonly first: number; readonly asked: number };
  /** From strong to weak. */
  readonly skills: readonly SkillRow[];
  /** Mistakes that were made and are not done with, in words. */
  readonly mistakes: readonly string[];
  readonly version: string;
}

interface LectureRow {
  readonly number: number;
  readonly title: string;
  readonly steps: number;
  readonly done: number;
  readonly first: number;
  readonly asked: number;
}

interface SkillRow {
  readonly name: string;
  readonly lecture: number | null;
  readonly right: number;
  readonly asked: number;
  readonly state: SkillState;
}

/** How sure a skill is. */
export type SkillState = 'kept' | 'shown' | 'right so far' | 'to look at again';

/** What each state means, for a reader who has never seen dvar. */
export const stateMeanings: Readonly<Record<SkillState, string>> = {
  kept: 'right at the first try on two days, at two sets of numbers, and 95% sure by the model of Corbett and Anderson (1994)',
  shown: 'at least 80% sure by the same model, but not on two days yet',
  'right so far': 'never missed, but asked too seldom to be sure',
  'to look at again': 'missed, and less than 80% sure since',
};

/** How the numbers on a page came about. */
export const howMeasured: readonly string[] = [
  'Only the first answer to a question counts. For the state of a skill, a right answer with a hint counts as a miss.',
  'Reviews and questions at fresh numbers get new numbers, at which wrong rules give wrong answers.',
  'The learner worked alone, and this page can be edited. If you have to be sure, ask the learner for one derivative in person.',
];

const dayLength = 86_400_000;

const calendar = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day since 1970 in words. */
const dayInWords = (day: number): string => calendar.format(day * dayLength);

/** Gathers what a learner has shown; `now` is what their clock shows. */
export function learnerPage(
  memory: Memory,
  course: Course,
  now: number,
  { who, version }: Pick<LearnerPage, 'who' | 'version'>,
): LearnerPage {
  const days = Object.keys(memory.days)
    .map(Number)
    .sort((a, b) => a - b);
  const [first] = days;
  const last = days.at(-1);
  return {
    title: course.title,
    who,
    made: dayInWords(Math.floor(now / dayLength)),
    days:
      first === undefined || last === undefined
        ? null
        : { from: dayInWords(first), to: dayInWords(last), count: days.length },
    answers: memory.answers,
    lectures: course.lectures.map((lecture, i) => ({
      number: i + 1,
      title: lecture.title,
      steps: lecture.stepIds.length,
      done: stepsDone(memory, course, lecture),
      ...triesIn(memory, course, lecture),
    })),
    lastPage: lastPage(memory, course),
    skills: skillsOfCourse(memory, course)
      .toReversed()
      .map(({ name, skill, lecture }) => ({
        name: skillName(name),
        lecture,
        right: skill.right,
        asked: skill.right + skill.missed,
        state: stateOf(skill),
      })),
    mistakes: Object.values(memory.mistakes)
      .filter((mistake) => isOpen(mistake, now))
      .sort((a, b) => weightOf(b, now) - weightOf(a, now))
      .map(({ id, count, skills: [skill] }) => {
        const where = skill === undefined ? '' : `, at ${skillName(skill)}`;
        return `${mistakeName(id)}${where} (${count === 1 ? 'once' : `${count} times`})`;
      }),
    version,
  };
}

function stateOf(skill: SkillMemory): SkillState {
  if (isMastered(skill)) return 'kept';
  if (isFluent(skill)) return 'shown';
  return skill.missed === 0 ? 'right so far' : 'to look at again';
}

/** What the page says first: how much is done, by whom, when. */
export function leadOf({
  who,
  lectures,
  days,
  answers,
  lastPage: last,
  skills,
}: LearnerPage): readonly string[] {
  const done = lectures.filter(({ steps, done: taken }) => taken === steps).length;
  const all =
    done === lectures.length
      ? `All ${done} lectures are done`
      : `${done} of ${lectures.length} lectures are done`;
  const kept = skills.filter(({ state }) => state === 'kept').length;
  return [
    ...(who === null ? [] : [`Learner: ${who}`]),
    days === null
      ? 'No question has been answered yet.'
      : `${all}: ${answers} answers on ${days.count === 1 ? days.from : `${days.count} days from ${days.from} to ${days.to}`}.`,
    ...(last.asked > 0
      ? [
          `The last page, a new network without help: ${last.first} of ${last.asked} answers right at the first try.`,
        ]
      : []),
    ...(skills.length > 0
      ? [`Of the ${skills.length} skills that were asked for, ${kept} ${kept === 1 ? 'is' : 'are'} kept.`]
      : []),
  ];
}

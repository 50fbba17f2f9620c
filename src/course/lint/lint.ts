import { type SecondEngine, standingOf, type Testimony, testimonies } from '../../engine/checks/witnesses.ts';
import { leaves } from '../../language/expression.ts';
import { answerKeyOf } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { Course, Example, Lecture, Step } from '../lessons/course.ts';
import { skillName } from '../skills/plain-names.ts';
import { skillsOf } from '../skills/skills.ts';
import { sessionOver } from '../walk/asked-session.ts';
import { minutesOf } from '../walk/minutes.ts';
import { hiddenReasons } from './hidden-reasons.ts';
import { shownBefore } from './shown-before.ts';
import { freshLessonsOf, stepFindings } from './step-findings.ts';
import { typedNumbers } from './typed-numbers.ts';

/** Something in a course that would stop a learner, or teach them less than it could. */
export interface CourseFinding {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** Where in the file, as an offset. */
  readonly from: number;
  /** `graph/solo`; a lecture's id alone where it is about all of it, null where it is about the whole file. */
  readonly step: string | null;
}

/** How long a lecture may take, in minutes. */
const lectureMinutes = { least: 15, most: 40 } as const;

/**
 * Walks a course as learners will: answers each question, and looks at what was on the screen before it. Lectures that come
 * before, from other files, have taught their skills.
 */
export function lintCourse(
  course: Course,
  second: SecondEngine,
  before: readonly Lecture[] = [],
): readonly CourseFinding[] {
  const known = new Set(before.flatMap(({ steps }) => steps.flatMap((step) => [...skillsIn(step)])));
  const confirmed = new Set<Example>();
  const strays = new Set<Example>();
  return course.lectures.flatMap((lecture, at) => {
    const drawn = freshLessonsOf(course, lecture);
    return [
      ...idFindings([...before, ...course.lectures.slice(0, at)], lecture),
      ...lecture.steps.flatMap((step) => [
        ...unconfirmed(step, confirmed, second).map((message) => found(lecture, step, 'error', message)),
        ...strayValues(step, strays).map((message) => found(lecture, step, 'warning', message)),
        ...longTexts(step).map((message) => found(lecture, step, 'warning', message)),
        ...stepFindings(course, lecture, step, drawn).map((message) =>
          found(lecture, step, 'error', message),
        ),
      ]),
      ...lecture.steps.flatMap((step) =>
        typedNumbers(step).map(({ typed, instead }) =>
          found(
            lecture,
            step,
            'error',
            `the number ${typed} is typed; write ${instead}, so that the engine gives it, or {${typed}} if it is meant as it stands`,
          ),
        ),
      ),
      ...shownBefore(lecture).map(({ step, by, what }) =>
        found(lecture, step, 'error', `it asks for ${what}, which the step ${by.id} has shown already`),
      ),
      ...hiddenReasons(lecture, drawn).map(({ step, name, mistake }) =>
        found(
          lecture,
          step,
          'warning',
          `${mistake} gives the right d${name} at these numbers; let a later step ask it with fresh:`,
        ),
      ),
      ...newSkills(lecture, known),
      ...lengthFindings(lecture),
    ];
  });
}

const found = (
  lecture: Lecture,
  step: Step,
  level: CourseFinding['level'],
  message: string,
): CourseFinding => ({ level, message, from: step.from, step: `${lecture.id}/${step.id}` });

/** Of the whole lecture. */
const about = (lecture: Lecture, level: CourseFinding['level'], message: string): CourseFinding => ({
  level,
  message,
  from: lecture.from,
  step: lecture.id,
});

function idFindings(before: readonly Lecture[], lecture: Lecture): readonly CourseFinding[] {
  const twice = before.some(({ id }) => id === lecture.id);
  return twice ? [about(lecture, 'error', `two lectures have the id ${lecture.id}`)] : [];
}

/** The keys of a program, each confirmed once by witnesses that share no rule with the tutor. */
function unconfirmed(step: Step, confirmed: Set<Example>, second: SecondEngine): readonly string[] {
  const { example } = step;
  if (!example || confirmed.has(example)) return [];
  confirmed.add(example);
  const { lesson } = example;
  return testimonies(answerKeyOf(lesson), lesson.order, second).flatMap(
    (each) => keyFault(each, `the key of d${each.name} in ${example.name}`) ?? [],
  );
}

/** What is wrong with a key that no witness confirms; null where one does, and at a corner, of which a course may speak. */
function keyFault(said: Testimony, key: string): string | null {
  switch (standingOf(said)) {
    case 'confirmed':
    case 'convention':
      return null;
    case 'disputed':
      return `${key} is wrong or uncertain: nudging or mathjs says something else`;
    case 'unwitnessed':
      return `neither nudging nor mathjs can confirm ${key}; choose milder values`;
  }
}

/** Values for names that a program lacks, told once for each program. */
function strayValues({ example }: Step, told: Set<Example>): readonly string[] {
  if (!example?.problem || told.has(example)) return [];
  told.add(example);
  const { statements } = example.lesson.worked.program;
  const used = new Set(
    statements
      .flatMap(({ expression }) => [...leaves(expression)])
      .map((leaf) => 'name' in leaf && leaf.name),
  );
  return [...example.problem.values.keys()].flatMap((name) =>
    used.has(name)
      ? []
      : [`the program ${example.name} has no ${name}, and values: gives it one; take it out`],
  );
}

/** The most that one step may say: more is no longer one idea. */
const longest = { lines: 6, words: 110 } as const;

function longTexts(step: Step): readonly string[] {
  if (step.kind !== 'say') return [];
  const lines = step.text.trimEnd().split('\n').length;
  const words = step.text.split(/\s+/u).filter((word) => word !== '').length;
  return lines > longest.lines || words > longest.words
    ? [
        `it says ${lines} lines of ${words} words at once; one idea is enough for a step, so make two steps of it`,
      ]
    : [];
}

/** Skills that a learner must show alone, though no step before worked them out or had them filled in. */
function newSkills(lecture: Lecture, known: Set<string>): readonly CourseFinding[] {
  return lecture.steps.flatMap((step) => {
    const skills = skillsIn(step);
    const fresh = [...skills].filter((skill) => !known.has(skill));
    for (const skill of skills) known.add(skill);
    if (step.kind !== 'fresh' && !(step.kind === 'solo' && step.kinds.includes('value'))) return [];
    return fresh.map((skill) =>
      found(
        lecture,
        step,
        'warning',
        `it asks for ${skillName(skill)} alone, and no worked: or faded: step came before`,
      ),
    );
  });
}

function skillsIn(step: Step): ReadonlySet<string> {
  const { example } = step;
  if (!example || step.kind === 'say' || step.kind === 'demo' || step.kind === 'predict') return new Set();
  const { queue, words } = sessionOver(example.lesson, step.names, ['value'], 'prompt', new Set());
  return new Set(queue.flatMap((key) => skillsOf(words.lesson, questionOf(words.lesson, key))));
}

function lengthFindings(lecture: Lecture): readonly CourseFinding[] {
  const minutes = minutesOf(lecture);
  const { least, most } = lectureMinutes;
  if (minutes >= least && minutes <= most) return [];
  const says = minutes < least ? 'is too short to be worth a sitting' : 'is more than one sitting';
  return [
    about(
      lecture,
      'error',
      `it takes about ${minutes} minutes, which ${says}; between ${least} and ${most} is right`,
    ),
  ];
}

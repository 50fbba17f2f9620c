import { describe, expect, test } from '@jest/globals';
import { outputWith } from '../../engine/checks/differences.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { opNames, slipsOf, table } from '../../ops/table.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, randomLessons } from '../lesson/lessons.testing.ts';
import { exactNumber, type Question, questionOf, readersOf } from '../lesson/question.ts';
import { statementOf } from '../lesson/words.ts';
import { candidatesOf, classesAt } from './equivalence-classes.ts';

// Each sentence is held against the engine by what it says in words: it names derivatives, values and steps, and those have
// to give the number that was typed. Derivatives are differences; no rule of calculus or of the mistakes has a part in it.

/** The derivative of the output by a name, by a tiny step. */
function slopeOf({ worked }: Lesson, slot: number): number {
  const at = numberAt(worked, slot);
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (outputWith(worked.graph, slot, at + h) - outputWith(worked.graph, slot, at - h)) / (2 * h);
}

/** What an expression is worth with the values of the forward pass; a derivative of the output is a difference. */
function worth(lesson: Lesson, text: string, moved: Record<string, number> = {}): number {
  const { worked } = lesson;
  const values: Record<string, number> = {};
  for (const [name, slot] of worked.slots) values[name] = numberAt(worked, slot);
  let count = 0;
  const plain = text.replaceAll(/d([\p{L}_]\w*)\/d([\p{L}_]\w*)/gu, (_, of, by) => {
    if (of !== worked.output) throw new Error(`${of} is not the output`);
    values[`slope_${++count}`] = by === of ? 1 : slopeOf(lesson, worked.slots.get(by) ?? -1);
    return `slope_${count}`;
  });
  const asked = solved(`zz = ${plain}`, { ...values, ...moved });
  return numberAt(asked, asked.graph.output);
}

/** The slope of one step's statement with respect to a name in it. */
function localOf(lesson: Lesson, step: number, by: Question): number {
  const [, right = ''] = statementOf({ lesson, digits: 12 }, step).split(/ = (.*)/s);
  const at = numberAt(lesson.worked, by.slot);
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (
    (worth(lesson, right, { [by.name]: at + h }) - worth(lesson, right, { [by.name]: at - h })) / (2 * h)
  );
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 2e-4 * Math.max(1e-2, Math.abs(a), Math.abs(b));
const total = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);
const within = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/`([^`]+)`/g)].map(([, each = '']) => each);

/** What a sentence claims of a typed number: null where it says nothing that a number could show. */
type Claim = (at: {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly typed: number;
  readonly said: string;
}) => boolean;

const gradients = ({ worked }: Lesson): readonly number[] =>
  [...worked.slots]
    .map(([, slot]) => slot)
    .filter((slot) => slot <= worked.graph.output)
    .map((slot) => slopeOf({ worked } as Lesson, slot));

/** By id, what its sentence says, worked out by other means. */
const claims: Readonly<Record<string, Claim>> = {
  'local-only': ({ lesson, question, typed }) =>
    near(typed, total(readersOf(question).map((step) => localOf(lesson, step, question)))),
  'upstream-only': ({ lesson, typed, said }) => near(typed, worth(lesson, within(said)[0] ?? '')),
  'opposite-sign': ({ question, typed }) => near(typed, -exactNumber(question)),
  'own-value': ({ lesson, question, typed }) => near(typed, numberAt(lesson.worked, question.slot)),
  reciprocal: ({ question, typed }) => near(typed, 1 / exactNumber(question)),
  'other-variable': ({ lesson, typed }) => gradients(lesson).some((each) => near(typed, each)),
  'step-too-far': ({ lesson, typed }) => gradients(lesson).some((each) => near(typed, each)),
  'started-from-the-output': ({ lesson, question, typed }) =>
    near(typed, numberAt(lesson.worked, lesson.worked.graph.output) * exactNumber(question)),
  'paths-averaged': ({ question, typed }) =>
    near(typed * (question.links?.length ?? 0), exactNumber(question)),
  'added-over-passes': ({ question, typed }) => near(typed, 2 * exactNumber(question)),
  // Every way has the same upstream gradient where there is one reader, and the answer has it once more.
  'upstream-twice': ({ lesson, question, typed, said }) =>
    readersOf(question).length > 1 ||
    near(typed, exactNumber(question) * worth(lesson, within(said)[0] ?? '')),
  'change-for-a-nudge': ({ lesson, question, typed }) =>
    near(typed, 0.001 * exactNumber(question)) || nudged(lesson, question, typed + output(lesson)),
  'output-after-a-nudge': ({ lesson, question, typed }) =>
    near(typed, output(lesson) + 0.001 * exactNumber(question)) || nudged(lesson, question, typed),
  'output-for-slope': ({ lesson, question, typed, said }) => {
    const [, text = '', value = ''] =
      /uses the value of `?(.+?)`?, (-?[\d.e-]+), as a slope/.exec(said) ?? [];
    if (text === '') return true;
    const height = worth(lesson, text);
    // The value that is said is that of the part, and the rest of the way back is as it should be.
    const part = /^[\p{L}_]\w*$/u.test(text) ? text : null;
    const upstream =
      part &&
      lesson.worked.slots.has(part) &&
      readersOf(question).length === 1 &&
      readersOf(question)[0] === lesson.worked.slots.get(part)
        ? slopeOf(lesson, lesson.worked.slots.get(part) ?? -1)
        : null;
    const local = question.links?.length === 1 && question.links[0]?.path.length === 1;
    return (
      Math.abs(height - Number(value)) <= 1e-3 * Math.max(1, Math.abs(height)) &&
      (upstream === null || !local || near(typed, upstream * height))
    );
  },
};
/** The upstream gradient and the slope of a question with one way of one step; null where there is more. */
function single(lesson: Lesson, question: Question): { readonly up: number; readonly local: number } | null {
  const [link, another] = question.links ?? [];
  if (!link || another || link.path.length > 1) return null;
  const up = link.to === lesson.worked.graph.output ? 1 : slopeOf(lesson, link.to);
  return { up, local: localOf(lesson, link.to, question) };
}

/** What each reader contributes, where every one has its own way. */
const contributions = (lesson: Lesson, question: Question): readonly number[] | null => {
  const readers = readersOf(question);
  if (readers.length !== question.links?.length) return null;
  const up = (step: number): number => (step === lesson.worked.graph.output ? 1 : slopeOf(lesson, step));
  return readers.map((step) => up(step) * localOf(lesson, step, question));
};

/** Claims about one way of one step: the slope that was used instead. */
const instead =
  (wrong: (local: number, up: number) => number): Claim =>
  ({ lesson, question, typed }) => {
    const way = single(lesson, question);
    return way === null || near(typed, wrong(way.local, way.up));
  };

const more: Readonly<Record<string, Claim>> = {
  'rule-sign-flipped': instead((local, up) => -up * local),
  'slope-forgotten': instead((_, up) => up),
  'slope-twice': instead((local, up) => up * local * local),
  'added-instead-of-multiplied': instead((local, up) => up + local),
  'link-skipped': ({ lesson, question, typed }) => {
    const way = single(lesson, question);
    return way === null || gradients(lesson).some((each) => near(typed, each * way.local));
  },
  'first-path-only': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => near(typed, each)) ?? true,
  'last-path-only': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => near(typed, each)) ?? true,
  'path-left-out': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => near(typed, exactNumber(question) - each)) ?? true,
  'paths-multiplied': ({ lesson, question, typed }) => {
    const each = contributions(lesson, question);
    return (
      each === null ||
      near(
        typed,
        each.reduce((product, one) => product * one, 1),
      )
    );
  },
  'descent-step': ({ question, typed }) =>
    [0.1, 0.01, -0.1, -0.01].some((rate) => near(typed, rate * exactNumber(question))),
  'updated-weight': ({ lesson, question, typed }) =>
    [0.1, 0.01].some((rate) =>
      near(typed, numberAt(lesson.worked, question.slot) - rate * exactNumber(question)),
    ),
};

/** Of these the sentence asks for a look at a rule, and states nothing that a number could show. */
const lookAgain = new Set([
  'factor-forgotten',
  'operands-swapped',
  'input-for-output',
  'output-for-input',
  'inner-sign-flipped',
  'part-dropped',
  'applied-twice',
  'neighbours-rule',
  'other-operands-rule',
  'updated-too-early',
  'arithmetic-slip',
  'other-value',
  'other-weight',
  'other-gradient',
  'right-number-wrong-reason',
  ...opNames.flatMap((op) =>
    table[op].operands.flatMap((_, operand) => slipsOf(op, operand).map(({ id }): string => id)),
  ),
]);

const output = ({ worked }: Lesson): number => numberAt(worked, worked.graph.output);
const nudged = ({ worked }: Lesson, { slot }: Question, after: number): boolean =>
  near(after, outputWith(worked.graph, slot, numberAt(worked, slot) + 0.001));

describe('what is said of a mistake gives the number that was typed', () => {
  const lessons = [...lectureLessons, ...randomLessons(40, 11)];

  test('on the lectures and on random graphs', () => {
    const held = new Map<string, number>();
    for (const [title, lesson] of lessons)
      for (const slot of lesson.order) {
        const question = questionOf(lesson, slot);
        if (!question.plain || question.links === null || lesson.worked.graph.kind[slot] === kinds.literal)
          continue;
        for (const { values } of classesAt(candidatesOf(lesson, question), lesson, question)) {
          const typed = Number(values[0]);
          const reading = {
            kind: 'read',
            value: typed,
            expression: number(typed),
            body: '',
            remark: null,
          } as const;
          const { mistake } = assess(lesson, question, reading, 4);
          if (!mistake || /as well\.$/.test(mistake.message)) continue;
          const claim = claims[mistake.id] ?? more[mistake.id];
          expect([mistake.id, claim !== undefined || lookAgain.has(mistake.id)]).toEqual([mistake.id, true]);
          if (!claim) continue;
          const said = mistake.message;
          const where = [title, question.asks, typed, said];
          expect([...where, claim({ lesson, question, typed, said })]).toEqual([...where, true]);
          held.set(mistake.id, (held.get(mistake.id) ?? 0) + 1);
        }
      }
    expect([...held.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(800);
    for (const id of ['local-only', 'upstream-only', 'output-for-slope', 'own-value', 'opposite-sign'])
      expect([id, (held.get(id) ?? 0) > 20]).toEqual([id, true]);
  });
});

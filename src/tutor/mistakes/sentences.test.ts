import { describe, expect, test } from '@jest/globals';
import { outputWith } from '../../engine/checks/differences.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { number } from '../../language/expression.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLessons, randomLessons } from '../lesson/lessons.testing.ts';
import { exactNumber, type Question, questionOf, readersOf } from '../lesson/question.ts';
import {
  givenByShortcut,
  givenByStep,
  givenByUpdate,
  givenByValue,
  givenWithoutFactor,
} from './claims.testing.ts';
import { atCorners, cornerLessons, type Placed } from './corners.testing.ts';
import { candidatesOf, classesAt, scalarRules } from './equivalence-classes.ts';
import { pairsAt } from './families/pairs.ts';
import { rareScalars } from './families/rare-scalars.ts';
import { misreadAsSaid, misreadLabels } from './label-claims.testing.ts';
import { beforeSlip, givenByPair } from './pair-claims.testing.ts';
import { nearly, outputSlopeOf, slopeWithHeld } from './places.testing.ts';
import { ofSteps } from './slope-claims.testing.ts';
import { localOf, within, worth } from './spoken.testing.ts';

// Each sentence is held against the engine by what it says in words: it names derivatives, values and steps, and those have
// to give the number that was typed. Derivatives are differences; no rule of calculus or of the mistakes has a part in it.

const total = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);
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
    .map((slot) => outputSlopeOf({ worked } as Lesson, slot));

/** By id, what its sentence says, worked out by other means. */
const claims: Readonly<Record<string, Claim>> = {
  'local-only': ({ lesson, question, typed }) =>
    nearly(typed, total(readersOf(question).map((step) => localOf(lesson, step, question)))),
  'upstream-only': ({ lesson, typed, said }) => nearly(typed, worth(lesson, within(said)[0] ?? '')),
  'opposite-sign': ({ question, typed }) => nearly(typed, -exactNumber(question)),
  'own-value': ({ lesson, question, typed }) => nearly(typed, numberAt(lesson.worked, question.slot)),
  reciprocal: ({ question, typed }) => nearly(typed, 1 / exactNumber(question)),
  'other-variable': ({ lesson, typed }) => gradients(lesson).some((each) => nearly(typed, each)),
  'step-too-far': ({ lesson, typed }) => gradients(lesson).some((each) => nearly(typed, each)),
  'started-from-the-output': ({ lesson, question, typed }) =>
    nearly(typed, numberAt(lesson.worked, lesson.worked.graph.output) * exactNumber(question)),
  'paths-averaged': ({ question, typed }) =>
    nearly(typed * (question.links?.length ?? 0), exactNumber(question)),
  'added-over-passes': ({ question, typed }) => nearly(typed, 2 * exactNumber(question)),
  // Every way has the same upstream gradient where there is one reader, and the answer has it once more.
  'upstream-twice': ({ lesson, question, typed, said }) =>
    readersOf(question).length > 1 ||
    nearly(typed, exactNumber(question) * worth(lesson, within(said)[0] ?? '')),
  'change-for-a-nudge': ({ lesson, question, typed }) =>
    nearly(typed, 0.001 * exactNumber(question)) || nudged(lesson, question, typed + output(lesson)),
  'output-after-a-nudge': ({ lesson, question, typed }) =>
    nearly(typed, output(lesson)) ||
    nearly(typed, output(lesson) + 0.001 * exactNumber(question)) ||
    nudged(lesson, question, typed),
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
        ? outputSlopeOf(lesson, lesson.worked.slots.get(part) ?? -1)
        : null;
    const local = question.links?.length === 1 && question.links[0]?.path.length === 1;
    return (
      Math.abs(height - Number(value)) <= 1e-3 * Math.max(1, Math.abs(height)) &&
      (upstream === null || !local || nearly(typed, upstream * height))
    );
  },
};
/** The upstream gradient and the slope of a question with one way of one step; null where there is more. */
function single(lesson: Lesson, question: Question): { readonly up: number; readonly local: number } | null {
  const [link, another] = question.links ?? [];
  if (!link || another || link.path.length > 1) return null;
  const up = link.to === lesson.worked.graph.output ? 1 : outputSlopeOf(lesson, link.to);
  return { up, local: localOf(lesson, link.to, question) };
}

/** What each reader contributes, where every one has its own way. */
const contributions = (lesson: Lesson, question: Question): readonly number[] | null => {
  const readers = readersOf(question);
  if (readers.length !== question.links?.length) return null;
  const up = (step: number): number =>
    step === lesson.worked.graph.output ? 1 : outputSlopeOf(lesson, step);
  return readers.map((step) => up(step) * localOf(lesson, step, question));
};

/** Claims about one way of one step: the slope that was used instead. */
const instead =
  (wrong: (local: number, up: number) => number): Claim =>
  ({ lesson, question, typed }) => {
    const way = single(lesson, question);
    return way === null || nearly(typed, wrong(way.local, way.up));
  };

const more: Readonly<Record<string, Claim>> = {
  'rule-sign-flipped': instead((local, up) => -up * local),
  'slope-forgotten': instead((_, up) => up),
  'slope-twice': instead((local, up) => up * local * local),
  'added-instead-of-multiplied': instead((local, up) => up + local),
  'link-skipped': ({ lesson, question, typed }) => {
    const way = single(lesson, question);
    return way === null || gradients(lesson).some((each) => nearly(typed, each * way.local));
  },
  'first-path-only': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => nearly(typed, each)) ?? true,
  'last-path-only': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => nearly(typed, each)) ?? true,
  'path-left-out': ({ lesson, question, typed }) =>
    contributions(lesson, question)?.some((each) => nearly(typed, exactNumber(question) - each)) ?? true,
  'paths-multiplied': ({ lesson, question, typed }) => {
    const each = contributions(lesson, question);
    return (
      each === null ||
      nearly(
        typed,
        each.reduce((product, one) => product * one, 1),
      )
    );
  },
  'descent-step': ({ question, typed }) =>
    [0.1, 0.01, -0.1, -0.01].some((rate) => nearly(typed, rate * exactNumber(question))),
  'updated-weight': ({ lesson, question, typed }) =>
    [0.1, 0.01].some((rate) =>
      nearly(typed, numberAt(lesson.worked, question.slot) - rate * exactNumber(question)),
    ),
};

/** What may stand in the place of another value: what is said, or where it is open which, anything that has a name. */
const intruders = ({ lesson, said }: Parameters<Claim>[0]): readonly number[] => {
  const [, intruder] = /^It looks as if `([^`]+)` stands/.exec(said) ?? [];
  return intruder === undefined
    ? [...lesson.worked.slots].map(([, slot]) => numberAt(lesson.worked, slot))
    : [worth(lesson, intruder)];
};

const byAnother: Claim = (at) =>
  intruders(at).some((value) => givenByValue(at.lesson, at.question, at.typed, value));

/** With one value held at fewer digits, some way of working on gives the number: with what follows from it, or without. */
const roundedAsSaid: Claim = ({ lesson, question, typed, said }) => {
  const [, name, text] = /but `(\S+) = (\S+)` was rounded/.exec(said) ?? [];
  const { worked } = lesson;
  const slots = [...worked.slots].filter(([each]) => name === undefined || each === name);
  return slots.some(([, slot]) =>
    (text === undefined
      ? [1, 2].map((digits) => Number(numberAt(worked, slot).toPrecision(digits)))
      : [Number(text)]
    ).some(
      (value) =>
        givenByValue(lesson, question, typed, value) ||
        nearly(typed, slopeWithHeld(lesson, question.slot, slot, value)),
    ),
  );
};

/** What a rule was changed to, or what stands in the place of something else. */
const ofRules: Readonly<Record<string, Claim>> = {
  ...Object.fromEntries(
    [...ofSteps].map((id): [string, Claim] => [
      id,
      ({ lesson, question, typed }) => givenByStep(id, lesson, question, typed),
    ]),
  ),
  'factor-forgotten': ({ lesson, question, typed }) =>
    givenWithoutFactor(lesson, question, typed) || givenByStep('factor-forgotten', lesson, question, typed),
  'updated-too-early': ({ lesson, question, typed }) => givenByUpdate(lesson, question, typed),
  'other-value': byAnother,
  'other-weight': byAnother,
  'other-gradient': ({ lesson, question, typed, said }) => {
    const [, intruder] = /^It looks as if `d([^`]+)` stands/.exec(said) ?? [];
    const local = total(readersOf(question).map((step) => localOf(lesson, step, question)));
    const slot = lesson.worked.slots.get(intruder ?? '') ?? -1;
    return intruder === undefined
      ? gradients(lesson).some((each) => nearly(typed, each * local))
      : nearly(typed, outputSlopeOf(lesson, slot) * local);
  },
  'log-loss-shortcut': ({ lesson, question, typed, said }) => {
    const difference = within(said)[0];
    return difference !== undefined && givenByShortcut(lesson, question, typed, worth(lesson, difference));
  },
  'ratio-of-a-nudge': ({ lesson, question, typed }) =>
    [1, 0.5, 0.1, 0.01, 0.001, 0.0001]
      .flatMap((size) => [size, -size])
      .some((nudge) => {
        const { worked } = lesson;
        const after = outputWith(worked.graph, question.slot, numberAt(worked, question.slot) + nudge);
        return nearly(typed, (after - output(lesson)) / nudge);
      }),
  'label-misread': ({ lesson, question, typed, said }) =>
    misreadAsSaid(lesson, question, said).some((each) => nearly(typed, Number(each))),
  'rounded-too-early': roundedAsSaid,
  'factor-too-many': ({ lesson, question, typed, said }) =>
    nearly(typed, exactNumber(question) * worth(lesson, within(said)[0] ?? '')),
  // Any number is the right one plus some multiple: it has to be one that somebody takes.
  'penalty-added': ({ lesson, question, typed }) =>
    [0.5, 1, 2, 0.1, 0.2, 0.01, 0.02, 0.05, 0.001, 0.002, 0.005]
      .flatMap((each) => [each, -each])
      .some((each) => nearly(typed, exactNumber(question) + each * numberAt(lesson.worked, question.slot))),
  // A sum that is to be worked out once more has to give what is right.
  'arithmetic-slip': ({ lesson, question, typed, said }) => {
    const right = exactNumber(question);
    const sum = /work out `([^`]+)` once more/.exec(said)?.[1];
    const digits = (value: number, count: number): string =>
      [...value.toExponential(count - 1).replaceAll(/e.*|[-.]/g, '')].sort().join('');
    const slipped = said.includes('decimal point')
      ? Number.isInteger(Number(Math.log10(Math.abs(typed / right)).toFixed(3)))
      : said.includes('order of the digits')
        ? [3, 4, 5, 6].some((count) => digits(typed, count) === digits(right, count))
        : Math.abs(typed - right) <= Math.max(1 + 6e-3 * Math.abs(right), 0.12 * Math.abs(right));
    return (
      slipped &&
      (sum === undefined || Math.abs(worth(lesson, sum) - right) <= 6e-3 * Math.max(1, Math.abs(right)))
    );
  },
};

/** The claims about one answer and its mistake; where another is said beside it, both together have to give the number. */
function holds(id: string, at: Parameters<Claim>[0]): boolean {
  const claim = claims[id] ?? more[id] ?? ofRules[id];
  if (!claim) throw new Error(`nobody says what ${id} claims`);
  const { lesson, question, typed, said } = at;
  if (!/ as well\.( \(|$)/.test(said)) return claim(at);
  if (said.includes('The sign is wrong as well.')) return claim({ ...at, typed: -typed });
  if (said.includes('There is a slip in the arithmetic as well.'))
    return beforeSlip(typed).some((before) => claim({ ...at, typed: before }));
  const values = id.startsWith('other-') ? intruders(at) : [];
  return givenByPair(id, said, lesson, question, typed, values);
}

/** Numbers that somebody may type: those of all wrong rules, known and rare, two mistakes at once, and slips of numbers. */
function numbersAt(lesson: Lesson, question: Question): readonly number[] {
  const sights = candidatesOf(lesson, question);
  const known = classesAt(sights, lesson, question).map(({ values }) => Number(values[0]));
  const { view } = sights;
  const rare = view ? rareScalars(lesson, question).flatMap((rule) => [rule.at(view), rule.local(view)]) : [];
  const alone =
    known.length > 0 && view ? scalarRules(sights, lesson, question).map((rule) => rule.local(view)) : [];
  const right = exactNumber(question);
  const swapped = Number(String(Number(right.toPrecision(6))).replace(/(\d)(\d)/, '$2$1'));
  const slips = [right + 1, right - 1, right * 10, right / 10, swapped];
  // Pairs are many: every third.
  const pairs = pairsAt(sights, lesson, question, () => true)
    .filter((_, k) => k % 3 === 0)
    .map(({ values }) => Number(values[0]));
  const labels = misreadLabels(lesson, question).map(({ value }) => Number(value));
  const early = [...lesson.worked.slots].map(([, step]) =>
    slopeWithHeld(lesson, question.slot, step, Number(numberAt(lesson.worked, step).toPrecision(1))),
  );
  const all = [
    ...known,
    ...known.map((each) => -each),
    ...rare,
    ...alone,
    ...pairs,
    ...slips,
    ...labels,
    ...early,
  ];
  return [...new Set(all.filter((each) => Number.isFinite(each)))];
}

const output = ({ worked }: Lesson): number => numberAt(worked, worked.graph.output);
const nudged = ({ worked }: Lesson, { slot }: Question, after: number): boolean =>
  nearly(after, outputWith(worked.graph, slot, numberAt(worked, slot) + 0.001));

/** What was said of wrong answers, by id and with a second mistake, and what of it is not so at any of some places. */
function heldAgainst(lessons: readonly Placed[]) {
  const held = new Map<string, number>();
  const untrue: string[] = [];
  for (const [title, lesson, places] of lessons)
    for (const slot of lesson.order) {
      const question = questionOf(lesson, slot);
      if (!question.plain || question.links === null || lesson.worked.graph.kind[slot] === kinds.literal)
        continue;
      for (const typed of numbersAt(lesson, question)) {
        const written = { expression: number(typed), body: '', remark: null };
        const { mistake } = assess(lesson, question, { kind: 'read', value: typed, ...written }, 4);
        if (!mistake) continue;
        const { id, message: said } = mistake;
        if (
          !places.some((place) =>
            holds(id, { lesson: place, question: questionOf(place, slot), typed, said }),
          )
        )
          untrue.push([title, question.asks, typed, id, said].join(' | '));
        const another = / as well\.( \(|$)/.test(said) ? 'pair' : 'alone';
        for (const key of [id, another]) held.set(key, (held.get(key) ?? 0) + 1);
      }
    }
  return { held, untrue };
}

describe('what is said of a mistake gives the number that was typed', () => {
  test('on the lectures and on random graphs', () => {
    // At a corner a difference is no slope.
    const { held, untrue } = heldAgainst(
      [...lectureLessons, ...randomLessons(40, 11)]
        .filter(([, lesson]) => !atCorners(lesson))
        .map(([title, lesson]) => [title, lesson, [lesson]]),
    );
    expect(untrue).toEqual([]);
    expect(held.get('alone') ?? 0).toBeGreaterThan(5000);
    expect(held.get('pair') ?? 0).toBeGreaterThan(1000);
    for (const id of ['local-only', 'upstream-only', 'output-for-slope', 'own-value', 'opposite-sign'])
      expect([id, (held.get(id) ?? 0) > 20]).toEqual([id, true]);
    for (const id of [
      'operands-swapped',
      'part-dropped',
      'other-value',
      'added-over-passes',
      'arithmetic-slip',
      'label-misread',
      'rounded-too-early',
    ])
      expect([id, (held.get(id) ?? 0) > 5]).toEqual([id, true]);
  });

  // A rule takes one of the slopes beside a corner there, or for abs the one between: the sentence is so at that place.
  test('on programs at a corner', () => {
    const { held, untrue } = heldAgainst(cornerLessons);
    expect(untrue).toEqual([]);
    expect(held.get('alone') ?? 0).toBeGreaterThan(300);
    expect(held.get('pair') ?? 0).toBeGreaterThan(40);
    for (const id of ['upstream-only', 'slope-forgotten', 'first-path-only', 'operands-swapped'])
      expect([id, (held.get(id) ?? 0) > 4]).toEqual([id, true]);
  });
});

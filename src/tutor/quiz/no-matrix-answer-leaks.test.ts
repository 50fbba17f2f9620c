import { describe, expect, test } from '@jest/globals';
import { nameAt } from '../../engine/graph/names.ts';
import { formatNumber } from '../../language/number-format.ts';
import { entriesOf, mapped, matrixOf, type Value } from '../../ops/matrix.ts';
import { lectureLessons } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import { opening } from '../session/opening.ts';
import { matrixProblems } from '../simulated/networks.testing.ts';
import { problems } from '../simulated/problems.testing.ts';
import { numbersIn } from '../teaching/hint.ts';
import { atPrompt, said, textIn, typed } from './session.testing.ts';
import { asking } from './session.ts';

const numbers = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(numbersIn)].map(([number]) => number));

/** A value as a learner types it, with so many digits. */
function written(value: Value, digits: number): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  const { rows, columns, entries } = matrixOf(value);
  const row = (at: number): string =>
    Array.from(entries.subarray(at * columns, (at + 1) * columns), (entry) =>
      formatNumber(entry, digits),
    ).join(' ');
  return `[${Array.from({ length: rows }, (_, at) => row(at)).join('; ')}]`;
}

const networks = matrixProblems(3, 4).map(({ lesson }) => lesson);
const scalars = [
  ...lectureLessons.map(([, lesson]) => lesson),
  ...problems(10, 3).map(({ lesson }) => lesson),
];

describe('an answer of matrices is told by nothing before its time', () => {
  test('neither by what is said of wrong ones, nor by hints, nor by what can be shown', () => {
    const told: string[] = [];
    for (const lesson of networks) {
      let session = atPrompt(lesson);
      for (const slot of lesson.order) {
        const { exact } = questionOf(lesson, slot);
        const screen = numbers(textIn([...opening(session), ...asking(session)]));
        const secret = Array.from(entriesOf(exact), (entry) => formatNumber(Math.abs(entry), 4)).filter(
          (text) => text.length > 2 && !screen.has(text),
        );
        expect(secret.length).toBeGreaterThan(0);
        const wrong = [-3, 7.5].map((factor) =>
          written(
            mapped(exact, (entry) => factor * entry + 50),
            8,
          ),
        );
        const lines = [...wrong, '1', '?', '?', '?', '?', ':values', ':graph', ':help'];
        for (const line of lines) {
          const stepped = typed(session, line);
          const found = [...numbers(said(stepped))].filter((number) => secret.includes(number));
          if (found.length > 0) told.push(`${line}: ${found.join(' ')}`);
          session = stepped.session;
        }
        session = typed(session, written(exact, 4)).session;
      }
    }
    expect(told).toEqual([]);
  });
});

describe('a probe tells nothing either', () => {
  test('neither when it is offered, nor when it is answered, right or wrong', () => {
    const told: string[] = [];
    let offered = 0;
    for (const lesson of scalars)
      for (const slot of lesson.order) {
        const question = questionOf(lesson, slot);
        const before = { ...atPrompt(lesson), queue: [question.key] };
        const secret = formatNumber(Math.abs(Number(question.exact)), 4);
        const known = numbers(textIn([...opening(before), ...asking(before)]));
        if (known.has(secret) || secret === '0' || secret === '1') continue;
        for (const { values } of classesAt(candidatesOf(lesson, question), lesson, question)) {
          const answer = String(values[0]);
          const missed = typed(before, answer);
          if (missed.session.over) continue; // near enough to be right
          const probe = missed.session.turns.get(question.key)?.probe;
          const local = probe?.kind === 'local' ? probe : null;
          const reader = local && nameAt(lesson.worked, local.reader);
          const replies = local
            ? [12345.678, ...local.suspects.flatMap(({ locals }) => locals)].map((slope) =>
                typed(missed.session, `d${reader}/d${question.name} = ${slope}`),
              )
            : [];
          offered += replies.length;
          for (const stepped of [missed, ...replies])
            if (numbers(said(stepped)).has(secret)) told.push(`${answer}: ${said(stepped)}`);
        }
      }
    expect(offered).toBeGreaterThan(25);
    expect(told).toEqual([]);
  });
});

describe("the engine's own answer is taken in every form in which it is shown", () => {
  test.each([
    ['single numbers', scalars],
    ['matrices', networks],
  ] as const)('%s', (_, lessons) => {
    const refused: string[] = [];
    for (const lesson of lessons)
      for (const slot of lesson.order) {
        const question = questionOf(lesson, slot);
        const before = { ...atPrompt(lesson), queue: [question.key] };
        const shown = said(typed(before, ':answer')).match(
          /= (\[[^\]]*\]|-?\d+(?:\.\d+)?(?:e-?\d+)?)\.?$/m,
        )?.[1];
        const forms = [3, 4, 6, 15].map((digits) => written(question.exact, digits));
        for (const form of [...forms, ...(shown ? [shown] : []), `${question.asks} = ${forms[1]}`]) {
          const outcome = typed(before, form).session.turns.get(question.key)?.outcome;
          if (outcome !== 'correct' && outcome !== 'close')
            refused.push(`${question.asks} = ${form}: ${outcome}`);
        }
      }
    expect(refused).toEqual([]);
  });
});

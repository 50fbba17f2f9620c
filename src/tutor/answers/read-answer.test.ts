import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { shapeWordFor } from '../../engine/graph/values.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { gradientOf, slotOf, solved } from '../../engine/solved.testing.ts';
import { expectFixture } from '../../fixtures.testing.ts';
import { apply, type Expression, literal, name } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { knownSign } from '../../language/spelling.ts';
import { lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import type { KnownDerivatives } from './known-derivatives.ts';
import { readAnswer } from './read-answer.ts';
import { longestAnswer } from './reading.ts';

/**
 * Cases as text: what they show after `#`, the program, its values, the question, what has been found; then a line a
 * case, `typed ==> value` or `typed ==> ! why not (where)`. `\u0007` stands for a character that can't be seen.
 */
const folder = new URL('../../../fixtures/answers/', import.meta.url);

interface Case {
  readonly typed: string;
  readonly said: string;
  /** What is typed, as it stands in the file. */
  readonly written: string;
}

function casesIn(file: string): {
  worked: Evaluation;
  question: Question;
  found: KnownDerivatives;
  cases: readonly Case[];
} {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const [program = '', setting = '', ...rest] = text.trim().split(/\n\n+/);
  const told = (word: string): string | undefined =>
    new RegExp(`^${word}: ?(.*)$`, 'm').exec(setting)?.[1]?.trim();
  const data = told('data')?.split(', ') ?? [];
  const worked = solved(program, valuesFrom(told('values') ?? ''), { data });
  const known =
    told('found')
      ?.split(', ')
      .filter((name) => name !== '') ?? [];
  for (const name of known) slotOf(worked, name);
  const asked = told('question') ?? '';
  const question = questionOf(lessonFor(worked), slotOf(worked, asked));
  const found: KnownDerivatives = (slot) =>
    known.includes(worked.names[slot] ?? '')
      ? gradientAt(worked, slot)
      : { why: `d${worked.output}/d${worked.names[slot]} is not found yet; use what you have found so far` };
  const lines = rest
    .join('\n')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const cases = lines.map((line) => {
    const [typed, said, ...more] = line.split(' ==> ');
    if (typed === undefined || said === undefined || said.trim() === '' || more.length > 0)
      throw new Error(`'${line}' should say TYPED ==> what comes of it`);
    return {
      typed: typed.replaceAll(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16))),
      said,
      written: typed,
    };
  });
  return { worked, question, found, cases };
}

function outcome(worked: Evaluation, question: Question, typed: string, found: KnownDerivatives): string {
  const reading = readAnswer(worked, question, typed, found);
  if (reading.kind === 'read')
    return `${print(literal(reading.value))}${reading.remark ? ` (${reading.remark})` : ''}`;
  const { message, from, to } = reading;
  return from === null ? `! ${message}` : `! ${message} [${from + 1}-${Math.max(from + 1, to ?? 0)}]`;
}

const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

test('the cases are there', () => {
  expect(files).toEqual([
    'derivatives.txt',
    'names-with-d.txt',
    'numbers.txt',
    'numpy-sizes.txt',
    'numpy.txt',
    'refused.txt',
    'values.txt',
  ]);
});

describe.each(files)('%s', (file) => {
  const { worked, question, found, cases } = casesIn(file);

  test('has cases, each once', () => {
    expect(cases.length).toBeGreaterThan(5);
    expect(new Set(cases.map(({ typed }) => typed)).size).toBe(cases.length);
  });

  test.each(cases)('$typed ==> $said', ({ typed, said, written }) => {
    const around = (part: string): string => `\n${written} ==> ${part}\n`;
    expectFixture(new URL(file, folder), outcome(worked, question, typed, found), said, around);
  });
});

describe('long and deep answers', () => {
  const worked = solved('u = b*c; J = 3*u', { b: 3, c: 2 });
  const question = questionOf(lessonFor(worked), slotOf(worked, 'b'));
  const read = (text: string) => readAnswer(worked, question, text, (slot) => worked.gradients[slot] ?? 0);

  test(`${longestAnswer} characters are read, one more is not`, () => {
    const sum = `${'1+'.repeat(longestAnswer / 2 - 1)}10`;
    expect(sum.length).toBe(longestAnswer);
    expect(read(sum)).toMatchObject({ kind: 'read', value: longestAnswer / 2 - 1 + 10 });
    expect(read(`${sum}0`)).toMatchObject({
      kind: 'unreadable',
      message: 'an answer has at most 10000 characters, and this one has 10001; write it shorter',
    });
  });

  test('parentheses may be as deep as they are long', () => {
    expect(read(`${'('.repeat(4999)}c${')'.repeat(4999)}`)).toMatchObject({ kind: 'read', value: 2 });
  });

  test('what a message may call an operand is not looked for in all of it', () => {
    let looked = 0;
    const deep = Array.from({ length: 5000 }).reduce<Expression>(
      (inside) => ({
        ...apply(knownSign('postfix', "'"), name('c')),
        get operands() {
          looked++;
          return [inside];
        },
      }),
      name('c'),
    );
    expect(shapeWordFor(deep)).toBe('a part of it');
    expect(looked).toBeLessThan(100);
    expect(read(`c${"'".repeat(9000)}`)).toMatchObject({ kind: 'read', value: 2 });
  });

  test('the body is what stands right of the equals sign, with a point for a comma', () => {
    const bodies = ['6', ' = 6 ', 'db = du*c', 'dJ/db=6,0'].map((text) => {
      const reading = read(text);
      return reading.kind === 'read' ? reading.body : reading.message;
    });
    expect(bodies).toEqual(['6', '6', 'du*c', '6.0']);
  });

  test('the true derivatives are read as they stand', () => {
    expect(read('du*c')).toMatchObject({ kind: 'read', value: gradientOf(worked, 'b') });
  });
});

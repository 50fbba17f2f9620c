import { expect, test } from '@jest/globals';
import { readNotation } from '../homework/submission/notation.ts';
import { apart } from './several-at-once.ts';

/** The answers of a text, by what stands left of them, and the lines that are no answers. */
function read(text: string) {
  const found = readNotation(text);
  if (!found.ok) throw new Error(found.trouble.message);
  const { entries, notes } = found.value;
  return {
    answers: entries.map(({ line, left, right }) => `${line} ${left} = ${right.replaceAll(/\s+/g, ' ')}`),
    lost: notes.map(({ line }) => line),
  };
}

test.each([
  ['da, du = 3, 3', ['1 da = 3', '1 du = 3']],
  ['(da, du) = 3*b, [1, 2]', ['1 da = 3*b', '1 du = [1, 2]']],
  ['dJ/da, dJ/du = 3, dv', ['1 dJ/da = 3', '1 dJ/du = dv']],
  ['dv = da = du = 3', ['1 dv = 3', '1 da = 3', '1 du = 3']],
  ['∂J/∂v = ∂J/∂a = 3 # as J = 3*v', ['1 ∂J/∂v = 3', '1 ∂J/∂a = 3']],
])('%s gives several answers', (text, answers) => {
  expect(read(text)).toEqual({ answers, lost: [] });
});

test('a name with an answer of its own is a part of the calculation, within the part of its text', () => {
  expect(read('dv = 3\nda = dv = 4').answers).toEqual(['1 dv = 3', '2 da = dv = 4']);
  expect(read('da = dJ/dv = 4\ndv = 3').answers).toEqual(['1 da = dJ/dv = 4', '2 dv = 3']);
  expect(read('[one]\ndv = 3\n[two]\nda = dv = 4').answers).toEqual(['2 dv = 3', '4 da = 4', '4 dv = 4']);
});

test.each(['da = 3', 'db = du*c = 3*2', 'da, du = 3', 'db = 3 == 3', 'dv = da <= 3', 'a, b = 3, 2'])(
  '%s stands for itself',
  (line) => {
    expect(apart(line)).toEqual([line]);
  },
);

test('a line that begins with an equals sign goes on with the answer above it', () => {
  const alone = read('db = du*c = 3*2 = 6\ndc = 9');
  const [first] = alone.answers;
  for (const text of [
    'db = du*c\n   = 3*2\n   = 6\ndc = 9',
    'db &= du*c \\\\\n&= 3*2 \\\\\n\n&= 6\ndc = 9',
  ]) {
    const { answers, lost } = read(text);
    expect(lost).toEqual([]);
    expect(answers[0]).toBe(first);
    expect(answers[1]).toBe(`${text.split('\n').length} dc = 9`);
  }
});

test('an arrow does not go on with the line above it', () => {
  expect(read('dc = 9\n=> db = 6').answers).toEqual(['1 dc = 9', '2 db = 6']);
});

test('such a line under no answer is not one', () => {
  expect(read('# my work\n= 6\ndc = 9')).toEqual({ answers: ['3 dc = 9'], lost: [2] });
});

test('a number alone is told what it lacks, and the number of a question with its dot is not', () => {
  const found = readNotation('3\n2.\ndv = 3');
  if (!found.ok) throw new Error(found.trouble.message);
  expect(found.value.notes.map(({ message }) => message)).toEqual([
    'a number alone does not say which derivative it is, so it was not read; write it as in `db = 3`',
    'this line is not an answer and costs nothing: `2.`',
  ]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readGradients } from '../../python/evaluation/reading.ts';
import { parseOctave } from '../../python/octave/text/parse-octave.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { readYaml } from '../assignment/yaml.ts';
import { paperOf } from '../paper/paper.ts';
import { contextOf } from './python-names.ts';

// What Octave means by its signs, indices and functions; each value was printed by Octave 7.3 once.

const root = new URL('../../../fixtures/', import.meta.url);

function contextFor(problem: string) {
  const document = readYaml(readFileSync(new URL(`${problem}/problem.yaml`, root), 'utf8'), {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [only] = assignment.value.problems;
  if (only?.program.kind !== 'text') throw new Error(`${problem} has no program in its file`);
  const paper = paperOf(assignment.value, only, only.program.text, null);
  if (!paper.ok) throw new Error(paper.trouble.message);
  return contextOf(paper.value.lesson);
}

const context = contextFor('octave/exercise-4');

/** What `q` is in the end: its entries row by row, or why it is not known. */
function lastValue(source: string): string {
  const { gradients } = readGradients(
    parseOctave(`A = [1 2; 3 4]; v = [5; 6; 7];\n${source}\ndTheta1 = q;`),
    context,
  );
  const [gradient] = gradients.values();
  if (!gradient?.array) return gradient?.why ?? 'nothing';
  const { array } = gradient;
  const [rows = 1, columns = 1] = array.shape;
  const at = (row: number, column: number): number =>
    array.data[array.offset + row * (array.strides[0] ?? 0) + column * (array.strides[1] ?? 0)] ?? Number.NaN;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_each, column) => at(row, column)).join(' '),
  ).join('; ');
}

test.each([
  ['q = A * A;', '7 10; 15 22'],
  ['q = A .* A;', '1 4; 9 16'],
  ['q = A * 2 / 4;', '0.5 1; 1.5 2'],
  ["q = v' * v;", '110'],
  ["q = v - v';", '0 -1 -2; 1 0 -1; 2 1 0'],
  ['q = A(:);', '1; 3; 2; 4'],
  ["q = A(:)';", '1 3 2 4'],
  ['q = A(3);', '2'],
  ['q = A(end, 1);', '3'],
  ['q = A(:, end);', '2; 4'],
  ['q = v(2:end);', '6; 7'],
  ["q = v([1 3])';", '5 7'],
  ["q = A(A > 1)';", '3 2 4'],
  ['q = A; q(q > 2) = 0;', '1 2; 0 0'],
  ['q = []; q(end + 1) = 3; q(end + 1) = 4;', '3 4'],
  ['q = zeros(2, 2); q(3, :) = [1 2];', '0 0; 0 0; 1 2'],
  ['q = A; B = q; B(1, 1) = 9;', '1 2; 3 4'],
  ['q = sum(A);', '4 6'],
  ['q = sum(A, 2);', '3; 7'],
  ["q = sum(v');", '18'],
  ['q = sum(sum(A));', '10'],
  ['q = mean(A);', '2 3'],
  ["q = [v; 1]';", '5 6 7 1'],
  ['q = [ones(2, 1) A];', '1 1 2; 1 3 4'],
  ['q = repmat([1 2], 2, 2);', '1 2 1 2; 1 2 1 2'],
  ['q = reshape(1:6, 2, 3);', '1 3 5; 2 4 6'],
  ['q = reshape(1:6, [], 2);', '1 4; 2 5; 3 6'],
  ['q = bsxfun(@minus, A, [1 1]);', '0 1; 2 3'],
  ['[m, p] = max(A, [], 2); q = p;', '2; 2'],
  ['q = max(0, A - 2);', '0 0; 1 2'],
  ['q = eye(3)([1 3], :);', '1 0 0; 0 0 1'],
  ['q = [numel(A) length(v) size(v, 1) columns(A)];', '4 3 3 2'],
  ['[r, c] = size(v); q = [r c];', '3 1'],
  ['q = size(zeros(size(A)));', '2 2'],
  ['f = @(x) x .^ 2; q = f(3);', '9'],
  ['q = arrayfun(@(x) x + 1, A);', '2 3; 4 5'],
  ['q = 0; for i = 1:3, q += i; end', '6'],
  ['q = 0; for x = A, q = q + x(1) * x(2); end', '11'],
  ['q = 1; while q < 20, q *= 3; end', '27'],
  ['q = 0; if any(v > 6) && ~isempty(A), q = 1; end', '1'],
  ['switch 2, case 1, q = 1; case 2, q = 5; end', '5'],
  ['s.a = 3; q = s.a + 1;', '4'],
  ['c = {A, v}; q = c{2}(3);', '7'],
  ['q = true + true;', '2'],
  ['q = -(A > 1);', '0 -1; -1 -1'],
  ['q = !A;', '0 0; 0 0'],
  ['q = dot(v, v);', '110'],
  ["q = find(v > 5)';", '2 3'],
  ['q = diag([1 2]);', '1 0; 0 2'],
  ['q = two(1);\nfunction [a, b] = two(x)\na = x + 1; b = 9;\nend', '2'],
  ['[a, q] = two(1);\nfunction [a, b] = two(x)\na = x + 1; b = 9;\nend', '9'],
  ['q = early(0);\nfunction a = early(x)\na = 1;\nif x == 0, return; end\na = 2;\nend', '1'],
  [
    'q = v * v;',
    'line 2: Octave would stop here: operator *: nonconformant arguments (op1 is 3x1, op2 is 3x1)',
  ],
  [
    'q = A + v;',
    'line 2: Octave would stop here: operator +: nonconformant arguments (op1 is 2x2, op2 is 3x1)',
  ],
  ['q = A(3, 1);', 'line 2: Octave would stop here: A(3,_): out of bound 2 (dimensions are 2x2)'],
  ['q = v(0);', 'line 2: Octave would stop here: subscripts must be whole numbers from 1 on, or logical'],
  ['q = [v; A];', 'line 2: Octave would stop here: vertical dimensions mismatch (3x1 vs 2x2)'],
  ['q = conv2(A, A);', 'line 2: conv2(...) is a function that dvar does not know'],
  ['q = rand(2);', "line 2: dvar can't know numbers that are drawn at random"],
  [
    'q = v ^ 2;',
    'line 2: Octave would stop here: for x^y, only square matrix arguments are permitted; use .^ for the power of each entry',
  ],
])('%s', (source, value) => {
  expect(lastValue(source)).toBe(value);
});

test('any text as Octave is read without a throw, and what is endless ends', () => {
  const words =
    "Theta1_grad dZ2 A1 Y y m = += ( ) [ ] { } , . : ; @ * ' ^ / - sum( zeros( size( end for i=1:3 if else end function g=f(x) while 1 :end (:) 2: | ~ 1e9 'a' % ... \n".split(
      ' ',
    );
  const sources = readFileSync(new URL('octave/cases.txt', root), 'utf8').split(/^# /m).slice(1);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.constantFrom(...words, '\n', '\n'), { maxLength: 60 }).map((all) => all.join(' ')),
        fc
          .tuple(fc.constantFrom(...sources), fc.nat(900), fc.string({ maxLength: 8 }))
          .map(([text, at, inserted]) => `${text.slice(0, at)}${inserted}${text.slice(at)}`),
      ),
      (text) => {
        readGradients(parseOctave(text), context);
      },
    ),
    { numRuns: 300 },
  );
  for (const text of [
    'while true\n dTheta1 = 1;\nend',
    'function a = f(x)\na = f(x);\nend\ndTheta1 = f(1);',
    'for i = 1:10^9\n dTheta1 = i;\nend',
    'dTheta1 = zeros(10^5, 10^5);',
    'A = 1; A(10^9) = 2; dTheta1 = A;',
    `dTheta1 = ${'('.repeat(5000)}1${')'.repeat(5000)};`,
    `dTheta1 = ${'-'.repeat(5000)}1;`,
    `${'if 1\n'.repeat(3000)}`,
    `dTheta1 = ${'['.repeat(5000)};`,
  ])
    expect(() => readGradients(parseOctave(text), context)).not.toThrow();
});

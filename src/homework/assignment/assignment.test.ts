import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { locate } from '../../language/diagnostic.ts';
import { parseProgram } from '../../language/program.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { lessonOf } from '../../tutor/lesson/lesson.ts';
import { readAssignment } from './assignment.ts';
import { readYaml } from './yaml.ts';

const folder = new URL('../../../fixtures/problems/', import.meta.url);

function read(text: string) {
  const document = readYaml(text);
  return document.ok ? readAssignment(document.value) : document;
}

/** `line:column message`, as the command line prints it behind the file's name. */
function trouble(text: string): string {
  const result = read(text);
  if (result.ok) throw new Error('it was read');
  const { from, message } = result.trouble;
  if (from === null) return message;
  const { line, column } = locate(text, from);
  return `${line}:${column} ${message}`;
}

const shipped = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

test('problems are shipped', () => {
  expect(shipped.length).toBeGreaterThanOrEqual(5);
});

test.each(shipped)('%s can be solved, and has an id of its own', (file) => {
  const assignment = read(readFileSync(new URL(file, folder), 'utf8'));
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [problem] = assignment.value.problems;
  expect(problem?.id).toBe(file.replace('.yaml', ''));
  if (problem?.program.kind !== 'text') throw new Error('it has no program');
  const program = parseProgram(problem.program.text);
  if (!program.ok) throw new Error(program.trouble.message);
  const values = new Map([...problem.values, ...drawnValues(problem.draws, 1)]);
  const worked = evaluateGraph(program.value, { values, data: problem.data });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const lesson = lessonOf(worked.value, problem.choice);
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  // The first lecture asks for one derivative at a time.
  expect(lesson.value.order.length).toBeGreaterThanOrEqual(1);
  expect(lesson.value.notes).toEqual([]);
});

test('a matrix is text, or lists', () => {
  const assignment = read(
    'program: J = sum(A)\nvalues:\n  A: "[1 -2; 3 4]"\n  B: [[1, -2], [3, 4]]\n  C: [1, 1/2]\n  D: [7]\n  E: |\n    [1 2\n     3 4]\n',
  );
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const matrix = (rows: number, columns: number, ...entries: number[]) => ({
    rows,
    columns,
    entries: Float64Array.from(entries),
  });
  expect([...(assignment.value.problems[0]?.values ?? [])]).toEqual([
    ['A', matrix(2, 2, 1, -2, 3, 4)],
    ['B', matrix(2, 2, 1, -2, 3, 4)],
    ['C', matrix(1, 2, 1, 0.5)],
    ['D', 7],
    ['E', matrix(2, 2, 1, 2, 3, 4)],
  ]);
});

test('values are numbers as people write them', () => {
  const assignment = read('program: J = a*b*c*d\nvalues: { a: 1/2, b: -2.5, c: 1e-3, d: 5 }\n');
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  expect([...(assignment.value.problems[0]?.values ?? [])]).toEqual([
    ['a', 0.5],
    ['b', -2.5],
    ['c', 0.001],
    ['d', 5],
  ]);
});

test('several problems, with lists in either form', () => {
  const assignment = read(
    'id: hw\nproblems:\n  - { id: one, program: J = w*x, values: { w: 1, x: 2 }, data: x }\n  - id: two\n    program-file: net.txt\n    wrt: [w, b]\n    ask: all\n',
  );
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [one, two] = assignment.value.problems;
  expect(one?.data).toEqual(['x']);
  expect(two?.program).toEqual({ kind: 'file', path: 'net.txt' });
  expect(two?.choice).toEqual({ wrt: ['w', 'b'], ask: 'all' });
});

test.each([
  [
    'programm: J = a',
    "1:1 there is no key 'programm' here; the keys are format, id, title, problems, policy, secret, seal",
  ],
  ['program: J = a\nvalue: { a: 1 }', "2:1 there is no key 'value' here; did you mean values?"],
  [
    'program: J = a\nvalues: { a: one }',
    "2:14 the value of a can't be read: this is not a number; write one such as 5, -2.5, 1e-3 or 2/3",
  ],
  [
    'program: J = a\nvalues: { a: [1,2;3,4] }',
    '2:14 YAML reads the value of a as a list; put the matrix in quotes: "[1 2; 3 4]"',
  ],
  [
    'program: J = a\nvalues: { a: [[1,2],[3]] }',
    '2:14 the value of a: row 1 has 2 entries and row 2 has 1 entry; every row needs the same number',
  ],
  [
    'program: J = a\nvalues: { a: [[1,[2]]] }',
    '2:14 YAML reads the value of a as a list; put the matrix in quotes: "[1 2; 3 4]"',
  ],
  [
    'program: J = a\nvalues: { a: {b: 1} }',
    '2:14 the value of a is not a number; write one such as 5, -2.5 or 2/3',
  ],
  ['program: J = a\nconvention: mine', '2:13 convention: must be dvar or lecture'],
  ['program: J = a\nvalues: { a: }', '2:11 a has no number; write one such as 5, -2.5 or 2/3'],
  [
    'program: J = a\nvalues: { a: yes }',
    "2:14 the value of a can't be read: this is not a number; write one such as 5, -2.5, 1e-3 or 2/3",
  ],
  [
    'program: J = a\nask: [a]',
    '2:6 ask: must be named, all or givens; the names themselves go under wrt, as in wrt: [w, b]',
  ],
  ['program: [J = a]', '1:10 program: must be text, not a list; leave out the brackets or dashes'],
  ['program: J = a\ntitle:', '2:7 title: is empty; write its text behind the colon, or remove the key'],
  [
    'program: J = a\ntitle: { a: b }',
    '2:8 title: must be text; put it in quotes if it has a colon, as in title: "a: b"',
  ],
  ['program: J = a\nask: everything', '2:6 ask: must be named, all or givens'],
  ['program: J = a\nprogram-file: b.txt', '2:15 the problem has both program and program-file; keep one'],
  [
    'format: dvar.assignment/9\nproblems: []',
    '1:9 dvar does not know this format; write format: dvar.assignment/1',
  ],
  ['problems: []', '1:1 the file has no problem; list at least one under problems:'],
  [
    'problems:\n  - { id: a, program: J = b }\n  - { id: a, program: J = c }',
    '3:11 the id a appears twice; ids must be unique',
  ],
  ['problems:\n  - id: a', '2:5 the problem has no program; write program: "J = 3*a"'],
  ['- a\n- b', '1:1 the file has no problem; it needs program: and values:'],
  ['', 'the file is empty'],
  ['program: &x J\nid: *x', "2:5 an alias (*) can't be read; write the value out"],
])('%j is refused where it is wrong', (text, says) => {
  expect(trouble(text)).toBe(says);
});

test('broken YAML is one sentence with its place', () => {
  expect(trouble('program: [J\nvalues: }')).toMatch(/^\d+:\d+ the YAML can't be read: /);
  expect(trouble(`a: ${'['.repeat(200)}`)).toMatch(/^\d+:\d+ the /);
});

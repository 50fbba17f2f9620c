import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrayEntries, arrayOf } from '../../python/arrays/ndarray.ts';
import { readGradients } from '../../python/evaluation/reading.ts';
import { parsePython } from '../../python/text/parse-python.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { usual } from '../assignment/policy.ts';
import { readYaml } from '../assignment/yaml.ts';
import { type ProblemPaper, paperOf } from '../paper/paper.ts';
import { readText } from '../submission/read.ts';
import { grade } from './grade.ts';
import { verdictInNumPy } from './in-numpy.ts';
import { contextOf } from './python-names.ts';

// Every pass in fixtures/python was run by real NumPy once (confirm.py); what is read here, and never run, must agree.

interface Confirmed {
  readonly raised: string | null;
  readonly derivatives: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly entries: readonly number[]; readonly right: boolean }
    >
  >;
}

const root = new URL('../../../fixtures/python/', import.meta.url);
const confirmed = JSON.parse(readFileSync(new URL('confirmed.json', root), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, Confirmed>>>
>;
const passes = Object.entries(confirmed).flatMap(([folder, files]) =>
  Object.entries(files).map(([file, result]) => ({ folder, file, result })),
);

function paperIn(folder: string): ProblemPaper {
  const document = readYaml(readFileSync(new URL(`${folder}/problem.yaml`, root), 'utf8'), {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [problem] = assignment.value.problems;
  if (problem?.program.kind !== 'text') throw new Error(`${folder} has no program in its file`);
  const paper = paperOf(assignment.value, problem, problem.program.text, null);
  if (!paper.ok) throw new Error(paper.trouble.message);
  return paper.value;
}

const papers = new Map(Object.keys(confirmed).map((folder) => [folder, paperIn(folder)]));

test('there are many, and every file is confirmed', () => {
  expect(passes.length).toBeGreaterThanOrEqual(40);
  for (const [folder, files] of Object.entries(confirmed)) {
    const there = readdirSync(new URL(`${folder}/`, root)).filter((file) => file.endsWith('.py'));
    expect(Object.keys(files).sort()).toEqual(there.sort());
  }
});

test.each(passes)('$folder/$file gives what NumPy gives', async ({ folder, file, result }) => {
  const paper = papers.get(folder) as ProblemPaper; // of every folder there is one
  const text = readFileSync(new URL(`${folder}/${file}`, root), 'utf8');
  const { gradients } = readGradients(parsePython(text), contextOf(paper.lesson, paper.problem.python));
  const submission = await readText(text, 'python');
  if (!submission.ok || !submission.value[0]) throw new Error(`${file} can't be read`);
  const { results } = grade([paper], usual, submission.value[0]);
  const verdicts = new Map(results.map(({ name, verdict }) => [name, verdict]));
  let compared = 0;
  for (const [name, { shape, entries, right }] of Object.entries(result.derivatives)) {
    const slot = paper.lesson.worked.slots.get(name.slice(1));
    const found = gradients.get(String(slot));
    expect({ name, shape: found?.array?.shape, why: found?.why ?? null }).toEqual({ name, shape, why: null });
    for (const [at, entry] of [...arrayEntries(found?.array ?? arrayOf(Number.NaN))].entries())
      expect(entry).toBeCloseTo(entries[at] ?? Number.NaN, 9);
    const verdict = verdicts.get(name.slice(1));
    if (verdict !== undefined) {
      expect({ name, right: verdict === 'correct' || verdict === 'close' }).toEqual({ name, right });
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(0);
});

test('what Python would stop at is said, and nothing above it suffers', async () => {
  const paper = papers.get('rows') as ProblemPaper;
  const text = readFileSync(new URL('rows/shapes-that-do-not-fit.py', root), 'utf8');
  const submission = await readText(text, 'python');
  if (!submission.ok || !submission.value[0]) throw new Error("it can't be read");
  const { results } = grade([paper], usual, submission.value[0]);
  const of = (name: string) => results.find((result) => result.name === name);
  expect(of('Z2')?.verdict).toBe('correct');
  expect(of('W2')?.verdict).not.toBe('correct');
  expect(of('W2')?.message).toContain('ValueError: shapes (3, 4) and (3, 2) not aligned');
  expect(of('b1')?.verdict).toBe('correct');
});

test('what is stored after the parameter has moved does not count', async () => {
  const paper = papers.get('scalars') as ProblemPaper;
  const text = 'do = 2*(o - y)\ndn = (1 - o**2)*do\ndw1 = x1*dn\nw1 -= 0.1*dw1\ndw1 = 0\ndw2 = 0\n';
  const submission = await readText(text, 'python');
  if (!submission.ok || !submission.value[0]) throw new Error("it can't be read");
  const { results } = grade([paper], usual, submission.value[0]);
  const of = (name: string) => results.find((result) => result.name === name)?.verdict;
  expect([of('w1'), of('w2')]).toEqual(['correct', 'wrong']);
});

test('a broken line costs itself alone', async () => {
  const paper = papers.get('batch') as ProblemPaper;
  const text = 'dZ2 = A2 - Y\ndW2 = np.dot(dZ2, A1.T / 4\ndb2 = np.sum(dZ2, axis=1, keepdims=True) / 4\n';
  const submission = await readText(text, 'python');
  if (!submission.ok || !submission.value[0]) throw new Error("it can't be read");
  const { results } = grade([paper], usual, submission.value[0]);
  const of = (name: string) => results.find((result) => result.name === name)?.verdict;
  expect([of('Z2'), of('W2'), of('b2'), of('W1')]).toEqual(['correct', 'unreadable', 'correct', 'missing']);
});

test('a framework’s own derivatives are not the learner’s', async () => {
  const paper = papers.get('scalars') as ProblemPaper;
  const submission = await readText('J.backward()\ndw1 = w1.grad\n', 'python');
  if (!submission.ok || !submission.value[0]) throw new Error("it can't be read");
  const { results, notes } = grade([paper], usual, submission.value[0]);
  expect(results.find(({ name }) => name === 'w1')?.verdict).not.toBe('correct');
  expect(notes.map(({ message }) => message).join('\n')).toContain("the framework's, not yours");
});

test('nothing that is not in the closed list is taken for anything: names that could reach the world are names', async () => {
  const paper = papers.get('batch') as ProblemPaper;
  const text = [
    'dZ2 = __import__("os").system("true")',
    'dW2 = eval("A2 - Y")',
    'dZ1 = open("/etc/passwd").read()',
    'db1 = exec("x = 1")',
    'dW1 = ().__class__.__bases__[0].__subclasses__()',
    'db2 = constructor.prototype',
  ].join('\n');
  const submission = await readText(text, 'python');
  if (!submission.ok || !submission.value[0]) throw new Error("it can't be read");
  const { results } = grade([paper], usual, submission.value[0]);
  for (const { verdict } of results) expect(['unreadable', 'missing']).toContain(verdict);
});

test('any text as Python is read without a throw, in bounded time', () => {
  const paper = papers.get('batch') as ProblemPaper;
  const context = contextOf(paper.lesson);
  const words =
    'dZ2 dW1 A1 A2 Y W2 = += ( ) [ ] , . : @ * ** / - np.sum np.dot axis=1 .T def for in range(3): if else: return lambda x: \n \n  1 0 [A1>0] {} "a" for_ class not and'.split(
      ' ',
    );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((all) => all.join(' ')),
        fc
          .tuple(fc.constantFrom(...passes), fc.nat(400), fc.string({ maxLength: 8 }))
          .map(([{ folder, file }, at, inserted]) => {
            const text = readFileSync(new URL(`${folder}/${file}`, root), 'utf8');
            return `${text.slice(0, at)}${inserted}${text.slice(at)}`;
          }),
      ),
      (text) => {
        readGradients(parsePython(text), context);
      },
    ),
    { numRuns: 300 },
  );
});

test('endless loops, deep calls and huge arrays end', () => {
  const { lesson } = papers.get('batch') as ProblemPaper;
  const read = (text: string) => readGradients(parsePython(text), contextOf(lesson));
  expect(read('def f(n):\n    return f(n + 1)\ndb2 = f(1)\n').gradients.size).toBe(1);
  expect(
    read('s = 0\nfor i in range(10**9):\n    for j in range(10**9):\n        s += 1\ndb2 = s\n').gradients
      .size,
  ).toBe(1);
  expect(read('while True:\n    db2 = 1\n').gradients.size).toBe(1);
  expect(read('x = np.ones((10**6, 10**6))\ndW2 = x\n').gradients.size).toBe(1);
});

test('what is said of a product has the signs of NumPy', async () => {
  const submission = await readText('dZ2 = A2 - Y\ndW2 = dZ2 * A1 / 4', 'python');
  const paper = papers.get('batch');
  if (!paper || !submission.ok || !submission.value[0]) throw new Error('batch cannot be read');
  const { results } = grade([paper], usual, submission.value[0]);
  expect(results.map(({ message }) => message).join()).toContain(
    'You multiplied entry by entry, with *. Here',
  );
  const other =
    'You used the product of matrices, *. Here each entry is multiplied by the entry in the same place';
  expect(verdictInNumPy(paper.lesson, other)).toBe(other.replace('*', '@'));
});

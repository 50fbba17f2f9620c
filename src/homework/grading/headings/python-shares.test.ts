import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../../tutor/lesson/lessons.testing.ts';
import { usual } from '../../assignment/policy.ts';
import { bareProblem } from '../../assignment/problem.ts';
import { readText } from '../../submission/read.ts';
import { grade } from '../grade.ts';

const paper = (id: string, program: string, values: string) => ({
  problem: { ...bareProblem, id },
  lesson: lessonFor(solved(program, valuesFrom(values)), {}),
  further: [],
});
// Both ask db: 6 in the first, 10 in the second.
const papers = [
  paper('chain', 'u = b*c; v = a + u; J = 3*v', 'a = 5, b = 3, c = 2'),
  paper('net', 'z = w*x + b; L = z^2', 'w = 2, x = 1, b = 3'),
];

async function graded(text: string) {
  const read = await readText(text, 'python');
  const [submission] = read.ok ? read.value : [];
  if (!submission) throw new Error('not read');
  const { results, notes } = grade(papers, usual, submission);
  const of = (id: string, name: string) => results.find((each) => each.problem === id && each.name === name);
  return {
    db: [of('chain', 'b'), of('net', 'b')].map((each) => `${each?.verdict} ${each?.answer ?? '-'}`),
    notes: notes.map(({ message }) => message).join('\n'),
    messages: results.map(({ message }) => message).join('\n'),
    wrong: results.filter(({ verdict }) => verdict === 'wrong').length,
  };
}

const chain = 'dv = 3\nda = dv\ndu = dv\n';
const net = 'dz = 10\ndw = dz*x\n';

describe('Python without headings: what two problems ask belongs to one of them', () => {
  test.each([
    ['by its own lines', `${chain}db = 6\ndc = 9\n${net}db = 10\n`, 'correct 6', 'correct 10'],
    ['the other way round', `${net}db = 10\ndx = 20\n${chain}db = 6\n`, 'correct 6', 'correct 10'],
    ['by the names in it', `db = dz\n${chain}${net}db = du*c\n`, 'correct du*c', 'correct dz'],
    [
      'both between the problems, in order',
      `${chain}dc = 9\ndb = 6\ndb = 10\n${net}`,
      'correct 6',
      'correct 10',
    ],
    [
      'the first one sure, so the other is the second',
      `${chain}db = 6\ndc = 9\ndb = 10\n${net}`,
      'correct 6',
      'correct 10',
    ],
    [
      'in functions',
      `def first():\n  du = 3\n  dc = 9\n  db = 6\n  return db\ndef second():\n  dz = 10\n  db = dz\n  return db\n`,
      'correct 6',
      'correct dz',
    ],
    [
      'in an if',
      `du = 3\nif True:\n  db = 6\ndc = 9\ndz = 10\nif True:\n  db = 10\ndw = 10\n`,
      'correct 6',
      'correct 10',
    ],
    ['where one problem alone is answered', `z = w*x + b\ndz = 2*z\ndb = dz\n`, 'missing -', 'correct dz'],
  ])('%s', async (_, text, first, second) => {
    const { db, notes } = await graded(text);
    expect(db).toEqual([first, second]);
    expect(notes).toContain('no heading says which one is meant: `db` in line');
  });

  test('a wrong one is wrong where it belongs, and costs the other nothing', async () => {
    const { db, wrong } = await graded(`${chain}db = 5\ndc = 9\n${net}db = dz\n`);
    expect(db).toEqual(['wrong 5', 'correct dz']);
    expect(wrong).toBe(1);
  });

  test.each([`${chain}dc = 9\ndb = 6\n${net}`, 'db = 6\n'])(
    'where nothing tells, it is not read: %j',
    async (text) => {
      const { db, messages, wrong } = await graded(text);
      expect(db).toEqual(['unreadable 6', 'unreadable 6']);
      expect(messages).toContain("it can be meant for chain or net; put the comment '# chain' above");
      expect(wrong).toBe(0);
    },
  );

  test('a name that another problem knows is not proposed for what is missing', async () => {
    const { messages } = await graded('z = w*x + b\ndz = 2*z\ndb = dz\n');
    expect(messages).not.toContain('Of its shape');
    expect((await graded('delta = 3\ndz = 10\n')).messages).toContain('Of its shape: `delta`');
  });
});

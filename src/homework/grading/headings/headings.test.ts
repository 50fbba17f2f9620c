import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { lessonFor, valuesFrom } from '../../../tutor/lesson/lessons.testing.ts';
import { usual } from '../../assignment/policy.ts';
import { bareProblem } from '../../assignment/problem.ts';
import { type Notation, readText } from '../../submission/read.ts';
import { grade } from '../grade.ts';

const paper = (id: string, title: string, program: string, values: string) => ({
  problem: { ...bareProblem, id, title },
  lesson: lessonFor(solved(program, valuesFrom(values)), {}),
  further: [],
});
// Both ask db, with other numbers: a line under the wrong problem is wrong.
const papers = [
  paper('lecture', 'The running example', 'u = b*c; v = a + u; J = 3*v', 'a = 5, b = 3, c = 2'),
  paper('net', 'One unit', 'z = w*x + b; a = relu(z); J = a^2', 'w = 2, x = 1, b = 3'),
];
const first = 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9';
const second = 'da = 10\ndz = 10\ndw = 10\ndb = 10\ndx = 20';

async function verdictsOf(text: string, notation: Notation = 'text'): Promise<string> {
  const read = await readText(text, notation);
  const [submission] = read.ok ? read.value : [];
  if (!submission) throw new Error('not read');
  const { results } = grade(papers, usual, submission);
  const wrong = results.filter(({ verdict }) => verdict !== 'correct');
  return wrong.map(({ problem, name, verdict }) => `${problem}.${name} ${verdict}`).join(', ');
}

describe('lines belong to the problem that stands above them', () => {
  test.each([
    ['in brackets', '[lecture]', '[net]'],
    ['in Markdown', '## lecture', '## net'],
    ['as the sheet has them', '## lecture: The running example (5 points)', '## net: One unit (5 points)'],
    ['by their titles', '# The running example', '# one unit'],
    ['as comments', '# --- lecture ---', '# Problem net:'],
    ['numbered', '### 1. lecture', '### 2. Net'],
    ['alone', 'lecture', 'Net:'],
    ['alone, with a word before', 'Exercise lecture', 'Problem net:'],
    ['in stars', '**lecture**', '**net**:'],
    ['between lines', '=== lecture ===', '--- net ---'],
    ['in both ways', '## lecture\n\n[lecture]', '# net'],
    ['a heading in brackets is nearer than a title', '## net\n[lecture]', '[net]'],
  ])('%s', async (_, one, two) => {
    expect(await verdictsOf(`${one}\n\n${first}\n\n${two}\n\n${second}\n`)).toBe('');
    expect(await verdictsOf(`${two}\n\n${second}\n\n${one}\n\n${first}\n`)).toBe('');
  });

  test('a line that is a heading is no line that answers nothing', async () => {
    const read = await readText(`lecture\n${first}\nnet:\n${second}\nsomething else\n`, 'text');
    const [submission] = read.ok ? read.value : [];
    if (!submission) throw new Error('not read');
    expect(grade(papers, usual, submission).notes.map(({ line }) => line)).toEqual([13]);
  });

  test('a comment that only speaks of a problem is no heading', async () => {
    const chatty = first
      .replace('du', '# net gain of u\n# lecture 4 says so\ndu')
      .replace('db', '# nets\ndb');
    expect(await verdictsOf(`[lecture]\n${chatty}\n[net]\n${second}\n`)).toBe('');
  });

  test('a heading in brackets that names no problem is told, also below a title', async () => {
    expect(await verdictsOf(`# lecture\n${first}\n[nest]\n${second}\n`)).toBe(
      'net.a unreadable, net.z unreadable, net.w unreadable, net.x unreadable, net.b unreadable',
    );
  });

  describe('without headings a text is shared out as Python is', () => {
    test.each([
      ['one block after the other', `${first}\n\n${second}\n`],
      ['in the other order', `${second}\n${first}\n`],
      [
        'by the names in it',
        'db = dz\ndv = 3\nda = dv\ndu = dv\ndc = 9\ndz = 10\nda = 10\ndw = dz*x\ndx = 20\ndb = du*c\n',
      ],
      ['on one line each', `${first.replaceAll('\n', ', ')}\n${second.replaceAll('\n', ', ')}\n`],
    ])('%s', async (_, text) => {
      expect(await verdictsOf(text)).toBe('');
    });

    test('a wrong one is wrong where it belongs, and costs the other nothing', async () => {
      expect(await verdictsOf(`${first.replace('db = 6', 'db = 5')}\n${second}\n`)).toBe('lecture.b wrong');
    });

    test('where nothing tells, it is not read: never wrong', async () => {
      expect(await verdictsOf('db = 6\n')).toMatch(/^lecture.*lecture\.b unreadable.*net\.b unreadable/);
      // Between two problems that both lack it, and once.
      const between = 'dv = 3\ndu = 3\ndc = 9\ndb = 6\ndz = 10\ndw = 10\ndx = 20';
      expect(await verdictsOf(between)).toBe(
        'lecture.a missing, lecture.b unreadable, net.a missing, net.b unreadable',
      );
      expect(await verdictsOf('{"v": 3, "c": 9, "b": 6, "z": 10}', 'json')).toContain('lecture.b unreadable');
    });

    test('a line with two answers is named once', async () => {
      const read = await readText('dv = 3; du = 3\n', 'text');
      const [submission] = read.ok ? read.value : [];
      if (!submission) throw new Error('not read');
      const said = grade(papers, usual, submission).notes.map(({ message }) => message);
      expect(said).toEqual([
        'line 1 has no heading; taken as an answer to `[lecture]`, the only problem that asks this',
      ]);
    });

    test('it says which lines were taken for which problem', async () => {
      const read = await readText(`${first}\n${second}\n`, 'text');
      const [submission] = read.ok ? read.value : [];
      if (!submission) throw new Error('not read');
      const said = grade(papers, usual, submission).notes.map(({ message }) => message);
      expect(said).toContain(
        'lines 2 and 4 have no heading, and several problems ask this; taken for `[lecture]` by the names and lines around; if that is wrong, put `[lecture]` above the lines of that problem',
      );
    });
  });

  test('Python is parted by its comments, and what stands above them all holds for each', async () => {
    const python = `import numpy as np\n# lecture\n${first}\n# net\n${second}\n`;
    expect(await verdictsOf(python, 'python')).toBe('');
    expect(await verdictsOf(`# Name\nk = 3\n${python.replace('dv = 3', 'dv = k')}`, 'python')).toBe('');
  });

  test('in Markdown the headings part what the fences hold', async () => {
    const fence = (code: string) => `\`\`\`python\n${code}\n\`\`\`\n`;
    expect(
      await verdictsOf(`## lecture\n${fence(first)}\n## net\nMy code:\n${fence(second)}`, 'fenced'),
    ).toBe('');
  });
});

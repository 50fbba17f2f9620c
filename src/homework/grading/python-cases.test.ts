import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { usual } from '../assignment/policy.ts';
import { readYaml } from '../assignment/yaml.ts';
import { type ProblemPaper, paperOf } from '../paper/paper.ts';
import { readText } from '../submission/read.ts';
import { grade } from './grade.ts';

// What people write in their own files, right and wrong: a section a case, with its problem, its lines, and behind `==>`
// what is said of each answer: its verdict and the mistake's id, or why it can't be read.

const root = new URL('../../../fixtures/', import.meta.url);
const cases = (['python', 'octave'] as const).flatMap((notation) => {
  const file = new URL(`${notation}/cases.txt`, root);
  const sections = readFileSync(file, 'utf8').split(/^# /m).slice(1);
  return sections.map((section) => {
    const [head = '', told = ''] = section.split('==>\n');
    const [title = '', problem = '', ...lines] = head.split('\n');
    return { title, notation, file, problem: `${notation}/${problem}`, code: lines.join('\n'), told };
  });
});

test('every case has an answer', () => {
  expect(cases.length).toBeGreaterThan(20);
  for (const { title, code } of cases)
    expect({ title, code }).toEqual({ title, code: expect.stringMatching(/=/) });
});

/** Which derivatives of Octave's cases are right, as real Octave found once (fixtures/octave/confirm.py). */
const confirmed = JSON.parse(readFileSync(new URL('octave/confirmed.json', root), 'utf8')) as Readonly<
  Record<string, { readonly raised: boolean; readonly right: Readonly<Record<string, boolean>> }>
>;

const papers = new Map<string, ProblemPaper>();

/** A problem's paper, made once: what hangs on no answer is found once for it. */
function paperFor(problem: string): ProblemPaper {
  const known = papers.get(problem);
  if (known) return known;
  const document = readYaml(readFileSync(new URL(`${problem}/problem.yaml`, root), 'utf8'), {});
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  const [only] = assignment.value.problems;
  if (only?.program.kind !== 'text') throw new Error(`${problem} has no program in its file`);
  const paper = paperOf(assignment.value, only, only.program.text, null);
  if (!paper.ok) throw new Error(paper.trouble.message);
  papers.set(problem, paper.value);
  return paper.value;
}

test.each(cases)('$title', async ({ title, problem, notation, file, code, told }) => {
  const submission = await readText(code, notation);
  if (!submission.ok || !submission.value[0]) throw new Error(`${problem} can't be read`);
  const { results } = grade([paperFor(problem)], usual, submission.value[0]);
  if (notation === 'octave') {
    const { raised, right } = confirmed[title] as (typeof confirmed)[string]; // of every case there is one
    const verdicts = results.filter(({ verdict }) => verdict !== 'missing');
    expect({ raised }).toEqual({ raised: verdicts.some(({ verdict }) => verdict === 'unreadable') });
    for (const { name, verdict } of raised ? [] : verdicts)
      expect({ name, right: verdict === 'correct' }).toEqual({ name, right: right[`d${name}`] });
  }
  const said = results
    .filter(({ verdict }) => verdict !== 'missing')
    .map(({ name, line, verdict, mistake, message }) =>
      [`d${name}, line ${line}:`, verdict, mistake?.id ?? '', verdict === 'unreadable' ? message : '']
        .join(' ')
        .trimEnd(),
    );
  expectFixture(file, `${said.join('\n')}\n\n`, told, (part) => `${code}==>\n${part}`);
});

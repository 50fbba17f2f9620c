import { givensOf } from '../engine/bind.ts';
import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { gradientAt, valueAt, type Worked } from '../engine/work.ts';
import { literal } from '../language/expression.ts';
import { shownValue } from '../language/figures.ts';
import { plainNumber, print } from '../language/print.ts';
import { type Program, printProgram } from '../language/program.ts';
import { scaleOf, wordAt } from '../tutor/convention.ts';
import { judgedDigits } from '../tutor/judge.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { drawing } from '../tutor/like.ts';
import type { Assignment } from './assignment.ts';
import { inMarkdown } from './markdown.ts';
import { maxPointsOf, type Paper } from './paper.ts';
import { writtenAs } from './written.ts';

/** A sheet for one student, in Markdown: each problem with its numbers and what is asked. With `key`, the answers. */
export function sheetOf(
  { id, title, policy }: Assignment,
  papers: readonly Paper[],
  student: string | null,
  key: boolean,
): string {
  const drawn = papers.some(({ problem }) => problem.drawn);
  const lines = [
    `# ${inMarkdown(title ?? id ?? 'Homework')}${key ? ' (key)' : ''}`,
    '',
    ...(student === null ? [] : [`Student: ${inMarkdown(student)}`, '']),
    ...(drawn ? [`The numbers are yours alone (${drawing}).`, ''] : []),
    ...papers.flatMap((paper) => problemLines(paper, key)),
    '## How to answer',
    '',
    `Fill in the template, a line for each derivative: ${kindOfAnswer(policy.answers)}, right to ${policy.digits ?? judgedDigits} significant digits. Your own \`d\`-names may stand in later answers, as in \`${exampleOf(papers)}\`.`,
    '',
  ];
  return lines.join('\n');
}

function kindOfAnswer(answers: Assignment['policy']['answers']): string {
  switch (answers) {
    case 'any':
      return 'a number, a fraction, or an expression in the names of the problem';
    case 'expressions':
      return 'an expression in the names of the problem, which has to hold at other numbers, too';
    case 'numbers':
      return 'a number or a fraction';
  }
}

function exampleOf([paper]: readonly Paper[]): string {
  if (!paper) return 'dv * 2';
  const { worked, order } = paper.lesson;
  const [last = 0] = order.slice(-1);
  const [first = 0] = order;
  return `d${nameAt(worked, last)} = d${nameAt(worked, first)} * 2`;
}

function problemLines({ problem, lesson }: Paper, key: boolean): readonly string[] {
  const { worked, order } = lesson;
  const named = worked.names.flatMap((name, slot) =>
    name !== null && worked.graph.kind[slot] !== kinds.step ? [slot] : [],
  );
  const of = (wanted: number): readonly number[] =>
    named.filter((slot) => worked.graph.kind[slot] === wanted);
  const points = maxPointsOf({ problem, lesson, further: [] });
  const head = [problem.id, problem.title]
    .filter((text) => text !== null)
    .map(inMarkdown)
    .join(': ');
  return [
    `## ${head || 'Problem'} (${plainNumber(points)} points)`,
    '',
    ...block(printProgram(computing(worked.program, problem.drawn)).split('\n')),
    '',
    ...valueLines('At', worked, of(kinds.given)),
    ...valueLines('Data, not asked:', worked, of(kinds.data)),
    `Asked, from right to left: ${order.map((slot) => `\`${wordAt(worked, slot)}\``).join(', ')}.`,
    ...scaledSaid(lesson),
    '',
    ...(key ? [...keyLines({ problem, lesson, further: [] }), ''] : []),
  ];
}

/** The program without the values that it gives itself, where others were drawn for them. */
const computing = (program: Program, drawn: boolean): Program =>
  drawn
    ? { ...program, statements: program.statements.filter(({ name }) => !givensOf(program).has(name)) }
    : program;

/** Values in a sentence, matrices of several rows below it. */
function valueLines(head: string, worked: Worked, slots: readonly number[]): readonly string[] {
  const written = slots.map((slot) => writtenAs(nameAt(worked, slot), valueAt(worked, slot)));
  const short = written.flatMap((lines) => (lines.length === 1 ? [`\`${lines[0]}\``] : []));
  const tall = written.filter((lines) => lines.length > 1);
  if (written.length === 0) return [];
  if (tall.length === 0) return [`${head} ${short.join(', ')}.`];
  const sentence = short.length > 0 ? `${head} ${short.join(', ')} and` : head.replace(/:$/, '');
  return [`${sentence}:`, '', ...tall.flatMap((lines) => [...block(lines), ''])];
}

/** Lines as code. */
const block = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

/** What dZ means where the lecture's is asked. */
function scaledSaid({ worked, order }: Lesson): readonly string[] {
  const [slot] = order.filter((each) => scaleOf(worked, each) !== 1);
  if (slot === undefined) return [];
  const name = nameAt(worked, slot);
  return [
    `Of a batch, \`d${name}\` is the lecture's: the derivative of the summed loss, m times \`d${worked.output}/d${name}\`.`,
  ];
}

function keyLines({ lesson: { worked, order } }: Paper): readonly string[] {
  const key = order.map((slot) => ({
    word: wordAt(worked, slot),
    value: shownValue(gradientAt(worked, slot), 6),
  }));
  // A cell of a table has one line.
  if (worked.graph.layout) return block(key.flatMap(({ word, value }) => writtenAs(word, value)));
  return [
    '| | |',
    '|---|---|',
    ...key.map(({ word, value }) => `| \`${word}\` | ${print(literal(value))} |`),
  ];
}

/** The file that a student fills in; with `key` it is filled in already. */
export function templateOf(papers: readonly Paper[], student: string | null, key: boolean): string {
  const lines = [`# student: ${student ?? ''}`.trimEnd()];
  for (const { problem, lesson } of papers) {
    const { worked, order } = lesson;
    lines.push('');
    if (problem.id !== null && papers.length > 1) lines.push(`[${problem.id}]`);
    for (const slot of order) {
      // Where the program has a name dX of its own, only the long word means the derivative by X.
      const brief = `d${nameAt(worked, slot)}`;
      const word = worked.slots.has(brief) ? `d${worked.output}/${brief}` : brief;
      if (key) lines.push(...writtenAs(word, gradientAt(worked, slot)));
      else lines.push(`${word} =`);
    }
  }
  return `${lines.join('\n')}\n`;
}

import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { gradientAt, valueAt } from '../engine/work.ts';
import { literal } from '../language/expression.ts';
import { shownValue } from '../language/figures.ts';
import { plainNumber, print } from '../language/print.ts';
import { printProgram } from '../language/program.ts';
import { judgedDigits } from '../tutor/judge.ts';
import { drawing } from '../tutor/like.ts';
import type { Assignment } from './assignment.ts';
import { inMarkdown } from './markdown.ts';
import type { Paper } from './paper.ts';
import { totalOf, worthOf } from './points.ts';

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
  const values = (wanted: number): string =>
    named
      .filter((slot) => worked.graph.kind[slot] === wanted)
      .map((slot) => `\`${nameAt(worked, slot)} = ${print(literal(valueAt(worked, slot)))}\``)
      .join(', ');
  const data = values(kinds.data);
  const names = order.map((slot) => nameAt(worked, slot));
  const points = totalOf(worthOf(problem.points, names));
  const head = [problem.id, problem.title]
    .filter((text) => text !== null)
    .map(inMarkdown)
    .join(': ');
  return [
    `## ${head || 'Problem'} (${plainNumber(points)} points)`,
    '',
    ...printProgram(worked.program)
      .split('\n')
      .map((line) => `    ${line}`),
    '',
    ...(values(kinds.given) === '' ? [] : [`At ${values(kinds.given)}.`]),
    ...(data === '' ? [] : [`Data, not asked: ${data}.`]),
    `Asked, from right to left: ${names.map((name) => `\`d${worked.output}/d${name}\``).join(', ')}.`,
    '',
    ...(key ? [...keyLines({ problem, lesson, further: [] }), ''] : []),
  ];
}

function keyLines({ lesson: { worked, order } }: Paper): readonly string[] {
  return [
    '| | |',
    '|---|---|',
    ...order.map(
      (slot) =>
        `| \`d${worked.output}/d${nameAt(worked, slot)}\` | ${print(literal(shownValue(gradientAt(worked, slot), 6)))} |`,
    ),
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
      lines.push(`${word} = ${key ? print(literal(gradientAt(worked, slot))) : ''}`.trimEnd());
    }
  }
  return `${lines.join('\n')}\n`;
}

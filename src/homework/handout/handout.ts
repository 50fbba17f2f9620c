import { givensOf, inWords } from '../../engine/graph/givens.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { literal } from '../../language/expression.ts';
import { shownValue } from '../../language/number-format.ts';
import { plainNumber, print } from '../../language/print.ts';
import { type Program, printProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { scaleOf, wordAt } from '../../symbolic/convention.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { statementOf } from '../../tutor/lesson/words.ts';
import { drawing } from '../../tutor/values/variant.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { sheetDigits } from '../grading/grade.ts';
import { maxPointsOf, type ProblemPaper } from '../paper/paper.ts';
import { inMarkdown } from '../report/markdown.ts';
import { asWritten } from '../submission/echo.ts';
import { spelledId } from '../submission/submission.ts';
import { keyLines } from './answer-key.ts';
import { instructionsFor, type Named } from './instructions.ts';

/**
 * A sheet for one student, in Markdown: each problem with its numbers and what is asked, and its picture where there is one.
 * With `key`, the answers.
 */
export function sheetOf(
  assignment: Assignment,
  papers: readonly ProblemPaper[],
  student: string | null,
  key: boolean,
  files: Named,
  pictures: readonly (readonly string[])[] = [],
): string {
  const { id, title } = assignment;
  const lines = [
    `# ${inMarkdown(title ?? id ?? 'Homework')}${key ? ' (key)' : ''}`,
    '',
    ...(student === null ? [] : [`Student: ${inMarkdown(student)}`, '']),
    ...drawnSaid(papers, key),
    ...papers.flatMap((paper, at) => problemLines(paper, key, pictures[at] ?? [])),
    ...instructionsFor(assignment, papers, files),
  ];
  return lines.join('\n');
}

/**
 * The sentence on whose numbers these are; the version of the drawing stands in the key alone, because students can't
 * use it.
 */
function drawnSaid(papers: readonly ProblemPaper[], key: boolean): readonly string[] {
  const drawn = papers.filter(({ problem }) => problem.drawn);
  if (drawn.length === 0) return [];
  const which =
    drawn.length === papers.length
      ? 'These numbers'
      : `The numbers of ${inWords(drawn.map(({ problem }) => inMarkdown(problem.id ?? '')))}`;
  return [`${which} were drawn for you alone${key ? ` (${drawing})` : ''}.`, ''];
}

/** The steps that the sheet mentions and that have no name in the program, `t1 = w*x`. */
function unnamedSteps(lesson: Lesson): readonly string[] {
  const { graph, own } = lesson.worked;
  const steps = [...lesson.visible]
    .filter((slot) => graph.kind[slot] === kinds.step && !own.has(slot) && slot !== graph.output)
    .sort((a, b) => a - b)
    .map((slot) => `\`${statementOf({ lesson, digits: sheetDigits }, slot)}\``);
  return steps.length === 0 ? [] : [`Steps that have no name in the program: ${steps.join(', ')}.`];
}

function problemLines(
  { problem, lesson }: ProblemPaper,
  key: boolean,
  picture: readonly string[],
): readonly string[] {
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
    ...unnamedSteps(lesson),
    `Find, from right to left: ${order.map((slot) => `\`${wordAt(worked, slot)}\``).join(', ')}.`,
    ...scaledSaid(lesson),
    '',
    ...(picture.length > 0 ? [...picture, ''] : []),
    ...(key ? [...keyTable(lesson), ''] : []),
  ];
}

/** The program without its own values, where others were drawn. */
const computing = (program: Program, drawn: boolean): Program =>
  drawn
    ? {
        ...program,
        statements: program.statements.filter(({ name }) => !givensOf(program).has(name)),
        plain: null,
      }
    : program;

/** Values in a sentence, matrices of several rows below it. */
function valueLines(head: string, worked: Evaluation, slots: readonly number[]): readonly string[] {
  const written = slots.map((slot) => asWritten(nameAt(worked, slot), valueOfSlot(worked, slot)));
  const short = written.flatMap((lines) => (lines.length === 1 ? [`\`${lines[0]}\``] : []));
  const tall = written.filter((lines) => lines.length > 1);
  if (written.length === 0) return [];
  if (tall.length === 0) return [`${head} ${short.join(', ')}.`];
  const sentence = short.length > 0 ? `${head} ${short.join(', ')} and` : head.replace(/:$/, '');
  return [`${sentence}:`, '', ...tall.flatMap((lines) => [...block(lines), ''])];
}

/** Lines as code. */
const block = (lines: readonly string[]): readonly string[] => lines.map((line) => `    ${line}`);

/** What dZ and dA mean under the lecture's convention. */
function scaledSaid({ worked, order }: Lesson): readonly string[] {
  const names = order.filter((slot) => scaleOf(worked, slot) !== 1).map((slot) => nameAt(worked, slot));
  if (names.length === 0) return [];
  const own = inWords(names.map((name) => `\`d${name}\``));
  const ofOutput = inWords(names.map((name) => `\`d${worked.output}/d${name}\``));
  const are = names.length === 1 ? "is the lecture's: the derivative" : "are the lecture's: derivatives";
  return [`In a batch, ${own} ${are} of the summed loss, m times ${ofOutput}.`];
}

/** The answers as the sheet of a key shows them. */
function keyTable(lesson: Lesson): readonly string[] {
  const { worked, order, choice } = lesson;
  const digits = Math.max(6, choice.digits ?? 0);
  const shown = (value: Value): Value => shownValue(value, digits);
  const key = order.map((slot) => ({
    word: wordAt(worked, slot),
    lines: keyLines(lesson, slot, wordAt(worked, slot), shown),
    value: shown(gradientAt(worked, slot)),
  }));
  // A cell of a table has one line.
  if (worked.graph.layout || choice.answers === 'expressions')
    return block(key.flatMap(({ lines }) => lines));
  return [
    '| | |',
    '|---|---|',
    ...key.map(({ word, value }) => `| \`${word}\` | ${print(literal(value))} |`),
  ];
}

/**
 * The file that a student fills in; with `key` it is filled in already. Nobody is asked to write their id: where they hand in
 * tells it, and where numbers are their own it stands there.
 */
export function templateOf(papers: readonly ProblemPaper[], student: string | null, key: boolean): string {
  const lines =
    student === null
      ? ['# Fill in what belongs after each equals sign.']
      : [`# student: ${spelledId(student)}`];
  for (const { problem, lesson } of papers) {
    const { worked, order } = lesson;
    lines.push('');
    if (problem.id !== null && papers.length > 1) lines.push(`[${problem.id}]`);
    for (const slot of order) {
      // Where the program has a name `dX` of its own, only `dJ/dX` means the derivative.
      const brief = `d${nameAt(worked, slot)}`;
      const word = worked.slots.has(brief) ? `d${worked.output}/${brief}` : brief;
      if (key) lines.push(...keyLines(lesson, slot, word));
      else lines.push(`${word} =`);
    }
  }
  return `${lines.join('\n')}\n`;
}

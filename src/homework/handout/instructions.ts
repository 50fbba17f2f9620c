import { nameAt } from '../../engine/graph/names.ts';
import { plainNumber } from '../../language/print.ts';
import { judgedDigits } from '../../tutor/answers/judge.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { inTime, spelledMoment } from '../assignment/moment.ts';
import { totalOf } from '../assignment/points.ts';
import { maxPointsOf, type ProblemPaper } from '../paper/paper.ts';
import { asCode } from '../report/markdown.ts';
import { extensionFor } from '../roster/extensions.ts';

/** The files that a sheet mentions: the assignment, and what is handed in. */
export interface Named {
  /** The file to check answers with; null where students have none. */
  readonly assignment: string | null;
  readonly answers: string;
  /** The student of the sheet; null where it is for everybody. */
  readonly student: string | null;
}

/** The instructions for somebody who has never seen dvar; only what applies to this assignment. */
export function instructionsFor(
  { policy }: Assignment,
  papers: readonly ProblemPaper[],
  { assignment, answers, student }: Named,
): readonly string[] {
  const matrices = papers.some(({ lesson }) => lesson.worked.graph.layout !== null);
  const digits = `right to ${policy.digits ?? judgedDigits} significant digits`;
  const entries = matrices ? '; in a matrix every entry counts' : '';
  const example = policy.answers === 'numbers' ? null : exampleOf(papers);
  const own =
    example === null
      ? ''
      : ` A later answer may use an earlier one by its name, as \`${example}\` would in another program.`;
  return [
    '## How to answer',
    '',
    `Fill in the template, one line for each derivative: ${kindOfAnswer(policy.answers)}, ${digits}${entries}.${shortly(papers)}${own}`,
    '',
    ...(matrices ? [`- ${notation(policy.answers)}`] : []),
    ...(assignment === null
      ? []
      : [
          `- ${asCode(`dvar check ${assignment} ${answers}`)} ${policy.feedback === 'total' ? "says how many points your answers get, and which of them can't be read" : 'says what is right, line by line'}.`,
        ]),
    `- ${passMark({ policy }, papers)} The right rule applied to your own earlier wrong answer ${followed(policy.followThrough)}.`,
    ...dueSaid(policy, student),
    ...(assignment === null
      ? []
      : quizSaid({ policy }, papers, ['dvar quiz', assignment, ...whose(papers, student)].join(' '))),
    '',
  ];
}

function kindOfAnswer(answers: Assignment['policy']['answers']): string {
  switch (answers) {
    case 'any':
      return 'a number, a fraction, or an expression in the names of the problem';
    case 'expressions':
      return 'an expression in the names of the problem, which must also hold at other numbers';
    case 'numbers':
      return 'a number or a fraction';
  }
}

/** What a short name such as `db` means. */
function shortly([paper]: readonly ProblemPaper[]): string {
  if (!paper) return '';
  const { worked, order } = paper.lesson;
  const plain = order.find(
    (slot) => (worked.scales?.get(slot) ?? 1) === 1 && !worked.slots.has(`d${nameAt(worked, slot)}`),
  );
  if (plain === undefined) return '';
  const name = nameAt(worked, plain);
  return ` \`d${name}\` is short for \`d${worked.output}/d${name}\`, the derivative of ${worked.output} with respect to ${name}.`;
}

/**
 * Pairs of letters for examples, of which one is taken that no program here has: an example with a problem's own
 * names would give its structure away.
 */
const strangers = ['pq', 'rs', 'gh', 'mn', 'kl'];

/** A later answer by way of an earlier one; null where no problem asks two. */
function exampleOf(papers: readonly ProblemPaper[]): string | null {
  if (papers.every(({ lesson }) => lesson.order.length < 2)) return null;
  const isFree = (name: string): boolean =>
    papers.every(({ lesson: { worked } }) => !worked.slots.has(name) && !worked.slots.has(`d${name}`));
  const pair = strangers.find((letters) => [...letters].every(isFree)) ?? 'pq';
  return `d${pair.charAt(1)} = 2*d${pair.charAt(0)}`;
}

/** How matrices are written; NumPy is only mentioned where expressions are accepted. */
const notation = (answers: Assignment['policy']['answers']): string =>
  `\`A*B\` is the product of matrices; \`A .* B\`, \`A ./ B\` and \`A.^2\` go entry by entry; \`A'\` is the transpose; \`sum(A, 1)\` adds down the columns, \`sum(A, 2)\` along the rows, \`sum(A)\` everything; \`[1 2; 3 4]\` has the rows 1 2 and 3 4.${answers === 'numbers' ? '' : ' Whoever writes NumPy (`A @ B`, `A.T`, `np.sum`) writes every line in it.'}`;

function passMark({ policy: { pass } }: Pick<Assignment, 'policy'>, papers: readonly ProblemPaper[]): string {
  const total = totalOf(papers.map(maxPointsOf));
  const least = pass.kind === 'points' ? Math.min(pass.least, total) : totalOf([pass.least * total]);
  return least >= total
    ? `To pass, all ${plainNumber(total)} points are needed.`
    : `To pass, ${plainNumber(least)} of ${plainNumber(total)} points are needed.`;
}

/** When it has to be handed in, and what lateness costs. */
function dueSaid({ due, late, extensions }: Assignment['policy'], student: string | null): readonly string[] {
  const own = extensionFor(extensions, student);
  const until = own?.kind === 'until' ? own.moment : due;
  if (until === null) return [];
  const longer = own?.kind === 'by' ? `, and ${inTime(own.length)} later for you` : '';
  const grace = late && late.grace > 0 ? ` The first ${inTime(late.grace)} cost nothing.` : '';
  const cost = late
    ? ` For each day that has begun after that, ${plainNumber(totalOf([100 * late.perDay]))}% of all points are taken off.${grace}`
    : '';
  return [`- Hand it in by ${spelledMoment(until)}${longer}.${cost}`];
}

function followed(share: number): string {
  if (share === 0) return 'gets no points';
  return share === 1 ? 'gets full points' : `gets ${plainNumber(totalOf([100 * share]))}% of the points`;
}

/** The options that a quiz needs beside the file. */
const whose = ([first, second]: readonly ProblemPaper[], student: string | null): readonly string[] => [
  ...(student === null ? [] : [`--student ${student}`]),
  ...(second && first?.problem.id ? [`--problem ${first.problem.id}`] : []),
];

/** What is different at a prompt, where something is. */
function quizSaid(
  { policy }: Pick<Assignment, 'policy'>,
  papers: readonly ProblemPaper[],
  command: string,
): readonly string[] {
  const { attempts, hints } = policy;
  const more = papers.some(({ problem }) => problem.choice.kinds?.some((kind) => kind !== 'value'));
  const said = [
    ...(attempts === null
      ? []
      : [attempts === 1 ? 'takes one answer to a question' : `takes ${attempts} answers to a question`]),
    ...(hints ? [] : ['gives no hints']),
    ...(more ? ["also asks other questions, which you don't hand in"] : []),
  ];
  if (said.length === 0) return [];
  return [`- ${asCode(command)}, for practice, ${said.join(', and ')}.`];
}

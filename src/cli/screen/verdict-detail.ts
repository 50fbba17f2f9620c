import { slopesByNudging } from '../../engine/checks/differences.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Answers } from '../../homework/grading/answers.ts';
import type { Graded, GradedResult } from '../../homework/grading/grade.ts';
import { underHeadings } from '../../homework/grading/headings/headings.ts';
import { inNumPy } from '../../homework/grading/in-numpy.ts';
import { answersIn } from '../../homework/grading/python-answers.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import type { Disclosure } from '../../homework/report/report.ts';
import { inCells } from '../../homework/submission/cells.ts';
import type { Submission } from '../../homework/submission/submission.ts';
import { leaves } from '../../language/expression.ts';
import { formatNumber, halfUnit, valueFigures } from '../../language/number-format.ts';
import { plainNumber, print, printLeaf } from '../../language/print.ts';
import { suggest } from '../../language/suggest.ts';
import { writtenShape } from '../../ops/matrix.ts';
import { scaleOf, underConvention, wordAt } from '../../symbolic/convention.ts';
import { judgedDigits, roundedRange } from '../../tutor/answers/judge.ts';
import { measuresOf } from '../../tutor/answers/rounding.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { math, quoted, stated } from '../../tutor/lesson/words.ts';
import { shortened } from '../program/positionals.ts';
import { Failure } from '../shell/failure.ts';
import { version } from '../shell/version.ts';
import { sentences } from './speech.ts';
import type { Theme } from './theme.ts';
import { verdictWord } from './verdicts.ts';
import { wrapped } from './wrap.ts';

/** The digits that are enough to see why an answer was judged as it was. */
const shownDigits = 9;

/** Which verdicts of a report are explained, and what is known beside them. */
export interface DetailAsked {
  readonly results: readonly GradedResult[];
  /** Significant digits of the rule's numbers. */
  readonly digits: number;
  readonly telling: Pick<Disclosure, 'drawnFor' | 'drawnBy'>;
  /** Sentences about others in the class who gave an answer. */
  readonly othersOf: (result: GradedResult) => readonly string[];
}

/** Everything behind some verdicts: what a teacher needs to answer a complaint. A cause of several is told once. */
export function verdictDetails(
  papers: readonly ProblemPaper[],
  graded: Graded,
  submission: Submission,
  { results, digits, telling: { drawnFor, drawnBy }, othersOf }: DetailAsked,
  theme: Theme,
): readonly string[] {
  const told = new Set<string>();
  const blocks = results.map((result): readonly string[] => {
    const cause = result.cause?.message ?? null;
    const anew = cause !== null && !told.has(cause);
    if (anew) told.add(cause);
    return [
      ...verdictSaid(papers, graded, submission, result, digits),
      ...(anew ? [cause] : []),
      ...othersOf(result),
      ...(result.mistake ? [`The mistake has the id ${result.mistake.id}.`] : []),
    ];
  });
  const whole = [
    ...(blocks.length > 0 ? blocks : [['Every answer is right.']]),
    [
      `This is dvar ${version}${drawnFor === null ? '' : `; the numbers are drawn for ${shortened(drawnFor)}, by ${drawnBy}`}.`,
    ],
  ];
  const shown = (text: string): readonly string[] =>
    theme.plain ? sentences(text) : wrapped('', text, 'plain', theme);
  return blocks.length > 1
    ? whole.flatMap((block, k) => [...(k > 0 ? [''] : []), ...block.flatMap(shown)])
    : whole.flat().flatMap(shown);
}

/** One verdict, as far as it stands by itself. */
function verdictSaid(
  papers: readonly ProblemPaper[],
  graded: Graded,
  submission: Submission,
  result: GradedResult,
  digits: number,
): readonly string[] {
  const paper = papers.find(({ problem }) => problem.id === result.problem);
  if (!paper) throw new Error('a result without its problem');
  const { lesson } = paper;
  const { worked } = lesson;
  const slot = worked.slots.get(result.name) ?? -1;
  const mine = underHeadings(papers, submission).byPaper[papers.indexOf(paper)] ?? submission;
  const answers = answersIn(lesson, mine, paper.problem.python);
  const { given } = answers;
  const isPython = answers.python !== undefined && !answers.python.octave;
  const inTheirs = (text: string): string => (isPython ? inNumPy(lesson, text) : text);
  const own = given.get(slot);
  const reading = own?.reading.kind === 'read' ? own.reading : null;
  const says: string[] = [
    `${math(result.asks)}: ${verdictWord(result.verdict).toLowerCase()}, ${plainNumber(result.points)} of ${plainNumber(result.maxPoints)} points.`,
    own
      ? `${inCells(`Line ${own.line}`, graded.cells ?? null)} says ${math(quoted(own.text))}.`
      : 'No line answers this question.',
  ];
  if (reading) {
    const used = [...new Set(leaves(reading.expression).flatMap((leaf) => usedValue(paper, given, leaf)))];
    const numbers = math(valueFigures(reading.value, shownDigits));
    const alone = answers.python && leaves(reading.expression)[0] === reading.expression;
    says.push(
      alone
        ? `It gives ${numbers}; dvar judges only its numbers, because no rule that it knows says the same.`
        : `It was read as ${inTheirs(math(print(reading.expression)))}, which is ${numbers}.`,
    );
    if (used.length > 0) says.push(`In it, ${used.map(math).join(', ')}.`);
  }
  const question = questionOf(lesson, slot);
  const nudged = slopesByNudging(worked.graph, slot, worked.tape.value);
  says.push(
    `The exact value is ${math(valueFigures(question.exact, shownDigits))}; a nudge of ${math(nameAt(worked, slot))}, using only forward passes, gives ${math(valueFigures(nudged, shownDigits))}.`,
    ...scalesSaid(paper, slot),
    ruleSaid(paper, slot, digits),
    `The message was: ${quoted(result.message).replace(/^line \d+, /, '')}`,
    ...(result.weighed ? [result.weighed] : []),
  );
  return says;
}

/** The sentence about a derivative of a batch under the other convention; none where both agree. */
function scalesSaid({ lesson: { worked } }: ProblemPaper, slot: number): readonly string[] {
  const scale = scaleOf(worked, slot);
  const other = underConvention(worked, scale === 1 ? 'lecture' : 'dvar');
  const factor = scale === 1 ? scaleOf(other, slot) : scale;
  if (factor === 1) return [];
  const value = math(valueFigures(gradientAt(other, slot), shownDigits));
  const name = math(wordAt(other, slot));
  return [
    scale === 1
      ? `In the lecture's convention ${name}, of the summed loss, is ${value}: ${factor} times as much, for ${factor} examples.`
      : `That is the lecture's, of the summed loss; ${name}, of the mean, is ${value}: one part in ${factor} of it, for ${factor} examples.`,
  ];
}

/** The results that a teacher may be asked about: all that are not right. */
export const notRight = ({ results }: Graded): readonly GradedResult[] =>
  results.filter(({ verdict }) => verdict !== 'correct' && verdict !== 'close');

/** The result that a name means: `b`, `db`, `dJ/db`, with its problem before it if needed, as in `net.b`. */
export function resultCalled({ results }: Graded, name: string): GradedResult {
  const named = (result: GradedResult): readonly string[] => {
    const short = [result.name, `d${result.name}`, result.asks];
    return [...short, ...short.map((each) => `${result.problem}.${each}`)];
  };
  const found = results.filter((result) => named(result).includes(name.trim()));
  const [only] = found;
  if (found.length > 1)
    throw new Failure(
      `${shortened(name)} is a question of several problems; write one of ${found.map((each) => `${each.problem}.${each.name}`).join(', ')}`,
    );
  if (only) return only;
  const near = suggest(
    name,
    results.map((result) => result.name),
  );
  throw new Failure(
    `--explain names ${shortened(name)}, which is not asked here;${near ? ` did you mean ${near}?` : ` the questions are ${results.map((result) => result.name).join(', ')}`}`,
  );
}

/** `c = 2`, or `dJ/du = 4 (their own)`, for a name in an answer. */
function usedValue(
  { lesson: { worked } }: ProblemPaper,
  given: Answers['given'],
  leaf: ReturnType<typeof leaves>[number],
): readonly string[] {
  if (leaf.kind === 'number' || leaf.kind === 'matrix') return [];
  const at = leaf.kind === 'name' ? worked.slots.get(leaf.name) : undefined;
  if (at !== undefined) return [stated(printLeaf(leaf), valueOfSlot(worked, at), shownDigits)];
  const by = worked.slots.get(leaf.kind === 'derivative' ? leaf.by : leaf.name.slice(1));
  if (by === undefined) return [];
  const own = given.get(by)?.reading;
  return own?.kind === 'read'
    ? [`${stated(printLeaf(leaf), own.value, shownDigits)} (as handed in)`]
    : [stated(printLeaf(leaf), gradientAt(worked, by), shownDigits)];
}

/** The rule by which a number is right, with this question's own limits. */
function ruleSaid({ lesson }: ProblemPaper, slot: number, digits: number): string {
  const question = questionOf(lesson, slot);
  if (typeof question.exact !== 'number')
    return `An answer must have the shape ${math(writtenShape(question.exact))}, with every entry right to ${lesson.choice.digits ?? judgedDigits} significant digits, or to a millionth of the largest.`;
  const [measure] = measuresOf(lesson, question, digits);
  if (!measure) throw new Error('a number has one measure');
  const { exact, band, digits: wanted } = measure;
  const { low, high } = roundedRange(measure);
  const half = halfUnit(exact, wanted ?? judgedDigits);
  const within = half === 0 ? math('1e-6') : math(formatNumber(half, shownDigits));
  const rounding = band.rounded
    ? ` Numbers on the way are shown rounded, so from ${math(formatNumber(low, shownDigits))} to ${math(formatNumber(high, shownDigits))} is right, too.`
    : '';
  return `An answer is right within ${within} of it: ${wanted} significant digits.${rounding}`;
}

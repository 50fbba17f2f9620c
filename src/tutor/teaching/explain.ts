import { nameAt } from '../../engine/graph/names.ts';
import { slopeAt } from '../../engine/passes/evaluate.ts';
import { formatNumber } from '../../language/number-format.ts';
import { type Block, line } from '../lesson/block.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import {
  counted,
  counting,
  inChain,
  isComparison,
  math,
  statementOf,
  type Words,
  withNumbers,
} from '../lesson/words.ts';
import {
  added,
  type ChainFactor,
  chainRule,
  everything,
  factorNumbers,
  factorsOf,
  isDirect,
  type Known,
  localParts,
  reasons,
} from './chain-rule.ts';
import { ends, moreLines, valueBlock } from './forward-screen.ts';
import { matrixConfirmation, matrixExplanation, wholeRule } from './matrix-rules.ts';
import { nudgeProof } from './nudge-proof.ts';

/** A statement longer than this is not repeated in a sentence about it. */
const longestRepeated = 24;

/**
 * The sentence that a right answer gets, made from the rule: `J = 3*t2`, so J moves 3 for each 1 that t2 moves. Of other
 * derivatives it says those alone that are known.
 */
export function confirmation(words: Words, question: Question, known: Known = everything): string {
  const { worked } = words.lesson;
  if (!question.plain) return matrixConfirmation(words, question);
  const factors = factorsOf(words, question);
  const [only] = factors;
  const exact = formatNumber(exactNumber(question), words.digits);
  if (!only) return `${math(`${question.asks} = ${exact}`)}.`;
  const allKnown = factors.every(({ reader }) => reader === worked.graph.output || known(reader));
  const numbers = inChain(added(factors.map((factor) => factorNumbers(words, factor, known))));
  if (factors.length > 1) {
    const ways = `${question.name} reaches ${worked.output} ${waysOf(words, factors)}`;
    return `${ways}, and what comes back adds up${allKnown ? `: ${math(`${numbers} = ${exact}`)}` : ''}.`;
  }
  const reader = nameAt(worked, only.reader);
  const statement = statementOf(words, only.reader);
  const because = statement.length <= longestRepeated ? `${math(statement)}, so ` : '';
  const moves = because + movement(words, reader, only.value, question.name);
  if (only.reader === worked.graph.output || !allKnown) return `${moves}.`;
  const onwards = movement(words, worked.output, slopeAt(worked, only.reader), reader);
  return `${moves}; ${onwards}: ${math(`${numbers} = ${exact}`)}.`;
}

/** `t1 moves 2 for each 1 that b moves`. */
function movement({ digits }: Words, what: string, amount: number, by: string): string {
  if (amount === 0) return `${what} stays where it is when ${by} moves a little`;
  return `${what} moves ${math(formatNumber(amount, digits))} for each 1 that ${by} moves`;
}

/** `in 2 ways, through t1 and directly`. */
function waysOf({ lesson: { worked } }: Words, factors: readonly ChainFactor[]): string {
  const ways = factors.map(({ reader }) =>
    reader === worked.graph.output ? 'directly' : `through ${nameAt(worked, reader)}`,
  );
  const listed = `${ways.slice(0, -1).join(', ')} and ${ways.at(-1)}`;
  return `in ${counted(ways.length, 'way')}${ways.length <= 4 ? `, ${listed}` : ''}`;
}

/** The whole reason, as the lecture gives it: each factor, the product, and a nudge as proof. */
export function explanation(words: Words, question: Question, known: Known = everything): readonly string[] {
  if (!question.plain) return matrixExplanation(words, question);
  const exact = formatNumber(exactNumber(question), words.digits);
  const factors = factorsOf(words, question);
  const lines = factors.map((factor) => {
    const parts = [
      inChain(factor.rule),
      inChain(withNumbers(words, factor.rule)),
      formatNumber(factor.value, words.digits),
    ];
    const local = localParts(words, question, factors, factor, parts);
    return `In ${math(statementOf(words, factor.reader))}: ${local}. ${reasons(factor).join(' ')}`;
  });
  // Where one factor leads straight to the output, its line has said it all.
  if (isDirect(words.lesson.worked, factors)) return [...lines, ...nudgeProof(words, question)];
  const numbers = factors.map((factor) => factorNumbers(words, factor, known));
  const between = factors.length === 0 ? [] : [chainRule(words, question, factors), inChain(added(numbers))];
  return [...lines, `${math(chained([question.asks, ...between, exact]))}.`, ...nudgeProof(words, question)];
}

/** `dt1/db = c = 2`: equal parts, each said once. */
const chained = (parts: readonly string[]): string =>
  parts.filter((part, i) => part !== parts[i - 1]).join(' = ');

/** The backward pass as on the blackboard, from right to left: `dJ/db = dJ/dt1 * c = 3*2 = 6`; matrices in rows and columns. */
export function backwardBlocks(words: Words): readonly Block[] {
  const { lesson } = words;
  let asides: readonly string[] = [];
  const written = (slot: number): Block => {
    const question = questionOf(lesson, slot);
    const rule = wholeRule(words, question);
    if (rule && isComparison(rule)) asides = [`(${counting})`];
    if (!question.plain)
      return valueBlock(
        chained([question.asks, ...(rule ? [inChain(rule)] : [])]),
        question.exact,
        words.digits,
      );
    const inNumbers = rule ? [inChain(rule), inChain(withNumbers(words, rule))] : [];
    return line(
      'plain',
      math(chained([question.asks, ...inNumbers, formatNumber(exactNumber(question), words.digits)])),
    );
  };
  const blocks = ends(lesson.order, written, moreLines);
  return [...blocks, ...asides.map((aside) => line('plain', aside))];
}

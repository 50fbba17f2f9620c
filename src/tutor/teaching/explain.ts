import { formatNumber } from '../../language/number-format.ts';
import { type Block, line } from '../lesson/block.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import {
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
  chainRule,
  everything,
  factorNumbers,
  factorsOf,
  isDirect,
  type Known,
  localParts,
  reasonOf,
} from './chain-rule.ts';
import { chained } from './confirmation.ts';
import { ends, moreLines, valueBlock } from './forward-screen.ts';
import { matrixExplanation, wholeRule } from './matrix-rules.ts';
import { nudgeProof } from './nudge-proof.ts';

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
    return `In ${math(statementOf(words, factor.reader))}: ${local}. ${reasonOf(factor)}`;
  });
  // Where one factor leads straight to the output, its line has said it all.
  if (isDirect(words.lesson.worked, factors)) return [...lines, ...nudgeProof(words, question)];
  const numbers = factors.map((factor) => factorNumbers(words, factor, known));
  const between = factors.length === 0 ? [] : [chainRule(words, question, factors), inChain(added(numbers))];
  return [...lines, `${math(chained([question.asks, ...between, exact]))}.`, ...nudgeProof(words, question)];
}

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

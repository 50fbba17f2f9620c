import { nameAt } from '../../engine/graph/names.ts';
import { formatNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { namesIn } from '../../symbolic/link.ts';
import { exactNumber, hiddenSteps, type Question } from '../lesson/question.ts';
import {
  capital,
  counted,
  counting,
  inChain,
  isComparison,
  math,
  statementOf,
  type Words,
  withNumbers,
} from '../lesson/words.ts';
import { standing } from '../mistakes/placing.ts';
import {
  added,
  type ChainFactor,
  chainRule,
  factorsOf,
  type Known,
  led,
  localParts,
  reasonOf,
  upstreamAt,
} from './chain-rule.ts';
import { matrixLadder } from './matrix-rules.ts';
import { nudgeTask } from './nudge-proof.ts';

/**
 * The rungs of a question's ladder: where to look; the rule in letters; the numbers with the last step left out. None
 * holds the answer where that is not on the screen already, nor a derivative that is still to be found.
 */
export function ladder(words: Words, question: Question, onScreen: string, known: Known): readonly string[] {
  if (!question.plain) return matrixLadder(words, question);
  const factors = factorsOf(words, question);
  const tells = (text: string): boolean => givesAway(text, question, words, onScreen);
  if (factors.length === 0) {
    const reaches = `${question.name} reaches ${words.lesson.worked.output} along more paths than can be listed here; ${math(':graph')} draws them.`;
    return [reaches, nudgeTask(words, question)];
  }
  return [
    pointing(words, question, factors, known),
    rule(words, question, factors, tells),
    numbers(words, question, factors, known, tells),
  ];
}

function pointing(words: Words, question: Question, factors: readonly ChainFactor[], known: Known): string {
  const { worked } = words.lesson;
  const statements = factors.map(({ reader }) => math(statementOf(words, reader)));
  const [first] = factors;
  if (!first || factors.length > 1) {
    return `${question.name} feeds ${counted(factors.length, 'step')}: ${statements.join(' and ')}. Find what comes back from each, then add.`;
  }
  const ways = first.links.length;
  if (ways > 1) {
    return `${standing(words.lesson, question, statements[0] ?? '')}. Find what comes back from each, then add.`;
  }
  const reader = nameAt(worked, first.reader);
  const between = hiddenSteps(words.lesson, question).filter((slot) => worked.own.has(slot));
  const found = first.reader !== worked.graph.output && known(first.reader);
  const upstream = math(wordAt(worked, first.reader));
  const then = found ? ` You already know ${upstream}.` : '';
  const into = [...between].reverse().map((step) => math(statementOf(words, step)));
  const feeds =
    into.length === 0 ? `one step: ${statements[0]}` : `${[...into, statements[0]].join(', then ')}`;
  return `${question.name} feeds ${feeds}. If ${question.name} goes up by a tiny ${math('ε')}, how much does ${reader} change?${then}`;
}

function rule(
  words: Words,
  question: Question,
  factors: readonly ChainFactor[],
  tells: (text: string) => boolean,
): string {
  const chain = chainRule(words, question, factors);
  const head = chain === '' || tells(chain) ? null : math(`${question.asks} = ${chain}`);
  const given = new Set<string>();
  const parts = factors.map((factor) => {
    const letters = inChain(factor.rule);
    // A rule that is a bare number would be the answer, or most of it: there the reason alone must do.
    const hidden = namesIn(factor.rule).length === 0 || tells(letters);
    const inLetters = hidden ? [] : [`${localParts(words, question, factors, factor, [letters])}.`];
    const why = [reasonOf(factor)].filter((reason) => reason !== '' && !given.has(reason));
    for (const reason of why) given.add(reason);
    const where = factors.length > 1 ? [`In ${math(statementOf(words, factor.reader))}:`] : [];
    const same = why.length === 0 && hidden ? ['the same.'] : why;
    return [...where, ...inLetters, ...same].join(' ');
  });
  if (head === null) return parts.join(' ');
  const joined = factors.length === 1 && parts[0]?.startsWith('`') ? ', and ' : '. ';
  return head + joined + parts.join(' ');
}

function numbers(
  words: Words,
  question: Question,
  factors: readonly ChainFactor[],
  known: Known,
  tells: (text: string) => boolean,
): string {
  const whole = added(
    factors.map((factor) => {
      const local = withNumbers(words, factor.rule);
      const upstream = upstreamAt(words, factor.reader, known);
      return upstream ? led(upstream, local) : local;
    }),
  );
  const text = print(whole);
  // One number alone leaves no step to do.
  if (whole.kind === 'number' || tells(text)) return nudgeTask(words, question);
  const counts = isComparison(whole) ? ` ${capital(counting)}.` : '';
  return `${math(`${question.asks} = ${inChain(whole)}`)}. Work that out.${counts}`;
}

/** Every number in a text; the digits of names such as t2 are none. */
export const numbersIn = /(?<![\p{L}\p{Nd}_.])\d+(?:\.\d+)?(?:e-?\d+)?/gu;

/** Whether a formula holds the answer, which is not on the screen. The 0 and 1 of a rule (z > 0, 1 - a) tell nothing. */
function givesAway(text: string, question: Question, { digits }: Words, onScreen: string): boolean {
  const answer = formatNumber(Math.abs(exactNumber(question)), digits);
  if (answer === '0' || answer === '1') return false;
  const holds = (where: string): boolean =>
    [...where.matchAll(numbersIn)].some(([number]) => number === answer);
  return holds(text) && !holds(onScreen);
}

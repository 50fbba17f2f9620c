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
  plainEdge,
  statementOf,
  type Words,
  whyOf,
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
import { matrixLadder } from './matrix-ladder.ts';
import { nudgeTask } from './nudge-proof.ts';

/** What to do where several paths leave a value. */
const eachThenAdd = 'Find what comes back from each, then add.';

/**
 * The rungs of a question's ladder: where to look; the chain rule and the reason in words; the slopes in letters; the numbers
 * with the last step left out. Where those numbers would be the answer, a nudge is a task instead, and a smaller help than
 * the letters. None holds the answer where that is not on the screen already, nor a derivative that is still to be found.
 */
export function ladder(words: Words, question: Question, onScreen: string, known: Known): readonly string[] {
  if (!question.plain) return matrixLadder(words, question);
  const factors = factorsOf(words, question);
  const tells = (text: string): boolean => givesAway(text, question, words, onScreen);
  if (question.cancels) {
    const corners = `${question.name} stands at corners of the steps on its way to ${words.lesson.worked.output}. A rule is a convention there; how far ${words.lesson.worked.output} moves on either side is none.`;
    return [corners, nudgeTask(words, question)];
  }
  if (factors.length === 0) {
    const reaches = `${question.name} reaches ${words.lesson.worked.output} along more paths than can be listed here; ${math(':graph')} draws them.`;
    return [reaches, nudgeTask(words, question)];
  }
  const letters = inLetters(words, question, factors, tells);
  const filled = numbers(words, question, factors, known, tells);
  return [
    pointing(words, question, factors, known),
    inWords(words, question, factors, tells),
    ...(filled === null ? [nudgeTask(words, question), letters] : [letters, filled]),
  ].filter((rung) => rung !== '');
}

function pointing(words: Words, question: Question, factors: readonly ChainFactor[], known: Known): string {
  const { worked } = words.lesson;
  const statements = factors.map(({ reader }) => math(statementOf(words, reader)));
  const [first] = factors;
  if (!first || factors.length > 1) {
    return `${question.name} feeds ${counted(factors.length, 'step')}: ${statements.join(' and ')}. ${eachThenAdd}`;
  }
  const ways = first.links.length;
  if (ways > 1) {
    return `${standing(words.lesson, question, statements[0] ?? '')}. ${eachThenAdd}`;
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

/** The chain rule in letters, and why each step moves as it does. */
function inWords(
  words: Words,
  question: Question,
  factors: readonly ChainFactor[],
  tells: (text: string) => boolean,
): string {
  const chain = chainRule(words, question, factors);
  const head = chain === '' || tells(chain) ? [] : [`${math(`${question.asks} = ${chain}`)}.`];
  const given = new Set<string>();
  const parts = factors.map((factor) => {
    const why = [reasonOf(factor), ...nearestReasons(factor)].filter(
      (reason, i, all) => reason !== '' && !given.has(reason) && all.indexOf(reason) === i,
    );
    for (const reason of why) given.add(reason);
    const where = factors.length > 1 ? [`In ${math(statementOf(words, factor.reader))}:`] : [];
    return [...where, ...(why.length === 0 && where.length > 0 ? ['the same.'] : why)].join(' ');
  });
  return [...head, ...parts].join(' ').trim();
}

/** Where a variable stands in several places of one statement, the reasons there: of `log(1 - a)` the minus, too. */
const nearestReasons = ({ links }: ChainFactor): readonly string[] =>
  links.length < 2
    ? []
    : links.flatMap(({ path: [nearest] }) => (nearest && !plainEdge(nearest) ? [whyOf(nearest)] : []));

/** The slopes in letters, those that would not be the answer. */
function inLetters(
  words: Words,
  question: Question,
  factors: readonly ChainFactor[],
  tells: (text: string) => boolean,
): string {
  const parts = factors.flatMap((factor) => {
    const letters = inChain(factor.rule);
    // A rule that is a bare number would be the answer, or most of it.
    const hidden = namesIn(factor.rule).length === 0 || tells(letters);
    return hidden ? [] : [localParts(words, question, factors, factor, [letters])];
  });
  if (parts.length === 0) return '';
  const counts = factors.some(({ rule }) => isComparison(rule)) ? ` ${capital(counting)}.` : '';
  return `${capital(parts.join('; '))}.${counts}`;
}

/** The rule with its numbers; null where that is one number, which leaves no step to do, or the answer. */
function numbers(
  words: Words,
  question: Question,
  factors: readonly ChainFactor[],
  known: Known,
  tells: (text: string) => boolean,
): string | null {
  const whole = added(
    factors.map((factor) => {
      // Beside the letters of the hint before, a minus must not be lost.
      const local = withNumbers(words, factor.rule, true);
      const upstream = upstreamAt(words, factor.reader, known);
      return upstream ? led(upstream, local) : local;
    }),
  );
  if (whole.kind === 'number' || tells(print(whole))) return null;
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

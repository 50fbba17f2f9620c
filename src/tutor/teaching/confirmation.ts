import { operandsAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { passedBack } from '../../engine/passes/pass-back.ts';
import { apply, derivative, type Expression } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { dotTimesSign, signMeans, timesSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import { combine } from '../../symbolic/combine.ts';
import { appliedAt, termOf } from '../../symbolic/link.ts';
import { localRuleOf, shapesIn } from '../../symbolic/rule.ts';
import { sumOf } from '../../symbolic/simplify.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import {
  counted,
  figure,
  inChain,
  isComparison,
  math,
  plainEdge,
  type Words,
  withNumbers,
} from '../lesson/words.ts';
import { cancelsSaid, cornerSaid, cornerSlopes } from '../mistakes/corner.ts';
import {
  added,
  type ChainFactor,
  chainRule,
  everything,
  factorsOf,
  isDirect,
  type Known,
  led,
  ruleOver,
  upstreamAt,
} from './chain-rule.ts';
import { matrixConfirmation } from './matrix-rules.ts';

/**
 * The sentence that a right answer gets: the rule that gives it. Where the node stands right before the output, what a
 * tiny step does; else the chain rule, whose upstream derivatives are numbers as far as those are known.
 */
export function confirmation(words: Words, question: Question, known: Known = everything): string {
  if (!question.plain) return matrixConfirmation(words, question);
  const { worked } = words.lesson;
  const factors = factorsOf(words, question);
  const [only] = factors;
  const exact = formatNumber(exactNumber(question), words.digits);
  if (!only) {
    const cancel = question.cancels ? ` ${cancelsSaid(words.lesson, question, words.digits)}.` : '';
    return `${math(`${question.asks} = ${exact}`)}.${cancel}`;
  }
  const slopes = cornerSlopes(words.lesson, question);
  const corner = slopes && cornerSaid(words.lesson, question, words.digits, slopes);
  if (isDirect(worked, factors)) {
    const numbers = inChain(withNumbers(words, only.rule));
    const rule = math(chained([question.asks, inChain(only.rule), numbers, exact]));
    return corner === null ? `${capitalTiny(words, question)}: ${rule}.` : `${rule}. ${corner}.`;
  }
  const beside = corner === null ? '' : ` ${corner}.`;
  const terms = factors.map((factor) => multiplied(words, factor, known));
  // What a comparison counts for is shown: (z > 0) is a 1 or a 0.
  const counts = factors.some(({ rule }) => isComparison(rule))
    ? inChain(
        added(
          factors.map((factor) =>
            multiplied(words, { ...factor, rule: figure(factor.value, words.digits) }, known),
          ),
        ),
      )
    : '';
  const chain = chained([
    question.asks,
    chainRule(words, question, factors),
    inChain(added(terms)),
    counts,
    exact,
  ]);
  if (factors.length > 1) {
    const ways = `${question.name} reaches ${worked.output} along ${waysOf(words, factors)}`;
    return `${ways}; the contributions add up: ${math(chain)}.${beside}`;
  }
  const along =
    throughActivation(words, question, only, known) ??
    `Chain rule: ${math(chain)}.${cancelled(words, question, only)}`;
  return along + beside;
}

/** `A tiny step ε in w moves J by 12ε`: what a derivative says, true however the curve bends. */
const capitalTiny = (words: Words, { name, exact }: Question): string =>
  tinyStep(name, words.lesson.worked.output, Number(exact), words.digits);

/** `A tiny step ε in w moves J by 12ε`, of any two names. */
function tinyStep(moved: string, follows: string, slope: number, digits: number): string {
  if (slope === 0) return `A tiny step in ${moved} does not move ${follows}`;
  return `A tiny step ${math('ε')} in ${moved} moves ${follows} by ${math(timesEpsilon(formatNumber(slope, digits)))}`;
}

/** `12ε`; 1 and -1 times it are written without the 1. */
export function timesEpsilon(text: string): string {
  return text === '1' ? 'ε' : text === '-1' ? '-ε' : /e/.test(text) ? `${text} ε` : `${text}ε`;
}

/** Equal parts as `a = b = c`, each said once. */
export const chained = (parts: readonly string[]): string =>
  parts.filter((part, i) => part !== '' && part !== parts[i - 1]).join(' = ');

/** `3*c`: the upstream derivative as a number, where it is known, times the local rule in its letters. */
function multiplied(words: Words, { reader, rule }: ChainFactor, known: Known): Expression {
  const upstream = upstreamAt(words, reader, known);
  return upstream ? led(upstream, rule) : rule;
}

/** `two paths, through t1 and directly`. */
function waysOf({ lesson: { worked } }: Words, factors: readonly ChainFactor[]): string {
  const ways = factors.map(({ reader }) =>
    reader === worked.graph.output ? 'directly' : `through ${nameAt(worked, reader)}`,
  );
  const listed = `${ways.slice(0, -1).join(', ')} and ${ways.at(-1)}`;
  return `${counted(ways.length, 'path')}${ways.length <= 4 ? `, ${listed}` : ''}`;
}

/**
 * A weight inside an activation gets the lecture's three factors: the value that feeds it, the slope of the node, the slope
 * of the activation there. Null where the way from the node to its reader is another.
 */
function throughActivation(
  words: Words,
  question: Question,
  { links, reader, value }: ChainFactor,
  known: Known,
): string | null {
  const { worked } = words.lesson;
  const [link, ...others] = links;
  const first = link?.path[0];
  const last = link?.path.at(-1);
  if (!link || !first || !last || others.length > 0 || reader === worked.graph.output) return null;
  if (link.path.length < 2 || !signMeans(dotTimesSign, first.op)) return null;
  const activation = differentiable(last.op);
  if (activation.kind !== 'elementwise' || activation.operands.length !== 1 || plainEdge(last)) return null;
  if (!link.path.slice(1, -1).every(plainEdge)) return null;
  const slope = passedBack(appliedAt(worked, last), last.operand, 1);
  const other = operandsAt(worked.graph, first.step)[1 - first.operand] ?? -1;
  const feeding = termOf(worked, words.lesson.visible, other);
  if (typeof slope !== 'number' || feeding.kind !== 'name') return null;
  const { digits } = words;
  const upstream = upstreamAt(words, reader, known) ?? derivative(worked.output, nameAt(worked, reader));
  const numbers = [withNumbers(words, feeding), upstream, figure(slope, digits)];
  const letters = `${feeding.name} * ${print(derivative(worked.output, nameAt(worked, reader)))} * ${last.op}'s slope`;
  const product = print(numbers.reduce((left, right) => apply(timesSign, left, right)));
  const exact = formatNumber(
    known(reader) ? value * Number(gradientAt(worked, reader)) : exactNumber(question),
    digits,
  );
  return `Three factors: the value that feeds ${question.name}, the slope at ${nameAt(worked, reader)} and the slope of the activation. ${math(chained([`${question.asks} = ${letters}`, product, exact]))}.`;
}

/** Where the slope of a curve and the derivative after it cancel, as those of a sigmoid and the log loss do, the short form; else nothing. */
function cancelled(
  { lesson, digits }: Words,
  { slot, asks, exact }: Question,
  { reader, rule }: ChainFactor,
): string {
  const { worked } = lesson;
  // A slope of 1 cancels nothing.
  if (reader === worked.graph.output || rule.kind === 'number') return '';
  const over = { ...lesson, order: lesson.order.filter((each) => each !== reader) };
  const { links } = questionOf(over, slot);
  if (!links || links.length < 2) return '';
  const long = sumOf(
    links.map((link) => localRuleOf(worked, lesson.visible, link)),
    shapesIn(worked),
  );
  const short = links.every(({ to }) => to === worked.graph.output) ? combine(long, shapesIn(worked)) : null;
  if (!short || print(short).length * 2 > print(long).length) return '';
  const before = questionOf(lesson, reader).links ?? [];
  const upstream = ruleOver(
    lesson,
    before,
    before.map((link) => localRuleOf(worked, lesson.visible, link)),
  );
  const product = print(apply(timesSign, upstream, rule));
  const numbers = inChain(withNumbers({ lesson, digits }, short));
  const whole = chained([asks, inChain(short), numbers, formatNumber(Number(exact), digits)]);
  return ` The two factors cancel: ${math(`${product} = ${inChain(short)}`)}. So ${math(whole)}.`;
}

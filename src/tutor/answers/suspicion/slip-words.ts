import { evaluateAll } from '../../../engine/graph/values.ts';
import { type Expression, fold, literal } from '../../../language/expression.ts';
import { print } from '../../../language/print.ts';
import { compares } from '../../../language/spelling.ts';
import type { Value } from '../../../ops/matrix.ts';
import { localValue } from '../../../symbolic/link.ts';
import type { Question } from '../../lesson/question.ts';
import { inChain, math, type Words, withNumbers } from '../../lesson/words.ts';
import type { Mistake } from '../../mistakes/messages.ts';
import { added, factorsOf, led, upstreamAt } from '../../teaching/chain-rule.ts';
import { arithmeticSlip, type SlipKind } from './slip.ts';

/** A slip in the arithmetic of an answer, and what is said of it. */
export interface NumberSlip {
  readonly mistake: Mistake;
  /** What the learner takes the local derivative for: its true value. */
  readonly locals: readonly number[];
  /** Whether a wrong rule that explains the answer rules it out: somebody who knows the rule does not slip at `3*2`. */
  readonly unlikely: boolean;
}

/** Products of smaller numbers are known by heart. */
const byHeart = 10;

/**
 * The slip in the arithmetic that makes an answer of what the right rule gives, at the values of these words; null where
 * there is none. `known`: whether somebody has a step's derivative in hand, so that its number may be said.
 */
export function slipOf(
  words: Words,
  question: Question,
  value: Value,
  right: Value,
  known: (slot: number) => boolean,
): NumberSlip | null {
  if (!question.plain || typeof value !== 'number' || typeof right !== 'number') return null;
  const kind = arithmeticSlip(value, right);
  if (kind === null) return null;
  const { links } = question;
  // A number that is only read off can be copied wrongly, but there is nothing to work out.
  if (kind === 'one-off' && !hasWork(words, question)) return null;
  const local = (links ?? []).reduce((total, link) => total + localValue(words.lesson.worked, link), 0);
  return {
    mistake: { id: 'arithmetic-slip', message: said(kind, sumOf(words, question, known)) },
    locals: [local],
    unlikely: kind === 'one-off' && Math.abs(right) < byHeart,
  };
}

/** What is said of a slip where the rule was written down, and what it was to be worked out from. */
export const slipSeen = (written: string): string =>
  /[-+*/^(.]/.test(written)
    ? `The rule is right; check the arithmetic: work out ${math(written)} once more.`
    : `The rule is right; check the number: ${math(written)} has another value.`;

function said(kind: SlipKind, sum: string | null): string {
  const whole = sum === null ? 'work it out once more' : `work out ${math(sum)} once more`;
  switch (kind) {
    case 'one-off':
      return `The rule looks right; check the arithmetic: ${whole}.`;
    case 'digits-swapped':
      return `The rule looks right; check the order of the digits: ${whole}.`;
    case 'decimal-point':
      return `The digits are right; check where the decimal point stands: ${whole}.`;
  }
}

/** Whether the right rule leaves something to work out. */
const hasWork = (words: Words, question: Question): boolean =>
  (question.links ?? []).length > 1 ||
  factorsOf(words, question).some(
    ({ reader, rule }) =>
      rule.kind === 'apply' || (reader !== words.lesson.worked.graph.output && !isOne(rule)),
  );

const isOne = (rule: Expression): boolean => rule.kind === 'number' && Math.abs(rule.value) === 1;

/**
 * What there was to work out, `7*2`; null where that would reveal the answer, or a derivative that has not been
 * found.
 */
function sumOf(words: Words, question: Question, known: (slot: number) => boolean): string | null {
  const { output } = words.lesson.worked.graph;
  const factors = factorsOf(words, question);
  if (factors.length === 0 || factors.length > 3) return null;
  if (!factors.every(({ reader }) => reader === output || known(reader))) return null;
  const sum = added(
    factors.map((factor) => {
      const local = comparisonsCounted(withNumbers(words, factor.rule));
      const upstream = upstreamAt(words, factor.reader, known);
      return upstream ? led(upstream, local) : local;
    }),
  );
  return sum.kind === 'apply' ? inChain(sum, print(sum)) : null;
}

/** Numbers with each comparison counted, as 1 or 0: nobody has to work that out. */
const comparisonsCounted = (numbers: Expression): Expression =>
  fold<Expression>(
    numbers,
    (leaf) => leaf,
    (node, operands) => {
      const found = compares(node.sign) ? evaluateAll({ ...node, operands }, () => undefined) : null;
      return found?.ok ? literal(found.value) : { ...node, operands };
    },
  );

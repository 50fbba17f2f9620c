import { nameAt } from '../engine/build.ts';
import { outputWith } from '../engine/differences.ts';
import { apply, derivative, type Expression } from '../language/expression.ts';
import { figures } from '../language/figures.ts';
import { print } from '../language/print.ts';
import { knownSign } from '../language/spelling.ts';
import { type Link, localRuleOf, localValue, ruleOf } from './link.ts';
import { type Question, questionOf, readersOf } from './question.ts';
import { sum } from './tidy.ts';
import { counted, figure, math, plainEdge, statementOf, type Words, whyOf, withNumbers } from './words.ts';

const times = knownSign('infix', '*');
const plus = knownSign('infix', '+');

/** The links of a question that end at one reader, taken together: one factor of the chain rule. */
interface Factor {
  readonly reader: number;
  readonly links: readonly Link[];
  /** d(reader)/d(asked), in the reader's letters. */
  readonly rule: Expression;
  readonly value: number;
}

/** The question's links, gathered by the step they lead to. */
export function factorsOf({ lesson }: Words, question: Question): readonly Factor[] {
  return readersOf(question).map((reader) => {
    const links = (question.links ?? []).filter((link) => link.to === reader);
    return {
      reader,
      links,
      rule: sum(links.map((link) => localRuleOf(lesson.worked, lesson.visible, link))),
      value: links.reduce((total, link) => total + localValue(lesson.worked, link), 0) + 0,
    };
  });
}

/** The sentence that a right answer gets, made from the rule: `J = 3*t2, so J moves 3 for each 1 that t2 moves`. */
export function confirmation(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const factors = factorsOf(words, question);
  const [only] = factors;
  const exact = figures(question.exact, words.digits);
  if (!only) return `${math(`${question.asks} = ${exact}`)}.`;
  const moves = (factor: Factor): string => {
    const reader = nameAt(worked, factor.reader);
    const amount = figures(factor.value, words.digits);
    return `${math(statementOf(words, factor.reader))}, so ${reader} moves ${math(amount)} for each 1 that ${question.name} moves`;
  };
  if (factors.length === 1) {
    if (only.reader === worked.graph.output) return `${moves(only)}.`;
    const upstream = worked.gradient[only.reader] ?? Number.NaN;
    return `${moves(only)}; ${worked.output} moves ${math(figures(upstream, words.digits))} for each 1 of ${nameAt(worked, only.reader)}: ${math(`${print(numbersOf(words, only))} = ${exact}`)}.`;
  }
  const shares = factors.map(
    (factor) => `${math(`${print(numbersOf(words, factor))}`)} through ${nameAt(worked, factor.reader)}`,
  );
  return `${question.name} reaches ${worked.output} by ${counted(factors.length, 'way')}, and what comes back adds up: ${shares.join(', ')}, together ${math(exact)}.`;
}

/** `3*2`: the upstream gradient times the local derivative, as numbers. */
function numbersOf({ lesson, digits }: Words, factor: Factor): Expression {
  const local = figure(factor.value, digits);
  if (factor.reader === lesson.worked.graph.output) return local;
  return apply(times, figure(lesson.worked.gradient[factor.reader] ?? Number.NaN, digits), local);
}

/** `dJ/db = dJ/du * du/db`: the chain rule for a question, a term a reader. */
export function chainRule({ lesson }: Words, question: Question): string {
  const { worked } = lesson;
  const terms = readersOf(question).map((reader) => {
    const local = derivative(nameAt(worked, reader), question.name);
    return reader === worked.graph.output
      ? local
      : apply(times, derivative(worked.output, nameAt(worked, reader)), local);
  });
  return terms.length === 0 ? '' : print(terms.reduce((left, right) => apply(plus, left, right)));
}

/** The whole reason, as the lecture gives it: each factor, the product, and a nudge as proof. */
export function explanation(words: Words, question: Question): readonly string[] {
  const { worked } = words.lesson;
  const exact = figures(question.exact, words.digits);
  const factors = factorsOf(words, question);
  const lines = factors.map((factor) => {
    const reader = nameAt(worked, factor.reader);
    const parts = [`d${reader}/d${question.name}`, print(factor.rule)];
    const filled = print(withNumbers(words, factor.rule));
    const value = figures(factor.value, words.digits);
    if (filled !== parts.at(-1)) parts.push(filled);
    if (value !== parts.at(-1)) parts.push(value);
    return `In ${math(statementOf(words, factor.reader))}: ${math(parts.join(' = '))}. ${reasons(factor).join(' ')}`;
  });
  const chain = chainRule(words, question);
  const numbers = factors.map((factor) => numbersOf(words, factor));
  const whole = [
    question.asks,
    chain,
    numbers.length > 0 ? print(numbers.reduce((left, right) => apply(plus, left, right))) : exact,
    exact,
  ];
  const steps = whole.filter((part, i) => part !== '' && part !== whole[i - 1]);
  return [...lines, `${math(steps.join(' = '))}.`, proof(words, question)];
}

/** The reasons along a factor's links, each said once; edges that let everything through only where there is nothing else. */
export function reasons({ links }: { readonly links: readonly Link[] }): readonly string[] {
  const edges = links.flatMap((link) => [...link.path].reverse());
  const telling = edges.filter((edge) => !plainEdge(edge));
  return [...new Set((telling.length > 0 ? telling : edges).map(whyOf))].slice(0, 3);
}

/** The lecture's nudge, by 0.001. */
export const nudge = 0.001;

/** A nudge as proof: b 3 -> 3.001, so J 33 -> 33.006. */
function proof({ lesson: { worked } }: Words, question: Question): string {
  const before = worked.value[question.slot] ?? Number.NaN;
  const after = outputWith(worked.graph, question.slot, before + nudge);
  const start = worked.value[worked.graph.output] ?? Number.NaN;
  // Enough digits to show what a nudge of 0.001 does, and none of the noise behind them.
  const fine = (value: number): string => figures(value, 8);
  const ratio = figures((after - start) / nudge, 4);
  return `A nudge as proof: ${question.name} from ${math(fine(before))} to ${math(fine(before + nudge))} moves ${worked.output} from ${math(fine(start))} to ${math(fine(after))}, ${math(ratio)} times as far.`;
}

/** The backward pass as on the blackboard, from right to left: `dJ/db = dJ/dt1 * c = 3*2 = 6`. */
export function backwardLines(words: Words): readonly string[] {
  const { lesson } = words;
  return lesson.order.map((slot) => {
    const question = questionOf(lesson, slot);
    const rule =
      question.links && sum(question.links.map((link) => ruleOf(lesson.worked, lesson.visible, link)));
    const parts = [
      question.asks,
      rule && print(rule),
      rule && print(withNumbers(words, rule)),
      figures(question.exact, words.digits),
    ];
    const steps = parts.filter((part): part is string => part !== null);
    return math(steps.filter((part, i) => part !== steps[i - 1]).join(' = '));
  });
}

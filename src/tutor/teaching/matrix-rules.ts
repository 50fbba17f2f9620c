import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import { type Expression, same } from '../../language/expression.ts';
import { valueFigures } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { isSingle, sameShape, writtenShape } from '../../ops/matrix.ts';
import { combine } from '../../symbolic/combine.ts';
import { batchSize, scaleOf, wordAt } from '../../symbolic/convention.ts';
import type { Link } from '../../symbolic/link.ts';
import { pickedByOneHot } from '../../symbolic/one-hot.ts';
import { ruleOf, shapesIn } from '../../symbolic/rule.ts';
import { sumOf } from '../../symbolic/simplify.ts';
import { readsOf } from '../lesson/lesson.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { counted, inChain, math, stated, statementOf, type Words } from '../lesson/words.ts';
import { factorsOf, reasonOf, ruleOver, spansNamed } from './chain-rule.ts';
import { nudgeProof } from './nudge-proof.ts';
import { shapedRule } from './shaped-rule.ts';

/** Everything that comes back to a question's node, as one rule in the reader's letters; null where the ways are too many. */
export const wholeRule = ({ lesson }: Words, { links }: Question): Expression | null =>
  links &&
  ruleOver(
    lesson,
    links,
    links.map((link) => ruleOf(lesson.worked, lesson.visible, link)),
  );

/** The sentence that a right answer about matrices gets: the rule, and the shape that it has. */
export function matrixConfirmation(words: Words, question: Question): string {
  const rule = wholeRule(words, question);
  const { worked } = words.lesson;
  const value = math(stated(question.asks, question.exact, words.digits));
  if (!rule || question.links?.length === 0) return `${value}.`;
  const because = upstreamNamed(words, question, reasonsAlong(words, question)[0] ?? '');
  const ways = new Set(question.links?.map((link) => link.to)).size;
  const many =
    ways > 1
      ? `${question.name} reaches ${worked.output} along ${counted(ways, 'path')}; add what comes back along each: `
      : '';
  return [
    `${many}${math(shapedRule(words, question, rule))}.`,
    because,
    straight(words, question, rule),
    meanSaid(words, question),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/**
 * In a batch asked the lecture's way, where the mean is: a derivative of the summed loss leaves it to its parameters, and a
 * parameter's derivative brings it in. Nothing where both are on the same scale.
 */
function meanSaid({ lesson: { worked } }: Words, question: Question): string {
  const examples = batchSize(worked);
  if (examples === null) return '';
  const { slot } = question;
  const readers = readersOf(question);
  const summed = readers.filter((each) => scaleOf(worked, each) !== 1);
  if (scaleOf(worked, slot) !== 1)
    return readers.includes(worked.graph.output)
      ? `This is ${examples} times ${math(`d${worked.output}/d${nameAt(worked, slot)}`)}: the ${math(`1/${examples}`)} of the mean comes in later.`
      : '';
  const [first] = summed;
  return first === undefined
    ? ''
    : `The ${math(`/ ${examples}`)} comes from the mean, and ${math(wordAt(worked, first))} does not contain it yet.`;
}

/** The same rule with the asked step after it left out, where that is shorter: dZ = A - Y, whatever dA is. */
function straight({ lesson, digits }: Words, { slot, asks, links }: Question, rule: Expression): string {
  const readers = new Set(links?.map((link) => link.to));
  const [reader = lesson.worked.graph.output] = readers;
  if (readers.size > 1 || reader === lesson.worked.graph.output) return '';
  const over = { ...lesson, order: lesson.order.filter((each) => each !== reader) };
  const short = wholeRule({ lesson: over, digits }, questionOf(over, slot));
  return short && print(short).length < print(rule).length
    ? `Written out, the factors of ${nameAt(lesson.worked, reader)} cancel: ${math(`${asks} = ${inChain(short)}`)}.`
    : '';
}

/** The whole reason: each way with its rule, the shapes that make it fit, the value, and a nudge of one entry as proof. */
export function matrixExplanation(words: Words, question: Question): readonly string[] {
  const factors = factorsOf(words, question);
  const { worked } = words.lesson;
  const rule = wholeRule(words, question);
  const lines = factors.map((factor) => {
    const share =
      factors.length > 1
        ? `${math(inChain(factor.rule))} comes back`
        : math(shapedRule(words, question, factor.rule));
    return `In ${math(statementOf(words, factor.reader))}: ${share}. ${reasonsAlong(words, question, factor.links).join(' ')}`;
  });
  const text = valueFigures(question.exact, words.digits);
  const total = text.startsWith('(')
    ? []
    : [`${math(`${question.asks} = ${factors.length > 1 && rule ? `${inChain(rule)} = ` : ''}${text}`)}.`];
  return [
    ...lines,
    ...[meanSaid(words, question)].filter((said) => said !== ''),
    ...(worked.graph.layout ? [shapesSaid(words, question)] : []),
    ...total,
    ...nudgeProof(words, question),
  ];
}

/** The reasons along links: where a rule is collapsed, what it comes from; what was spread and is summed; the ops' own. */
export function reasonsAlong(
  words: Words,
  question: Question,
  links: readonly Link[] = question.links ?? [],
): readonly string[] {
  const { lesson } = words;
  const { worked, visible } = lesson;
  const shapes = shapesIn(worked);
  const long = sumOf(
    links.map((link) => ruleOf(worked, visible, link)),
    shapes,
  );
  const short = ruleOver(
    lesson,
    links,
    links.map((link) => ruleOf(worked, visible, link)),
  );
  const steps = links
    .flatMap(({ path }) => path.slice(0, -1).map(({ step }) => step))
    .filter((step) => worked.own.has(step));
  const over = [...new Set(steps)].map((step) => nameAt(worked, step)).join(' and ');
  const origin =
    spansNamed(worked, links) && !same(long, short)
      ? [
          `Going through ${over} gives ${math(long)}, which simplifies to ${math(short)}.`,
          ...pickedByOneHot(worked, combine(long, shapes) ?? long).names.map(
            (name) => `Each column of ${name} adds up to 1.`,
          ),
        ]
      : [];
  return [...origin, ...causesOf(words, links)];
}

/** Why links bring back what they do, without the rule itself: what was spread and is summed, and the ops' own reasons. */
export function causesOf(words: Words, links: readonly Link[]): readonly string[] {
  const spread = spreadSaid(words, links);
  return spread.length > 0 ? spread : [reasonOf({ links })].filter((reason) => reason !== '');
}

/** A reason with the name of the upstream gradient that it speaks of, where one step alone reads what is asked. */
export function upstreamNamed({ lesson: { worked } }: Words, question: Question, reason: string): string {
  const [reader, ...others] = readersOf(question);
  if (reader === undefined || others.length > 0 || reader === worked.graph.output) return reason;
  return reason.replace('the upstream gradient', `the upstream gradient ${math(wordAt(worked, reader))}`);
}

/** What is said of operands that were spread on the way forward: what comes back to them is summed. */
export function spreadSaid({ lesson: { worked } }: Words, links: readonly Link[]): readonly string[] {
  const { graph } = worked;
  const said = links.flatMap(({ path }) =>
    path.flatMap(({ step, op, operand }) => {
      const from = operandsAt(graph, step)[operand] ?? -1;
      const [small, large] = [shapeAt(graph, from), shapeAt(graph, step)];
      if (differentiable(op).kind === 'structural' || sameShape(small, large)) return [];
      const name = worked.own.has(from) ? nameAt(worked, from) : 'One operand';
      const where = isSingle(small)
        ? 'every entry'
        : small.columns < large.columns
          ? 'every column'
          : 'every row';
      return [`${name} was copied into ${where}, so add what comes back from each.`];
    }),
  );
  return [...new Set(said)];
}

/** The shapes of what stands in a question: the node's own, its readers' and what they read. */
export function shapesSaid({ lesson: { worked, visible } }: Words, question: Question): string {
  const { slot } = question;
  const anchors = new Set([...visible].filter((each) => each !== slot));
  const near = readersOf(question).flatMap((reader) => [reader, ...readsOf(worked, anchors, reader)]);
  const shapes = [...new Set([slot, ...near])]
    .map((each) => {
      const shape = shapeAt(worked.graph, each);
      return isSingle(shape)
        ? `${nameAt(worked, each)} is a number`
        : `${nameAt(worked, each)} ${math(writtenShape(shape))}`;
    })
    .join(', ');
  return `Shapes: ${shapes}.`;
}

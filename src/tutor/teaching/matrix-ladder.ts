import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { differentiable } from '../../engine/kernels/rules.ts';
import { leaves } from '../../language/expression.ts';
import { isSingle, sameShape, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { localOf } from '../../symbolic/rule.ts';
import { hiddenSteps, type Question } from '../lesson/question.ts';
import { counted, inChain, math, plainEdge, sameShapeAs, statementOf, type Words } from '../lesson/words.ts';
import { type ChainFactor, factorsOf, reasonOf } from './chain-rule.ts';
import { reasonsAlong, spreadSaid, upstreamNamed, wholeRule } from './matrix-rules.ts';

/**
 * The rungs of a matrix question's ladder: where to look, and what shape to end with; the reason of the step; the slope of each
 * entry in letters; what was spread and is summed; the whole rule.
 */
export function matrixLadder(words: Words, question: Question): readonly string[] {
  const factors = factorsOf(words, question);
  const rule = wholeRule(words, question);
  const spread = spreadSaid(words, question.links ?? []).join(' ');
  const edges = (question.links ?? []).flatMap(({ path }) => path);
  // Where a sum lets everything through, that it was spread is all there is to say.
  const why =
    spread !== '' && edges.every(plainEdge)
      ? ''
      : spread === ''
        ? reasonsAlong(words, question).join(' ')
        : reasonOf({ links: question.links ?? [] });
  return [
    `${arrowsSaid(words, factors, question)}. ${lookAt(words, factors, question)}`,
    upstreamNamed(words, question, why),
    entrySlope(words, factors, question),
    spread,
    rule ? `${math(`${question.asks} = ${inChain(rule)}`)}. You can type that as your answer.` : '',
  ].filter((rung) => rung !== '');
}

/** Which steps read what is asked. */
function arrowsSaid(words: Words, factors: readonly ChainFactor[], question: Question): string {
  const statements = factors.map(({ reader }) => math(statementOf(words, reader)));
  const between = hiddenSteps(words.lesson, question)
    .filter((step) => words.lesson.worked.own.has(step))
    .reverse()
    .map((step) => math(statementOf(words, step)));
  return factors.length === 1
    ? `${question.name} feeds ${between.length === 0 ? 'one step: ' : ''}${[...between, ...statements].join(', then ')}`
    : `${question.name} feeds ${counted(factors.length, 'step')}: ${statements.join(' and ')}; add up what comes back from each`;
}

/** What the shapes tell; where they are all the same they tell nothing, and the question is how an entry moves. */
function lookAt(words: Words, factors: readonly ChainFactor[], question: Question): string {
  const { worked } = words.lesson;
  const own = shapeOf(question.exact);
  const [first] = factors;
  const entry = isSingle(own) ? question.name : `one entry of ${question.name}`;
  const moved = `If ${entry} goes up by a tiny ${math('ε')}`;
  if (factors.length === 1 && first?.reader === worked.graph.output)
    return `${moved}, how much does ${askedOutput(words, question)} change?`;
  const upstream = factors.filter(({ reader }) => reader !== worked.graph.output);
  if (
    first &&
    upstream.length === 1 &&
    factors.length === 1 &&
    sameShape(own, shapeAt(worked.graph, first.reader))
  ) {
    const reader = nameAt(worked, first.reader);
    return isEntrywise(words, first)
      ? `${moved}, how much does its entry of ${reader} change?`
      : `${moved}, which entries of ${reader} change, and how much?`;
  }
  const shapes = upstream.map(
    ({ reader }) => `${math(wordAt(worked, reader))} is ${shapeWord(words, reader)}`,
  );
  const mine = isSingle(own)
    ? `${question.name} is a single number`
    : `${question.name} is ${math(writtenShape(own))}`;
  return sameShapeAs([...shapes, mine].join(', '));
}

/** What the question is a derivative of: where it is asked several times as large, that is so many outputs. */
export function askedOutput({ lesson: { worked } }: Words, { slot }: Question): string {
  const times = worked.scales?.get(slot) ?? 1;
  return times === 1
    ? worked.output
    : `${math(`${times}*${worked.output}`)}, the loss summed over the examples,`;
}

/** Whether each entry of a step moves with its own entry of what is asked, and with no other. */
const isEntrywise = ({ lesson: { worked } }: Words, { links }: ChainFactor): boolean =>
  links.every(({ path }) =>
    path.every(({ step, op, operand }) => {
      const from = operandsAt(worked.graph, step)[operand] ?? -1;
      return (
        differentiable(op).kind === 'elementwise' &&
        sameShape(shapeAt(worked.graph, from), shapeAt(worked.graph, step))
      );
    }),
  );

/** The slope of the only step, entry by entry, where that has letters and is not the answer itself. */
function entrySlope(
  { lesson: { worked, visible } }: Words,
  [factor, ...others]: readonly ChainFactor[],
  question: Question,
): string {
  const [link, ...more] = factor?.links ?? [];
  const [edge, ...further] = link?.path ?? [];
  if (!factor || !edge || others.length + more.length + further.length > 0) return '';
  if (factor.reader === worked.graph.output || differentiable(edge.op).kind === 'structural') return '';
  const local = localOf(worked, visible, edge);
  return leaves(local).some(({ kind }) => kind === 'name')
    ? `Entry by entry, the slope of ${nameAt(worked, factor.reader)} with respect to ${question.name} is ${math(local)}. Multiply it by ${math(wordAt(worked, factor.reader))}.`
    : '';
}

function shapeWord({ lesson: { worked } }: Words, slot: number): string {
  const shape = shapeAt(worked.graph, slot);
  return isSingle(shape) ? 'a single number' : math(writtenShape(shape));
}

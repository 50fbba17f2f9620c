import { nameAt } from '../../engine/graph/names.ts';
import { evaluateAll } from '../../engine/graph/values.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { apply, derivative, type Expression } from '../../language/expression.ts';
import { timesSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import { isSingle, isZero, mapped, type Shape, shapeOf } from '../../ops/matrix.ts';
import { shareOf, wordAt } from '../../symbolic/convention.ts';
import { upstreamOf } from '../../symbolic/link.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { leafValue } from '../lesson/as-shown.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { inChain, math, quoted, statementOf, type Words } from '../lesson/words.ts';
import { counterfactualValue, hasNames } from '../mistakes/counterfactual.ts';
import { allEqual, sameValue } from '../mistakes/equality.ts';
import { candidatesOf } from '../mistakes/equivalence-classes.ts';
import { type ChainFactor, factorsOf, reasons } from '../teaching/chain-rule.ts';
import { causesOf, shapesSaid, wholeRule } from '../teaching/matrix-rules.ts';
import { statementsOf } from '../teaching/question-screen.ts';
import { slopesOf } from './entrywise.ts';
import { bringing, factorMissing, filledGap, type Gap, gapCode, gapIn, isUpstream } from './gap.ts';
import { type KindOfQuestion, type Take, unreadTake, wrongTake } from './kind.ts';
import { firstFactor } from './local.ts';
import { inSymbols, shapeWord, wrongRule } from './rule-answer.ts';

/** Whether several steps read a node, so that its line of code adds to what another line has found. */
const fansOut = (question: Question): boolean => readersOf(question).length > 1;

/** The line with its hole: among numbers the local derivative is missing, among matrices a factor or a sum. */
export function codeGapOf(words: Words, question: Question): Gap | null {
  const { worked } = words.lesson;
  const [reader] = readersOf(question);
  if (reader === undefined || reader === worked.graph.output) return null;
  if (question.plain)
    return factorMissing(
      derivative(worked.output, nameAt(worked, reader)),
      firstFactor(words, question).rule,
      '*',
    );
  const slopes = slopesOf(words.lesson, question);
  const [link] = slopes?.links ?? [];
  // A whole slope is missing, not one factor of it; a slope of 1 is nothing to write.
  if (slopes && link && slopes.rule.kind !== 'number' && shareOf(worked, link) === 1)
    return factorMissing(upstreamOf(worked, link), slopes.rule, '.*');
  const rule = wholeRule(words, question);
  return rule && gapIn(worked, rule);
}

/** The hole of a question that has one. */
function certainHole(words: Words, question: Question): Gap {
  const hole = codeGapOf(words, question);
  if (!hole) throw new Error(`no line of code is asked for d${question.name}`);
  return hole;
}

/** `db = dt1 * ?`, or `da ?= dt2 * ...` where a node is read more than once. */
function lineOf(words: Words, question: Question): string {
  if (fansOut(question)) return twoShares(words, question);
  const { worked } = words.lesson;
  if (question.plain)
    return `d${question.name} = d${nameAt(worked, firstFactor(words, question).reader)} * ?`;
  return `d${question.name} = ${print(gapCode(worked, certainHole(words, question).line))}`;
}

function twoShares(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const [first, second, ...more] = factorsOf(words, question);
  if (!first || !second) throw new Error('a node that fans out has several readers');
  const share = ({ reader, rule }: ChainFactor): string => {
    if (!question.plain) return print(gapCode(worked, rule));
    const upstream = derivative(worked.output, nameAt(worked, reader));
    return reader === worked.graph.output
      ? inChain(rule)
      : print(gapCode(worked, apply(timesSign, upstream, rule)));
  };
  const others = more.length > 0 ? '; and so on' : '';
  return `d${question.name} = ${share(first)}; d${question.name} ?= ${share(second)}${others}`;
}

/** A line of a backward pass with a hole in it. */
export const codeKind: KindOfQuestion = {
  applies(lesson, slot) {
    const question = questionOf(lesson, slot);
    if (question.links === null) return false;
    return fansOut(question) || codeGapOf({ lesson, digits: 0 }, question) !== null;
  },
  word: () => '?',
  prompt: (question) => (fansOut(question) ? 'which operator in place of ?= : ' : null),
  shows: (words, question) => [...statementsOf(words, question), lineOf(words, question)],
  take: (words, question, text, found) =>
    fansOut(question)
      ? operatorTaken(question, text.trim())
      : partTaken(words, question, text.replace(/^\s*\?\s*=(?!=)/u, ''), found),
  hints: (words, question) => (fansOut(question) ? [sharesHint(question)] : holeHints(words, question)),
  told(words, question) {
    if (fansOut(question))
      return `${math('+=')}: each path adds its contribution; a plain ${math('=')} would overwrite the one before.`;
    if (question.plain) {
      const factor = firstFactor(words, question);
      return `${math(lineOf(words, question).replace('?', asFactor(factor.rule)))}. ${reasons(factor).join(' ')}`;
    }
    const hole = certainHole(words, question);
    const whole = print(gapCode(words.lesson.worked, filledGap(hole, hole.missing)));
    return `${math(`d${question.name} = ${whole}`)}. ${reasonFor(words, question, hole)}`;
  },
  why: (words, question) => [
    codeKind.told(words, question),
    ...(words.lesson.worked.graph.layout ? [shapesSaid(words, question)] : []),
  ],
};

/** A rule as what an upstream gradient is multiplied by: a sum is held together. */
const asFactor = (rule: Expression): string =>
  rule.kind === 'apply' && rule.sign.binds < timesSign.binds ? `(${print(rule)})` : print(rule);

/** What is typed in place of the hole, judged by the line that it makes; who types the whole line is understood. */
function partTaken(words: Words, question: Question, text: string, found: KnownDerivatives): Take {
  const { lesson } = words;
  const reading = readAnswer(lesson.worked, question, text, inSymbols(lesson, found));
  if (reading.kind === 'unreadable') return unreadTake(quoted(reading.message), reading.from, reading.to);
  const hole = certainHole(words, question);
  const { expression } = reading;
  const value = reading.kind === 'read' ? reading.value : null;
  const whole = /^\s*[d∂][^=<>]*=(?!=)/u.test(text);
  const already = whole ? null : wholeTyped(words, question, hole, expression);
  if (already) return already;
  if (hasNames(hole.missing) && !hasNames(expression))
    return wrongTake('Code also runs with other values, so a number is not enough: write the names.', value);
  const line = whole ? expression : filledGap(hole, expression);
  if (isRight(words, question, hole, line)) return { kind: 'right', value };
  const taken = wrongRule(lesson, question, line, otherwise(words, question));
  // A number is no rule; of its sign alone something can be said.
  if (
    question.plain &&
    !hasNames(expression) &&
    taken.kind === 'wrong' &&
    !/sign/.test(taken.mistake?.id ?? '')
  )
    return wrongTake(otherwise(words, question), value);
  return taken.kind === 'wrong' ? { ...taken, value } : taken;
}

/** Said of somebody who types the whole derivative where a part of it is asked; null for all else. */
function wholeTyped(words: Words, question: Question, hole: Gap, expression: Expression): Take | null {
  if (isRight(words, question, hole, filledGap(hole, expression))) return null;
  const same = hasNames(expression)
    ? isRight(words, question, hole, expression)
    : question.plain && sameAs(words, question, expression);
  if (!same) return null;
  const [reader] = readersOf(question);
  const there =
    question.plain && reader !== undefined
      ? ` ${math(`d${nameAt(words.lesson.worked, reader)}`)} is in the line already.`
      : '';
  return unreadTake(
    `That is the whole ${math(`d${question.name}`)}.${there} Type only what belongs in place of the question mark.`,
  );
}

/** Whether numbers give the derivative here, one that says something: many a number is 0 or 1. */
function sameAs({ lesson }: Words, { exact }: Question, expression: Expression): boolean {
  const value = counterfactualValue(lesson.worked, expression);
  return (
    typeof value === 'number' && typeof exact === 'number' && Math.abs(exact) > 1 && sameValue(value, exact)
  );
}

/** Whether a line gives the derivative, at the values here and at others. */
function isRight({ lesson }: Words, question: Question, hole: Gap, line: Expression): boolean {
  const { worlds } = candidatesOf(lesson, question);
  const right = worlds.map((world) => gradientAt(world, question.slot));
  if (!right.every(isZero))
    return allEqual(
      worlds.map((world) => counterfactualValue(world, line)),
      right,
    );
  // Where 0 comes back whatever is written, the line is run with another upstream gradient.
  const run = (rule: Expression) =>
    worlds.map((world) => {
      const found = evaluateAll(rule, (leaf) =>
        isUpstream(world, leaf)
          ? mapped(leafValue(world, leaf) ?? Number.NaN, (_, at) => at + 1)
          : leafValue(world, leaf),
      );
      return found.ok ? found.value : null;
    });
  return allEqual(run(line), run(filledGap(hole, hole.missing)));
}

function otherwise({ lesson: { worked } }: Words, question: Question): string {
  if (!question.plain) return `Not yet: with this, the line does not give ${math(`d${question.name}`)}.`;
  const reader = nameAt(worked, readersOf(question)[0] ?? worked.graph.output);
  return `Not yet. What belongs there is ${math(`d${reader}/d${question.name}`)}, the slope of ${reader} with respect to ${question.name}.`;
}

const sharesHint = ({ name }: Question): string =>
  `Two lines of code each add a contribution to ${math(`d${name}`)}. What happens to the first one when the second line runs?`;

function holeHints(words: Words, question: Question): readonly string[] {
  const { worked } = words.lesson;
  const [reader = worked.graph.output] = readersOf(question);
  const statement = math(statementOf(words, reader));
  if (question.plain)
    return [
      `The upstream gradient is there; the local derivative of ${statement} is missing.`,
      reasons(firstFactor(words, question)).join(' '),
    ];
  const upstream = `${math(wordAt(worked, reader))} is ${shapeWord(shapeOf(gradientAt(worked, reader)))}`;
  const asked = `${math(question.asks)} is ${shapeWord(shapeOf(question.exact))}, as ${question.name} is`;
  const hole = certainHole(words, question);
  const part = counterfactualValue(worked, hole.missing);
  return [
    `${upstream}, ${asked}. What does the rule for ${statement} do with the upstream gradient?`,
    reasonFor(words, question, hole),
    ...(part === null ? [] : [`The missing part ${sized(shapeOf(part))}.`]),
  ];
}

/** Why a hole is filled with what belongs there. */
const reasonFor = (words: Words, { links }: Question, hole: Gap): string =>
  causesOf(words, bringing(words.lesson, links ?? [], hole)).join(' ');

const sized = (shape: Shape): string => (isSingle(shape) ? 'is ' : 'has the shape ') + shapeWord(shape);

function operatorTaken(question: Question, body: string): Take {
  if (body === '+=' || body === '+') return { kind: 'right', value: null };
  if (/^[-*/]?=?$/.test(body))
    return wrongTake(
      `With ${math(body)} the line would not add its contribution to the one before. What should happen to contributions that come back to ${question.name} along different paths?`,
    );
  return unreadTake('Type an operator: what belongs in place of `?=`, as in `=` or `*=`?');
}

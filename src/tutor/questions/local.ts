import { nameAt } from '../../engine/graph/names.ts';
import type { Expression } from '../../language/expression.ts';
import { formatNumber, halfUnit } from '../../language/number-format.ts';
import { judge, judgedDigits } from '../answers/judge.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import { readAnswer } from '../answers/read-answer.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question, questionOf, readersOf } from '../lesson/question.ts';
import { inChain, math, quoted, statementOf, type Words, withNumbers } from '../lesson/words.ts';
import { counterfactualValue, hasNames } from '../mistakes/counterfactual.ts';
import { sameAnswer } from '../mistakes/equality.ts';
import { type Candidates, candidatesOf, mistakeClasses } from '../mistakes/equivalence-classes.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import type { ScalarMalrule } from '../mistakes/scalar-malrules.ts';
import { type ChainFactor, factorsOf, reasons } from '../teaching/chain-rule.ts';
import { slopesOf } from './entrywise.ts';
import { type KindOfQuestion, notSingle, notThatSlope, type Take, unreadTake, wrongTake } from './kind.ts';
import { suspectedSlopes, tooFar } from './rule-answer.ts';
import { slopesTaken, slopesTold } from './slopes.ts';

/** The factor that a question about a local derivative means: the step nearest to the output that reads the node. */
export function firstFactor(words: Words, question: Question): ChainFactor {
  const [first] = factorsOf(words, question);
  if (!first) throw new Error(`${question.name} is read by no step`);
  return first;
}

/**
 * Whether a step that is not the output reads a node so that it has a slope: single numbers alone stand between, or each
 * entry of a matrix moves one entry of another.
 */
function hasLocal(lesson: Lesson, slot: number): boolean {
  const question = questionOf(lesson, slot);
  const [reader] = readersOf(question);
  if (reader === undefined || reader === lesson.worked.graph.output) return false;
  return question.plain || slopesOf(lesson, question) !== null;
}

/** What stands behind a derivative that is meant entry by entry. */
const byEntry = ', entry by entry';

const wordOf = (words: Words, question: Question): string =>
  `d${nameAt(words.lesson.worked, firstFactor(words, question).reader)}/d${question.name}`;

/** The slope of one step by itself: `dt1/db`, without what comes after it; of matrices, entry by entry. */
export const localKind: KindOfQuestion = {
  applies: hasLocal,
  unasked(lesson, slot) {
    const question = questionOf(lesson, slot);
    const [reader = lesson.worked.graph.output] = readersOf(question);
    const mixed = !question.plain && question.links !== null && reader !== lesson.worked.graph.output;
    return mixed && slopesOf(lesson, question) === null
      ? 'where entries are mixed, summed or copied, no entry has a single entry that belongs to it'
      : null;
  },
  word: (words, question) => wordOf(words, question) + (question.plain ? '' : byEntry),
  shows(words, question) {
    const { reader, links } = firstFactor(words, question);
    if (question.plain) return [statementOf(words, reader)];
    const { worked } = words.lesson;
    const steps = links
      .flatMap(({ path }) => path.map(({ step }) => step))
      .filter((step) => worked.own.has(step));
    return [
      ...[...new Set(steps)].map((step) => statementOf(words, step)),
      `the slope of each entry of ${nameAt(worked, reader)} with respect to the same entry of ${question.name}`,
    ];
  },
  take(words, question, text, found) {
    const word = wordOf(words, question);
    const other = wholeNamed(question, text);
    if (other !== null)
      return unreadTake(
        other === question.asks
          ? `This question asks ${math(word)}, not ${math(other)}.`
          : `This question asks ${math(word)}; ${math(other)} is ${math(question.asks)}.`,
      );
    const body = withoutLeft(text, word);
    if (!question.plain) return slopesTaken(words, question, body, found);
    const reading = readAnswer(words.lesson.worked, question, body, found);
    if (reading.kind !== 'read') return unreadTake(quoted(reading.message), reading.from, reading.to);
    if (typeof reading.value !== 'number') return notSingle(reading.value);
    const { value } = reading;
    const exact = firstFactor(words, question).value;
    const near = Math.max(halfUnit(exact, judgedDigits), 0.01 * Math.abs(exact));
    const band = { low: exact - near, high: exact + near, rounded: true };
    if (judge(value, { exact, magnitude: Math.abs(exact), band, digits: judgedDigits }) !== 'wrong')
      return { kind: 'right', value };
    return mistaken(words, question, value, reading.expression, found);
  },
  hints(words, question) {
    const factor = firstFactor(words, question);
    const reader = nameAt(words.lesson.worked, factor.reader);
    const moves = question.plain
      ? `how much does ${reader} change when ${question.name} changes a little, whatever comes after?`
      : `how much does an entry of ${reader} change when the same entry of ${question.name} changes a little, whatever comes after? Each entry has a slope of its own.`;
    return [
      `Only the step ${math(statementOf(words, factor.reader))} matters here: ${moves}`,
      reasons(factor).join(' '),
    ];
  },
  told(words, question) {
    const factor = firstFactor(words, question);
    if (!question.plain) return slopesTold(words, question, wordOf(words, question));
    const parts = [
      wordOf(words, question),
      inChain(factor.rule),
      inChain(withNumbers(words, factor.rule)),
      formatNumber(factor.value, words.digits),
    ];
    return `${math(parts.filter((part, i) => part !== parts[i - 1]).join(' = '))}. ${reasons(factor).join(' ')}`;
  },
  why(words, question) {
    const told = localKind.told(words, question);
    if (question.plain) return [told];
    const reader = nameAt(words.lesson.worked, firstFactor(words, question).reader);
    return [
      told,
      `Each entry of ${question.name} moves only the same entry of ${reader}, so there are as many slopes as entries.`,
    ];
  },
};

/** A line without `dt1/db =` in front. */
function withoutLeft(text: string, word: string): string {
  const [left = '', right, ...more] = text.split('=');
  return right !== undefined && more.length === 0 && left.replaceAll('∂', 'd').trim() === word ? right : text;
}

/** The left side of a line that names the whole derivative, `du = 1`, where a local one is asked; null for any other line. */
function wholeNamed({ name, asks }: Question, text: string): string | null {
  const [, left = ''] = /^\s*([d∂][^=<>\s]*)\s*=(?!=)/u.exec(text) ?? [];
  const plain = left.replaceAll('∂', 'd');
  return plain === `d${name}` || plain === asks ? plain : null;
}

/** What somebody with a rule takes the local derivative for, in one of the worlds. */
const localOf = ({ views }: Candidates, rule: ScalarMalrule, at: number): number => {
  const view = views[at];
  return view ? rule.local(view) : Number.NaN;
};

/** A wrong local derivative: the mistake that alone has it in mind, or the whole derivative taken for it. */
function mistaken(
  words: Words,
  question: Question,
  value: number,
  expression: Expression,
  found: KnownDerivatives,
): Take {
  const { lesson } = words;
  const { worked } = lesson;
  const reader = nameAt(worked, firstFactor(words, question).reader);
  const sights = candidatesOf(lesson, question);
  // What is made of names is a rule, and gives at other values what its rule gives there.
  const worlds = hasNames(expression) ? sights.worlds : sights.worlds.slice(0, 1);
  const given = worlds.map((world) =>
    world === worked ? value : Number(counterfactualValue(world, expression)),
  );
  const is = (rule: (at: number) => number): boolean =>
    given.every((number, at) => sameAnswer(number, rule(at), worlds.length === 1));
  if (sameAnswer(value, exactNumber(question)) && is((at) => sights.views[at]?.right ?? Number.NaN))
    return wrongTake(tooFar(lesson, question, reader, found), value);
  const meant = mistakeClasses(sights).filter(({ rule, locals }) =>
    worlds.length === 1
      ? rule.op !== null && locals.some((each) => sameAnswer(value, each, true))
      : rule.op !== null && is((at) => localOf(sights, rule, at)),
  );
  const [only] = meant;
  const several = suspectedSlopes(
    lesson,
    wordOf(words, question),
    value,
    meant.map(({ rule }) => rule.id),
  );
  if (several) return several;
  if (!only || meant.length > 1) return wrongTake(notThatSlope(reader, question.name), value);
  const mistake = mistakeAt(lesson, question, only.rule);
  return wrongTake(mistake.message, value, mistake);
}

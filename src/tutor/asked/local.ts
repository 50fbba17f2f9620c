import { nameAt } from '../../engine/named.ts';
import type { Expression } from '../../language/expression.ts';
import { figures, halfUnit } from '../../language/figures.ts';
import { readAnswer } from '../answer.ts';
import { hasNames } from '../consider.ts';
import { type Factor, factorsOf, reasons } from '../factor.ts';
import { judge, judgedDigits } from '../judge.ts';
import type { Lesson } from '../lesson.ts';
import { mistakeClasses, type Sights, sameAnswer, sightsOf } from '../mistake/diagnose.ts';
import { valueInWorld } from '../mistake/matrix.ts';
import { mistakeAt } from '../mistake/scene.ts';
import type { WrongRule } from '../mistake/wrong.ts';
import { exactNumber, type Question, questionOf, readersOf } from '../question.ts';
import { inChain, math, quoted, statementOf, type Words, withNumbers } from '../words.ts';
import { type Asking, type Take, unread, wrong } from './asking.ts';

/** The factor that a question about a local derivative means: the step nearest to the output that reads the node. */
export function firstFactor(words: Words, question: Question): Factor {
  const [first] = factorsOf(words, question);
  if (!first) throw new Error(`${question.name} is read by no step`);
  return first;
}

/** Whether single numbers alone stand between a node and a step that reads it and is not the output. */
export function hasLocal(lesson: Lesson, slot: number): boolean {
  const question = questionOf(lesson, slot);
  const [reader] = readersOf(question);
  return question.plain && reader !== undefined && reader !== lesson.worked.graph.output;
}

const wordOf = (words: Words, question: Question): string =>
  `d${nameAt(words.lesson.worked, firstFactor(words, question).reader)}/d${question.name}`;

/** The slope of one step by itself: `dt1/db`, without what comes after it. */
export const local: Asking = {
  applies: hasLocal,
  word: wordOf,
  shows: (words, question) => [statementOf(words, firstFactor(words, question).reader)],
  take(words, question, text, found) {
    const body = withoutLeft(text, wordOf(words, question));
    const reading = readAnswer(words.lesson.worked, question, body, found);
    if (reading.kind !== 'read') return unread(quoted(reading.message), reading.from, reading.to);
    if (typeof reading.value !== 'number') return wrong('A single number is asked here.', reading.value);
    const { value } = reading;
    const exact = firstFactor(words, question).value;
    const near = Math.max(halfUnit(exact, judgedDigits), 0.01 * Math.abs(exact));
    const band = { low: exact - near, high: exact + near, rounded: true };
    if (judge(value, { exact, magnitude: Math.abs(exact), band, digits: judgedDigits }) !== 'wrong')
      return { kind: 'right', value };
    return mistaken(words, question, value, reading.expression);
  },
  hints(words, question) {
    const factor = firstFactor(words, question);
    const reader = nameAt(words.lesson.worked, factor.reader);
    return [
      `Only the step ${math(statementOf(words, factor.reader))} counts here: how far does ${reader} move when ${question.name} moves a little, whatever comes after?`,
      reasons(factor).join(' '),
    ];
  },
  told(words, question) {
    const factor = firstFactor(words, question);
    const parts = [
      wordOf(words, question),
      inChain(factor.rule),
      inChain(withNumbers(words, factor.rule)),
      figures(factor.value, words.digits),
    ];
    return `${math(parts.filter((part, i) => part !== parts[i - 1]).join(' = '))}. ${reasons(factor).join(' ')}`;
  },
};

/** A line without `dt1/db =` in front. */
function withoutLeft(text: string, word: string): string {
  const [left = '', right, ...more] = text.split('=');
  return right !== undefined && more.length === 0 && left.replaceAll('∂', 'd').trim() === word ? right : text;
}

/** What somebody with a rule takes the local derivative for, in one of the worlds. */
const localOf = ({ views }: Sights, rule: WrongRule, at: number): number => {
  const view = views[at];
  return view ? rule.local(view) : Number.NaN;
};

/** A wrong local derivative: the mistake that alone has it in mind, or the whole derivative taken for it. */
function mistaken(words: Words, question: Question, value: number, expression: Expression): Take {
  const { lesson } = words;
  const { worked } = lesson;
  const reader = nameAt(worked, firstFactor(words, question).reader);
  const sights = sightsOf(lesson, question);
  // What is made of names is a rule, and gives at other values what its rule gives there.
  const worlds = hasNames(expression) ? sights.worlds : sights.worlds.slice(0, 1);
  const given = worlds.map((world) => (world === worked ? value : Number(valueInWorld(world, expression))));
  const is = (rule: (at: number) => number): boolean =>
    given.every((number, at) => sameAnswer(number, rule(at), worlds.length === 1));
  if (sameAnswer(value, exactNumber(question)) && is((at) => sights.views[at]?.right ?? Number.NaN))
    return wrong(
      `That is ${math(question.asks)}, all the way to ${worked.output}. Asked is the one step into ${reader}.`,
      value,
    );
  const meant = mistakeClasses(sights).filter(({ rule, locals }) =>
    worlds.length === 1
      ? rule.op !== null && locals.some((each) => sameAnswer(value, each, true))
      : rule.op !== null && is((at) => localOf(sights, rule, at)),
  );
  const [only] = meant;
  if (!only || meant.length > 1)
    return wrong(`Not yet: how far does ${reader} move when ${question.name} moves a little?`, value);
  const mistake = mistakeAt(lesson, question, only.rule.id, only.rule.op);
  return wrong(mistake.message, value, mistake);
}

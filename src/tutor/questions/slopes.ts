import { shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { halfUnit } from '../../language/number-format.ts';
import { entriesOf, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { shapesIn } from '../../symbolic/rule.ts';
import { spread } from '../../symbolic/simplify.ts';
import { judgeAll, judgedDigits, type Measure } from '../answers/judge.ts';
import type { KnownDerivatives } from '../answers/known-derivatives.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { offAt } from '../answers/shape-words.ts';
import type { Question } from '../lesson/question.ts';
import {
  capital,
  counting,
  inChain,
  isComparison,
  math,
  quoted,
  stated,
  type Words,
} from '../lesson/words.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { sameValue } from '../mistakes/equality.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { reasons } from '../teaching/chain-rule.ts';
import { type Slopes, slopesOf, spreadOver, wrongSlopesLike } from './entrywise.ts';
import { type Take, unreadTake, wrongTake } from './kind.ts';
import { shapeWord, suspectedSlopes, tooFar } from './rule-answer.ts';

/** The slopes of a question that asks for them. */
function certainSlopes({ lesson }: Words, question: Question): Slopes {
  const slopes = slopesOf(lesson, question);
  if (!slopes) throw new Error(`${question.name} has no slopes entry by entry`);
  return slopes;
}

/** Takes the slopes of one step entry by entry; a single number stands for all of them. */
export function slopesTaken(words: Words, question: Question, text: string, found: KnownDerivatives): Take {
  const { lesson } = words;
  const reading = readAnswer(lesson.worked, question, text, found);
  if (reading.kind !== 'read') return unreadTake(quoted(reading.message), reading.from, reading.to);
  const slopes = certainSlopes(words, question);
  const { value: exact, reader } = slopes;
  const value = spreadOver(reading.value, exact);
  if (!sameShape(shapeOf(value), shapeOf(exact))) return wrongTake(shapesSaid(question, value, exact), value);
  const { verdict, off } = judgeAll(value, measuresOf(exact));
  if (verdict !== 'wrong') return { kind: 'right', value };
  const name = nameAt(lesson.worked, reader);
  if (sameValue(value, question.exact)) return wrongTake(tooFar(lesson, question, name, found), value);
  const rule = hasNames(reading.expression) ? reading.expression : null;
  const meant = wrongSlopesLike(lesson, question, slopes, { value, rule });
  const [only, another] = meant;
  const word = `d${name}/d${question.name}`;
  const entries = offAt(off, shapeOf(exact));
  const several = suspectedSlopes(
    lesson,
    word,
    value,
    meant.map(({ id }) => id),
    entries,
  );
  if (several) return several;
  const mistake = only && !another ? mistakeAt(lesson, question, only) : null;
  const says =
    mistake?.message ??
    `How much does an entry of ${name} change when the same entry of ${question.name} changes a little?`;
  return wrongTake([entries, says].filter((part) => part !== null).join(' '), value, mistake);
}

/** Each entry is judged as a slope among single numbers is. */
function measuresOf(exact: Value): readonly Measure[] {
  return Array.from(entriesOf(exact), (entry): Measure => {
    const near = Math.max(halfUnit(entry, judgedDigits), 0.01 * Math.abs(entry));
    const band = { low: entry - near, high: entry + near, rounded: true };
    return { exact: entry, magnitude: Math.abs(entry), band, digits: judgedDigits };
  });
}

function shapesSaid({ name }: Question, value: Value, exact: Value): string {
  return `Each entry of ${name} has a slope of its own, so the answer has the shape of ${name}: ${shapeWord(shapeOf(exact))}. This answer is ${shapeWord(shapeOf(value))}.`;
}

/** The slopes in letters and in numbers, with the reason. */
export function slopesTold(words: Words, question: Question, word: string): string {
  const { rule, value, links } = certainSlopes(words, question);
  const { worked } = words.lesson;
  const full =
    rule.kind === 'number' ? rule : spread(rule, shapeAt(worked.graph, question.slot), shapesIn(worked));
  const letters = `${word} = ${inChain(full)}`;
  // One number for all entries needs no matrix.
  const shown = rule.kind === 'number' ? letters : stated(letters, value, words.digits);
  const counts = isComparison(rule) ? ` ${capital(counting)}.` : '';
  return `Entry by entry, ${math(shown)}. ${reasons({ links }).join(' ')}${counts}`;
}

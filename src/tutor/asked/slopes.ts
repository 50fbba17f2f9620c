import { shapeAt } from '../../engine/graph.ts';
import { nameAt } from '../../engine/named.ts';
import { halfUnit } from '../../language/figures.ts';
import { entriesOf, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { readAnswer } from '../answer.ts';
import { hasNames, offAt } from '../consider.ts';
import { reasons } from '../factor.ts';
import type { Found } from '../found.ts';
import { judgeAll, judgedDigits, type Measure } from '../judge.ts';
import { sameValue } from '../mistake/match.ts';
import { mistakeAt } from '../mistake/scene.ts';
import type { Question } from '../question.ts';
import { shapesIn, spread } from '../rule.ts';
import { capital, compared, counting, inChain, math, quoted, stated, type Words } from '../words.ts';
import { type Take, unread, wrong } from './asking.ts';
import { type Slopes, slopesOf, spreadOver, wrongSlope } from './entrywise.ts';
import { shapeWord, tooFar } from './named.ts';

/** The slopes of a question that asks for them. */
function certainSlopes({ lesson }: Words, question: Question): Slopes {
  const slopes = slopesOf(lesson, question);
  if (!slopes) throw new Error(`${question.name} has no slopes entry by entry`);
  return slopes;
}

/** Takes the slopes of one step entry by entry; a single number stands for all of them. */
export function slopesTaken(words: Words, question: Question, text: string, found: Found): Take {
  const { lesson } = words;
  const reading = readAnswer(lesson.worked, question, text, found);
  if (reading.kind !== 'read') return unread(quoted(reading.message), reading.from, reading.to);
  const slopes = certainSlopes(words, question);
  const { value: exact, reader } = slopes;
  const value = spreadOver(reading.value, exact);
  if (!sameShape(shapeOf(value), shapeOf(exact))) return wrong(shapesSaid(question, value, exact), value);
  const { verdict, off } = judgeAll(value, measuresOf(exact));
  if (verdict !== 'wrong') return { kind: 'right', value };
  const name = nameAt(lesson.worked, reader);
  if (sameValue(value, question.exact)) return wrong(tooFar(lesson, question, name, found), value);
  const rule = hasNames(reading.expression) ? reading.expression : null;
  const meant = wrongSlope(lesson, question, slopes, { value, rule });
  const mistake = meant && mistakeAt(lesson, question, meant);
  const says =
    mistake?.message ??
    `How far does an entry of ${name} move when its own entry of ${question.name} moves a little?`;
  return wrong([offAt(off, shapeOf(exact)), says].filter((part) => part !== null).join(' '), value, mistake);
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
  return `Each entry of ${name} has a slope of its own, so there are as many as in ${name}: ${shapeWord(shapeOf(exact))}. This answer is ${shapeWord(shapeOf(value))}.`;
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
  const counts = compared(rule) ? ` ${capital(counting)}.` : '';
  return `Entry by entry, ${math(shown)}. ${reasons({ links }).join(' ')}${counts}`;
}

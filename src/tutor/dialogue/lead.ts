import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { formatNumber, valueFigures } from '../../language/number-format.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { namesIn } from '../../symbolic/link.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { derivativeText, math, statementOf, valueText } from '../lesson/words.ts';
import { sameValue } from '../mistakes/equality.ts';
import { type ChainFactor, factorsOf } from '../teaching/chain-rule.ts';
import { timesEpsilon } from '../teaching/confirmation.ts';
import { ladder, numbersIn } from '../teaching/hint.ts';
import { contrastOfMean, contrastOfShapes, smallerOfMatrices, whereOfMean } from './lead-of-matrices.ts';
import { kept, type Lead, leadSaying, type Missed } from './parts.ts';
import type { Piece } from './pieces.ts';

/** A miss at a question of single numbers, with the parts of which its sentences are made. */
interface Place extends Missed {
  readonly asked: string;
  readonly output: string;
  readonly factors: readonly ChainFactor[];
  /** The only step that reads what is asked; null where there are several, or where that is the output itself. */
  readonly reader: number | null;
}

/**
 * What leads from a miss to the rule, from the least help on: where to look, a smaller question, and what would be true if
 * the answer were right. They hang on the mistake; where none is known, on the question alone. None holds a number that
 * is neither on the screen nor typed.
 */
export function leadsFrom(missed: Missed): readonly Lead[] {
  const { words, question } = missed;
  const [pointing = ''] = ladder(words, question, missed.onScreen, missed.known);
  if (!question.plain)
    return [
      leadSaying('where', whereOfMean(missed) ?? pointing),
      smallerOfMatrices(missed),
      leadSaying('contrast', contrastOfMean(missed) ?? contrastOfShapes(missed)),
    ].flatMap(kept);
  const factors = factorsOf(words, question);
  const readers = readersOf(question);
  const { output } = words.lesson.worked.graph;
  const [only] = readers;
  const reader = readers.length === 1 && only !== undefined && only !== output ? only : null;
  const place = { ...missed, asked: question.name, output: words.lesson.worked.output, factors, reader };
  return [
    leadSaying('where', whereOf(place) ?? pointing),
    smallerOf(place),
    leadSaying('contrast', contrastOf(place)),
  ].flatMap(kept);
}

/** Where to look, by the mistake; null where the question says it as well. */
function whereOf(place: Place): string | null {
  const { words, question, mistake, asked, output, reader, known } = place;
  const { worked } = words.lesson;
  const id = mistake?.id;
  if (id === 'arithmetic-slip')
    return 'If your rule is the right one, only the arithmetic went wrong: work it out in smaller parts, or in another order.';
  const alone = isAlone(place);
  if (id === 'first-path-only' || id === 'last-path-only') return alone ? missingPath(place) : null;
  if (id === 'paths-multiplied' || id === 'paths-averaged')
    return `${alone ? 'What comes back along each path is right. But a' : 'A'} tiny step in ${asked} goes along all of them at the same time.`;
  if (reader === null) return null;
  const name = nameAt(worked, reader);
  const statement = math(statementOf(words, reader));
  const row = `${asked} moves ${name} (${statement}), and ${name} moves ${output}`;
  const has = (which: 'first' | 'second'): string =>
    alone || mistake?.also === 'opposite-sign'
      ? ` Your answer has only the ${which} of them${alone ? '' : ', with the wrong sign'}.`
      : '';
  switch (id) {
    case 'local-only':
      return `Two slopes lie between ${asked} and ${output}: ${row}.${has('first')}`;
    case 'upstream-only':
      return `Two slopes lie between ${asked} and ${output}: ${row}.${question.links?.length === 1 ? has('second') : ''}`;
    case 'added-instead-of-multiplied':
      return `${alone && question.links?.length === 1 ? 'Both slopes are right. ' : ''}One follows the other: ${asked} moves ${name}, and ${name} moves ${output}.`;
    case 'link-skipped': {
      const upstream = known(reader) ? derivativeText(words, reader) : wordAt(worked, reader);
      return `The next step after ${asked} is ${statement}. Start from its derivative, ${math(upstream)}.`;
    }
    case 'own-value':
      if (place.value === null || !sameValue(place.value, valueOfSlot(worked, question.slot), true))
        return null;
      return `${math(valueText(words, question.slot))} says where ${asked} is, not what happens when it moves. Look at ${statement}: what does ${name} do when ${asked} moves?`;
    case 'opposite-sign':
      return `Look only at the sign: does ${name} go up or down when ${asked} goes up? And what does ${output} do when ${name} goes up?`;
    default:
      return id !== undefined && alone && ofOneStep(question, id)
        ? `The rest of your answer is right. Only the slope from ${asked} to ${name} is wrong: look at ${statement} by itself.`
        : null;
  }
}

/** Whether a mistake is the only one in the answer: then what is said of the rest of it holds. */
const isAlone = ({ mistake }: Missed): boolean => mistake?.also === undefined;

/** Mistakes that leave everything right but the slope of one step. */
const slopeMistakes: ReadonlySet<string> = new Set([
  'operands-swapped',
  'rule-sign-flipped',
  'inner-sign-flipped',
  'part-dropped',
  'applied-twice',
  'input-for-output',
  'output-for-input',
  'neighbours-rule',
  'output-for-slope',
  'slope-forgotten',
  'other-operands-rule',
]);

const ofOneStep = ({ links }: Question, id: string): boolean => links?.length === 1 && slopeMistakes.has(id);

/** Which of two paths an answer has, and which it lacks. */
function missingPath({ words, question, mistake, asked, factors }: Place): string | null {
  const [first, second] = factors;
  if (!first || !second || question.links?.length !== 2) return null;
  // Links stand in computing order, and readers the nearest to the output first.
  const [has, lacks] = mistake?.id === 'first-path-only' ? [second, first] : [first, second];
  return `Your answer has what comes back through ${math(statementOf(words, has.reader))}. ${asked} also stands in ${math(statementOf(words, lacks.reader))}.`;
}

/** A smaller question on the way: the two slopes put side by side, or the one that is missing. */
function smallerOf(place: Place): Lead | null {
  const { mistake } = place;
  const id = mistake?.id;
  if (id === 'paths-multiplied' || id === 'paths-averaged')
    return leadSaying(
      'smaller',
      `If a tiny step in ${place.asked} makes ${place.output} move a little along one path, and a little more along ${otherPaths(place)}, how far does it move in all?`,
    );
  if (id === 'local-only' || id === 'added-instead-of-multiplied' || id === 'link-skipped') {
    const whole = inARow(place);
    if (whole) return leadSaying('smaller', whole);
  }
  return localAsked(place);
}

/** The paths beside one, in a sentence. */
const otherPaths = ({ question }: Place): string =>
  (question.links?.length ?? 0) > 2 ? 'the others' : 'the other';

/** A smaller question about the piece that somebody lacks, before anything was answered. */
export function smallerAbout(place: Place, piece: Piece): Lead | null {
  switch (piece) {
    case 'upstream':
    case 'in a row':
    case 'reader':
      return leadSaying('smaller', inARow(place)) ?? localAsked(place);
    case 'local':
    case 'slope':
    case 'question':
      return localAsked(place);
    case 'paths':
    case 'sign':
    case 'which transpose':
    case 'copies':
    case 'mean over examples':
    case 'kind of product':
      return null;
  }
}

/** `If u moves 2ε for a tiny step ε in b, and J moves 7 times as far as u, how far does J move?` */
function inARow({ words, asked, output, factors, reader, value, known, onScreen }: Place): string | null {
  const [factor] = factors;
  if (!factor || reader === null || !known(reader)) return null;
  const local = formatNumber(factor.value, words.digits);
  const typed = value === null ? '' : valueFigures(value, words.digits);
  const seen = new Set([...`${onScreen} ${typed}`.matchAll(numbersIn)].map(([number]) => number));
  if (!seen.has(local.replace('-', '')) && local !== '1' && local !== '-1') return null;
  const name = nameAt(words.lesson.worked, reader);
  const upstream = derivativeText(words, reader).replace(/^.* = /, '');
  return `If ${name} moves ${math(timesEpsilon(local))} for a tiny step ${math('ε')} in ${asked}, and ${output} moves ${math(upstream)} times as far as ${name}, how far does ${output} move?`;
}

/** Asks for one local derivative by itself: that of the only step, or of the path that is missing. */
function localAsked(place: Place): Lead | null {
  if (place.mistake?.id === 'arithmetic-slip') return null;
  const { words, question, mistake, asked, factors } = place;
  const { worked } = words.lesson;
  const missing =
    mistake?.id === 'first-path-only'
      ? factors.at(0)
      : mistake?.id === 'last-path-only'
        ? factors.at(-1)
        : factors.at(0);
  if (!missing || missing.reader === worked.graph.output || question.links === null) return null;
  const name = nameAt(worked, missing.reader);
  const asks = `d${name}/d${question.name}`;
  const says = `Take ${math(statementOf(words, missing.reader))} by itself: when ${asked} moves by a tiny ${math('ε')}, by how many ${math('ε')} does ${name} move? Type ${math(asks)}, or the answer itself.`;
  return { kind: 'smaller', says, asks };
}

/** What would be true if the answer were right, and is not. */
function contrastOf(place: Place): string | null {
  const { words, question, mistake, value, asked, output, factors, reader, known } = place;
  const { worked } = words.lesson;
  // A second mistake in the answer makes each of these untrue.
  if (value === null || !isAlone(place)) return null;
  const single = question.links?.length === 1;
  const mine = math(valueFigures(value, words.digits));
  const name = reader === null ? '' : nameAt(worked, reader);
  switch (mistake?.id) {
    case 'local-only':
      if (reader === null) return null;
      return `With ${mine}, ${output} would move exactly as far as ${name} does. But ${math(known(reader) ? derivativeText(words, reader) : wordAt(worked, reader))}${known(reader) ? '' : ' is not 1'}.`;
    case 'upstream-only':
      return reader === null || !single
        ? null
        : `${mine} would be right if ${name} moved just as far as ${asked}. Does it, in ${math(statementOf(words, reader))}?`;
    case 'added-instead-of-multiplied':
      return reader === null || !single
        ? null
        : `If ${name} did not move with ${asked} at all, ${output} would not move either. Adding would still give ${math(wordAt(worked, reader))}.`;
    case 'first-path-only':
    case 'last-path-only':
      return factors.length < 2
        ? null
        : `${mine} would be right if ${asked} had only that one path. But it has another one: does ${output} move as far as before?`;
    case 'paths-multiplied':
      return `If nothing came back along one path, multiplying would give nothing at all. But ${output} would still move along ${otherPaths(place)}.`;
    case 'paths-averaged':
      return `If nothing came back along one path, an average would be only a part of what comes back along ${otherPaths(place)}. But ${output} moves by all of that.`;
    case 'own-value':
      return `${asked} could have this value in a program that never uses it. ${output} would not move with ${asked} then, and your answer would be the same.`;
    case 'opposite-sign':
      return typeof value !== 'number'
        ? null
        : `With ${mine}, ${output} would go ${value < 0 ? 'down' : 'up'} whenever ${asked} goes up a little.`;
    case 'operands-swapped':
      return factors.length === 1 && factors.every(({ rule }) => !namesIn(rule).includes(asked))
        ? `By your rule, the slope would change with the value of ${asked}. But in ${math(statementOf(words, factors[0]?.reader ?? worked.graph.output))} a tiny step in ${asked} has the same effect at every value of ${asked}.`
        : null;
    default:
      return null;
  }
}

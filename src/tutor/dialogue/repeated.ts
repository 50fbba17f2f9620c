import { valueFigures } from '../../language/number-format.ts';
import { entriesOf, isSingle, sameShape, shapeOf, type Value, writtenShape } from '../../ops/matrix.ts';
import type { Question } from '../lesson/question.ts';
import { capital, math, quoted, type Words } from '../lesson/words.ts';
import { sameAnswer, sameValue } from '../mistakes/equality.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { timesEpsilon } from '../teaching/confirmation.ts';
import type { Lead } from './parts.ts';
import { eitherSaid } from './probe-offers.ts';

/** A wrong try: what it was, as it was typed, and the mistake that explains it, if one does. */
export interface Miss {
  /** Null where its shapes do not fit, so that it has none. */
  readonly value: Value | null;
  readonly text: string;
  readonly mistake: Mistake | null;
  /** Several that explain it, where it is open which. */
  readonly either?: readonly Mistake[];
  /** Whether it only lacked digits. */
  readonly coarse?: boolean;
}

/**
 * Whether a miss is one of those before it again: a mistake of which the same is said, or the same number where nothing
 * explains it.
 */
export const isRepeated = (misses: readonly Miss[], { value, mistake }: Omit<Miss, 'text'>): boolean =>
  misses.some(
    (miss) =>
      (miss.mistake?.id === mistake?.id && miss.mistake?.message === mistake?.message && mistake !== null) ||
      ((mistake === null || miss.mistake?.id === mistake.id) && isSame(miss.value, value)),
  );

const isSame = (value: Value | null, other: Value | null, rounded = false): boolean =>
  value !== null && other !== null && sameValue(value, other, rounded);

/** The mistake that was named when the same value was tried before. */
export const nameBefore = (misses: readonly Miss[], value: Value): Mistake | null =>
  misses.findLast((miss) => miss.mistake !== null && isSame(miss.value, value))?.mistake ?? null;

/**
 * A miss before this one with the same mistake in it, where one of the two has a second mistake beside that: it is gone now,
 * or it has come. Null where there is none.
 */
export function halfRepeated(
  misses: readonly Miss[],
  mistake: Mistake | null,
): { readonly before: Miss; readonly second: 'gone' | 'come' } | null {
  if (mistake === null) return null;
  const alike = misses.filter((miss) => miss.mistake?.id === mistake.id);
  const begins = (long: Mistake, short: Mistake): boolean =>
    long.also !== undefined && short.also === undefined && long.message.startsWith(short.message);
  const fewer = alike.findLast((miss) => miss.mistake && begins(miss.mistake, mistake));
  if (fewer) return { before: fewer, second: 'gone' };
  const more = alike.findLast((miss) => miss.mistake && begins(mistake, miss.mistake));
  return more ? { before: more, second: 'come' } : null;
}

/** The sentences about a miss that has one of two mistakes in common with another. */
export function halfSaid(
  { before, second }: NonNullable<ReturnType<typeof halfRepeated>>,
  now: Mistake,
): string {
  const earlier = yours(before.text);
  if (second === 'gone')
    return `Of the two mistakes in ${earlier}, one is left: ${mistakeMessages[now.id].means}.`;
  const added = now.message.slice(before.mistake?.message.length ?? 0).trim();
  return `The mistake of ${earlier} is still there. ${added}`;
}

/** An earlier try as it is spoken of. */
const yours = (text: string): string =>
  isLong(text) ? 'your answer before' : `your ${math(quoted(text, mostQuoted))} before`;

/** What leads back to a try that was not the last one. */
export const goBackTo = ({ text, mistake }: Miss): string =>
  isLong(text) && mistake
    ? `Go back to the answer where the mistake was this: ${mistakeMessages[mistake.id].means}.`
    : `Go back to your ${math(quoted(text, mostQuoted))}.`;

/** Whether a wrong answer's shape was spoken of: to say it once more would tell nothing new. */
export const shapeWasSaid = (misses: readonly Miss[], { plain, exact }: Question): boolean =>
  !plain && misses.some(({ value }) => value === null || !sameShape(shapeOf(value), shapeOf(exact)));

/** The next thing that leads on and has not been said. */
export const nextLead = (leads: readonly Lead[], heard: ReadonlySet<string>): Lead | null =>
  leads.find(({ says }) => !heard.has(says)) ?? null;

/** The most characters of an earlier try that are repeated. */
const mostQuoted = 40;

const bare = (text: string): string => text.replaceAll(/\s/gu, '');

/** The sentence about a repeated miss; it quotes the earlier try if that was typed differently. */
export function againSaid(
  misses: readonly Miss[],
  value: Value | null,
  text: string,
  digits: number,
): string {
  const same = misses.filter((miss) =>
    value === null ? bare(miss.text) === bare(text) : isSame(miss.value, value, true),
  );
  const before = same.at(-1);
  // At one question the same wrong rule gives the same number.
  if (before === undefined)
    return `That is another ${typeof value === 'number' ? 'number' : 'answer'}, but a mistake of the same kind.`;
  if (same.some((miss) => bare(miss.text) === bare(text)))
    return `You gave ${math(quoted(text, mostQuoted))} before.`;
  if (value === null) return '';
  const figures = valueFigures(value, digits);
  const what =
    typeof value === 'number' ? `That is ${math(figures)} again` : 'Those are the same entries again';
  const isRule = (each: string): boolean => /\p{L}/u.test(each) && !isLong(each);
  if (isRule(text) && isRule(before.text))
    return `${math(quoted(text, mostQuoted))} gives the same ${typeof value === 'number' ? 'number' : 'entries'} here as ${math(quoted(before.text, mostQuoted))} did.`;
  const wasNumber = bare(before.text) === figures || isLong(before.text);
  return wasNumber ? `${what}.` : `${what}, as ${math(quoted(before.text, mostQuoted))} was.`;
}

/** Whether a text is a matrix, or too long to be said again. */
const isLong = (text: string): boolean => /^\s*[[(]|\n/u.test(text) || text.length > mostQuoted;

/** The sentence, after a right answer, about the mistake that a miss before it had; null where none had a name. */
export function missNamed(misses: readonly Miss[]): string | null {
  const named = misses.findLast(({ mistake }) => mistake !== null);
  return named?.mistake ? `${capital(yours(named.text))}: ${mistakeMessages[named.mistake.id].means}.` : null;
}

/** The sentence, after a right answer, about the miss before it: the mistake, those it may have been, or what it would have meant. */
export function recoveredFrom(
  { lesson, digits }: Words,
  question: Question,
  misses: readonly Miss[],
): string | null {
  const named = misses.findLast(({ mistake }) => mistake !== null);
  const last = named ?? misses.findLast(({ coarse = false }) => !coarse);
  if (!last) return null;
  if (named) return missNamed(misses);
  const { text, value, either = [] } = last;
  const before = capital(yours(text));
  const open = eitherSaid(either.map(({ id }) => id));
  if (open !== null) return `${before} was ${open}; you know which.`;
  if (value === null) return null;
  if (question.plain && typeof value === 'number') {
    const step = `a tiny step ${value === 0 ? '' : `${math('ε')} `}in ${question.name}`;
    const { output } = lesson.worked;
    const mine = `With your ${math(quoted(text, mostQuoted))} before`;
    return value === 0
      ? `${mine}, ${step} would not move ${output} at all.`
      : `${mine}, ${step} would move ${output} by ${math(timesEpsilon(valueFigures(value, digits)))}.`;
  }
  const [shape, right] = [shapeOf(value), shapeOf(question.exact)];
  if (!sameShape(shape, right))
    return `${before} was ${isSingle(shape) ? 'a single number' : math(writtenShape(shape))}; a derivative has the shape of its variable.`;
  const theirs = entriesOf(value);
  const exact = Array.from(entriesOf(question.exact));
  const count = exact.filter((entry, at) => sameAnswer(theirs[at] ?? Number.NaN, entry, true)).length;
  return `${before} had ${count === 0 ? 'none' : count} of ${exact.length} entries right.`;
}

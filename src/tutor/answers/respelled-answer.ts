import { formatNumber } from '../../language/number-format.ts';
import { withEitherProduct } from '../../language/numpy/either-product.ts';
import { isOwnNotation, type Star } from '../../language/numpy/page.ts';
import { translatedFromNumpy } from '../../language/numpy/whole-line.ts';
import { entriesOf, shapeOf, type Value, writtenShape } from '../../ops/matrix.ts';
import type { Reads } from '../../reading/respelling.ts';
import { respelled } from '../../reading/right-sides.ts';
import { notRead, type Reading } from './reading.ts';

/** A number whose comma may separate thousands: it is refused, with both readings, however the rest is written. */
const thousands = /(?<![\d.])[1-9]\d{0,2},\d{3}(?!\d)/;

/** An answer, respelled where it can't be read as it stands. */
export function respelledAnswer(text: string, plainly: (text: string) => Reading, ask: Reads): Reading {
  const plain = plainly(text);
  // Who writes a power as Python does means by a star what Python does: dA*(1 - A**2) clashes only as it is written here.
  const python =
    plain.kind === 'clash' && text.includes('**')
      ? (translatedFromNumpy(text) ?? text.replaceAll('**', '.^'))
      : null;
  const meant = python === null ? null : plainly(python);
  if (meant?.kind === 'read') return echoing(meant, 'numpy');
  if (plain.kind !== 'unreadable' || plain.slope !== undefined || thousands.test(text)) return plain;
  const open: Reading[] = [];
  const reads = (each: string): boolean => {
    const reading = plainly(each);
    if (reading.kind === 'unreadable' && reading.slope !== undefined) open.push(reading);
    return reading.kind !== 'unreadable';
  };
  const other = respelled(text, { ...ask, reads });
  if (!other) return open[0] ?? whicheverProduct(text, plainly) ?? inNumpyUnread(text, plainly) ?? plain;
  return echoing(plainly(other.text), ...other.via);
}

/**
 * A line like `W.T * dz`, whose star may be either product: the one whose sizes fit is meant, or any of the two where they
 * agree; where they differ it is asked back. Where neither fits it is a product of matrices whose sizes do not match.
 */
function whicheverProduct(text: string, plainly: (text: string) => Reading): Reading | null {
  const [entries = '', whole = ''] = withEitherProduct(text) ?? [];
  if (whole === '') return null;
  const [entrywise, product] = [plainly(entries), plainly(whole)];
  if (entrywise.kind === 'read' && product.kind === 'read' && !sameValue(entrywise.value, product.value))
    return notRead(
      `the * in this can be read two ways: for the product of matrices write ${whole}, and ${entries} for the product entry by entry`,
    );
  if (product.kind === 'read' || entrywise.kind === 'read')
    return echoing(product.kind === 'read' ? product : entrywise, 'numpy');
  return product.kind === 'clash' ? { ...product, from: 0, to: text.length } : null;
}

/** Whether two values have the same shape and the same entries. */
const sameValue = (a: Value, b: Value): boolean =>
  writtenShape(shapeOf(a)) === writtenShape(shapeOf(b)) &&
  Array.from(entriesOf(a)).every((entry, at) => entry === entriesOf(b)[at]);

/**
 * Why a line of NumPy that was translated can't be read: because of a name in it, for example, and not of the sign
 * `@`.
 */
function inNumpyUnread(text: string, plainly: (text: string) => Reading): Reading | null {
  const here = translatedFromNumpy(text);
  const reading = here === null ? null : plainly(here);
  return reading?.kind === 'unreadable' ? notRead(`read as ${here}: ${reading.message}`) : null;
}

/** An answer without the point behind its last number, which would be a second one at the end of a sentence. */
export const withoutStop = (body: string): string => body.replace(/(?<=\d)\.$/, '');

/** A reading with a remark that says how the text was understood. */
export function echoing(reading: Reading, ...via: readonly string[]): Reading {
  if (reading.kind !== 'read' || via.length === 0) return reading;
  const { value } = reading;
  const body = withoutStop(reading.body);
  const shown = typeof value === 'number' ? formatNumber(value) : null;
  // What rounding leaves of a sum that is 0 is nothing to show.
  const isRest = typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-9;
  const remark =
    shown === null || shown === body || isRest ? `read as ${body}` : `read as ${body} = ${shown}`;
  return { ...reading, remark, via: [...(reading.via ?? []), ...via] };
}

/** A reading with a remark where a product has no sign: `6(3*2)` may have been meant as a number and its formula. */
export function echoed(reading: Reading): Reading {
  // The simple pattern is made sooner than the exact one, and nearly always says no.
  if (reading.kind !== 'read' || !/[\d.]\(/.test(reading.body)) return reading;
  if (!/(?<![\p{L}\d_.])[\d.]+\(/u.test(reading.body)) return reading;
  const body = reading.body.replaceAll(/(?<![\p{L}\d_.])([\d.]+)\(/gu, '$1*(');
  const said = echoing({ ...reading, body }, 'product');
  return said.kind === 'read' ? { ...said, body: reading.body } : reading;
}

/** What stands right of a sign, with its transpose. */
const operand = String.raw`((?:[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*|\([^()]*\)|\[[^[\]]*\])(?:'|\.T|ᵀ|⊤|\^T)?)`;

/**
 * Reads `dz ⊗ x`, which books write for the outer product, for the product of matrices and for the one entry by entry: the
 * one of the size that is asked is meant, and where several are and differ it is asked back.
 */
export function withTensorSign(
  plainly: (text: string) => Reading,
  fits: (reading: Reading & { kind: 'read' }) => boolean,
): (text: string) => Reading {
  return (text) => {
    if (!text.includes('⊗')) return plainly(text);
    const sign = new RegExp(String.raw`\s*⊗\s*${operand}`, 'gu');
    const texts = ["*($1)'", ' .* $1', '*$1'].map((product) => text.replaceAll(sign, product));
    const readings = texts.map(plainly);
    const read = readings.filter((reading) => reading.kind === 'read');
    const [first, ...others] = read.some(fits) ? read.filter(fits) : read;
    if (!first) return readings[0] ?? plainly(text);
    if (others.every(({ value }) => sameValue(value, first.value))) return echoing(first, 'numpy');
    return notRead(
      `the ⊗ in this can be read two ways: write ${texts[0]} for the outer product, or ${texts[1]} for the product entry by entry`,
    );
  };
}

/** What only the tutor's own language writes. */
const ownSigns = /\.[*/^]|['′’]/;

/**
 * Reads texts as what they stand on has it. On a page of NumPy a `*` goes entry by entry wherever that has a value, whether
 * it is right or not. Beside a `.T`, which textbooks write too, it does so where there is no product of matrices and the
 * size is the one that is asked. A remark says it where the value depends on it.
 */
export function plainlyOnPage(
  plainly: (text: string) => Reading,
  star: Star,
  fits: (reading: Reading & { kind: 'read' }) => boolean,
): (text: string) => Reading {
  if (star === 'product') return plainly;
  return (text) => {
    const plain = plainly(text);
    if (isOwnNotation(text) || !/[*/]/.test(text)) return plain;
    if (star === 'either' && plain.kind !== 'clash') return plain;
    const translated = translatedFromNumpy(text, true);
    if (translated === null) return plain;
    const entrywise = plainly(translated);
    const isMeant = entrywise.kind === 'read' && (star === 'entries' || fits(entrywise));
    if (isMeant && plain.kind === 'read' && sameValue(entrywise.value, plain.value)) return plain;
    if (isMeant) return echoing(entrywise, 'numpy');
    // What has no value either way is told with the sign that the page means.
    const clashes = star === 'entries' && plain.kind === 'clash' && entrywise.kind === 'clash';
    return clashes ? { ...entrywise, from: 0, to: text.length } : plain;
  };
}

/**
 * A line that has no value as it stands, as NumPy has it, where that gives the answer: who writes `dA*A*(1 - A)` or `-Y/P`
 * of matrices that only go together entry by entry means that. Null where it gives anything else: then nobody knows which
 * product was meant, and the sizes that do not match say more.
 */
export function entryByEntry(
  text: string,
  plainly: (text: string) => Reading,
  isAnswer: (reading: Reading & { kind: 'read' }) => boolean,
): Reading | null {
  if (ownSigns.test(text) || !/[*/]/.test(text)) return null;
  const translated = translatedFromNumpy(text, true);
  const reading = translated === null ? null : plainly(translated);
  return reading?.kind === 'read' && isAnswer(reading) ? echoing(reading, 'numpy') : null;
}

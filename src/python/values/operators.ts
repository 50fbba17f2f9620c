import { binaryForm, negatedForm } from '../arrays/form.ts';
import { arrayFunction } from '../arrays/functions.ts';
import {
  arrayEntries,
  arraySize,
  asWhole,
  copied,
  eachEntry,
  isFailed,
  likeMatrix,
  type NdArray,
  onlyEntry,
  pythonShape,
} from '../arrays/ndarray.ts';
import { arrayFromValue, entryKey, raisedValue } from './conversions.ts';
import { arrayIn, limits, numberValue, wholeOf } from './state.ts';
import { numbers, type PyValue, unknownValue } from './values.ts';

/** One of Python's signs between two values, as NumPy has it. */
export function binaryOf(sign: string, left: PyValue, right: PyValue, line: number): PyValue {
  if (left.kind === 'unknown') return left;
  if (right.kind === 'unknown') return right;
  if (sign === 'and' || sign === 'or') {
    const test = truthOf(left);
    if (test === null) return unknownValue("dvar can't tell whether this is true", line);
    return test === (sign === 'and') ? right : left;
  }
  const ofText = left.kind === 'text' ? textWith(sign, left.text, right, line) : null;
  if (ofText) return ofText;
  if (left.kind === 'sequence' && right.kind === 'sequence' && sign === '+')
    return { ...left, items: [...left.items, ...right.items] };
  if (left.kind === 'sequence' && sign === '*' && left.of === 'list') {
    const times = wholeOf(right);
    if (times !== null && times * left.items.length <= limits.turns)
      return { ...left, items: Array.from({ length: times }, () => left.items).flat() };
  }
  if ((left.kind === 'none' || right.kind === 'none') && /^(is|is not|==|!=)$/.test(sign))
    return numberValue(Number((left.kind === right.kind) === (sign === 'is' || sign === '==')));
  if (/^(not )?in$/.test(sign)) return containedIn(left, right, sign === 'in', line);
  const a = arrayFromValue(left);
  const b = arrayFromValue(right);
  if (!a || !b) return unknownValue(`dvar can't tell what is beside ${sign}`, line);
  const operands = [
    { array: a, form: left.kind === 'array' ? left.form : null },
    { array: b, form: right.kind === 'array' ? right.form : null },
  ];
  const masks = a.mask && b.mask;
  const refused = refusedSign(sign, a, b);
  if (refused !== null) return raisedValue(refused, line);
  const ofMatrices = likeMatrix(a, b).matrix ?? false;
  if (ofMatrices && sign === '**') return unknownValue("dvar can't read the power of an np.matrix", line);
  const isProduct = ofMatrices && sign === '*' && arraySize(a) !== 1 && arraySize(b) !== 1;
  const meant = isProduct ? '@' : sign;
  const compute = arrayFunction((masks && boolean[meant]) || meant);
  const borrowed =
    (left.kind === 'array' && left.borrowed) || (right.kind === 'array' && right.borrowed) || false;
  if (sign === '@' && (a.shape.length === 0 || b.shape.length === 0))
    return unknownValue('Python would stop here: ValueError: matmul takes no single numbers', line, true);
  if (!compute) return unknownValue(`dvar can't read ${sign}`, line);
  const result = compute(operands, { axis: null, keepdims: false });
  if (isFailed(result)) return raisedValue(result.failed, line);
  if (arraySize(result.array) > limits.entries)
    return unknownValue('this matrix is too large to be read', line);
  const whole = keepsWhole(sign, a, b);
  const made = { ...result.array, ...likeMatrix(a, b) };
  return numbers(
    whole ? asWhole(made) : made,
    result.form ?? binaryForm(meant, operands[0]?.form ?? null, operands[1]?.form ?? null, a, b),
    borrowed,
  );
}

/** Why NumPy takes no such sign between these; null where it does. Python's ^ compares bits: of masks and whole numbers alone. */
function refusedSign(sign: string, a: NdArray, b: NdArray): string | null {
  const masks = a.mask && b.mask;
  if (sign === '-' && masks)
    return 'TypeError: numpy boolean subtract is not supported; use ^ or logical_xor';
  if (sign !== '^' || masks) return null;
  const why =
    a.whole && b.whole ? "'^' compares bits" : "ufunc 'bitwise_xor' not supported for the input types";
  return `TypeError: ${why}; a power is written **, as in A**2`;
}

/** A text and a sign beside something else: compared, joined, filled, or looked for; null where it is none of these. */
function textWith(sign: string, text: string, right: PyValue, line: number): PyValue | null {
  if (sign === '%') return formatted(text, right, line);
  if (right.kind === 'text') {
    if (sign === '==' || sign === '!=') return numberValue(Number((text === right.text) === (sign === '==')));
    if (sign === '+') return { kind: 'text', text: text + right.text };
    if (sign === 'in' || sign === 'not in')
      return numberValue(Number(right.text.includes(text) === (sign === 'in')));
  }
  if ((right.kind === 'dictionary' || right.kind === 'holder') && /^(not )?in$/.test(sign))
    return right.kind === 'holder' && !right.entries.has(text)
      ? unknownValue("dvar can't tell whether this is in there", line)
      : numberValue(Number(right.entries.has(text) === (sign === 'in')));
  return null;
}

/** `kind in ("relu", "tanh")`: whether a word or a whole number is one of several. */
function containedIn(left: PyValue, right: PyValue, wanted: boolean, line: number): PyValue {
  const word = wordText(left);
  const items =
    right.kind === 'sequence'
      ? right.items.map(wordText)
      : right.kind === 'dictionary'
        ? [...right.entries.keys()]
        : [null];
  if (word === null || items.includes(null))
    return unknownValue("dvar can't tell whether this is in there", line);
  const key = right.kind === 'dictionary' ? entryKey(left) : word;
  return numberValue(Number(items.includes(key) === wanted));
}

/** Whether whole numbers stay whole under a sign. */
const keepsWhole = (sign: string, a: NdArray, b: NdArray): boolean =>
  (a.whole ?? false) &&
  (b.whole ?? false) &&
  (/^(\+|-|\*|\/\/|%|@)$/.test(sign) || (sign === '**' && arrayEntries(b).every((entry) => entry >= 0)));

/** Between masks a sum is `or`, and a product is `and`. */
const boolean: Readonly<Record<string, string>> = { '+': '|', '*': '&' };

/** What NumPy spreads and mathematics would not: a row of no dimension to speak of against a column; null elsewhere. */
export function broadcastSurprise(sign: string, left: PyValue, right: PyValue): string | null {
  if (left.kind !== 'array' || right.kind !== 'array' || sign === '@') return null;
  const [a, b] = [left.array.shape, right.array.shape];
  const [flat, tall] = a.length === 1 ? [a, b] : [b, a];
  const odd =
    flat.length === 1 && tall.length === 2 && tall[1] === 1 && (tall[0] ?? 1) > 1 && (flat[0] ?? 1) > 1;
  return odd
    ? `dvar reads this as NumPy does: ${pythonShape(a)} ${sign} ${pythonShape(b)} is a (${tall[0]},${flat[0]}) matrix`
    : null;
}

/** `"dW%d" % l`: the first places filled with what stands behind the sign. */
function formatted(text: string, value: PyValue, line: number): PyValue {
  const given = value.kind === 'sequence' ? [...value.items] : [value];
  const words = given.map(wordText);
  if (words.some((word) => word === null))
    return unknownValue("dvar can't tell what is put into this text", line);
  return {
    kind: 'text',
    text: text.replaceAll(/%[-+0 #]*\d*(?:\.\d+)?[a-zA-Z]/g, () => words.shift() ?? ''),
  };
}

/** A value as `str()` writes it, as far as keys are made of it; null for anything else. */
export function wordText(value: PyValue): string | null {
  if (value.kind === 'text') return value.text;
  const whole = wholeOf(value);
  return whole === null ? null : String(whole);
}

/** One of Python's signs in front of a value. */
export function unaryOf(sign: string, operand: PyValue, line: number): PyValue {
  if (operand.kind === 'unknown') return operand;
  if (sign === 'not') {
    const test = truthOf(operand);
    return test === null
      ? unknownValue("dvar can't tell whether this is true", line)
      : numberValue(Number(!test));
  }
  const array = arrayIn(operand);
  if (!array || operand.kind !== 'array') return unknownValue(`dvar can't tell what is after ${sign}`, line);
  if (sign === '+') return { ...operand, array: copied(array) };
  if (sign === '-' && array.mask)
    return raisedValue('TypeError: numpy boolean negative is not supported; use ~', line);
  if (sign === '-')
    return numbers(
      { ...eachEntry(array, (entry) => -entry), ...(array.whole && { whole: true }), ...likeMatrix(array) },
      negatedForm(operand.form),
      operand.borrowed,
    );
  if (sign === '~' && array.mask) return numbers(eachEntry(array, (entry) => Number(!entry), true));
  return unknownValue(`dvar can't read ${sign}`, line);
}

/** Whether a value counts as true; null where that is not known. */
export function truthOf(value: PyValue): boolean | null {
  switch (value.kind) {
    case 'array': {
      const only = onlyEntry(value.array);
      return only === null ? null : only !== 0;
    }
    case 'text':
      return value.text !== '';
    case 'sequence':
      return value.items.length > 0;
    case 'none':
      return false;
    default:
      return null;
  }
}

/** Why an array can't take what an update gives; null where it can. */
export function inPlaceFault(sign: string, before: NdArray, after: NdArray): string | null {
  const [own, other] = [pythonShape(before.shape), pythonShape(after.shape)];
  if (own !== other)
    return `Python would stop here: ValueError: non-broadcastable output operand with shape ${own} doesn't match the broadcast shape ${other}`;
  if (!before.whole || after.whole) return null;
  const word = new Map(Object.entries({ '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' })).get(
    sign,
  );
  return `Python would stop here: UFuncTypeError: Cannot cast ufunc '${word ?? sign}' output from dtype('float64') to dtype('int64'); the array holds whole numbers, so make it with floats`;
}

import { onlyEntry, scalarArray } from '../arrays/ndarray.ts';
import { arrayFromValue, itemsOf, missingArgument, unknownThrough } from '../values/conversions.ts';
import { binaryOf, truthOf, wordText } from '../values/operators.ts';
import { numberValue, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { arrayCall, type CallArguments } from './array-calls.ts';
import { rangeOf } from './making-calls.ts';

/** `sum(...)` of a list: its items one after the other, as `+` adds them. */
const summedUp = (items: readonly PyValue[], start: PyValue, line: number): PyValue =>
  items.reduce((all, item) => binaryOf('+', all, item, line), start);

/** One of Python's own functions: what a call of it gives. */
type PlainFunction = (given: CallArguments, name: string) => PyValue;

/** What is said where an argument is missing, or is there and not of the kind that is needed. */
const notTaken = (first: PyValue | undefined, why: string, line: number): PyValue =>
  first ? unknownThrough(first, why, line) : missingArgument(line);

/** A sequence of its own: Python's stores change the items where they lie. */
const sequence = (of: 'list' | 'tuple', items: readonly PyValue[]): PyValue => ({
  kind: 'sequence',
  of,
  items: [...items],
});

const lengthOf: PlainFunction = ({ values: [first], line }) => {
  if (first?.kind === 'array' && first.array.shape[0] !== undefined) return numberValue(first.array.shape[0]);
  if (first?.kind === 'sequence') return numberValue(first.items.length);
  if (first?.kind === 'dictionary') return numberValue(first.entries.size);
  if (first?.kind === 'text') return numberValue(first.text.length);
  return notTaken(first, "dvar can't tell the length of this", line);
};

/** `list`, `tuple` and `reversed`: the items again, as a list or a tuple. */
const itemsAgain: PlainFunction = ({ values: [first], line }, name) => {
  if (!first) return sequence('list', []);
  const items = itemsOf(first);
  if (!items) return unknownThrough(first, "dvar can't tell what is in this", line);
  return sequence(name === 'tuple' ? 'tuple' : 'list', name === 'reversed' ? [...items].reverse() : items);
};

const enumerated: PlainFunction = ({ values: [first, second], named, line }) => {
  const items = first ? itemsOf(first) : null;
  const start = named.get('start') ?? second;
  const from = start ? wholeOf(start) : 0;
  if (!items || from === null) return notTaken(first, "dvar can't tell what is in this", line);
  return sequence(
    'list',
    items.map((item, at) => sequence('tuple', [numberValue(from + at), item])),
  );
};

const zipped: PlainFunction = ({ values, line }) => {
  const lists = values.map(itemsOf);
  if (lists.some((list) => list === null)) return unknownValue("dvar can't tell what is in these", line);
  const rows = lists as readonly (readonly PyValue[])[];
  const count = rows.length === 0 ? 0 : Math.min(...rows.map((list) => list.length));
  return sequence(
    'list',
    // The place is below the end of the shortest list.
    Array.from({ length: count }, (_, at) =>
      sequence(
        'tuple',
        rows.map((list) => list[at] as PyValue),
      ),
    ),
  );
};

/** `float(...)` and `int(...)` of a single number. */
const singleNumber: PlainFunction = ({ values: [first], line }, name) => {
  const only = first?.kind === 'array' ? onlyEntry(first.array) : null;
  if (first?.kind !== 'array' || only === null)
    return notTaken(first, `${name}() takes a single number`, line);
  return name === 'float' ? { ...first, array: scalarArray(only) } : numberValue(Math.trunc(only), true);
};

/** Python's own `sum` goes along the first axis, and a number has none. */
const summed: PlainFunction = (given) => {
  const [first, second] = given.values;
  const { line } = given;
  const start = given.named.get('start') ?? second ?? numberValue(0);
  if (first?.kind === 'array' && first.array.shape.length === 0)
    return unknownValue("TypeError: 'float' object is not iterable", line, true);
  const array = first ? arrayFromValue(first) : null;
  if (first?.kind === 'sequence' && (!array || wholeOf(start) !== 0))
    return summedUp(first.items, start, line);
  if (!array || !first) return notTaken(first, "dvar can't tell what is summed", line);
  const source = first.kind === 'array' ? first : numbers(array);
  const along = { ...given, values: [source], named: new Map([['axis', numberValue(0)]]) };
  return arrayCall('sum', [source], along, 'sum');
};

/** `max` and `min`: of two values entry by entry, of one over all of its entries. */
const extreme: PlainFunction = (given, name) => {
  const ofTwo = name === 'max' ? 'maximum' : 'minimum';
  return arrayCall(given.values.length === 2 ? ofTwo : name, given.values, given, name);
};

const sorted: PlainFunction = ({ values: [first], named, line }) => {
  const items = first ? itemsOf(first) : null;
  const words = items?.map(wordText);
  if (!items || !words || words.includes(null)) return unknownValue("dvar can't tell this order", line);
  const texts = items.every((item) => item.kind === 'text');
  const turned = named.get('reverse');
  const order = [...items].sort((a, b) =>
    texts ? (wordText(a) ?? '').localeCompare(wordText(b) ?? '') : Number(wordText(a)) - Number(wordText(b)),
  );
  return sequence('list', turned && wholeOf(turned) === 1 ? order.reverse() : order);
};

const truth: PlainFunction = ({ values: [first], line }) => {
  const test = first ? truthOf(first) : false;
  return test === null
    ? unknownValue("dvar can't tell whether this is true", line)
    : numberValue(Number(test));
};

const asText: PlainFunction = ({ values: [first], line }) => {
  const text = first ? wordText(first) : '';
  return text === null ? unknownValue("dvar can't tell this text", line) : { kind: 'text', text };
};

/** NumPy's function of that name. */
const asInNumpy: PlainFunction = (given, name) => arrayCall(name, given.values, given, name);

const plainFunctions: ReadonlyMap<string, PlainFunction> = new Map<string, PlainFunction>([
  ['len', lengthOf],
  [
    'range',
    (given) => rangeOf(given) ?? unknownValue("dvar can't tell the bounds of this range", given.line),
  ],
  ['reversed', itemsAgain],
  ['list', itemsAgain],
  ['tuple', itemsAgain],
  ['enumerate', enumerated],
  ['zip', zipped],
  ['float', singleNumber],
  ['int', singleNumber],
  ['sum', summed],
  ['max', extreme],
  ['min', extreme],
  ['sorted', sorted],
  ['bool', truth],
  ['any', asInNumpy],
  ['all', asInNumpy],
  ['round', asInNumpy],
  ['softmax', asInNumpy],
  ['abs', asInNumpy],
  ['pow', asInNumpy],
  ['sigmoid', asInNumpy],
  ['relu', asInNumpy],
  ['exp', asInNumpy],
  ['log', asInNumpy],
  ['tanh', asInNumpy],
  ['sqrt', asInNumpy],
  ['dict', ({ named }) => ({ kind: 'dictionary', entries: new Map(named) })],
  ['print', () => ({ kind: 'none' })],
  [
    'super',
    ({ values: [object], line }) => object ?? unknownValue("dvar can't tell what super() is here", line),
  ],
  ['isinstance', ({ line }) => unknownValue("dvar can't read the types of values", line)],
  ['str', asText],
]);

/** Whether a name is that of one of Python's own functions; of `map` the caller knows how, of `slice` nobody. */
export const isPlainFunction = (name: string): boolean =>
  plainFunctions.has(name) || name === 'map' || name === 'slice';

/** A call of one of Python's own functions: `len`, `range`, `sum`. */
export function plainCall(name: string, given: CallArguments): PyValue {
  const call = plainFunctions.get(name);
  for (const word of given.named.keys())
    if (!/^(print|dict)$/.test(name) && !/^(start|reverse|axis|strict)$/.test(word))
      return unknownValue(`dvar can't read ${name} with ${word}=`, given.line);
  return call
    ? call(given, name)
    : unknownValue(`${name}(...) is a function that dvar does not know`, given.line);
}

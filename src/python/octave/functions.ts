import { atom } from '../arrays/form.ts';
import { arrayFunction } from '../arrays/functions.ts';
import { arrayEntries, arraySize, eachEntry } from '../arrays/ndarray.ts';
import { arrayCall } from '../calls/array-calls.ts';
import { unknownThrough } from '../values/conversions.ts';
import { truthOf } from '../values/operators.ts';
import { limits, numberValue } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { extreme, gatheredAlong, measured } from './gathering.ts';
import { asNumbers, downColumns, fromColumns, octaveMatrix, rowsAndColumns } from './matrices.ts';
import { notMatrix, numpyArguments, type OctaveFunction, sizesIn } from './octave-call.ts';
import { octaveBinary, octaveRange, octaveUnary } from './operators.ts';
import { diagonalMatrix, found, repeated, reshapedMatrix, stacked } from './reshaping.ts';

const filled =
  (entry: (row: number, column: number) => number): OctaveFunction =>
  ({ name, values, line }) => {
    const sizes = sizesIn(values);
    const unknown = values.find(({ kind }) => kind === 'unknown');
    if (!sizes) return unknown ?? unknownValue("dvar can't tell this size", line);
    const [rows, columns] = sizes;
    if (rows * columns > limits.entries) return unknownValue('this matrix is too large to be read', line);
    const entries = Array.from({ length: rows * columns }, (_, at) =>
      entry(at % rows, Math.floor(at / rows)),
    );
    const form = name === 'eye' || rows * columns <= 1 ? null : atom(`${name}(${rows}, ${columns})`);
    return numbers(
      fromColumns(rows, columns, entries),
      rows * columns === 1 ? atom(String(entries[0])) : form,
    );
  };

/** A function of NumPy's by the same name, entry by entry. */
const entrywise =
  (path: string): OctaveFunction =>
  (given) => {
    const arrays = given.values.map(octaveMatrix);
    const at = arrays.indexOf(null);
    if (at >= 0 || arrays.length === 0) return notMatrix(given, Math.max(at, 0));
    const plain = given.values.map(
      (value): PyValue => (value.kind === 'array' ? { ...value, array: asNumbers(value.array) } : value),
    );
    return arrayCall(path, plain, numpyArguments([], given.line), given.name);
  };

const joined =
  (sign: string): OctaveFunction =>
  (given) => {
    const [left, right] = given.values;
    return left && right ? octaveBinary(sign, left, right, given.line) : notMatrix(given);
  };

/** `bsxfun(@times, A, B)`: what Octave does by itself. */
const spread: OctaveFunction = (given) => {
  const {
    values: [by, ...operands],
    apply,
  } = given;
  return by?.kind === 'callable' ? apply(by.callable, operands) : notMatrix(given);
};

/** `arrayfun(@(z) ..., A)`: a function of each entry. */
const eachOf: OctaveFunction = (given) => {
  const {
    values: [by, of],
    apply,
    line,
  } = given;
  const array = octaveMatrix(of);
  if (by?.kind !== 'callable') return notMatrix(given);
  if (!array || arraySize(array) > limits.turns) return notMatrix(given, 1);
  const [rows, columns] = rowsAndColumns(array);
  const out: number[] = [];
  for (const entry of downColumns(array)) {
    const value = apply(by.callable, [numberValue(entry, false)]);
    const only = octaveMatrix(value);
    if (!only || arraySize(only) !== 1) return unknownThrough(value, 'this function gives no number', line);
    out.push(arrayEntries(only)[0] ?? Number.NaN);
  }
  return numbers(fromColumns(rows, columns, out));
};

/** The slope of sigmoid, which a course asks for as a function of its own. */
const sigmoidSlope: OctaveFunction = (given) => {
  const { values, line } = given;
  const high = entrywise('sigmoid')({ ...given, values: values.slice(0, 1) });
  return octaveBinary('*', high, octaveBinary('-', numberValue(1), high, line), line);
};

const converted: OctaveFunction = (given) => {
  const [value] = given.values;
  const array = octaveMatrix(value);
  if (!array || value?.kind !== 'array') return notMatrix(given);
  if (given.name === 'logical') return numbers(eachEntry(array, (entry) => Number(entry !== 0), true));
  return { ...value, array: asNumbers(array) };
};

const innerProduct: OctaveFunction = (given) => {
  const [left, right] = given.values;
  if (!left || !right) return notMatrix(given);
  return gatheredAlong({ ...given, name: 'sum', values: [octaveBinary('*', left, right, given.line)] });
};

const entries = (names: string, of: OctaveFunction): readonly (readonly [string, OctaveFunction])[] =>
  names.split(' ').map((name) => [name, of] as const);

/** Octave's functions. The list is closed: what is not in it is not read. */
const functions: ReadonlyMap<string, OctaveFunction> = new Map([
  ...entries('size numel length rows columns ndims isempty', measured),
  ...entries(
    'zeros',
    filled(() => 0),
  ),
  ...entries(
    'ones',
    filled(() => 1),
  ),
  ...entries(
    'eye',
    filled((row, column) => Number(row === column)),
  ),
  ...entries('sum mean prod any all cumsum cumprod var std', gatheredAlong),
  ...entries('max min', extreme),
  ...'abs exp log log2 log10 log1p expm1 sqrt tanh sin cos tan sinh cosh sign floor ceil round sigmoid relu softplus mod'
    .split(' ')
    .filter((name) => arrayFunction(name))
    .flatMap((name) => entries(name, entrywise(name))),
  ...entries('times', joined('*')),
  ...entries('plus', joined('+')),
  ...entries('minus', joined('-')),
  ...entries('rdivide', joined('/')),
  ...entries('power', joined('**')),
  ...entries('mtimes', joined('m*')),
  ...entries('mrdivide', joined('m/')),
  ...entries('eq', joined('==')),
  ...entries('ne', joined('!=')),
  ...entries('gt', joined('>')),
  ...entries('lt', joined('<')),
  ...entries('ge', joined('>=')),
  ...entries('le', joined('<=')),
  ...entries('and', joined('&')),
  ...entries('or', joined('|')),
  ...entries('strcmp', joined('==')),
  ...entries('not', (given) =>
    given.values[0] ? octaveUnary('!', given.values[0], given.line) : notMatrix(given),
  ),
  ...entries('uminus', (given) =>
    given.values[0] ? octaveUnary('-', given.values[0], given.line) : notMatrix(given),
  ),
  ...entries('transpose ctranspose', entrywise('transpose')),
  ...entries('kron', entrywise('kron')),
  ...entries('reshape', reshapedMatrix),
  ...entries('repmat', repeated),
  ...entries('horzcat vertcat cat', stacked),
  ...entries('bsxfun feval', spread),
  ...entries('arrayfun', eachOf),
  ...entries('sigmoidGradient sigmoid_gradient sigmoidPrime', sigmoidSlope),
  ...entries('diag', diagonalMatrix),
  ...entries('find', found),
  ...entries('double single full logical', converted),
  ...entries('dot', innerProduct),
  ...entries('colon', ({ values: [start, stop], line }) =>
    start && stop
      ? octaveRange(start, null, stop, line)
      : unknownValue("dvar can't tell the bounds of this range", line),
  ),
  ...entries('exist', () => numberValue(1)),
  ...entries('isfield isvarname', ({ line }) => unknownValue("dvar can't tell whether this is there", line)),
  ...entries('struct', ({ values }) => ({
    kind: 'dictionary',
    entries: new Map(
      values.flatMap((value, at) => {
        const worth = values[at + 1];
        return at % 2 === 0 && value.kind === 'text' && worth ? [[value.text, worth] as const] : [];
      }),
    ),
  })),
  ...entries('cell', ({ values }) => {
    const [rows, columns] = sizesIn(values) ?? [0, 0];
    const items = Array.from({ length: Math.min(rows * columns, limits.turns) }, () =>
      numbers(fromColumns(0, 0, [])),
    );
    return { kind: 'sequence', of: 'list', items };
  }),
  ...entries('isequal', ({ values: [left, right], line }) => {
    const same = left && right ? octaveBinary('==', left, right, line) : null;
    const truth = same && truthOf(same);
    return truth === null
      ? unknownValue("dvar can't tell whether this is true", line)
      : numberValue(Number(truth));
  }),
  ...entries('rand randn randi randperm', ({ line }) =>
    unknownValue("dvar can't know numbers that are drawn at random", line),
  ),
]);

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  eps: 2 ** -52,
  Inf: Number.POSITIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  NaN: Number.NaN,
  true: 1,
  false: 0,
  // A function that nobody calls here is handed everything.
  nargin: 99,
  nargout: 9,
};

/** What a name means in Octave: a constant, or a function; null where it is nothing there. */
export function octaveName(name: string): PyValue | null {
  const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
  if (constant !== undefined) {
    const value = numberValue(constant, false);
    return /^(?:true|false)$/.test(name) && value.kind === 'array'
      ? { ...value, array: { ...value.array, mask: true } }
      : value;
  }
  const of = functions.get(name);
  return of ? { kind: 'callable', callable: { kind: 'octave', name, compute: knownOnly(of) } } : null;
}

/** A function of something unknown is unknown itself, unless it only asks whether that is there. */
const knownOnly =
  (of: OctaveFunction): OctaveFunction =>
  (given) => {
    const unknown = given.values.find(({ kind }) => kind === 'unknown');
    return unknown && !/^(?:exist|struct|feval)$/.test(given.name) ? unknown : of(given);
  };

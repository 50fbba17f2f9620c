import { arraySize, type NdArray } from '../arrays/ndarray.ts';
import { arrayCall } from '../calls/array-calls.ts';
import { unknownThrough } from '../values/conversions.ts';
import { numberValue, wholeOf } from '../values/state.ts';
import { numbers, type PyValue, unknownValue } from '../values/values.ts';
import { asNumbers, fromColumns, octaveMatrix, rowsAndColumns } from './matrices.ts';
import { notMatrix, numpyArguments, type OctaveFunction, tuple } from './octave-call.ts';
import { octaveBinary } from './operators.ts';

/** `size(A)`, `numel(A)` and their like. */
export const measured: OctaveFunction = (given) => {
  const { name, values, all, line } = given;
  const [first, second] = values;
  if (first?.kind === 'sequence') return numberValue(first.items.length);
  if (first?.kind === 'text') return numberValue(first.text.length);
  const array = octaveMatrix(first);
  if (!array) return notMatrix(given);
  const [rows, columns] = rowsAndColumns(array);
  switch (name) {
    case 'numel':
      return numberValue(rows * columns);
    case 'length':
      return numberValue(rows * columns === 0 ? 0 : Math.max(rows, columns));
    case 'rows':
      return numberValue(rows);
    case 'columns':
      return numberValue(columns);
    case 'ndims':
      return numberValue(2);
    case 'isempty':
      return numberValue(Number(rows * columns === 0));
    default: {
      if (!second)
        return all
          ? tuple([numberValue(rows), numberValue(columns)])
          : numbers(fromColumns(1, 2, [rows, columns]));
      const dimension = wholeOf(second);
      return dimension === null
        ? unknownThrough(second, "dvar can't tell this dimension", line)
        : numberValue([rows, columns][dimension - 1] ?? 1);
    }
  }
};

/** The axis that Octave gathers along: the one that is named, else the first that has more than one entry. */
const axisFor = (array: NdArray, dimension: PyValue | undefined): number | null => {
  if (!dimension) return rowsAndColumns(array)[0] === 1 ? 1 : 0;
  const whole = wholeOf(dimension);
  return whole === 1 || whole === 2 ? whole - 1 : null;
};

/** `sum(A)`, `mean(A, 2)` and their like. */
export const gatheredAlong: OctaveFunction = (given) => {
  const { name, values, line } = given;
  const [first, second, third] = values;
  const array = octaveMatrix(first);
  if (!array || first?.kind !== 'array') return notMatrix(given);
  const spread = name === 'var' || name === 'std';
  const along = spread ? third : second;
  const axis = axisFor(array, along);
  if (axis === null)
    return along?.kind === 'unknown'
      ? along
      : unknownValue("dvar can't read sums along this dimension", line);
  const named: (readonly [string, PyValue])[] = [
    ['axis', numberValue(axis)],
    ...(/^cum/.test(name) ? [] : [['keepdims', numberValue(1)] as const]),
    ...(spread && !(second && wholeOf(second) === 1) ? [['ddof', numberValue(1)] as const] : []),
  ];
  return arrayCall(name, [{ ...first, array: asNumbers(array) }], numpyArguments([], line, named), name);
};

/** `max(A)` along a dimension, `max(A, [], 2)`, and `max(A, B)` entry by entry; with two values the places, too. */
export const extreme: OctaveFunction = (given) => {
  const { name, values, all, line } = given;
  const [first, second, third] = values;
  const array = octaveMatrix(first);
  if (!array || first?.kind !== 'array') return notMatrix(given);
  const other = octaveMatrix(second);
  if (second && !other) return notMatrix(given, 1);
  if (second?.kind === 'array' && other && arraySize(other) > 0)
    return arrayCall(name === 'max' ? 'maximum' : 'minimum', [first, second], numpyArguments([], line), name);
  const axis = axisFor(array, third);
  if (axis === null) return unknownValue("dvar can't tell this dimension", line);
  const named = [
    ['axis', numberValue(axis)],
    ['keepdims', numberValue(1)],
  ] as const;
  const high = arrayCall(name, [first], numpyArguments([], line, named), name);
  if (!all) return high;
  const at = arrayCall(name === 'max' ? 'argmax' : 'argmin', [first], numpyArguments([], line, named), name);
  return tuple([high, octaveBinary('+', at, numberValue(1), line)]);
};

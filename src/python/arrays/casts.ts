import { arrayEntries, copied, eachEntry, onlyEntry } from './ndarray.ts';
import { type ArrayFunction, tooFew } from './operand.ts';

/** NumPy rounds a half to the even neighbour. */
const toEven = (x: number): number => {
  const near = Math.round(x);
  return near - x === 0.5 && near % 2 !== 0 ? near - 1 : near;
};

const rounded: ArrayFunction = ([x, decimals]) => {
  if (!x) return tooFew;
  const places = decimals ? onlyEntry(decimals.array) : 0;
  if (places === null) return { failed: "dvar can't tell to how many decimals this is rounded" };
  return { array: eachEntry(x.array, (entry) => toEven(entry * 10 ** places) / 10 ** places), form: null };
};

/** `np.int64(x)`, `x.astype(int)`: what stands behind the point is cut off. */
const whole: ArrayFunction = ([x]) => {
  if (!x) return tooFew;
  const entries = arrayEntries(x.array);
  const cut = entries.some((entry) => !Number.isInteger(entry));
  return cut
    ? { array: eachEntry(x.array, Math.trunc), form: null }
    : { array: eachEntry(x.array, (entry) => entry), form: x.form };
};

/** `np.float64(x)`, `x.astype(float)`: of a mask numbers are made. */
const floating: ArrayFunction = ([x]) => {
  if (!x) return tooFew;
  return x.array.mask
    ? { array: eachEntry(x.array, (entry) => entry), form: x.form }
    : { ...x, array: copied(x.array) };
};

const truthful: ArrayFunction = ([x]) =>
  x ? { array: eachEntry(x.array, (entry) => Number(entry !== 0), true), form: null } : tooFew;

const named = (names: string, cast: ArrayFunction) =>
  names.split(' ').map((name): readonly [string, ArrayFunction] => [name, cast]);

/** Functions that round numbers, or make numbers of another kind of them. */
export const castFunctions: Readonly<Record<string, ArrayFunction>> = Object.fromEntries([
  ...named('round around rint', rounded),
  ...named('int int8 int16 int32 int64 int_ uint8 long', whole),
  ...named('float float_ float16 float32 float64 double', floating),
  ...named('bool bool_', truthful),
]);

import { kinds } from '../../engine/graph/graph.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { entriesOf, isFiniteValue, shapeOf, type Value } from '../../ops/matrix.ts';
import { arrayFrom, arrayOf, eachEntry, type NdArray } from '../../python/arrays/ndarray.ts';
import type { PyContext } from '../../python/values/context.ts';
import { batchSize } from '../../symbolic/convention.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { PythonMaps } from '../assignment/python-maps.ts';
import { addresseeOf } from './addressee.ts';
import { beforeActivation, slotInRole } from './python-roles.ts';

/** What a Python text is read against: a lesson's values and derivatives, under the names that Python people give them. */
export function contextOf(lesson: Lesson, maps: PythonMaps | null = null): PyContext {
  const { worked } = lesson;
  const examples = batchSize(worked);
  const slotNamed = (name: string): number | null => {
    const word = maps?.names.get(name) ?? name;
    const slot =
      worked.slots.get(word) ?? worked.slots.get(alike(lesson, word) ?? '') ?? slotInRole(lesson, word);
    return slot !== null && (worked.graph.kind[slot] !== kinds.step || lesson.visible.has(slot))
      ? slot
      : null;
  };
  const scale = (name: string): number => {
    const { factor = 1, examples: power = 0 } = maps?.scale.get(name) ?? {};
    return factor * (examples ?? 1) ** power;
  };
  return {
    value: (name) => {
      const classes = maps?.labels.get(name);
      const slot = slotNamed(classes ?? name);
      if (slot === null) return null;
      const value = valueOfSlot(worked, slot);
      return classes === undefined ? asInNumPy(worked, value) : classesIn(value);
    },
    spelled: (name) => {
      const slot = slotNamed(maps?.labels.get(name) ?? name);
      const word = (slot === null ? null : worked.names[slot]) ?? name;
      return maps?.labels.has(name) ? `the classes of ${word}` : word;
    },
    has: (name) => worked.slots.has(name) || maps?.names.has(name) === true,
    isParameter: (name) => {
      const slot = slotNamed(name);
      return slot !== null && worked.graph.kind[slot] === kinds.given;
    },
    derivative: (name) => {
      const slot = maps?.gradients.has(name)
        ? (worked.slots.get(maps.gradients.get(name) ?? '') ?? null)
        : derivativeNamed(lesson, name, maps);
      return slot === null ? null : String(slot);
    },
    truth: (derivative, name) => {
      const value = gradientAt(worked, Number(derivative));
      if (!isFiniteValue(value)) return null;
      const array = asInNumPy(worked, value);
      const times = scale(name);
      return times === 1 ? array : eachEntry(array, (entry) => entry * times);
    },
    beforeActivation: (derivative) => {
      const slot = beforeActivation(lesson, Number(derivative));
      return slot === null ? null : String(slot);
    },
    word: (derivative) => `d${worked.names[Number(derivative)] ?? ''}`,
    scale,
    entry: maps?.entry ?? null,
    examples,
  };
}

/** The class of each example, from a one-hot matrix: where its 1 stands, down the columns or along the rows. */
function classesIn(value: Value): NdArray {
  const { rows, columns } = shapeOf(value);
  const entries = Array.from(entriesOf(value));
  const down = Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_each, row) => entries[row * columns + column] ?? 0),
  );
  const along = Array.from({ length: rows }, (_, row) => entries.slice(row * columns, (row + 1) * columns));
  const adds = (lines: readonly (readonly number[])[]) =>
    lines.every((line) => Math.abs(line.reduce((all, each) => all + each, 0) - 1) < 1e-9);
  const lines = adds(along) && !adds(down) ? along : down;
  return arrayFrom(
    [lines.length],
    Float64Array.from(lines, (line) => line.indexOf(Math.max(...line))),
  );
}

/** In a program of matrices a 1x1 has two dimensions, as it has in NumPy; among single numbers there are none. */
const asInNumPy = ({ graph }: Evaluation, value: Value): NdArray =>
  typeof value === 'number' && graph.layout ? arrayFrom([1, 1], Float64Array.of(value)) : arrayOf(value);

/** Spellings of a derivative's name beside `dW1`: each names the same node, and nothing else. */
const spellings: readonly RegExp[] = [
  /^d[A-Za-z]\w*?_d(.+)$/,
  /^d_(.+)$/,
  /^grad_(.+)$/,
  /^(.+)_grad$/,
  /^g([A-Z].*)$/,
];

/** The slot whose derivative a name means; null where it means none, or could mean two. */
function derivativeNamed(lesson: Lesson, name: string, maps: PythonMaps | null): number | null {
  // A part of a list or an object has a name of its own only where a map says so.
  // Of a dictionary of gradients the key is the name of what they are with respect to.
  const key = /^grads\[(\w+)\]$/.exec(name)?.[1];
  if (key !== undefined) return derivativeNamed(lesson, `d_${key}`, maps);
  if (!/^\w+$/u.test(name)) return null;
  const { worked } = lesson;
  if (worked.slots.has(name) || maps?.names.has(name) || maps?.labels.has(name)) return null;
  const plain = addresseeOf(lesson, name);
  if (plain.kind === 'derivative') return plain.slot;
  const candidates = [
    ...(/^d[a-z]/.test(name) ? [name.slice(1)] : []),
    // A name of theirs for a value names its derivative as well: `dyhat`.
    ...[...(maps?.names ?? [])].flatMap(([theirs, ours]) => (name === `d${theirs}` ? [ours] : [])),
    ...spellings.flatMap((spelling) => spelling.exec(name)?.[1] ?? []),
    ...(/^delta_?(\d+)$/.test(name) ? [name.replace(/^delta_?/, 'Z'), name.replace(/^delta_?/, 'z')] : []),
  ];
  for (const rest of candidates) {
    const aim = addresseeOf(lesson, `d${maps?.names.get(rest) ?? rest}`);
    if (aim.kind === 'derivative') return aim.slot;
    const role = worked.slots.has(rest) ? null : slotInRole(lesson, rest);
    if (role !== null) return role;
  }
  const meant = /^d[A-Za-z]/.test(name) ? alike(lesson, name.slice(1)) : null;
  const aim = meant === null ? null : addresseeOf(lesson, `d${meant}`);
  return aim?.kind === 'derivative' ? aim.slot : null;
}

/** The only name of the program that differs from a name by capitals alone; null where there is none, or two. */
function alike({ worked }: Lesson, name: string): string | null {
  const found = [...worked.slots.keys()].filter((each) => each.toLowerCase() === name.toLowerCase());
  return found.length === 1 ? (found[0] ?? null) : null;
}

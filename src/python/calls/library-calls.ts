import { arrayEntries } from '../arrays/ndarray.ts';
import { arrayFromValue, itemsOf, unknownThrough } from '../values/conversions.ts';
import { limits, numberValue, wholeOf } from '../values/state.ts';
import { type PyValue, unknownValue } from '../values/values.ts';
import type { CallArguments } from './array-calls.ts';

const tuple = (items: readonly PyValue[]): PyValue => ({ kind: 'sequence', of: 'tuple', items: [...items] });
const list = (items: readonly PyValue[]): PyValue => ({ kind: 'sequence', of: 'list', items: [...items] });

/** Every choice of an item from each list, the last one changing first; null where there are too many. */
function choices(lists: readonly (readonly PyValue[])[]): readonly (readonly PyValue[])[] | null {
  const count = lists.reduce((all, each) => all * each.length, 1);
  if (count > limits.turns) return null;
  return lists.reduce<readonly (readonly PyValue[])[]>(
    (all, each) => all.flatMap((chosen) => each.map((item) => [...chosen, item])),
    [[]],
  );
}

const upTo = (count: number): readonly PyValue[] => Array.from({ length: count }, (_, at) => numberValue(at));

/** The sizes that arguments name: `np.ndindex(2, 3)`, `np.ndindex(A.shape)`. */
const sizesIn = (values: readonly PyValue[]): readonly (number | null)[] =>
  values.flatMap((value) => (value.kind === 'sequence' ? value.items.map(wholeOf) : [wholeOf(value)]));

/** A call of one of the small libraries that loops are written with: `itertools.product`, `defaultdict`, `np.ndindex`. */
export function libraryCall(name: string, { values, named, line }: CallArguments): PyValue {
  const [first, second] = values;
  const unknown = (why: string): PyValue =>
    first ? unknownThrough(first, why, line) : unknownValue(why, line);
  switch (name) {
    case 'product': {
      const lists = values.map(itemsOf);
      const all = lists.includes(null) || named.size > 0 ? null : choices(lists as (readonly PyValue[])[]); // none is null
      return all ? list(all.map(tuple)) : unknown("dvar can't tell what this product goes over");
    }
    case 'ndindex': {
      const sizes = sizesIn(values);
      const all = sizes.includes(null) ? null : choices(sizes.map((size) => upTo(size ?? 0)));
      return all ? list(all.map(tuple)) : unknown("dvar can't tell what this goes over");
    }
    case 'ndenumerate': {
      const array = first ? arrayFromValue(first) : null;
      const all = array ? choices(array.shape.map(upTo)) : null;
      if (!array || !all) return unknown("dvar can't tell what this goes over");
      const entries = arrayEntries(array);
      return list(all.map((at, k) => tuple([tuple(at), numberValue(entries[k] ?? Number.NaN, false)])));
    }
    case 'chain':
      return values.every((value) => itemsOf(value))
        ? list(values.flatMap((value) => itemsOf(value) ?? []))
        : unknown("dvar can't tell what this goes over");
    case 'pairwise': {
      const items = first ? itemsOf(first) : null;
      return items
        ? list(items.slice(1).map((item, at) => tuple([items[at] as PyValue, item]))) // the one in front of it
        : unknown("dvar can't tell what this goes over");
    }
    case 'OrderedDict':
      return { kind: 'dictionary', entries: new Map(named) };
    case 'deque':
      return list((first && itemsOf(first)) ?? []);
    case 'defaultdict': {
      const missing = first ? makerOf(first) : null;
      return missing
        ? { kind: 'dictionary', entries: new Map(), missing }
        : unknown("dvar can't read this defaultdict");
    }
    case 'namedtuple': {
      const fields =
        second?.kind === 'text'
          ? second.text.split(/[\s,]+/).filter((word) => word !== '')
          : second?.kind === 'sequence'
            ? second.items.flatMap((item) => (item.kind === 'text' ? item.text : []))
            : [];
      const word = first?.kind === 'text' ? first.text : 'namedtuple';
      return {
        kind: 'callable',
        callable: { kind: 'class', name: word, methods: new Map(), parts: new Map(), fields },
      };
    }
    default:
      return unknownValue(`not read: ${name}(...)`, line);
  }
}

/** What a `defaultdict` puts under a key that is not there. */
function makerOf(value: PyValue): (() => PyValue) | null {
  const path = value.kind === 'callable' && value.callable.kind === 'builtin' ? value.callable.path : '';
  switch (path) {
    case 'float':
      return () => numberValue(0, false);
    case 'int':
      return () => numberValue(0);
    case 'list':
      return () => list([]);
    case 'dict':
      return () => ({ kind: 'dictionary', entries: new Map<string, PyValue>() });
    default:
      return null;
  }
}

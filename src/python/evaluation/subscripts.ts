import { arrayEntries } from '../arrays/ndarray.ts';
import type { IndexPart } from '../arrays/picking.ts';
import type { PyExpression, Subscript } from '../text/syntax.ts';
import { arrayFromValue } from '../values/conversions.ts';
import { wholeOf } from '../values/state.ts';
import type { PyValue } from '../values/values.ts';

/** Why a matrix can't stand as an index where classes belong; null where none does. */
export function labelsFor(
  parts: readonly Subscript[],
  inner: (of: PyExpression) => PyValue,
  rank: number,
): string | null {
  for (const part of parts) {
    const value = part.kind === 'index' ? inner(part.value) : null;
    if (
      value?.kind === 'array' &&
      !value.array.mask &&
      !value.array.whole &&
      value.array.shape.length === 2 &&
      parts.length > 1 &&
      rank === 2
    ) {
      const word = part.kind === 'index' && part.value.kind === 'name' ? part.value.name : 'this';
      return `${word} is a matrix here, not a list of classes; an assignment can say so with labels: { ${word}: one-hot of ${value.form?.text ?? 'Y'} }`;
    }
  }
  return null;
}

/** `A[i]` of a tuple `i` is `A[i[0], i[1]]`. */
function insteadOfTuple(
  parts: readonly Subscript[],
  inner: (of: PyExpression) => PyValue,
): readonly PyValue[] | null {
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'index') return null;
  const value = inner(only.value);
  return value.kind === 'sequence' && value.of === 'tuple' && value.items.length > 0 ? value.items : null;
}

/** The parts between brackets, worked out; an unknown value where one is not known. */
export function indexParts(
  given: readonly Subscript[],
  inside: (of: PyExpression) => PyValue,
  rank = 2,
): readonly IndexPart[] | (PyValue & { kind: 'unknown' }) {
  const found: IndexPart[] = [];
  const items = insteadOfTuple(given, inside);
  const [first] = given;
  // Each item is looked up where the tuple stands.
  const places = new Map<PyExpression, PyValue>();
  const parts =
    items && first?.kind === 'index'
      ? items.map((item): Subscript => {
          const value = { ...first.value };
          places.set(value, item);
          return { kind: 'index', value };
        })
      : given;
  const inner = (of: PyExpression): PyValue => places.get(of) ?? inside(of);
  for (const part of parts) {
    if (part.kind === 'slice') {
      const bounds = sliceOf(part, inner);
      if (!bounds) return { kind: 'unknown', why: "dvar can't tell this slice", line: 0, raised: false };
      found.push({ kind: 'slice', ...bounds });
      continue;
    }
    const value = inner(part.value);
    const at = value.kind === 'array' && value.array.mask ? null : wholeOf(value);
    const array = arrayFromValue(value);
    if (value.kind === 'none') found.push({ kind: 'new-axis' });
    else if (value.kind === 'text' && value.text === '...')
      for (
        let at = parts.filter((each) => each.kind !== 'index' || !isNewAxis(each.value)).length - 1;
        at < rank;
        at++
      )
        found.push({ kind: 'slice', start: null, stop: null, step: null });
    else if (value.kind === 'sequence' && value.items.length === 0)
      found.push({ kind: 'picked', indices: [] });
    else if (at !== null && (!array || array.shape.length === 0)) found.push({ kind: 'at', index: at });
    else if (array?.mask) found.push({ kind: 'mask', mask: array });
    else if (array) found.push({ kind: 'picked', indices: [...arrayEntries(array)], shape: array.shape });
    else
      return value.kind === 'unknown'
        ? value
        : { kind: 'unknown', why: "dvar can't tell this index", line: part.value.line, raised: false };
  }
  return found;
}

const isNewAxis = (of: PyExpression): boolean =>
  (of.kind === 'constant' && of.value === null) || (of.kind === 'attribute' && of.name === 'newaxis');

/** The bounds of a slice; null where one is not known. */
export function sliceOf(
  part: Subscript & { kind: 'slice' },
  inner: (of: PyExpression) => PyValue,
): { start: number | null; stop: number | null; step: number | null } | null {
  const bounds: (number | null)[] = [];
  for (const bound of [part.start, part.stop, part.step]) {
    const value = bound ? inner(bound) : null;
    const whole = value && value.kind !== 'none' ? wholeOf(value) : null;
    if (value && value.kind !== 'none' && whole === null) return null;
    bounds.push(whole);
  }
  const [start = null, stop = null, step = null] = bounds;
  return { start, stop, step };
}

import { readValue, unreadValue } from '../../engine/graph/value-text.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Draw, readDraw } from '../../tutor/lesson/draw.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { nodeAt } from './keys.ts';

/** The values of a problem's givens: numbers and matrices, and those that are drawn at random. */
export interface Values {
  readonly values: ReadonlyMap<string, Value>;
  readonly draws: ReadonlyMap<string, Draw>;
}

/** Reads what stands under `values:`. */
export function readValues(problem: MapNode): Result<Values> {
  const node = nodeAt(problem, 'values');
  const values = new Map<string, Value>();
  const draws = new Map<string, Draw>();
  if (!node) return ok({ values, draws });
  if (node.kind !== 'map')
    return refuse('values: must give each name a number, as in { a: 5, b: 3 }', node.from, node.to);
  for (const { key, keyAt, value } of node.entries) {
    if (value.kind === 'list') {
      const matrix = matrixIn(value);
      if (matrix === null)
        return refuse(
          `YAML reads the value of ${key} as a list; put the matrix in quotes: "[1 2; 3 4]"`,
          value.from,
          value.to,
        );
      if (typeof matrix === 'string') return refuse(`the value of ${key}: ${matrix}`, value.from, value.to);
      values.set(key, matrix.value);
      continue;
    }
    if (value.kind !== 'scalar')
      return refuse(
        `the value of ${key} is not a number; write one such as 5, -2.5 or 2/3`,
        value.from,
        value.to,
      );
    if (value.value === null || typeof value.value === 'boolean') {
      return refuse(`${key} has no number; write one such as 5, -2.5 or 2/3`, keyAt.from, keyAt.to);
    }
    const draw = readDraw(value.text);
    if (draw?.ok) {
      draws.set(key, draw.value);
      continue;
    }
    const number = draw ?? readValue(value.text);
    if (!number.ok) return refuse(unreadValue(key, number.trouble.message), value.from, value.to);
    values.set(key, number.value);
  }
  return ok({ values, draws });
}

/**
 * A matrix as YAML lists: `[1, 2]` is a row, `[[1, 2], [3, 4]]` has two; null for a list that is no matrix, or the
 * reason why it is none.
 */
function matrixIn(list: DocumentNode & { readonly kind: 'list' }): { readonly value: Value } | string | null {
  const rows = list.items.every((item) => item.kind === 'list') ? list.items : [list];
  const texts = rows.map((row) =>
    row.kind === 'list' &&
    row.items.every((item) => item.kind === 'scalar' && typeof item.value !== 'boolean')
      ? row.items.map((item) => (item.kind === 'scalar' ? item.text : ''))
      : null,
  );
  // YAML reads `[1,2;3,4]` as a list of three, whose second item is not a number.
  if (texts.some((row) => row?.every((text) => /^[-+.\de/\s−]+$/u.test(text)) !== true)) return null;
  const read = readValue(`[${texts.map((row) => (row ?? []).join(', ')).join('; ')}]`);
  return read.ok ? { value: read.value } : read.trouble.message;
}

import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Shape } from '../../ops/matrix.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { keyPlace, nodeAt } from './keys.ts';

/** The largest size that somebody works with on paper. */
const largest = 20;

/** Reads `shapes: { X: 2x4, w: 2x1 }`: how large the matrices are whose entries are drawn. What is not named is a number. */
export function readShapes(problem: MapNode): Result<ReadonlyMap<string, Shape>> {
  const node = nodeAt(problem, 'shapes');
  const shapes = new Map<string, Shape>();
  if (!node) return ok(shapes);
  if (!nodeAt(problem, 'draw'))
    return refuse('shapes: works only with draw: friendly', ...keyPlace(problem, 'shapes'));
  if (node.kind !== 'map')
    return refuse('shapes: must give names their sizes, as in { X: 2x4, w: 2x1 }', node.from, node.to);
  for (const { key, value } of node.entries) {
    const shape = shapeIn(value);
    if (shape === null)
      return refuse(
        `the shape of ${key} must be rows x columns, each from 1 to ${largest}, as in 2x4`,
        value.from,
        value.to,
      );
    shapes.set(key, shape);
  }
  return ok(shapes);
}

/** `2x4`, `2×4`, `(2,4)` or the list `[2, 4]`. */
function shapeIn(node: DocumentNode): Shape | null {
  const text =
    node.kind === 'list'
      ? node.items.map((item) => (item.kind === 'scalar' ? item.text : '?')).join('x')
      : node.kind === 'scalar'
        ? node.text.replaceAll(/["'()]/g, '')
        : '';
  const [, rows, columns] = /^\s*(\d{1,2})\s*[x×,]\s*(\d{1,2})\s*$/u.exec(text) ?? [];
  const shape = { rows: Number(rows), columns: Number(columns) };
  const fits = (size: number): boolean => size >= 1 && size <= largest;
  return fits(shape.rows) && fits(shape.columns) ? shape : null;
}

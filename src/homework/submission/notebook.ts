import { ok, type Result, refuse } from '../../language/diagnostic.ts';

/** A cell of a notebook into which somebody wrote. */
export interface NotebookCell {
  readonly kind: 'code' | 'markdown';
  readonly text: string;
}

/** The code and Markdown cells of a Jupyter notebook, without its output. */
export function notebookCells(text: string): Result<readonly NotebookCell[]> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return refuse('the notebook is damaged: it is not JSON; save it again');
  }
  const cells = memberOf(read, 'cells');
  if (!Array.isArray(cells)) return refuse('the notebook has no cells; hand in the one with the answers');
  return ok(
    cells.flatMap((cell: unknown): readonly NotebookCell[] => {
      const kind = memberOf(cell, 'cell_type');
      const source = memberOf(cell, 'source');
      const lines = Array.isArray(source) ? source.map(String).join('') : source;
      if ((kind !== 'code' && kind !== 'markdown') || typeof lines !== 'string') return [];
      return [{ kind, text: lines }];
    }),
  );
}

const memberOf = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null
    ? (object as Readonly<Record<string, unknown>>)[key]
    : undefined; // just looked at

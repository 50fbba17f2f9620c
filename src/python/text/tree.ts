import type { SyntaxNode } from '@lezer/common';
import type { PythonPlace } from './syntax.ts';

/** A text whose tree is read, with the offsets at which its lines begin. */
export interface PythonSource {
  readonly text: string;
  readonly starts: readonly number[];
}

/** A text and where its lines begin. */
export function pythonSource(text: string): PythonSource {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { text, starts };
}

/** The text of a node; empty where there is none. */
export function wordOfNode(source: PythonSource, node: SyntaxNode | null | undefined): string {
  return node ? source.text.slice(node.from, node.to) : '';
}

/** Where a node stands. */
export function placeOfNode({ starts }: PythonSource, { from, to }: SyntaxNode): PythonPlace {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= from) low = middle;
    else high = middle;
  }
  return { from, to, line: low + 1 };
}

/** The children of a node in order; comments and errors are none. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment' && !child.type.isError) found.push(child);
  return found;
}

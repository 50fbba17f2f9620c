import type { Box, Line, Sheet, Span } from './box.ts';
import { clip } from './measure.ts';

/** The most lines of a list: nobody reads more. */
const LINES = 200;
const INDENT = 2;

/**
 * The graph as an indented list for when it is too big to draw: outputs first, inputs below what reads them, each node
 * once and later only by name. Deep nodes share the deepest indentation, which leaves them half the paper.
 */
export function listGraph(boxes: readonly Box[], paper: Sheet): readonly Line[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const read = new Set(boxes.flatMap((box) => box.inputs));
  const outputs = boxes.filter((box) => !read.has(box.id));
  const deepest = Math.max(0, Math.floor(paper.width / 2 / INDENT));
  const lines: Line[] = [];
  const shown = new Set<string>();
  const waiting = outputs.map((box) => ({ box, depth: 0 }));
  while (waiting.length > 0 && lines.length < LINES) {
    const { box, depth } = waiting.pop()!;
    const indent: Span = { text: ' '.repeat(INDENT * Math.min(depth, deepest)), role: 'plain' };
    const again = shown.has(box.id);
    lines.push(fitLine([indent, ...(again ? mention(box) : describe(box))], paper));
    shown.add(box.id);
    if (again) continue;
    for (const id of [...new Set(box.inputs)].reverse()) {
      const input = byId.get(id);
      if (input) waiting.push({ box: input, depth: depth + 1 });
    }
  }
  const left = boxes.length - shown.size;
  if (left > 0) {
    const dots = paper.ascii ? '...' : '…';
    lines.push(
      fitLine([{ text: `${dots} and ${left} more ${left === 1 ? 'node' : 'nodes'}`, role: 'plain' }], paper),
    );
  }
  return lines;
}

function describe(box: Box): Span[] {
  const lines = box.lines.flatMap((span, at): Span[] =>
    at === 0 ? [span] : [{ text: ' = ', role: 'plain' }, span],
  );
  const under = box.under.flatMap((span): Span[] => [{ text: '   ', role: 'plain' }, span]);
  return [...lines, ...under];
}

function mention(box: Box): Span[] {
  return [
    { text: box.id, role: 'name' },
    { text: ' (above)', role: 'plain' },
  ];
}

function fitLine(spans: readonly Span[], { width, ascii }: Sheet): Line {
  const text = spans.map((span) => span.text).join('');
  const kept = clip(text, width, ascii);
  if (kept === text) return spans;
  const line: Span[] = [];
  let at = 0;
  for (const { text: whole, role } of spans) {
    const piece = kept.slice(at, at + whole.length);
    at += whole.length;
    if (piece !== '') line.push({ text: piece, role });
  }
  return line;
}

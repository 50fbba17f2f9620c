import type { LecturePart } from '../../course/page/lecture-page.ts';
import { mermaidOf } from '../../picture/notation/mermaid.ts';
import { withOpen } from '../../picture/scene/blanks.ts';
import { titleOf } from '../../picture/scene/describe.ts';
import { pictureNodes } from '../../picture/scene/nodes.ts';
import { sheetPicture } from '../../sheets/sheet-html.ts';

const DIGITS = 4;

/** The picture of a graph in a lecture: with what has been found by then, and numbered boxes for what is asked. */
export function lecturePicture(
  format: 'html' | 'markdown',
  { lesson, known, open }: LecturePart & { readonly kind: 'graph' },
  number: number,
): string {
  const { output } = lesson.worked.graph;
  const shown = known.size > 0 || open.length > 0 ? new Set([...known, output]) : known;
  const nodes = withOpen(pictureNodes(lesson, shown, DIGITS), open);
  return format === 'html'
    ? sheetPicture(nodes, `g${number}-`, 'either').svg
    : mermaidOf(nodes, titleOf(nodes));
}

import type { Box } from '../box.ts';
import { clip, wrap } from '../measure.ts';
import { textWidth } from './font.ts';
import type { FlowText, PictureNode } from './nodes.ts';

/** Pixels of a column of the layout. */
export const COLUMN = 8;
/** Pixels of a row of the layout. */
export const ROW = 22;
/** Pixels around a picture. */
export const MARGIN = 16;
/** Sizes of letters: in boxes, at arrows, of shapes. */
export const sizes = { formula: 14, label: 13, shape: 11 } as const;
const PADDING = 10;
/** From a box to what stands at its arrow, and from there on. */
export const BESIDE = 8;
/** Pixels of a blank that is to be filled in, by hand on paper; a value's begins so far above its arrow, a derivative's so far below. */
export const BLANK_WIDTH = 58;
export const BLANK_HEIGHT = 20;
export const blankTops = { value: -23, derivative: 10 } as const;
/** A formula goes on in the next line behind so many letters. */
export const LINE_LETTERS = 34;
/** The word for a derivative is cut behind so many. */
export const WORD_LETTERS = 26;

/** A node as the layout takes it: its formula in lines, and its shape. */
export function boxOf(node: PictureNode): Box {
  const formula = wrap(node.formula, LINE_LETTERS, false, 0.4);
  const shape = node.shape === null ? [] : [node.shape];
  const lines = [
    ...formula.map((text) => ({ text, role: 'name' as const })),
    ...shape.map((text) => ({ text, role: 'plain' as const })),
  ];
  return { id: node.id, lines, under: [], inputs: node.inputs };
}

/** How many columns a box takes. */
export function columnsOfBox({ lines }: Box): number {
  const widths = lines.map(({ text, role }) =>
    textWidth(text, role === 'plain' ? sizes.shape : sizes.formula),
  );
  return Math.ceil((Math.max(...widths) + 2 * PADDING) / COLUMN);
}

/** How many columns the value and the derivative at a node's arrow take. */
export function labelColumns(node: PictureNode): number {
  const width = Math.max(flowWidth('', node.value), flowWidth(wordInFront(node), node.derivative));
  return width === 0 ? 0 : Math.ceil((width + 2 * BESIDE) / COLUMN);
}

/** `dJ/du = `, of a long name as much as fits; a shape stands behind the word alone. */
export function wordInFront({ word, derivative }: PictureNode): string {
  const shape = derivative?.kind === 'text' && derivative.text.startsWith('(');
  return clip(word, WORD_LETTERS, false) + (shape ? ' ' : ' = ');
}

function flowWidth(before: string, flow: FlowText | null): number {
  if (flow === null) return 0;
  return flow.kind === 'text'
    ? textWidth(before + flow.text, sizes.label)
    : textWidth(before, sizes.label) + BLANK_WIDTH;
}

/**
 * The widths of DejaVu Sans, in thousandths of the font's size: printable ASCII one by one. It is the widest of the fonts
 * that viewers put in for Helvetica, so what fits in it fits in all of them.
 */
const ASCII: readonly number[] = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
  636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
  295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
  500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
  392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/** For letters of other scripts the widest of their block: up to the code, a width. */
const BLOCKS: readonly (readonly [to: number, width: number])[] = [
  [0x017f, 1070],
  [0x024f, 1422],
  [0x02ff, 1058],
  [0x036f, 0],
  [0x03ff, 934],
  [0x052f, 1180],
  [0x058f, 980],
  [0x05ff, 710],
  [0x06ff, 1221],
  [0x1fff, 1200],
];

/** Signs that are common here, by themselves; their blocks hold much wider ones. */
const SIGNS: ReadonlyMap<string, number> = new Map([
  ['\u200e', 0],
  ['·', 318],
  ['…', 1000],
  ['−', 838],
  ['×', 838],
  ['∂', 517],
  ['→', 838],
  ['↩', 838],
  ['✓', 838],
  ['✗', 838],
]);

/** What is left: one em and a bit, as wide as East Asian letters are, and emoji. */
const WIDEST = 1450;

/** Marks that sit on a letter take no room of their own. */
const MARK = (): RegExp => /\p{M}/u;

/** How wide a text is at most, in the unit of its size, if it is set in Helvetica or what stands in for it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const point of text) width += pointWidth(point);
  return (width * size) / 1000;
}

function pointWidth(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  const known = ASCII[code - 0x20] ?? SIGNS.get(point);
  if (known !== undefined) return known;
  if (MARK().test(point)) return 0;
  return BLOCKS.find(([to]) => code <= to)?.[1] ?? WIDEST;
}

import type { AxisStretch } from './axes.ts';

/** A point in the numbers of the axes. */
export type ChartPoint = readonly [x: number, y: number];

/** What a line is: the function itself, its tangent, a secant, a path of parameters, or a line along which the output stays the same. */
export type LineKind = 'curve' | 'slope' | 'secant' | 'path' | 'contour';

/** A line through points. It is cut where a point is no number. */
export interface ChartLine {
  readonly kind: LineKind;
  readonly points: readonly ChartPoint[];
}

/** A mark at a point: where somebody stands, or (hollow) another point that is spoken of. */
export interface ChartDot {
  readonly at: ChartPoint;
  readonly kind: DotKind;
}

export type DotKind = 'full' | 'hollow';

/** A plot with two axes, for every format. */
export interface Chart {
  readonly title: string;
  readonly description: string;
  readonly x: AxisStretch & { readonly name: string };
  readonly y: AxisStretch & { readonly name: string };
  readonly lines: readonly ChartLine[];
  readonly dots: readonly ChartDot[];
  /** What the lines and marks are, one entry each. */
  readonly legend: readonly { readonly kind: LineKind | DotKind; readonly text: string }[];
}

/** Where a number lies between two ends, as a share of the way between them. */
export const shareAlong = (value: number, { least, most }: AxisStretch): number =>
  // Halves, because the stretch between the largest numbers has no length that a number can hold.
  (value / 2 - least / 2) / (most / 2 - least / 2);

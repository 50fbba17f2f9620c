/** Heights over a grid, row by row from the least y on. */
export interface Terrain {
  readonly columns: number;
  readonly rows: number;
  readonly heights: readonly number[];
}

/** A straight piece of a contour, in columns and rows of the grid. */
export type ContourPiece = readonly [x1: number, y1: number, x2: number, y2: number];

/** The line along which a terrain has a height, in pieces: one or two in each cell that it crosses (marching squares). */
export function contour({ columns, rows, heights }: Terrain, level: number): readonly ContourPiece[] {
  const pieces: ContourPiece[] = [];
  const at = (x: number, y: number): number => heights[y * columns + x] ?? Number.NaN;
  for (let y = 0; y + 1 < rows; y++) {
    for (let x = 0; x + 1 < columns; x++) {
      const corners = [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y + 1],
      ] as const;
      const points = corners.flatMap(([fromX, fromY], k) => {
        const [toX, toY] = corners[(k + 1) % 4]!; // there are four
        const [from, to] = [at(fromX, fromY), at(toX, toY)];
        if (!Number.isFinite(from) || !Number.isFinite(to) || from < level === to < level) return [];
        const share = (level - from) / (to - from);
        return [[fromX + share * (toX - fromX), fromY + share * (toY - fromY)] as const];
      });
      for (let k = 0; k + 1 < points.length; k += 2) {
        const [[x1, y1], [x2, y2]] = [points[k]!, points[k + 1]!];
        pieces.push([x1, y1, x2, y2]);
      }
    }
  }
  return pieces;
}

/** Levels that lie closer where a terrain is low, as a descent sees it: shares of the way up, squared. */
export function levelsOf(heights: readonly number[], count: number): readonly number[] {
  const seen = heights.filter(Number.isFinite);
  const least = seen.reduce((low, each) => Math.min(low, each), Number.POSITIVE_INFINITY);
  const most = seen.reduce((high, each) => Math.max(high, each), Number.NEGATIVE_INFINITY);
  return Array.from({ length: count }, (_, k) => least + (most - least) * ((k + 0.5) / count) ** 2);
}

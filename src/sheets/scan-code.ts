import { encode } from 'uqr';

/** A code for scanning (QR): how many squares it has to a side, and which are dark, each by its column and row. */
export function scanSquares(text: string): {
  readonly side: number;
  readonly squares: readonly (readonly [x: number, y: number])[];
} {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [[x, y] as const] : [])));
  return { side: size, squares };
}

/** A code for scanning as SVG: dark squares on nothing, which is the paper's white. */
export function scanCode(text: string, size: number): string {
  const { side, squares } = scanSquares(text);
  const path = squares.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('');
  return `<svg class="code" xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}" role="img" aria-label="code for scanning"><path d="${path}" shape-rendering="crispEdges"/></svg>`;
}

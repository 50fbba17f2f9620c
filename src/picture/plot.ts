/** What a plot is drawn with: the size of its field, and whether only ASCII is safe. */
export interface PlotStyle {
  readonly width: number;
  readonly height: number;
  readonly ascii: boolean;
}

/**
 * Some numbers from left to right as a field of points, one line a string, the largest on top. Where there are more numbers
 * than columns, a column shows the last of its share.
 */
export function plot(numbers: readonly number[], { width, height, ascii }: PlotStyle): readonly string[] {
  const columns = Math.min(width, numbers.length);
  const shown = Array.from({ length: columns }, (_, column) => {
    const at = columns === 1 ? 0 : Math.round((column * (numbers.length - 1)) / (columns - 1));
    return numbers[at] ?? Number.NaN;
  });
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const lineOf = (value: number): number =>
    high === low ? height - 1 : Math.round(((high - value) / (high - low)) * (height - 1));
  const point = ascii ? '*' : '•';
  return Array.from({ length: height }, (_, line) =>
    shown
      .map((value) => (lineOf(value) === line ? point : ' '))
      .join('')
      .trimEnd(),
  );
}

import { formatNumber } from '../../language/number-format.ts';
import { stretchOf } from '../../picture/plots/axes.ts';
import type { Chart, ChartDot, ChartLine, ChartPoint, DotKind } from '../../picture/plots/chart.ts';
import { contour, levelsOf } from '../../picture/plots/contours.ts';
import type { Descent } from './descent.ts';
import type { Objective } from './objective.ts';

/** Cells of the terrain on each side: enough for smooth contours, and few enough to be computed at once. */
const CELLS = 72;
const LEVELS = 12;

/** The output over the steps of a descent. */
export function outputChart(output: string, { outputs }: Descent, digits: number): Chart {
  const [first = Number.NaN, last = Number.NaN] = [outputs[0], outputs.at(-1)];
  const said = `${output} from ${formatNumber(first, digits)} to ${formatNumber(last, digits)} in ${outputs.length - 1} steps`;
  return {
    title: `${output} over the steps of gradient descent`,
    description: `${said}.`,
    x: { least: 0, most: Math.max(1, outputs.length - 1), name: 'step', whole: true },
    y: { ...stretchOf(outputs), name: output },
    lines: [{ kind: 'curve', points: thinned(outputs.map((y, x): ChartPoint => [x, y])) }],
    dots: [],
    legend: [{ kind: 'curve', text: said }],
  };
}

/** The path of two parameters over the contours of the output. */
export function pathChart(
  output: string,
  names: readonly [string, string],
  objective: Objective,
  { stands }: Descent,
): Chart {
  const path = stands.map(({ parameters }): ChartPoint => [parameters[0] ?? 0, parameters[1] ?? 0]);
  const [x, y] = [0, 1].map((axis) => wider(stretchOf(path.map((point) => point[axis] ?? 0)))) as [
    Wide,
    Wide,
  ]; // two axes
  const place = (stretch: Wide, cell: number): number =>
    stretch.least + (cell / CELLS) * (stretch.most - stretch.least);
  const side = CELLS + 1;
  const heights = Array.from({ length: side * side }, (_, at) =>
    objective.whole(Float64Array.of(place(x, at % side), place(y, Math.floor(at / side)))),
  );
  const contours = levelsOf(heights, LEVELS).map(
    (level): ChartLine => ({
      kind: 'contour',
      points: contour({ columns: side, rows: side, heights }, level).flatMap(([x1, y1, x2, y2]) => [
        [place(x, x1), place(y, y1)] as const,
        [place(x, x2), place(y, y2)] as const,
        [Number.NaN, Number.NaN] as const,
      ]),
    }),
  );
  return {
    title: `The path of ${names.join(' and ')} over contours of ${output}`,
    description: `${stands.length} points of a descent, from ${spelledOut(names, path[0])} to ${spelledOut(names, path.at(-1))}.`,
    x: { ...x, name: names[0] },
    y: { ...y, name: names[1] },
    lines: [...contours, { kind: 'path', points: thinned(path) }],
    dots: [...markAt(path[0], 'hollow'), ...markAt(path.at(-1), 'full')],
    legend: [
      { kind: 'path', text: `the path of ${names.join(' and ')}` },
      { kind: 'hollow', text: `the start, ${spot(path[0])}` },
      { kind: 'full', text: `the end, ${spot(path.at(-1))}` },
      { kind: 'contour', text: `along such a line ${output} stays the same` },
    ],
  };
}

const markAt = (point: ChartPoint | undefined, kind: DotKind): readonly ChartDot[] =>
  point ? [{ at: point, kind }] : [];

type Wide = ReturnType<typeof stretchOf>;

/** A range made wider by half on both sides, so that the valley around the path is seen. */
const wider = ({ least, most }: Wide): Wide => ({
  least: least - (most - least) / 2,
  most: most + (most - least) / 2,
});

/** More digits than these nobody sees on a plot. */
const SPOT_DIGITS = 6;
const spot = (point: ChartPoint | undefined): string =>
  point ? `(${point.map((each) => formatNumber(each, SPOT_DIGITS)).join(', ')})` : 'nowhere';

/** A point with the names of its parameters, for a screen reader. */
const spelledOut = (names: readonly [string, string], point: ChartPoint = [Number.NaN, Number.NaN]): string =>
  names.map((name, axis) => `${name} = ${formatNumber(point[axis] ?? 0, SPOT_DIGITS)}`).join(' and ');

/** The most points of a line; nobody would see more. */
const MOST_POINTS = 1500;
function thinned(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  return every <= 1 ? points : points.filter((_, at) => at % every === 0 || at === points.length - 1);
}

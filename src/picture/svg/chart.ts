import { type AxisStretch, tickLabels, ticksOf } from '../plots/axes.ts';
import { type Chart, type ChartLine, type DotKind, type LineKind, shareAlong } from '../plots/chart.ts';
import { textWidth } from '../scene/font.ts';
import { pixels } from './markup.ts';
import { framedSvg, svgText } from './svg.ts';

const WIDTH = 640;
const FIELD = { left: 72, right: 616, height: 330 } as const;
const LEGEND_LINE = 20;
const CLASSES: Readonly<Record<LineKind | DotKind, string>> = {
  curve: 'curve',
  slope: 'slope',
  secant: 'slope secant',
  path: 'slope',
  contour: 'contour',
  full: 'dot',
  hollow: 'dot hollow',
};
const STYLE =
  '.dvar .secant{stroke-dasharray:6 4;stroke-width:1.3}.dvar .contour{fill:none;stroke-width:1;opacity:.7}';

/** A plot as one SVG file, in the dress of the graph's pictures. */
export function chartSvg(chart: Chart): string {
  const top = 20 + chart.legend.length * LEGEND_LINE + 14;
  const bottom = top + FIELD.height;
  const across = (x: number): number => scaled(x, chart.x, FIELD.left, FIELD.right);
  const down = (y: number): number => scaled(y, chart.y, bottom, top);
  const line = ({ kind, points }: ChartLine): string => {
    let pen = 'M';
    const path = points.map(([x, y]) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${pixels(across(x))} ${pixels(down(y))}`;
      pen = 'L';
      return step;
    });
    return `<path class="${CLASSES[kind]}" d="${path.join('')}"/>`;
  };
  const field = `<clipPath id="field"><rect x="${FIELD.left}" y="${top}" width="${FIELD.right - FIELD.left}" height="${FIELD.height}"/></clipPath>`;
  return framedSvg({ width: WIDTH, height: bottom + 52 }, { ...chart, extraStyle: STYLE }, [
    field,
    ...chart.legend.flatMap(({ kind, text }, k) => legendLine(kind, text, 24 + k * LEGEND_LINE)),
    ...labelled(chart.x).flatMap(({ tick, text }) => xTick(text, across(tick), top, bottom)),
    ...labelled(chart.y).flatMap(({ tick, text }) => yTick(text, down(tick))),
    `<path class="line" d="M${FIELD.left} ${top}V${bottom}H${FIELD.right}"/>`,
    `<g clip-path="url(#field)">${chart.lines.map(line).join('')}</g>`,
    ...chart.dots.map(
      ({ at: [x, y], kind }) =>
        `<circle class="${CLASSES[kind]}" cx="${pixels(across(x))}" cy="${pixels(down(y))}" r="4"/>`,
    ),
    svgText(chart.y.name, { x: FIELD.left + 6, y: top - 4, size: 13 }, 'formula'),
    svgText(
      chart.x.name,
      { x: FIELD.right - textWidth(chart.x.name, 13), y: bottom + 40, size: 13 },
      'formula',
    ),
  ]);
}

const scaled = (value: number, stretch: AxisStretch, from: number, to: number): number =>
  from + shareAlong(value, stretch) * (to - from);

function labelled(stretch: AxisStretch): readonly { tick: number; text: string }[] {
  const ticks = ticksOf(stretch);
  const texts = tickLabels(ticks);
  return ticks.map((tick, at) => ({ tick, text: texts[at] ?? '' }));
}

function legendLine(kind: LineKind | DotKind, text: string, y: number): readonly string[] {
  const sample =
    kind === 'full' || kind === 'hollow'
      ? `<circle class="${CLASSES[kind]}" cx="${FIELD.left + 14}" cy="${y - 4}" r="4"/>`
      : `<path class="${CLASSES[kind]}" d="M${FIELD.left} ${y - 4}h28"/>`;
  return [
    sample,
    svgText(text, { x: FIELD.left + 36, y, size: 13 }, kind === 'curve' ? 'value' : 'derivative'),
  ];
}

function xTick(text: string, x: number, top: number, bottom: number): readonly string[] {
  return [
    `<path class="grid" d="M${pixels(x)} ${top}V${bottom}"/>`,
    svgText(text, { x: x - textWidth(text, 12) / 2, y: bottom + 20, size: 12 }, 'faint'),
  ];
}

function yTick(text: string, y: number): readonly string[] {
  return [
    `<path class="grid" d="M${FIELD.left} ${pixels(y)}H${FIELD.right}"/>`,
    svgText(text, { x: FIELD.left - 8 - textWidth(text, 12), y: y + 4, size: 12 }, 'faint'),
  ];
}

import { movedTo, numberThere, outputWith } from '../../engine/checks/differences.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { formatNumber } from '../../language/number-format.ts';
import { stretchOf } from '../../picture/plots/axes.ts';
import type { Chart, ChartPoint } from '../../picture/plots/chart.ts';
import type { Nudging } from './telling.ts';

/** So many points make a curve look smooth. */
const POINTS = 160;

/** The amounts that a picture nudges by unless others are given: large enough to be seen. */
export const visibleNudges = (value: number): readonly number[] => {
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value)))));
  return [scale, scale / 2, scale / 10];
};

/** The output over one number: its curve, the tangent there, and a secant for each nudge. */
export function nudgeChart(
  worked: Evaluation,
  { slot, entry, name, exact, nudges }: Nudging,
  digits: number,
): Chart {
  const { graph, output } = worked;
  const site = { slot, entry };
  const here = numberThere(graph, site, worked.tape.value);
  const at = (x: number): number => outputWith(graph, slot, movedTo(graph, site, worked.tape.value, x));
  const reach = 1.6 * Math.max(...nudges.map(({ by }) => Math.abs(by)));
  const x = { least: here - reach, most: here + reach };
  const curve = Array.from({ length: POINTS + 1 }, (_, k): ChartPoint => {
    const each = x.least + (k / POINTS) * 2 * reach;
    return [each, at(each)];
  });
  const there: ChartPoint = [here, at(here)];
  const line = (slope: number): readonly ChartPoint[] =>
    [x.least, x.most].map((each) => [each, there[1] + slope * (each - here)]);
  const number = (value: number) => formatNumber(value, digits);
  const secants = nudges.map(({ by, ratio }) => ({
    text: `secant over a nudge of ${number(by)}: slope ${number(ratio)}`,
    line: { kind: 'secant' as const, points: line(ratio) },
    dot: [here + by, at(here + by)] as const,
  }));
  const tangent = exact === null ? [] : [{ kind: 'slope' as const, points: line(exact) }];
  return {
    title: `${output} over ${name}`,
    description: `The curve of ${output} over ${name} at ${name} = ${number(here)}${exact === null ? '' : `, with the tangent of slope ${number(exact)}`}; ${secants.map(({ text }) => text).join('; ')}.`,
    x: { ...x, name },
    y: { ...stretchOf(curve.map(([, y]) => y)), name: output },
    lines: [{ kind: 'curve', points: curve }, ...secants.map((secant) => secant.line), ...tangent],
    dots: [...secants.map(({ dot }) => ({ at: dot, kind: 'hollow' as const })), { at: there, kind: 'full' }],
    legend: [
      { kind: 'curve', text: `${output}, all else as it is` },
      ...(exact === null
        ? []
        : [
            {
              kind: 'slope' as const,
              text: `tangent at ${name} = ${number(here)}: d${output}/d${name} = ${number(exact)}`,
            },
          ]),
      ...secants.map(({ text }) => ({ kind: 'secant' as const, text })),
    ],
  };
}

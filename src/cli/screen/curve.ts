import { formatNumber } from '../../language/number-format.ts';
import { plot } from '../../picture/plot.ts';
import type { Theme } from './theme.ts';

const height = 8;

/** The output over the steps, under its name, with its largest and smallest value beside. */
export function curveDrawn(
  name: string,
  curve: readonly number[],
  digits: number,
  look: Theme,
): readonly string[] {
  // Spread into a call, a hundred thousand outputs would overflow it.
  const high = curve.reduce((most, each) => Math.max(most, each), -Infinity);
  const low = curve.reduce((least, each) => Math.min(least, each), Infinity);
  const labels = labelsOf(high, low, digits);
  const margin = Math.max(name.length, ...labels.map((label) => label.length));
  const width = Math.max(5, Math.min(60, look.width() - margin - 3));
  const [corner, side, floor] = look.ascii ? ['+', '|', '-'] : ['└', '│', '─'];
  const field = plot(curve, { width, height, ascii: look.ascii });
  return [
    look.paint('note', name.padStart(margin)),
    ...field.map((line, i) => {
      const label = i === 0 ? labels[0] : i === height - 1 ? labels[1] : '';
      return `${(label ?? '').padStart(margin)} ${side}${line}`;
    }),
    `${' '.repeat(margin)} ${corner}${floor.repeat(Math.min(width, curve.length))} step ${curve.length - 1}`.slice(
      0,
      look.width(),
    ),
  ];
}

/** The largest and the smallest value, with as many digits as it takes to tell them apart; one label where they are one. */
function labelsOf(high: number, low: number, digits: number): readonly [string, string] {
  if (high === low) return ['', formatNumber(low, digits)];
  for (let more = digits; more < 15; more++) {
    const labels = [formatNumber(high, more), formatNumber(low, more)] as const;
    if (labels[0] !== labels[1]) return labels;
  }
  return ['', formatNumber(low, digits)];
}

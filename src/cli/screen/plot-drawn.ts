import { plotLegend, plotLines } from '../../picture/plots/characters.ts';
import type { Chart } from '../../picture/plots/chart.ts';
import { sentences } from './speech.ts';
import type { Theme } from './theme.ts';
import { inAscii } from './theme.ts';
import { wrapped } from './wrap.ts';

/** The rows of a plot's field: with axes and a few sentences it fits a screen of 24 lines. */
const height = 10;

/** A plot on the screen, with a key of its lines below; for a screen reader, the sentence that describes it. */
export function plotDrawn(chart: Chart, theme: Theme): readonly string[] {
  if (theme.plain) return sentences(inAscii(chart.description, theme));
  // A single line needs no key: its axes say what it is.
  const shown = chart.legend.length > 1 ? plotLegend(chart, theme.ascii) : [];
  const legend = shown.flatMap(({ sign, text }) => {
    const [first = '', ...more] = wrapped(
      ' '.repeat(sign.text.length + 2),
      inAscii(text, theme),
      'plain',
      theme,
    );
    return [theme.paint(sign.role, sign.text) + first.slice(sign.text.length), ...more];
  });
  const paper = { width: theme.width(), height, ascii: theme.ascii };
  return [
    ...plotLines(chart, paper).map((line) =>
      line.map(({ text, role }) => (text.trim() === '' ? text : theme.paint(role, text))).join(''),
    ),
    ...legend,
  ];
}

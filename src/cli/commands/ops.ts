import { suggest } from '../../language/suggest.ts';
import { familyNames } from '../../ops/table.ts';
import { stretchOf } from '../../picture/plots/axes.ts';
import type { Chart, ChartPoint } from '../../picture/plots/chart.ts';
import {
  type CatalogueEntry,
  catalogue,
  catalogueEntries,
  catalogueWords,
  curvesOf,
} from '../../tutor/mistakes/catalogue.ts';
import { plotDrawn } from '../screen/plot-drawn.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import { Failure } from '../shell/failure.ts';

/** What `dvar ops` prints: every op by family, how it is written, its rules and why they are so; or one op on a page. */
export function opsText(word: string | undefined, format: 'text' | 'json', theme: Theme): string {
  const entries = word === undefined ? catalogue() : asked(word);
  if (format === 'json') return JSON.stringify({ format: 'dvar.ops/1', ops: entries }, null, 2);
  const pages =
    word === undefined ? listed(entries, theme) : entries.flatMap((entry) => [...page(entry, theme), '']);
  return pages.join('\n').trimEnd();
}

function asked(word: string): readonly CatalogueEntry[] {
  const found = catalogueEntries(word);
  if (found.length > 0) return found;
  const near = suggest(word, catalogueWords());
  throw new Failure(
    `there is no operation '${word}'${near ? `; did you mean ${near}?` : ''}; dvar ops lists them all`,
  );
}

function listed(entries: readonly CatalogueEntry[], theme: Theme): readonly string[] {
  return familyNames.flatMap((family) => {
    const own = entries.filter((entry) => entry.family === family);
    if (theme.plain) return [`${capital(family)}.`, ...own.flatMap(spokenEntry)];
    return [
      theme.paint('hint', capital(family)),
      '',
      ...own.flatMap((entry) => [...drawnEntry(entry, theme), '']),
    ];
  });
}

function drawnEntry(entry: CatalogueEntry, theme: Theme): readonly string[] {
  return [
    ...wrapped('', headOf(entry), 'plain', theme),
    ...entry.rules.flatMap((rule) => wrapped('  ', ruleLine(rule), 'plain', theme)),
    ...entry.needs.flatMap((need) => wrapped('  ', `needs ${need}`, 'note', theme)),
  ];
}

const spokenEntry = (entry: CatalogueEntry): readonly string[] => [
  ...sentences(`${headOf(entry)}.`),
  ...entry.rules.flatMap((rule) => sentences(capital(ruleLine(rule)))),
  ...entry.needs.flatMap((need) => sentences(`It needs ${need}.`)),
];

/** One op on a page. */
function page(entry: CatalogueEntry, theme: Theme): readonly string[] {
  const { mathjs, numpy, example } = entry;
  const elsewhere = [
    `in mathjs: ${mathjs === null ? 'no such function' : math(mathjs)}`,
    `in NumPy: ${numpy === null ? 'no such function' : math(numpy)}`,
  ];
  const missing = entry.missing.map((says) => `no derivative ${says}`);
  const more = [entry.settings, entry.aside].filter((each) => each !== null);
  const try_ = example ? [`try: dvar '${example.program}' ${example.values.map(quoted).join(' ')}`] : [];
  if (theme.plain)
    return [
      ...spokenEntry(entry),
      ...[...elsewhere, ...missing, ...more].flatMap((line) => sentences(`${capital(line)}.`)),
      ...try_,
    ];
  return [
    ...drawnEntry(entry, theme),
    ...elsewhere.flatMap((line) => wrapped('  ', line, 'plain', theme)),
    ...[...missing, ...more].flatMap((line) => wrapped('  ', line, 'note', theme)),
    ...curves(entry, theme),
    ...try_.flatMap((line) => ['', ...wrapped('  ', line, 'plain', theme)]),
  ];
}

/** A function of one number and its slope, drawn over the same axes. */
function curves({ op }: CatalogueEntry, theme: Theme): readonly string[] {
  const found = curvesOf(op, 81);
  if (!found) return [];
  const x = { least: found.from, most: found.to, name: 'z' };
  const points = (heights: readonly number[]): readonly ChartPoint[] =>
    heights.map((height, at) => [found.from + ((found.to - found.from) * at) / 80, height]);
  // Values far outside the plot would flatten everything else.
  const near = [...found.value, ...found.slope].map((height) => Math.min(10, Math.max(-10, height)));
  const chart: Chart = {
    title: op,
    description: `${op} and its slope from ${x.least} to ${x.most}.`,
    x,
    y: { ...stretchOf(near), name: '' },
    lines: [
      // The slope 1/z also exists where log does not.
      { kind: 'slope', points: points(found.slope.map((slope, at) => slope + 0 * (found.value[at] ?? 0))) },
      { kind: 'curve', points: points(found.value) },
    ],
    dots: [],
    legend: [
      { kind: 'curve', text: `${op}(z)` },
      { kind: 'slope', text: 'its slope' },
    ],
  };
  return plotDrawn(chart, { ...theme, width: () => Math.min(44, theme.width() - 2) }).map((line) =>
    `  ${line}`.trimEnd(),
  );
}

const ruleLine = ({ by, local, why }: CatalogueEntry['rules'][number]): string =>
  `by ${by}: ${math(local)}. ${why}`;

function headOf({ op, written, value }: CatalogueEntry): string {
  const equals = value === null || value === written[0] ? '' : `, which is ${math(value)}`;
  return `${op}: ${written.map(math).join(' or ')}${equals}`;
}

const math = (text: string): string => `\`${text}\``;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const quoted = (text: string): string => (/[\s;'[\]]/.test(text) ? `'${text}'` : text);

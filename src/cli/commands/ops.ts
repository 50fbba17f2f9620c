import { suggest } from '../../language/suggest.ts';
import { familyNames } from '../../ops/table.ts';
import { plot } from '../../picture/plot.ts';
import {
  type CatalogueEntry,
  catalogue,
  catalogueEntries,
  catalogueWords,
  curvesOf,
} from '../../tutor/mistakes/catalogue.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import { Failure } from '../shell/failure.ts';

/** What `dvar ops` prints: every op by family, how it is written, its rules and why they are so; or one op on a page. */
export function opsText(word: string | undefined, format: 'text' | 'json', look: Theme): string {
  const entries = word === undefined ? catalogue() : asked(word);
  if (format === 'json') return JSON.stringify({ format: 'dvar.ops/1', ops: entries }, null, 2);
  const pages =
    word === undefined ? listed(entries, look) : entries.flatMap((entry) => [...page(entry, look), '']);
  return pages.join('\n').trimEnd();
}

function asked(word: string): readonly CatalogueEntry[] {
  const found = catalogueEntries(word);
  if (found.length > 0) return found;
  const near = suggest(word, catalogueWords());
  throw new Failure(
    `there is no op '${word}'${near ? `; did you mean ${near}?` : ''}; dvar ops lists them all`,
  );
}

function listed(entries: readonly CatalogueEntry[], look: Theme): readonly string[] {
  return familyNames.flatMap((family) => {
    const own = entries.filter((entry) => entry.family === family);
    if (look.plain) return [`${capital(family)}.`, ...own.flatMap(spokenEntry)];
    return [
      look.paint('hint', capital(family)),
      '',
      ...own.flatMap((entry) => [...drawnEntry(entry, look), '']),
    ];
  });
}

function drawnEntry(entry: CatalogueEntry, look: Theme): readonly string[] {
  return [
    ...wrapped('', headOf(entry), 'plain', look),
    ...entry.rules.flatMap((rule) => wrapped('  ', ruleLine(rule), 'plain', look)),
    ...entry.needs.flatMap((need) => wrapped('  ', `needs ${need}`, 'note', look)),
  ];
}

const spokenEntry = (entry: CatalogueEntry): readonly string[] => [
  ...sentences(`${headOf(entry)}.`),
  ...entry.rules.flatMap((rule) => sentences(capital(ruleLine(rule)))),
  ...entry.needs.flatMap((need) => sentences(`It needs ${need}.`)),
];

/** One op on a page. */
function page(entry: CatalogueEntry, look: Theme): readonly string[] {
  const { mathjs, numpy, example } = entry;
  const elsewhere = [
    `in mathjs: ${mathjs === null ? 'no such function' : math(mathjs)}`,
    `in NumPy: ${numpy === null ? 'no such function' : math(numpy)}`,
  ];
  const missing = entry.missing.map((says) => `no derivative ${says}`);
  const more = [entry.settings, entry.aside].filter((each) => each !== null);
  const try_ = example ? [`try: dvar '${example.program}' ${example.values.map(quoted).join(' ')}`] : [];
  if (look.plain)
    return [
      ...spokenEntry(entry),
      ...[...elsewhere, ...missing, ...more].flatMap((line) => sentences(`${capital(line)}.`)),
      ...try_,
    ];
  return [
    ...drawnEntry(entry, look),
    ...elsewhere.flatMap((line) => wrapped('  ', line, 'plain', look)),
    ...[...missing, ...more].flatMap((line) => wrapped('  ', line, 'note', look)),
    ...curves(entry, look),
    ...try_.flatMap((line) => ['', ...wrapped('  ', line, 'plain', look)]),
  ];
}

/** A small picture of a function of one number, and of its slope. */
function curves({ op }: CatalogueEntry, look: Theme): readonly string[] {
  const width = Math.min(33, look.width() - 4);
  const found = curvesOf(op, width);
  if (!found) return [];
  const drawn = (what: string, heights: readonly number[]): readonly string[] => {
    // What has no value is left out, and what is far away is drawn at the edge.
    const there = heights.flatMap((height, i) => (Number.isFinite(height) ? [i] : []));
    const [first, last] = [there[0], there.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    const at = (i: number): string =>
      String(Math.round((found.from + ((found.to - found.from) * i) / (width - 1)) * 10) / 10);
    const shown = heights.slice(first, last + 1).map((height) => Math.min(10, Math.max(-10, height)));
    const [low, high] = [Math.min(...shown), Math.max(...shown)].map((end) =>
      String(Math.round(end * 100) / 100),
    );
    return [
      '',
      `  ${what}, from ${at(first)} to ${at(last)}: between ${low} and ${high}`,
      ...plot(shown, { width, height: 7, ascii: look.ascii }).map((line) => `  ${line}`.trimEnd()),
    ];
  };
  return [...drawn('value', found.value), ...drawn('slope', found.slope)];
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

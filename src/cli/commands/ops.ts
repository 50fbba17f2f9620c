import { type CatalogueEntry, catalogue } from '../../tutor/mistakes/catalogue.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';

/** What `dvar ops` prints: every op, how it is written, its local derivatives and why they are so. */
export function opsText(format: 'text' | 'json', look: Theme): string {
  const entries = catalogue();
  if (format === 'json') return JSON.stringify({ format: 'dvar.ops/1', ops: entries }, null, 2);
  return entries
    .flatMap((entry) => (look.plain ? spokenEntry(entry) : [...drawnEntry(entry, look), '']))
    .join('\n')
    .trimEnd();
}

function drawnEntry(entry: CatalogueEntry, look: Theme): readonly string[] {
  return [
    ...wrapped('', headOf(entry), 'plain', look),
    ...entry.rules.flatMap(({ by, local, why }) =>
      wrapped('  ', `by ${by}: ${math(local)}. ${why}`, 'plain', look),
    ),
    ...entry.needs.flatMap((need) => wrapped('  ', `needs ${need}`, 'note', look)),
  ];
}

const spokenEntry = (entry: CatalogueEntry): readonly string[] => [
  ...sentences(`${headOf(entry)}.`),
  ...entry.rules.flatMap(({ by, local, why }) => sentences(`By ${by}: ${math(local)}. ${why}`)),
  ...entry.needs.flatMap((need) => sentences(`It needs ${need}.`)),
];

function headOf({ op, written, value }: CatalogueEntry): string {
  const equals = value === null || value === written[0] ? '' : `, which is ${math(value)}`;
  return `${op}: ${written.map(math).join(' or ')}${equals}`;
}

const math = (text: string): string => `\`${text}\``;

import { catalogue, type Entry } from '../tutor/catalogue.ts';
import type { Look } from './look.ts';
import { sentences } from './speech.ts';
import { wrapped } from './wrap.ts';

/** What `dvar ops` prints: every op, how it is written, its local derivatives and why they are so. */
export function opsText(format: 'text' | 'json', look: Look): string {
  const entries = catalogue();
  if (format === 'json') return JSON.stringify({ format: 'dvar.ops/1', ops: entries }, null, 2);
  return entries
    .flatMap((entry) => (look.plain ? spokenEntry(entry) : [...drawnEntry(entry, look), '']))
    .join('\n')
    .trimEnd();
}

function drawnEntry(entry: Entry, look: Look): readonly string[] {
  return [
    ...wrapped('', headOf(entry), 'plain', look),
    ...entry.rules.flatMap(({ by, local, why }) =>
      wrapped('  ', `by ${by}: ${math(local)}. ${why}`, 'plain', look),
    ),
    ...entry.needs.flatMap((need) => wrapped('  ', `needs ${need}`, 'note', look)),
  ];
}

const spokenEntry = (entry: Entry): readonly string[] => [
  ...sentences(`${headOf(entry)}.`),
  ...entry.rules.flatMap(({ by, local, why }) => sentences(`By ${by}: ${math(local)}. ${why}`)),
  ...entry.needs.flatMap((need) => sentences(`It needs ${need}.`)),
];

function headOf({ op, written, value }: Entry): string {
  const equals = value === null || value === written[0] ? '' : `, which is ${math(value)}`;
  return `${op}: ${written.map(math).join(' or ')}${equals}`;
}

const math = (text: string): string => `\`${text}\``;

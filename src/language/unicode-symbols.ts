import { operatorSymbols } from './spelling.ts';

/** Spellings of signs that are found on slides and keyboards, and are not in the table. */
const otherSigns: Readonly<Record<string, readonly string[]>> = {
  '**': ['^'],
  '×': ['*'],
  '·': ['*'],
  '⋅': ['*'],
  '÷': ['/'],
  '−': ['-'],
  '–': ['-'],
  '²': ['^', '2'],
  '³': ['^', '3'],
  '.²': ['.^', '2'],
  '.³': ['.^', '3'],
  '≥': ['>='],
  '≤': ['<='],
  '≠': ['!='],
  '’': ["'"],
  ᵀ: ["'"],
};

/** A symbol that can be read, and the signs and digits that it means. */
export interface ReadSymbol {
  readonly text: string;
  readonly means: readonly string[];
}

/** Every symbol that can be read, by its first character, longest first. */
const symbolsBy = new Map<string, readonly ReadSymbol[]>();
for (const text of [...operatorSymbols, ...Object.keys(otherSigns), '(', ')', ',', '=']) {
  const first = text.charAt(0);
  const known = symbolsBy.get(first) ?? [];
  const symbol = { text, means: otherSigns[text] ?? [text] };
  symbolsBy.set(
    first,
    [...known, symbol].sort((a, b) => b.text.length - a.text.length),
  );
}

/** The longest symbol that begins at an offset, if any does. */
export const symbolAt = (text: string, at: number): ReadSymbol | undefined =>
  symbolsBy
    .get(text.charAt(at))
    ?.find((candidate) => candidate.text.length === 1 || text.startsWith(candidate.text, at));

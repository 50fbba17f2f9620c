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
  '⊤': ["'"],
  '⊺': ["'"],
};

/** A symbol that can be read, and the signs and digits that it means. */
export interface ReadSymbol {
  readonly text: string;
  readonly means: readonly string[];
  /** Whether it means itself, as every sign of the table does. */
  readonly own: boolean;
}

/** A symbol that means itself. */
export const ownSymbol = (text: string): ReadSymbol => ({ text, means: [text], own: true });

/** Every symbol that can be read, by the code of its first character, longest first. */
const symbolsBy = symbolsByFirst();

function symbolsByFirst(): ReadonlyMap<number, readonly ReadSymbol[]> {
  const all = new Map<number, ReadSymbol[]>();
  for (const text of [...operatorSymbols, ...Object.keys(otherSigns), '(', ')', ',', '=']) {
    const means = otherSigns[text];
    const symbol = means ? { text, means, own: false } : ownSymbol(text);
    const first = text.charCodeAt(0);
    const known = all.get(first);
    if (known) known.push(symbol);
    else all.set(first, [symbol]);
  }
  for (const symbols of all.values())
    if (symbols.length > 1) symbols.sort((a, b) => b.text.length - a.text.length);
  return all;
}

/** What symbols of several characters begin with: two codes as one number. */
const beginnings: ReadonlySet<number> = new Set(
  [...symbolsBy.values()]
    .flat()
    .flatMap(({ text }) => (text.length > 1 ? [pairOf(text.charCodeAt(0), text.charCodeAt(1))] : [])),
);

function pairOf(code: number, next: number): number {
  return 65_536 * code + next;
}

/** Whether a symbol of several characters begins with these two. */
export const longerSymbol = (code: number, next: number): boolean => beginnings.has(pairOf(code, next));

/** The longest symbol that begins at an offset, if any does. */
export function symbolAt(text: string, at: number): ReadSymbol | undefined {
  for (const symbol of symbolsBy.get(text.charCodeAt(at)) ?? [])
    if (symbol.text.length === 1 || text.startsWith(symbol.text, at)) return symbol;
  return undefined;
}

import { type Expression, leaves } from '../../language/expression.ts';

/** What an engine has to do with texts in which names are letters: `x0`, `x1`. Null where it can't. */
export interface PartEngine {
  /** An expression as its text; what a sign is applied to goes on as what `cut` puts in its place. */
  readonly opened: (
    expression: Expression,
    letter: (name: string) => string,
    cut: (text: string) => string,
  ) => string | null;
  readonly slope: (text: string, by: string, scope: Map<string, number>) => number | null;
  readonly value: (text: string, scope: Map<string, number>) => number | null;
}

/** Adds what a piece brings back to the derivatives with respect to what it reads; null where it can't be told. */
export function joinPart({ name, reads, slope }: StatementPart, found: Map<string, number | null>): void {
  const ofName = found.get(name);
  if (ofName === undefined) return;
  for (const leaf of reads) {
    const before = found.get(leaf);
    const local = ofName === null || before === null ? null : slope(leaf);
    found.set(leaf, local === null || ofName === null ? null : (before ?? 0) + local * ofName);
  }
}

/** A statement, or a part of a long one, as another engine follows it: the names that it reads, and its slope with respect to each. */
export interface StatementPart {
  readonly name: string;
  readonly reads: readonly string[];
  readonly slope: (leaf: string) => number | null;
}

/** What is longer in a statement becomes a piece of its own: for each name that a text reads, the engine goes through the whole of it. */
const longestOperand = 300;

/** The pieces of a statement from left to right, last the statement itself. */
export function statementParts(
  engine: PartEngine,
  name: string,
  expression: Expression,
  numberOf: (leaf: string) => number,
): readonly StatementPart[] {
  const pieces: StatementPart[] = [];
  // The names that stand in texts, each as a letter with its place here.
  const names: string[] = [];
  const letters = new Map<string, string>();
  const values = new Map<string, number>();
  const letter = (leaf: string): string => {
    const known = letters.get(leaf) ?? `x${names.length}`;
    if (!letters.has(leaf)) names.push(leaf);
    letters.set(leaf, known);
    return known;
  };
  const numberFor = (leaf: string): number => values.get(leaf) ?? numberOf(leaf);
  const cut = (text: string): string => {
    if (text.length <= longestOperand) return text;
    // No name of a program has a blank in it.
    const part = `${name} ${pieces.length}`;
    const { value, ...piece } = partOf(engine, part, text, names, numberFor);
    pieces.push(piece);
    values.set(part, value());
    return letter(part);
  };
  const text = engine.opened(expression, letter, cut);
  if (text !== null) return [...pieces, partOf(engine, name, text, names, numberFor)];
  const reads = leaves(expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : []));
  return [{ name, reads: [...new Set(reads)], slope: () => null }];
}

function partOf(
  engine: PartEngine,
  name: string,
  written: string,
  names: readonly string[],
  numberFor: (leaf: string) => number,
): StatementPart & { readonly value: () => number } {
  // Letters of the piece's own: pieces of one form are one text, which is derived once.
  const own = new Map<string, string>();
  const text = written.replaceAll(/\bx(\d+)\b/g, (_, place: string) => {
    const leaf = names[Number(place)] ?? '';
    const letter = own.get(leaf) ?? `x${own.size}`;
    own.set(leaf, letter);
    return letter;
  });
  const reads = [...own.keys()];
  let filled: Map<string, number> | undefined;
  const scope = (): Map<string, number> => {
    filled ??= new Map(reads.map((leaf) => [own.get(leaf) ?? leaf, numberFor(leaf)]));
    return filled;
  };
  return {
    name,
    reads,
    slope: (leaf) => engine.slope(text, own.get(leaf) ?? leaf, scope()),
    value: () => engine.value(text, scope()) ?? Number.NaN,
  };
}

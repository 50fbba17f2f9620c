import { once } from '../../language/remembering/once.ts';
import { inAnyScript } from '../../language/unicode-names.ts';

/** How what an answer goes by is joined to it: `6 where c = 2`. */
const words =
  'with|where|when|for|at|if|given|using|since|because|as|by|mit|wobei|wenn|für|bei|weil|da|avec|où|pour|car|con|donde|para|porque';

const joins = once(
  () =>
    new RegExp(String.raw`\s*[([]\s*(?:(?:${words})\s+)?|[\s,;]\s*(?:${words})[\s,]\s*|\s*[,;]\s*`, 'giu'),
);
const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const nameIn = inAnyScript(String.raw`^\s*${word}(?:\s*/\s*[d∂]${word})?\s*$`);

/** A longer text is more than an answer and a few values. */
const longest = 300;

/** An answer and what is written beside it: `6 (du = 3, c = 2)`, `9, because du/dc = b = 3`. */
export interface WithAsides {
  readonly body: string;
  /** The members of each equation; the first of them is a name or a derivative. */
  readonly asides: readonly (readonly string[])[];
}

/** A text that ends in equations about names which are not the answer; null where it does not. */
export function asidesOf(text: string): WithAsides | null {
  if (text.length > longest || !text.includes('=')) return null;
  for (const join of text.matchAll(joins())) {
    const rest = text.slice(join.index + join[0].length).replace(/[\s.;]+$/, '');
    const opened = /[([]/.exec(join[0])?.[0];
    const isWhole = opened === undefined ? !rest.endsWith(')') : rest.endsWith(opened === '(' ? ')' : ']');
    if (join.index === 0 || !isWhole) continue;
    const asides = equationsIn(opened === undefined ? rest : rest.slice(0, -1));
    if (asides) return { body: text.slice(0, join.index).trim(), asides };
  }
  return null;
}

function equationsIn(text: string): readonly (readonly string[])[] | null {
  // In brackets a comma parts what stands there.
  const each = /[([]/.test(text) ? [text] : text.split(/[,;]|\s(?:and|und|et|y)\s/);
  const equations = each.map((equation) => equation.split(/(?<![<>!=])=(?!=)/).map((part) => part.trim()));
  const areAll = equations.every(
    ([name = '', ...others]) => nameIn(name) && others.length > 0 && others.every((part) => part !== ''),
  );
  return areAll ? equations : null;
}

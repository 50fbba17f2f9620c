import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { leaves } from '../../language/expression.ts';
import { parseExpression } from '../../language/parse.ts';
import { tokenize } from '../../language/tokenize.ts';
import { isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import { evaluateAll } from './values.ts';

/** Why the value of a name can't be read, in a sentence. */
export const unreadValue = (name: string, why: string): string =>
  `the value of ${name} can't be read: ${why}`;

/** The message about a value that contains a name. */
export const notANumberAdvice = 'this is not a number; write one such as 5, -2.5, 1e-3 or 2/3';

const nameInValue = (name: string): string =>
  `a value is made of numbers, but ${name} is a name; write its number, or put the matrix into the program`;

/** Reads a value as people give one to a name: `5`, `-2.5`, `1e-3`, `2/3`, `pi/2`, `[1 2; 3 4]`. Positions are in the text. */
export function readValue(text: string): Result<Value> {
  // Most values are a plain number, which needs no parser; the sum makes a zero of -0, as below.
  if (/^-?\d{1,20}(?:\.\d{1,20})?$/.test(text)) return ok(Number(text) + 0);
  const tokens = tokenize(text.trimEnd());
  if (!tokens.ok) return tokens;
  const parsed = parseExpression(tokens.value.tokens, 0, { comparisons: false });
  if (!parsed.ok) return parsed;
  const { expression, next } = parsed.value;
  const rest = tokens.value.tokens[next];
  if (rest && rest.kind !== 'end')
    return refuse('write one number; what follows it was not read', rest.from, rest.to);
  const stranger = leaves(expression).find(
    (leaf) => leaf.kind === 'derivative' || (leaf.kind === 'name' && !constants.has(leaf.name)),
  );
  if (stranger) {
    const inMatrix = stranger.kind === 'name' && /[[\]]/.test(text);
    return refuse(inMatrix ? nameInValue(stranger.name) : notANumberAdvice, stranger.from, stranger.to);
  }
  const value = evaluateAll(expression, (leaf) =>
    leaf.kind === 'name' ? constants.get(leaf.name) : undefined,
  );
  if (!value.ok) return value;
  return isFiniteValue(value.value)
    ? ok(mapped(value.value, (each) => each + 0))
    : refuse('this is not a finite number; write another value');
}

import { leaves } from '../language/expression.ts';
import { parseExpression } from '../language/parse.ts';
import { tokenize } from '../language/token.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import { constants } from '../ops/table.ts';
import { evaluate } from './rules.ts';

/** What is said of a value that holds a name. */
export const notANumber = 'this is not a number; write one such as 5, -2.5, 1e-3 or 2/3';

/** Reads a number as people give one to a name: `5`, `-2.5`, `1e-3`, `2/3`, `pi/2`. Positions are in the text. */
export function readNumber(text: string): Result<number> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  const parsed = parseExpression(tokens.value.tokens, 0, { comparisons: false });
  if (!parsed.ok) return parsed;
  const { expression, next } = parsed.value;
  const rest = tokens.value.tokens[next];
  if (rest && rest.kind !== 'end')
    return refuse('one number at a time; what follows was not read', rest.from, rest.to);
  const stranger = leaves(expression).find(
    (leaf) => leaf.kind !== 'number' && !(leaf.kind === 'name' && constants.has(leaf.name)),
  );
  if (stranger) return refuse(notANumber, stranger.from, stranger.to);
  const value = evaluate(expression, (constant) => constants.get(constant));
  return Number.isFinite(value)
    ? ok(value + 0)
    : refuse('this has no value that can be computed with; give another');
}

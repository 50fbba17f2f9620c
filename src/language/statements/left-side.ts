import { ok, type Result, refuse } from '../diagnostic.ts';
import { notAName } from '../parse.ts';
import { reserved, signFor } from '../spelling.ts';
import { isSymbol, type Token } from '../tokenize.ts';

/** What stands left of a statement's `=`. */
export interface LeftSide {
  readonly name: string;
  readonly parameters: readonly string[] | null;
  readonly from: number;
  readonly to: number;
  /** The index of the token behind the `=`. */
  readonly next: number;
}

/** `name =` or `name(a, b) =`, if the statement has one. */
export function leftSide(
  tokens: readonly Token[],
  start: number,
  asName: (name: string) => boolean,
): Result<LeftSide | null> {
  const first = tokens[start];
  if (first?.kind !== 'name') {
    const second = tokens[start + 1];
    if (first?.kind === 'number' && second?.kind === 'symbol' && second.text === '=') {
      return refuse(
        `${first.text} can't be given a value; only a name can be left of '='`,
        first.from,
        first.to,
      );
    }
    return ok(null);
  }
  let at = start + 1;
  let parameters: string[] | null = null;
  let twice: Token | null = null;
  if (isSymbol(tokens[at], '(')) {
    parameters = [];
    for (at++; ; at++) {
      const parameter = tokens[at];
      if (parameter?.kind !== 'name') return ok(null);
      if (parameters.includes(parameter.name)) twice ??= parameter;
      parameters.push(parameter.name);
      at++;
      if (!isSymbol(tokens[at], ',')) break;
    }
    if (!isSymbol(tokens[at], ')')) return ok(null);
    at++;
  }
  if (!isSymbol(tokens[at], '=')) return ok(null);
  if (signFor('call', first.name) && !asName(first.name)) {
    return refuse(
      `'${first.name}' is a function and can't be given a value; choose another name`,
      first.from,
      first.to,
    );
  }
  if (reserved.has(first.name)) {
    return refuse(notAName(first.name), first.from, first.to);
  }
  if (twice?.kind === 'name') {
    return refuse(`${first.name}(...) lists ${twice.name} twice; list it once`, twice.from, twice.to);
  }
  return ok({ name: first.name, parameters, from: first.from, to: first.to, next: at + 1 });
}

import { functionNames } from './spelling.ts';
import { suggest } from './suggest.ts';
import type { Token } from './token.ts';

/** What is said where somebody picks an entry of a matrix. */
export const noEntries = ": an entry can't be picked, but sum(y.*log(p)) picks by a y of zeros and ones";

/** What is said where a name is called and no function is spelled so. */
export function noSuchFunction(name: string, entry = false): string {
  if (name === 'randn')
    return 'a program draws nothing, so that it means the same every time; name a given and draw its value: W=randn(3,2)';
  const near = suggest(name, functionNames);
  if (entry && !near) return `'${name}(' can be read two ways; write ${name}*(...) for a product${noEntries}`;
  return near
    ? `there is no function '${name}'; did you mean ${near}? (a product is written ${name}*(...))`
    : `'${name}(' can be read two ways; write ${name}*(...) for a product, and there is no function of that name`;
}

/** What a reader was waiting for when something else, or nothing, came. */
export function missing(before: Token | null, here: Token): string {
  const after =
    before === null || before.kind === 'break' || before.kind === 'end' ? '' : ` after '${spelled(before)}'`;
  switch (here.kind) {
    case 'end':
      return before === null
        ? 'there is nothing to read; write an expression'
        : `something is missing${after}; the text ends here`;
    case 'break':
      return `something is missing${after}; the statement ends here`;
    default:
      return `a number, a name or '(' is missing${after} before '${spelled(here)}'`;
  }
}

function spelled(token: Token): string {
  switch (token.kind) {
    case 'number':
      return token.text || '[';
    case 'symbol':
    case 'break':
      return token.text;
    case 'name':
      return token.name;
    case 'matrix':
      return '[';
    case 'derivative':
      return `d${token.of}/d${token.by}`;
    case 'end':
      return '';
  }
}

import { functionNames } from './spelling.ts';
import { suggest } from './suggest.ts';
import type { Token } from './tokenize.ts';

/** What is said where somebody picks an entry of a matrix. */
const noEntries = ': an entry is picked by its row and its column, as in p(2,1)';

/** What is said where a name is called and no function is spelled so. */
export function noSuchFunction(name: string, entry = false): string {
  if (name === 'randn')
    return 'a program draws nothing, so that it means the same every time; name a given and draw its value: W=randn(3,2)';
  const near = suggest(name, functionNames);
  return near
    ? `there is no function '${name}'; did you mean ${near}? (a product is written ${name}*(...))`
    : `there is no function '${name}'; a product is written ${name}*(...)${entry ? noEntries : ''}`;
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

/** What is said of a number or a matrix behind another, at an index: mixed fractions and points between thousands are habits. */
export function twoSideBySide(tokens: readonly Token[], at: number): string {
  const [before, here, slash, under] = tokens.slice(Math.max(0, at - 1), at + 3);
  if (before?.kind === 'number' && here?.kind === 'number') {
    const over = slash?.kind === 'symbol' && slash.text === '/' && under?.kind === 'number' ? under : null;
    if (over && [before, here, over].every(({ text }) => /^\d+$/.test(text)))
      return `a mixed fraction is not read; write ${before.value * over.value + here.value}/${over.text} or ${before.text} + ${here.text}/${over.text}`;
    if (here.text.startsWith('.') && before.to === here.from)
      return `a number has one point; write ${`${before.text}${here.text}`.replaceAll('.', '')} for thousands, or ${before.text} alone`;
  }
  const entry = before && here && picksEntry(before, here) ? noEntries : '';
  return `two numbers or names stand side by side; write * before ${(here?.kind === 'number' && here.text) || '['}${entry}`;
}

/** Whether a bracket stands behind a name as if it picked an entry: `x[1]`. */
const picksEntry = (before: Token, here: Token): boolean =>
  before.kind === 'name' &&
  before.to === here.from &&
  (here.kind === 'matrix' || here.kind === 'number' || (here.kind === 'symbol' && here.text === '['));

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

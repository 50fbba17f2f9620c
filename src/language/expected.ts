import { apply, name } from './expression.ts';
import { timesSign } from './operators.ts';
import { type ParserState, tokenAt } from './parser-state.ts';
import { print, tightStyle } from './print.ts';
import { functionNames, type Sign } from './spelling.ts';
import { suggest } from './suggest.ts';
import { isSymbol, type Token } from './tokenize.ts';

/** The end of a message to somebody who seems to pick an entry of a matrix. */
const noEntries = ': an entry is picked by its row and its column, as in p(2,1)';

/** The message about a call of a name that no function has. */
export function noSuchFunction(name: string, entry = false): string {
  if (name === 'randn')
    return "a program can't draw random numbers; make it an input and draw its value, as in W=randn(3,2)";
  const near = suggest(name, functionNames);
  return near
    ? `there is no function '${name}'; did you mean ${near}? (a product is written ${name}*(...))`
    : `there is no function '${name}'; a product is written ${name}*(...)${entry ? noEntries : ''}`;
}

/** The message about what is missing where something else stands, or nothing. */
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

/**
 * The message about a number or a matrix right behind another: people write mixed fractions and points between
 * thousands so.
 */
export function twoSideBySide(tokens: readonly Token[], at: number): string {
  const [before, here, slash, under] = tokens.slice(Math.max(0, at - 1), at + 3);
  if (before?.kind === 'number' && here?.kind === 'number') {
    const over = slash?.kind === 'symbol' && slash.text === '/' && under?.kind === 'number' ? under : null;
    if (over && [before, here, over].every(({ text }) => /^\d+$/.test(text)))
      return `a mixed fraction can't be read; write ${before.value * over.value + here.value}/${over.text} or ${before.text} + ${here.text}/${over.text}`;
    if (here.text.startsWith('.') && before.to === here.from)
      return `a number has only one decimal point; write ${`${before.text}${here.text}`.replaceAll('.', '')} for thousands, or ${before.text} alone`;
  }
  if (before?.kind === 'name' && here && picksEntry(before, here)) {
    const { name: called } = before;
    return `square brackets can't pick an entry; write ${called}(2,1), by row and column, or give the entry its own name; a product is written ${called}*[...]`;
  }
  return `two numbers or names are side by side; write * before ${(here?.kind === 'number' && here.text) || '['}`;
}

/** Whether a bracket behind a name looks like an index: `x[1]`. */
const picksEntry = (before: Token, here: Token): boolean =>
  before.kind === 'name' &&
  before.to === here.from &&
  (here.kind === 'matrix' || here.kind === 'number' || (here.kind === 'symbol' && here.text === '['));

/** A quoted part that is longer than this does not help in a message. */
const brief = 40;

/**
 * The message about a product without a sign behind a `/`, as in `4/3x`: it gives both ways to read it, written with
 * the writer's own parts.
 */
export function underStroke(state: ParserState, stroke: Sign): string {
  const [above, below] = state.operands.slice(-2);
  const factor = factorText(state);
  const says = `this division can be read two ways; write `;
  if (!above || !below || factor === null) return `${says}* and parentheses`;
  const ways = [
    apply(timesSign, apply(stroke, above, below), name(factor)),
    apply(stroke, above, apply(timesSign, below, name(factor))),
  ].map((way) => print(way, tightStyle));
  return says + (ways.some((way) => way.length > brief) ? '* and parentheses' : ways.join(' or '));
}

/**
 * The factor that begins at the next token, with its powers, as it was written; null if a bracket of it is never
 * closed.
 */
function factorText(state: ParserState): string | null {
  const words: string[] = [];
  let depth = 0;
  for (let at = state.at; ; at++) {
    const token = tokenAt(state, at);
    if (token.kind === 'end' || token.kind === 'break' || token.kind === 'matrix') return null;
    if (token.kind === 'number' && token.text === '') return null; // [5]
    words.push(spelled(token));
    if (isSymbol(token, '(')) depth++;
    else if (isSymbol(token, ')')) depth--;
    if (depth === 0 && !goesOn(token, tokenAt(state, at + 1))) return words.join('');
  }
}

/**
 * Whether a factor goes on after a token: with the parenthesis of a call or an index, a power, or the mark of a
 * transpose.
 */
function goesOn(token: Token, next: Token): boolean {
  if (token.kind === 'symbol' && /[-^]$/.test(token.text)) return true;
  if (next.kind !== 'symbol') return false;
  return /\^$|^'$/.test(next.text) || (next.text === '(' && token.kind === 'name' && token.to === next.from);
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

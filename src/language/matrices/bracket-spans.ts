import { neverClosed, noNumber, readBrackets } from './brackets.ts';

/**
 * The offsets of all brackets that hold an expression: they are closed, hold a name or a matrix of several rows, and
 * hold no `=`.
 */
export function bracketsOfExpressions(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  const open: { readonly at: number; names: boolean; rows: boolean; statement: boolean }[] = [];
  const parts =
    /#[^\n]*|\[|\]|;|[=!<>]=|=|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[\p{L}_][\p{L}\p{M}\p{Nd}_]*/gu;
  for (const { 0: part, index } of text.matchAll(parts)) {
    const last = open.at(-1);
    if (part === '[') open.push({ at: index, names: false, rows: false, statement: false });
    else if (part === ']') {
      const closed = open.pop();
      if (closed?.names && !closed.statement) found.add(closed.at);
      const outer = open.at(-1);
      if (outer && closed) {
        outer.names ||= closed.names || closed.rows;
        outer.statement ||= closed.statement;
      }
    } else if (last && part === ';') last.rows = true;
    else if (last && part === '=') last.statement = true;
    else if (last && /^[\p{L}_]/u.test(part) && !noNumber.test(part)) last.names = true;
  }
  return found;
}

/** Whether a text opens more brackets than it closes, so that a matrix goes on in the next line. */
export function hasOpenBracket(text: string): boolean {
  let depth = 0;
  for (const char of text.replaceAll(/#[^\n]*/gu, '')) depth += char === '[' ? 1 : char === ']' ? -1 : 0;
  return depth > 0;
}

/** Whether a line can belong to an open matrix: with it the matrix is closed, or reads well as far as it goes. */
export function canGoOn(text: string, line: string): boolean {
  if (/^\s*[:?]|^[^=[\]#]*[\p{L}_][^=[\]#]*=/u.test(line)) return false;
  const whole = `${text}\n${line}`.replaceAll(/#[^\n]*/gu, (comment) => ' '.repeat(comment.length));
  const open: number[] = [];
  for (const { 0: bracket, index } of whole.matchAll(/[[\]]/g))
    if (bracket === '[') open.push(index);
    else open.pop();
  const [first] = open;
  if (first === undefined) return true;
  const read = readBrackets(whole, first);
  return !read.ok && read.trouble.message === neverClosed;
}

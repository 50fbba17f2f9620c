import type { OctaveText } from './plain-text.ts';

/** A word of Octave. What ends a statement is a `stop`: a line break, a semicolon or a comma outside of brackets. */
export interface OctaveToken {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'stop';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const signs =
  /(?:\.\^'|\.\*|\.\/|\.\\|\.\^|\.'|\*\*|\+\+|--|\+=|-=|\*=|\/=|==|~=|!=|<=|>=|&&|\|\||[-+*/\\^'=<>~!&|:;,.@(){}[\]])/y;
const numbers = /(?:\d+(?:\.(?![*/\\^'])\d*)?|\.\d+)(?:[eEdD][-+]?\d+)?[ij]?/y;
const names = /[A-Za-z_]\w*/y;

/** Between the brackets of a matrix, blanks part entries; inside of parentheses they mean nothing. */
const isMatrix = (open: string | undefined): boolean => open === '[' || open === '{';

const closes: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A line that begins a statement: brackets that are open above it were left so by mistake. */
const beginsStatement =
  /^\n\s*(?:[A-Za-z_][\w.]*(?:\([^()\n]*\))?\s*=(?!=)|(?:end\w*|for|while|if|function)\b)/;

/** How far a text is cut into words, and which brackets are open there. */
interface Cutting extends OctaveText {
  at: number;
  /** Whether there is a blank in front of the place. */
  blank: boolean;
  readonly tokens: OctaveToken[];
  readonly broken: number[];
  readonly open: { readonly sign: string; readonly at: number }[];
}

/** The words of a text; `broken` are offsets at which there is something that is none, or a bracket that nothing closes. */
export function tokensOf(source: OctaveText): Pick<Cutting, 'tokens' | 'broken'> {
  const cutting: Cutting = { ...source, at: 0, blank: false, tokens: [], broken: [], open: [] };
  const { text, tokens, broken, open } = cutting;
  while (cutting.at < text.length) {
    const char = text[cutting.at] ?? '';
    if (!/\s/.test(char)) {
      readWord(cutting, char);
      continue;
    }
    if (char === '\n') readBreak(cutting);
    cutting.at++;
    cutting.blank = true;
  }
  if (open[0]) broken.push(open[0].at);
  add(cutting, 'stop', '\n');
  return { tokens, broken };
}

function add({ tokens, at }: Cutting, kind: OctaveToken['kind'], text: string): void {
  tokens.push({ kind, text, from: at, to: at + text.length });
}

/** A line's end ends a statement, or a row of a matrix whose bracket is open. */
function readBreak(cutting: Cutting): void {
  const { text, at, open, joined, broken } = cutting;
  if (joined.has(at)) return;
  const within = open.at(-1)?.sign;
  if (within !== undefined && (within === '(' || beginsStatement.test(text.slice(at, at + 200)))) {
    broken.push(open[0]?.at ?? at);
    open.length = 0;
  }
  add(cutting, open.length === 0 ? 'stop' : 'sign', open.length === 0 ? '\n' : ';');
}

function readWord(cutting: Cutting, char: string): void {
  const { text, at, blank, tokens, broken, open } = cutting;
  const within = open.at(-1)?.sign;
  const apart = blank && isMatrix(within);
  if (apart && partsEntries(tokens.at(-1), text, at)) add(cutting, 'sign', ',');
  const quoted = char === '"' || (char === "'" && !(isOperand(tokens.at(-1)) && !apart));
  const matched = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const word = quoted ? textAt(text, at) : matched(numbers) || matched(names) || matched(signs);
  if (word === '') broken.push(at);
  else if (quoted) add(cutting, 'text', word);
  else if (/^\.?\d/.test(word)) add(cutting, 'number', word);
  else if (/^\w/.test(word)) add(cutting, 'name', word);
  else readSign(cutting, word);
  cutting.at = at + Math.max(1, word.length);
  cutting.blank = false;
}

function readSign(cutting: Cutting, word: string): void {
  const { open, broken, at } = cutting;
  if (/^[([{]$/.test(word)) open.push({ sign: word, at });
  else if (closes[word] !== undefined) {
    if (open.at(-1)?.sign === closes[word]) open.pop();
    else broken.push(at);
  }
  add(cutting, open.length === 0 && /^[;,]$/.test(word) ? 'stop' : 'sign', word);
}

/** Whether a value ends with a word, so that a quote behind it transposes. */
const isOperand = (token: OctaveToken | undefined): boolean =>
  token !== undefined &&
  (/^(?:number|name|text)$/.test(token.kind) || /^(?:[)\]}]|\.?')$/.test(token.text)) &&
  token.kind !== 'stop';

/** Whether the blank in front of a place parts two entries of a matrix: `[1 -2]` has two, `[1 - 2]` has one. */
function partsEntries(before: OctaveToken | undefined, text: string, at: number): boolean {
  if (!isOperand(before)) return false;
  const rest = text.slice(at, at + 3);
  if (/^[-+](?![\s=])/.test(rest)) return true;
  return /^(?:[\w([{'"@]|\.\d|[~!](?!=))/.test(rest);
}

/** A text between quotes; what stands doubled in it is one quote. */
function textAt(text: string, from: number): string {
  const quote = text[from] ?? '';
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return text.slice(from, at + 1);
      at++;
    }
  }
  return '';
}

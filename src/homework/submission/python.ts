import type { AnswerLine, Note } from './submission.ts';

/** Python as far as it is taken: the text of its plain statements, and the lines that set a derivative in a way that is not read. */
export interface PlainPython {
  /** The statements that are plain, each in its line; all others are blank. */
  readonly text: string;
  /** What sets a derivative otherwise, as an answer that can't be read. */
  readonly unread: readonly AnswerLine[];
  readonly notes: readonly Note[];
}

const name = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}_]*`;
const plain = new RegExp(String.raw`^(${name})\s*(?::\s*${name}\s*)?=(?!=)\s*(\S.*)$`, 'su');
/** What stands left of `=` or of an operator with it, where that is no plain name. */
const other =
  /^([^=#"']{0,200}?(?:\[(?:[^\]=]|==){0,200}\][^=#]{0,200}?)?)\s*([-+*/@%&|^]|\*\*|\/\/)?=(?!=)\s*(.*)$/su;
const isDerivative = (word: string): boolean => /^d(?!ef$|el$)[\p{L}_]?\p{L}*[\p{L}\p{Nd}_]*$/u.test(word);
const inBlocks = /^(?:for|while|if|elif|else|try|except|finally|with|match|case)\b/;

/**
 * Takes the plain statements out of Python: `name = expression`, at the top or in a function. What sets a derivative another
 * way (in a dictionary, an object, a tuple, behind a mask, in a loop) is an answer that can't be read, never a missing one.
 */
export function plainPython(source: string, firstLine = 1): PlainPython {
  const lines = source.split('\n');
  const kept = lines.map(() => '');
  const unread: AnswerLine[] = [];
  const notes: Note[] = [];
  const blocks: number[] = [];
  let quote: string | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const first = at;
    if (quote !== null) {
      if (line.includes(quote)) quote = null;
      continue;
    }
    const opened = /^\s*[a-z]{0,2}("""|''')/i.exec(line);
    const fence = opened?.[1];
    if (fence !== undefined) {
      if (!line.slice((opened?.[0] ?? '').length).includes(fence)) quote = fence;
      continue;
    }
    if (/^\s*(?:#|$)/.test(line)) {
      kept[at] = line;
      continue;
    }
    let statement = uncommented(line);
    while (isOpen(statement) && at + 1 < lines.length && at - first < 50)
      statement += `\n${uncommented(lines[++at] ?? '')}`;
    const indent = statement.length - statement.trimStart().length;
    while ((blocks.at(-1) ?? -1) >= indent) blocks.pop();
    const said = statement.trim().replace(/;+$/, '');
    if (/^(?:import|from)\s/.test(said)) kept[first] = said.replaceAll('\n', ' ');
    if (inBlocks.test(said)) {
      blocks.push(indent);
      continue;
    }
    const where = firstLine + first;
    const why = blocks.length > 0 ? 'it stands in a loop or a condition' : null;
    const [, target, right] = plain.exec(said) ?? [];
    if (target !== undefined && right !== undefined) {
      if (why === null) kept[first] = `${target} = ${right.replaceAll('\n', ' ')}`;
      else if (isDerivative(target)) unread.push(notRead(target, said, where, why));
      continue;
    }
    const [, left = '', , value = ''] = other.exec(said) ?? [];
    const names = derivativesIn(left).filter((each) => each !== value.trim());
    for (const each of names)
      unread.push(
        notRead(each, said, where, why ?? `only lines \`${each} = ...\` are read of Python so far`),
      );
  }
  return { text: kept.join('\n'), unread, notes };
}

/** The derivatives that a target sets: those of a tuple, of an attribute or a key, or the one whose entries are set. */
function derivativesIn(left: string): readonly string[] {
  const keys = [...left.matchAll(/\[\s*["']([^"']{1,50})["']\s*\]/g)].flatMap(([, key]) => key ?? []);
  const words = keys.length > 0 ? keys : left.replaceAll(/\[.*?\]/gs, '').split(/[,()\s]+/);
  return words.map((word) => word.replace(/^.*\./, '')).filter(isDerivative);
}

const notRead = (left: string, right: string, line: number, why: string): AnswerLine => ({
  problem: null,
  left,
  bare: false,
  adds: false,
  right: right.slice(0, 200),
  line,
  column: 1,
  broken: `this line of Python was not read: ${why}; it was neither right nor wrong`,
});

/** A line without its comment; a sign in quotes begins none. */
function uncommented(line: string): string {
  if (!line.includes('#')) return line;
  let inside: string | null = null;
  for (const [at, char] of [...line].entries()) {
    if (inside === null && char === '#') return [...line].slice(0, at).join('');
    if (char === '"' || char === "'") inside = inside === null ? char : inside === char ? null : inside;
  }
  return line;
}

function isOpen(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(' || char === '[' || char === '{') depth++;
    if (char === ')' || char === ']' || char === '}') depth--;
  }
  return depth > 0;
}

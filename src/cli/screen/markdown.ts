/** A piece of a manual page. Inline text keeps its backticks, which the screen's own sentences have as well. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly sign: string; readonly text: string }
  /** `language` is empty where a fence or an indent names none. */
  | { readonly kind: 'code'; readonly language: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** The Markdown that the manual uses: headings, paragraphs, lists of one depth, fenced and indented code, tables. */
export function readMarkdown(text: string): readonly MarkdownBlock[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: MarkdownBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const { block, next } = blockAt(lines, at);
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  readonly block: MarkdownBlock | null;
  readonly next: number;
}

const item = /^(?:([-*])|(\d+[.]))\s+(.*)$/;
const beginsBlock = (line: string): boolean =>
  line.trim() === '' || /^(?:#{1,6}\s|```|\|)/.test(line) || item.test(line);

function blockAt(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '') return { block: null, next: at + 1 };
  const [, signs, title = ''] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
  if (signs !== undefined)
    return { block: { kind: 'heading', level: signs.length, text: inline(title) }, next: at + 1 };
  if (line.startsWith('```')) return fencedAt(lines, at);
  if (line.startsWith('    ')) return indentedAt(lines, at);
  if (line.startsWith('|')) return tableAt(lines, at);
  const [, bullet, number, first] = item.exec(line) ?? [];
  const end = endOfText(lines, at + 1);
  const said = inline([first ?? line, ...lines.slice(at + 1, end)].map((each) => each.trim()).join(' '));
  if (first === undefined) return { block: { kind: 'paragraph', text: said }, next: end };
  return { block: { kind: 'item', sign: `${bullet ?? number} `, text: said }, next: end };
}

function fencedAt(lines: readonly string[], at: number): Read {
  const close = lines.indexOf('```', at + 1);
  const end = close < 0 ? lines.length : close;
  const language = (lines[at] ?? '').slice(3).trim();
  return { block: { kind: 'code', language, lines: lines.slice(at + 1, end) }, next: end + 1 };
}

function indentedAt(lines: readonly string[], at: number): Read {
  const end = endWhere(lines, at, (line) => !line.startsWith('    ') && line.trim() !== '');
  const code = lines.slice(at, end).map((line) => line.slice(4));
  while (code.at(-1) === '') code.pop();
  return { block: { kind: 'code', language: '', lines: code }, next: end };
}

function tableAt(lines: readonly string[], at: number): Read {
  const end = endWhere(lines, at, (line) => !line.startsWith('|'));
  const [head = [], , ...rows] = lines.slice(at, end).map(cellsOf);
  return { block: { kind: 'table', headings: head, rows }, next: end };
}

/** The cells of a row; a bar in a cell is written `\|`. */
const cellsOf = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => inline(cell.trim().replaceAll('\\|', '|')));

const endOfText = (lines: readonly string[], from: number): number => endWhere(lines, from, beginsBlock);

function endWhere(lines: readonly string[], from: number, ends: (line: string) => boolean): number {
  const found = lines.findIndex((line, i) => i >= from && ends(line));
  return found < 0 ? lines.length : found;
}

/** Text without Markdown's signs: stars are dropped, and a link says where it leads. */
const inline = (text: string): string =>
  text
    .replaceAll(
      /(`[^`]*`)|(\*{1,2})(?=\S)([^*`]+)\2/g,
      (_, code?: string, __?: string, said = '') => code ?? said,
    )
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, words: string, target: string) => linkText(words, target));

/** The text of a link: to another page as the command that opens it, to anything else with its address. */
function linkText(words: string, target: string): string {
  const [, page] = /^([a-z]+)[.]md(?:#.*)?$/.exec(target) ?? [];
  if (page !== undefined)
    return words === page ? `\`dvar help ${page}\`` : `${words} (\`dvar help ${page}\`)`;
  return /^[a-z]+:/.test(target) ? `${words} (${target})` : words;
}

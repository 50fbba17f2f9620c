import type { Markup } from './markup.ts';
import { tableLines } from './table-lines.ts';

/** What an element does to the text in it. */
export type FlowRole =
  | 'block'
  | 'break'
  | 'tab'
  | 'space'
  | 'skip'
  | 'verbatim'
  | 'table'
  | 'row'
  | 'cell'
  | 'raised'
  | 'lowered'
  | 'fraction'
  | 'power'
  | 'index'
  | 'root'
  | 'grouped'
  | 'matrix';

/** How a kind of document is read: what its elements do, and whether blanks and line ends in it count. */
export interface Flow {
  readonly roles: Readonly<Record<string, FlowRole>>;
  readonly keepsBlanks: boolean;
  /** Whether an element's text is raised, though its name does not say so. */
  readonly isRaised?: (element: Markup) => boolean;
}

/** The text of a document, a block a line; formulas are written as one types them. */
export function flowText(root: Markup, flow: Flow): string {
  return inside(root, flow, flow.keepsBlanks)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

function inside({ children }: Markup, flow: Flow, verbatim: boolean): string {
  let text = '';
  for (const child of children) {
    if (typeof child === 'string') {
      const said = verbatim ? child : child.replaceAll(/\s+/g, ' ');
      text += /(?:^|\n)$/.test(text) && !verbatim ? said.trimStart() : said;
      continue;
    }
    text = joined(text, child, flow, verbatim);
  }
  return text;
}

function joined(text: string, element: Markup, flow: Flow, verbatim: boolean): string {
  const role = flow.isRaised?.(element) ? 'raised' : flow.roles[element.name];
  const said = (): string => inside(element, flow, verbatim);
  const parts = (): readonly string[] =>
    elements(element, flow).map((child) => inside({ ...element, children: [child] }, flow, verbatim).trim());
  if (role === undefined) return text + said();
  switch (role) {
    case 'skip':
      return text;
    case 'break':
      return `${text}\n`;
    case 'tab':
      return `${text}\t`;
    case 'space':
      return `${text} `;
    case 'block':
    case 'row':
    case 'cell':
      return `${onNewLine(text)}${said()}\n`;
    case 'verbatim':
      return `${onNewLine(text)}${inside(element, flow, true)}\n`;
    case 'table':
      return `${onNewLine(text)}${tableLines(rowsIn(element, flow)).join('\n')}\n`;
    case 'raised': {
      const raised = said().trim();
      return raised === '' ? text : `${text}^${grouped(raised)}`;
    }
    case 'lowered':
      return text.trimEnd() + said().trim();
    case 'fraction': {
      const [over = '', under = ''] = parts();
      // A derivative is one word, not a division of two.
      if (/^[d∂]\S*$/u.test(over) && /^[d∂]\S*$/u.test(under)) return `${text}${over}/${under}`;
      return `${text}${grouped(over)}/${grouped(under)}`;
    }
    case 'power': {
      const [base = '', exponent = ''] = parts();
      return `${text}${grouped(base)}^${grouped(exponent)}`;
    }
    case 'index':
      return text + parts().join('');
    case 'root':
      return `${text}sqrt(${said().trim()})`;
    case 'grouped':
      return `${text}(${said().trim()})`;
    case 'matrix': {
      const rows = elements(element, flow).map((row) =>
        elements(row, flow).map((entry) => inside(entry, flow, verbatim).trim()),
      );
      return `${text}[${rows.map((row) => row.join(', ')).join('; ')}]`;
    }
  }
}

const elements = ({ children }: Markup, { roles }: Flow): readonly Markup[] =>
  children.filter((child) => typeof child !== 'string').filter(({ name }) => roles[name] !== 'skip');

const onNewLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

const grouped = (text: string): string => (/^[\p{L}\p{M}\p{N}_.]+$/u.test(text) ? text : `(${text})`);

/** The cells of a table, row by row; a table in a cell is text of that cell. */
function rowsIn(table: Markup, flow: Flow): readonly (readonly string[])[] {
  const rows: string[][] = [];
  const look = (element: Markup): void => {
    for (const child of elements(element, flow)) {
      const role = flow.roles[child.name];
      if (role === 'row') rows.push([]);
      if (role === 'cell') {
        const cell = inside(child, flow, flow.keepsBlanks).replaceAll(/\s+/g, ' ').trim();
        (rows.at(-1) ?? rows[rows.push([]) - 1])?.push(cell);
      } else look(child);
    }
  };
  look(table);
  return rows;
}

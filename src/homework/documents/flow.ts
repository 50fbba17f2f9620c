import type { Markup } from './markup.ts';
import { tableLines } from './table-lines.ts';

/** What an element means for the text in it. */
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

/** How a kind of document is read: what its elements mean, and whether blanks and line ends in it count. */
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

/** A text that grows at its end, and is never searched as a whole, which would take long. */
class Growing {
  readonly #pieces: string[] = [];

  add(piece: string): void {
    if (piece !== '') this.#pieces.push(piece);
  }

  /** Whether a line begins here. */
  get isAtStart(): boolean {
    return this.#pieces.at(-1)?.endsWith('\n') ?? true;
  }

  startLine(): void {
    if (!this.isAtStart) this.add('\n');
  }

  /** Removes the blanks at the end. */
  closeUp(): void {
    for (let last = this.#pieces.pop(); last !== undefined; last = this.#pieces.pop()) {
      const kept = last.trimEnd();
      if (kept === '') continue;
      this.#pieces.push(kept);
      return;
    }
  }

  get text(): string {
    return this.#pieces.join('');
  }
}

function inside({ children }: Markup, flow: Flow, verbatim: boolean): string {
  const text = new Growing();
  for (const child of children) {
    if (typeof child !== 'string') {
      put(text, child, flow, verbatim);
      continue;
    }
    const said = verbatim ? child : child.replaceAll(/\s+/g, ' ');
    text.add(text.isAtStart && !verbatim ? said.trimStart() : said);
  }
  return text.text;
}

/** Adds the text of an element. */
function put(text: Growing, element: Markup, flow: Flow, verbatim: boolean): void {
  const role = flow.isRaised?.(element) ? 'raised' : flow.roles[element.name];
  if (role === 'skip') return;
  const isLine =
    role === 'block' || role === 'row' || role === 'cell' || role === 'verbatim' || role === 'table';
  if (isLine) text.startLine();
  if (role === 'lowered') text.closeUp();
  text.add(saidBy(element, role, flow, verbatim));
  if (isLine) text.add('\n');
}

function saidBy(element: Markup, role: FlowRole | undefined, flow: Flow, verbatim: boolean): string {
  const said = (): string => inside(element, flow, verbatim);
  const parts = (): readonly string[] =>
    elements(element, flow).map((child) => inside({ ...element, children: [child] }, flow, verbatim).trim());
  switch (role) {
    case undefined:
    case 'block':
    case 'row':
    case 'cell':
      return said();
    case 'skip':
      return '';
    case 'break':
      return '\n';
    case 'tab':
      return '\t';
    case 'space':
      return ' ';
    case 'verbatim':
      return inside(element, flow, true);
    case 'table':
      return tableLines(rowsIn(element, flow)).join('\n');
    case 'raised': {
      const raised = said().trim();
      return raised === '' ? '' : `^${grouped(raised)}`;
    }
    case 'lowered':
      return said().trim();
    case 'fraction': {
      const [over = '', under = ''] = parts();
      // A derivative is one word, not a division of two.
      const isSlope = /^[d∂]\S*$/u.test(over) && /^[d∂]\S*$/u.test(under);
      return isSlope ? `${over}/${under}` : `${grouped(over)}/${grouped(under)}`;
    }
    case 'power': {
      const [base = '', exponent = ''] = parts();
      return `${grouped(base)}^${grouped(exponent)}`;
    }
    case 'index':
      return parts().join('');
    case 'root':
      return `sqrt(${said().trim()})`;
    case 'grouped':
      return `(${said().trim()})`;
    case 'matrix': {
      const rows = elements(element, flow).map((row) =>
        elements(row, flow).map((entry) => inside(entry, flow, verbatim).trim()),
      );
      return `[${rows.map((row) => row.join(', ')).join('; ')}]`;
    }
  }
}

const elements = ({ children }: Markup, { roles }: Flow): readonly Markup[] =>
  children.filter((child) => typeof child !== 'string').filter(({ name }) => roles[name] !== 'skip');

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

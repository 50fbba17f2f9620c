import { Parser } from 'htmlparser2';

/** An element of a page or of an office document, with what stands in it. */
export interface Markup {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Markup | string)[];
}

/** The deepest nesting that is kept; what lies deeper is read as if it stood at this depth. */
const deepest = 100;
/** The most elements of a document; what comes after is left out. */
const most = 500_000;

/**
 * The most elements that may be open at once before the rest is left out; the same number of characters is read
 * between two checks of that.
 */
const mostOpen = 2000;
const piece = 8192;

/** Reads HTML or XML; even broken text gives a tree. Loaded on use. */
export function parseMarkup(text: string, language: 'html' | 'xml'): Markup {
  type Growing = Markup & { readonly children: (Markup | string)[] };
  const root: Growing = { name: '', attributes: {}, children: [] };
  const open: Growing[] = [root];
  let beyond = 0;
  let count = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > deepest || ++count > most) {
          beyond++;
          return;
        }
        const element: Growing = { name, attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext(data) {
        open.at(-1)?.children.push(data);
      },
      onclosetag() {
        if (beyond > 0) beyond--;
        else if (open.length > 1) open.pop();
      },
    },
    { xmlMode: language === 'xml', decodeEntities: true },
  );
  // The library gets slower with each element that is still open; nothing that nests like that is a document.
  for (let at = 0; at < text.length && open.length + beyond < mostOpen; at += piece)
    parser.write(text.slice(at, at + piece));
  parser.end();
  return root;
}

/** The elements of a name, wherever they stand, in their order. */
export function elementsIn(markup: Markup, name: string): readonly Markup[] {
  const found: Markup[] = [];
  const look = (element: Markup): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      if (child.name === name) found.push(child);
      else look(child);
    }
  };
  look(markup);
  return found;
}

/** All text in an element. */
export const markupText = ({ children }: Markup): string =>
  children.map((child) => (typeof child === 'string' ? child : markupText(child))).join('');

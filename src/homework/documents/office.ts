import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { type Packed, textIn } from './archive.ts';
import { type Flow, flowText } from './flow.ts';
import { type Markup, parseMarkup } from './markup.ts';

/** The meaning of the elements of a Word document and of its formulas. */
const word: Flow = {
  keepsBlanks: true,
  roles: {
    'w:p': 'block',
    'w:br': 'break',
    'w:cr': 'break',
    'w:tab': 'tab',
    'w:tbl': 'table',
    'w:tr': 'row',
    'w:tc': 'cell',
    // Deleted text, fields, and second forms of what is already there.
    'w:del': 'skip',
    'w:moveFrom': 'skip',
    'w:instrText': 'skip',
    'w:pPr': 'skip',
    'mc:Fallback': 'skip',
    'm:ctrlPr': 'skip',
    'm:f': 'fraction',
    'm:sSup': 'power',
    'm:sSub': 'index',
    'm:rad': 'root',
    'm:fPr': 'skip',
    'm:deg': 'skip',
    'm:d': 'grouped',
    'm:dPr': 'skip',
    'm:m': 'matrix',
    'm:mPr': 'skip',
  },
  isRaised: ({ name, children }) =>
    name === 'w:r' &&
    children.some(
      (child) =>
        typeof child !== 'string' &&
        child.name === 'w:rPr' &&
        child.children.some(
          (property) =>
            typeof property !== 'string' &&
            property.name === 'w:vertAlign' &&
            property.attributes['w:val'] === 'superscript',
        ),
    ),
};

/** The meaning of the elements of an OpenDocument text. */
const openDocument: Flow = {
  keepsBlanks: false,
  roles: {
    'text:p': 'block',
    'text:h': 'block',
    'text:line-break': 'break',
    'text:tab': 'tab',
    'text:s': 'space',
    'text:tracked-changes': 'skip',
    'office:annotation': 'skip',
    'office:automatic-styles': 'skip',
    'office:scripts': 'skip',
    'office:font-face-decls': 'skip',
    'table:table': 'table',
    'table:table-row': 'row',
    'table:table-cell': 'cell',
  },
};

/** Kinds of office documents: the part by which each is known, and how that part is read. */
const kinds: readonly (readonly [part: string, flow: Flow])[] = [
  ['word/document.xml', word],
  ['content.xml', openDocument],
];

/** The part of an archive that makes it an office document's text; null where it is none. */
export const officePart = (names: readonly string[]): string | null =>
  kinds.find(
    ([part]) => names.includes(part) && (part !== 'content.xml' || names.includes('mimetype')),
  )?.[0] ?? null;

/** The text of an office document, out of the part that holds it. Loaded on use. */
export function officeText(packed: Packed): Result<string> {
  const flow = kinds.find(([part]) => part === packed.name)?.[1] ?? openDocument;
  const text = flowText(flat(parseMarkup(textIn(packed), 'xml')), flow);
  return text.trim() === ''
    ? refuse('the document has no text; if the answers are in a picture, type them')
    : ok(text);
}

/** Drops text that only lays the XML out: all that does not stand in an element for text. */
function flat(element: Markup): Markup {
  const forText = /^(?:w:t|m:t|text:.*)$/.test(element.name);
  const children = element.children.flatMap((child): readonly (Markup | string)[] =>
    typeof child === 'string' ? (forText ? [child] : []) : [flat(child)],
  );
  return { ...element, children };
}

import { type Flow, type FlowRole, flowText } from './flow.ts';
import { parseMarkup } from './markup.ts';

const all = (role: FlowRole, names: string): Readonly<Record<string, FlowRole>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, role]));

/** What the elements of HTML and MathML do. */
const html: Flow = {
  keepsBlanks: false,
  roles: {
    ...all(
      'skip',
      'head script style title template noscript del s strike annotation annotation-xml button select',
    ),
    ...all(
      'block',
      'p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote section article header footer body form',
    ),
    ...all('verbatim', 'pre textarea xmp'),
    br: 'break',
    hr: 'break',
    table: 'table',
    tr: 'row',
    td: 'cell',
    th: 'cell',
    sup: 'raised',
    sub: 'lowered',
    mfrac: 'fraction',
    msup: 'power',
    msub: 'index',
    msqrt: 'root',
    mfenced: 'grouped',
    mtable: 'matrix',
  },
};

/** The text of a web page, or of what was typed into a learning platform's editor. Loaded on use. */
export const htmlText = (page: string): string => flowText(parseMarkup(page, 'html'), html);

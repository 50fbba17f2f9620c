/** Groups that hold no text of the document. */
const unseen = new Set(
  'fonttbl colortbl stylesheet info pict object header footer footnote annotation listtable listoverridetable themedata datastore generator fldinst xmlnstbl'.split(
    ' ',
  ),
);

/** Words that stand for a sign. */
const signs: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  lquote: "'",
  rquote: "'",
  ldblquote: '"',
  rdblquote: '"',
  bullet: '•',
};

/** The settings that hold until a group ends. */
interface Group {
  readonly shown: boolean;
  /** How many characters follow a Unicode character as its replacement, for readers without Unicode. */
  readonly replaced: number;
}

const piece = /\\u(-?\d+) ?|\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;

/** The text of an RTF document, a paragraph a line; even a broken document gives a text. Loaded on use. */
export function rtfText(source: string): string {
  let text = '';
  let group: Group = { shown: true, replaced: 1 };
  const around: Group[] = [];
  let skipped = 0;
  let bytes: number[] = [];
  const decoder = decoderFor(/\\ansicpg(\d+)/.exec(source)?.[1]);
  const say = (said: string): void => {
    if (bytes.length > 0) text += decoder.decode(Uint8Array.from(bytes));
    bytes = [];
    text += said;
  };
  for (const [, unicode, word, amount, byte, sign, brace, run] of source.matchAll(piece)) {
    if (byte === undefined) say('');
    if (brace === '{') around.push(group);
    else if (brace === '}') group = around.pop() ?? group;
    else if (unicode !== undefined) {
      if (group.shown) say(String.fromCharCode(Number(unicode) & 0xffff));
      skipped = group.replaced;
    } else if (word !== undefined) {
      if (unseen.has(word)) group = { ...group, shown: false };
      else if (word === 'uc') group = { ...group, replaced: Number(amount ?? 1) };
      else if (group.shown) say(signs[word] ?? '');
    } else if (sign === '*') group = { ...group, shown: false };
    else if (!group.shown) skipped = 0;
    else if (byte !== undefined) {
      if (skipped > 0) skipped--;
      else bytes.push(Number.parseInt(byte, 16));
    } else if (sign !== undefined) say(sign === '~' ? ' ' : sign === '\n' ? '\n' : sign === '-' ? '' : sign);
    else if (run !== undefined) {
      say(run.slice(skipped));
      skipped = 0;
    }
  }
  say('');
  return text;
}

/** The code page that a document says its bytes are in, or that of western Windows. */
function decoderFor(page: string | undefined) {
  const names: Readonly<Record<string, string>> = {
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
  };
  try {
    return new TextDecoder(names[page ?? ''] ?? `windows-${page ?? 1252}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}

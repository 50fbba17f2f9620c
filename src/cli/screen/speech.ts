import { inAnyScript } from '../../language/unicode-names.ts';

/**
 * The tutor's sentences for a voice: symbols in words, a sentence a line. What comes out holds letters, digits, decimal
 * points, commas, semicolons, colons, the apostrophe inside a word and the stop at the end, whatever went in.
 */

/** A matrix in a line: its entries, and its rows one after the other. */
function matrixInWords(_: string, inside: string): string {
  const rows = inside.split(';').map((row) =>
    row
      .trim()
      .split(/[\s,]+/u)
      .join(', '),
  );
  return rows.length === 1 ? `the row ${rows[0]},` : `the matrix with the rows ${rows.join('; and ')};`;
}

/** How mathematics is said; tried in this order. Made when it is needed: to make them costs every start its time. */
const signs = (): readonly (readonly [RegExp, string])[] => [
  [/^\?$/gu, 'question mark'],
  [/^--(?=\p{L})/gu, 'dash dash '],
  [/^:/gu, 'colon '],
  [
    /(?<![\p{L}\p{N}_])[d∂]([\p{L}_][\p{L}\p{M}\p{N}_]*)\/[d∂]([\p{L}_][\p{L}\p{M}\p{N}_]*)/gu,
    'the derivative of $1 with respect to $2',
  ],
  // Glued to a name it is an entry, standing by itself a shape.
  [
    /(?<![\p{L}\p{N}_])(?!(?:ones|zeros|sum|mean)\()([\p{L}_][\p{L}\p{M}\p{N}_]*)\((\d+),(\d+)\)/gu,
    '$1 row $2 column $3 ',
  ],
  [/\((\d+),(\d+)\)/gu, ' $1 by $2 '],
  [/(?<=[\p{L}\p{N}_)\]])'/gu, ' transposed '],
  [/(\d)e-(\d+)/gu, '$1 times 10 to the power minus $2'],
  [/(\d)e(\d+)/gu, '$1 times 10 to the power $2'],
  // Around a single name or number nobody says parentheses: log of a.
  [/([\p{L}_][\p{L}\p{M}\p{N}_]*)\(([\p{L}\p{N}_.]+)\)/gu, '$1 of $2'],
  [/([\p{L}_][\p{L}\p{M}\p{N}_]*)\(/gu, '$1 of ('],
  [/>=|≥/gu, ' is at least '],
  [/<=|≤/gu, ' is at most '],
  [/==/gu, ' is equal to '],
  [/!=|≠/gu, ' differs from '],
  [/=/gu, ' = '],
  [/>/gu, ' is above '],
  [/</gu, ' is below '],
  [/²|(?:\.?\^|\*\*)2(?![\d.])/gu, ' squared '],
  [/³|(?:\.?\^|\*\*)3(?![\d.])/gu, ' cubed '],
  [/\.?\^|\*\*/gu, ' to the power '],
  [/\.\*/gu, ' dot times '],
  [/\.\//gu, ' dot over '],
  [/\*|×|·|⋅/gu, ' times '],
  [/\/|÷/gu, ' over '],
  [/\+/gu, ' plus '],
  [/[-−–]/gu, ' minus '],
  [/\(/gu, ' open paren '],
  [/\)/gu, ' close paren '],
  [/\.\.\.|…/gu, ' and so on '],
];

/** What other characters are called where one of them stands alone. */
const called: Readonly<Record<string, string>> = {
  "'": 'apostrophe',
  '"': 'quotation mark',
  '`': 'backtick',
  ',': 'comma',
  ';': 'semicolon',
  '.': 'point',
  ':': 'colon',
  '?': 'question mark',
  '!': 'exclamation mark',
  '=': 'equals sign',
  '*': 'times sign',
  '/': 'slash',
  '+': 'plus sign',
  '-': 'minus sign',
  '^': 'power sign',
  '(': 'open paren',
  ')': 'close paren',
  '[': 'open bracket',
  ']': 'close bracket',
  '{': 'open brace',
  '}': 'close brace',
  '<': 'less-than sign',
  '>': 'greater-than sign',
  '#': 'number sign',
  '%': 'percent',
  '&': 'ampersand',
  '@': 'at sign',
  '|': 'bar',
  '~': 'tilde',
  $: 'dollar sign',
  '\\': 'backslash',
  '√': 'root sign',
  '∂': 'curly d',
};

/** Mathematics in words: `t1 = b*c = 6` is "t1 equals b times c, which is 6", and `b = 3` is "b is 3". */
export function spoken(math: string): string {
  const [, file] = /^:save\s+(\S.*)$/su.exec(math) ?? [];
  if (file !== undefined) return tidied(`colon save ${pathInWords(file)}`);
  const read = math.replaceAll(/\[([^[\]]*)\]/gu, matrixInWords).replaceAll('ε', ' epsilon ');
  const said = signs().reduce((text, [sign, word]) => text.replaceAll(sign, word), read);
  const [first = '', second, ...more] = said.split(' = ');
  if (second === undefined) return tidied(said);
  const verb = more.length === 0 && /^\s*(?:minus )?[\d.]+\s*$/u.test(second) ? 'is' : 'equals';
  return tidied([`${first} ${verb} ${second}`, ...more].join(', which is '));
}

/** A text with mathematics between backticks, as sentences in words, one a line, each with its stop. */
export function sentences(text: string): readonly string[] {
  // A stop inside mathematics is a decimal point; outside, it ends a sentence.
  const said = text
    .replace(/^- /u, '') // the dash of a list
    .split('`')
    .map((part, i) => (i % 2 === 1 ? spoken(part) : prose(part)))
    .join('');
  return said
    .split(/(?<=[.?!])\s+/u)
    .map(tidied)
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .map((sentence) => capital(/[.?:]$/.test(sentence) ? sentence : `${sentence.replace(/[,;]$/, '')}.`));
}

/** What stands between the formulas: words, and now and then a sign or a formula that nobody marked. */
function prose(text: string): string {
  return (
    text
      .replaceAll(/'([^\s'])'(?![\p{L}\p{N}])/gu, (_, sign: string) => signOrName(sign))
      // The apostrophe of a word opens no quotation, and closes none.
      .replaceAll(/(?<![\p{L}\p{N}])'(?!s\s)([^']*)'(?!\p{L})/gu, (_, quoted: string) => unmarked(quoted))
      .replaceAll(' · ', ', ')
      // A remark in parentheses, without its own stop; those of a formula touch what they belong to.
      .replaceAll(/(^|\s)\(([^()]*?)\.?\)(?=[\s.,;:?]|$)/gu, '$1, $2, ')
      .split(/(\s+)/u)
      .map((word) => (/\s/u.test(word) ? word : unmarked(word)))
      .join('')
  );
}

const signOrName = (sign: string): string => (/[\p{L}\d]/u.test(sign) ? sign : (called[sign] ?? 'this sign'));

/** A word as English has it: with hyphens, with the apostrophe of what's left out or of whose it is. */
const englishIn = inAnyScript(
  String.raw`^(?:[\p{L}]+(?:-[\p{L}]+)+|[\p{L}\p{N}_]*(?:-[\p{L}]+)*'(?:s|t|re|ve|ll|d|m)|[\p{L}]{3,}s')$`,
);

/** A path to a file: it begins as paths do, or has an ending. A quotient has neither. */
const pathIn = inAnyScript(String.raw`^(?:\.{0,2}|~|[\p{L}]:)[/\\][\p{L}]|[/\\].*\.[\p{L}][\p{L}\d]+$`);

/** A path, sign by sign. */
const pathInWords = (file: string): string =>
  file.replaceAll(/[/\\.]/gu, (sign, at: number) =>
    sign === '.' && /^\d\.\d/u.test(file.slice(at - 1)) ? sign : ` ${sign === '.' ? 'dot' : called[sign]} `,
  );

/** A word of prose: spelled out if it is a formula, with the marks of a sentence left at its end. */
function unmarked(word: string): string {
  const [, body = '', end = ''] = /^(.*?)([.,;:?]*)$/su.exec(word) ?? [];
  if (pathIn(body)) return pathInWords(body) + end;
  const formula = !englishIn(body) && /[^\p{L}\p{M}\p{N}.,;_]|\de-?\d/u.test(body);
  return (formula ? spoken(body) : body) + end;
}

/** Words with single blanks between them, and none of the characters that a voice stumbles over. */
function tidied(text: string): string {
  return text
    .replaceAll(/(?<=\d),(?=\d)/gu, ' comma ')
    .replaceAll(/(?<=\p{L})\.(?=\p{L})/gu, ' dot ')
    .replaceAll(/(?<=\p{L})s'(?= |$)/gu, 's')
    .replaceAll(
      /(?!(?<=[\p{L}\p{N}])'\p{L})[^\p{L}\p{M}\p{N}.,;:?_\s-]/gu,
      (sign) => ` ${called[sign] ?? ''} `,
    )
    .replaceAll(/(?<![\p{L}])-|-(?![\p{L}])/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ (?=[,;.?:])(?![.]\d)/gu, '')
    .replaceAll(/[,;]+(?=[,;.?:])/gu, '')
    .replace(/^[,;:.\s]+/u, '')
    .trim();
}

/** A sentence that begins with one of our own words begins with a capital; a name stays as it is. */
const capital = (sentence: string): string =>
  sentence.replace(
    /^(the|colon|question|open|minus)(?= )/u,
    (word) => word[0]?.toUpperCase() + word.slice(1),
  );

import { signFor } from '../spelling.ts';

/** A part of a line, written in the tutor's way; `binds` as its outermost sign does, the higher the tighter. */
interface Part {
  readonly text: string;
  readonly binds: number;
  readonly isNumber: boolean;
}

const binds = { comparison: 0, sum: 1, product: 2, sign: 3, power: 4, alone: 5 } as const;
const modules = /^(?:np|numpy|jnp|torch|math)$/;
/** A derivative such as `dJ/dZ` is one word. */
const wordPattern =
  /\s*(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+|d[A-Za-z_]\w*\/d[A-Za-z_]\w*|[A-Za-z_]\w*|\*\*|[<>=!]=|[-+*/@(),.='<>])/gy;

/** What only Python writes, so that a `*` beside it is surely the product entry by entry. */
export const surelyPython =
  /@|\*\*|\b(?:np|numpy|jnp|torch|math)\.|\.(?:dot|matmul|sum|mean|transpose)\(|\b(?:axis|keepdims)\s*=/;
/** A star that does not follow a number; the digit of a name, as in `dZ2*A1`, makes none. */
const starBehindName = String.raw`(?<!(?<![\w.])[\d.]+\s*)\*`;
/** A `*` beside `.T`, which textbooks write too: it may be either product. */
export const eitherProduct = new RegExp(String.raw`${starBehindName}(?!\*)(?!\s*\d)`);

/**
 * Translates a whole line of NumPy; null if it is not NumPy, or holds anything unknown. Where only `.T` speaks for
 * Python, `*` could be either product, so that such a line is not translated unless the caller is `sure`.
 */
export function translatedFromNumpy(line: string, sure = false): string | null {
  const python =
    sure ||
    surelyPython.test(line) ||
    (/\.T\b/.test(line) && !eitherProduct.test(line.replaceAll('**', '^')));
  if (!python || line.length > 500) return null;
  // `1/m np.sum(dZ)` is a textbook's product, in which the sign is left out.
  const signed = line
    .replaceAll(/(?<=[\w)])[^\S\n]+(?=(?:np|numpy|jnp|torch)\.)/g, ' * ')
    // A textbook's transpose beside a sign of Python's.
    .replaceAll(/[ᵀ⊤]|\^(?:[T⊤](?!\w)|\((?:T|⊤)\))/gu, "'");
  const tokens = tokensIn(signed.replace(/^[^=()<>!]*=(?!=)/, ''));
  if (!tokens) return null;
  const read: Words = { tokens, at: 0 };
  const whole = readComparison(read);
  return whole && read.at === tokens.length ? whole.text : null;
}

/**
 * The translated line if it has more than one piece of NumPy; null for a single piece, about which its own message
 * says more.
 */
export const wholeLine = (line: string): string | null =>
  (
    line.match(
      new RegExp(
        String.raw`@|${starBehindName}(?!\s*\d)|\.T\b|\b(?:np|numpy|jnp|torch|math)\.|\.(?:dot|matmul|sum|mean)\(`,
        'g',
      ),
    ) ?? []
  ).length > 1
    ? translatedFromNumpy(line)
    : null;

function tokensIn(line: string): readonly string[] | null {
  const text = line.trim();
  const found = [...text.matchAll(wordPattern)];
  const length = found.reduce((total, [whole]) => total + whole.length, 0);
  return length === text.length ? found.map(([, word = '']) => word) : null;
}

/** How far the reading of a line's words has come. A part that is not understood is null. */
interface Words {
  readonly tokens: readonly string[];
  at: number;
}

/** Takes the next word if it is this one, and says whether it was. */
function take(words: Words, word: string): boolean {
  if (words.tokens[words.at] !== word) return false;
  words.at++;
  return true;
}

/** Reads parts that are joined by signs of the same precedence, from left to right. */
function chain(
  words: Words,
  next: (words: Words) => Part | null,
  signs: readonly string[],
  join: (sign: string, left: Part, right: Part) => Part,
): Part | null {
  let left = next(words);
  for (
    let sign = words.tokens[words.at];
    left && sign !== undefined && signs.includes(sign);
    sign = words.tokens[words.at]
  ) {
    words.at++;
    const right = next(words);
    left = right && join(sign, left, right);
  }
  return left;
}

/** A comparison is 1 or 0 in both languages; Python's chains of them (`0 < z < 1`) are not. */
function readComparison(words: Words): Part | null {
  const left = readSum(words);
  const sign = words.tokens[words.at] ?? '';
  if (!left || !/^(?:[<>]=?|[=!]=)$/.test(sign)) return left;
  words.at++;
  const right = readSum(words);
  return right && { text: `${left.text} ${sign} ${right.text}`, binds: binds.comparison, isNumber: false };
}

const readSum = (words: Words): Part | null =>
  chain(words, readProduct, ['+', '-'], (sign, left, right) => ({
    text: `${held(left, binds.sum)} ${sign} ${held(right, binds.product)}`,
    binds: binds.sum,
    isNumber: false,
  }));

const readProduct = (words: Words): Part | null =>
  chain(words, readSigned, ['*', '/', '@'], (sign, left, right) =>
    joined(productSign(sign, left, right), left, right),
  );

function readSigned(words: Words): Part | null {
  if (!take(words, '-')) return readPower(words);
  const inner = readSigned(words);
  return inner && { text: `-${held(inner, binds.sign)}`, binds: binds.sign, isNumber: inner.isNumber };
}

function readPower(words: Words): Part | null {
  const base = readCalled(words);
  if (!base || !take(words, '**')) return base;
  const exponent = readSigned(words);
  return exponent && raised(base, exponent);
}

/** A part with what is called on it: `A.T`, `A.dot(B)`, `np.exp(A)`; a quote for a transpose is taken beside it. */
function readCalled(words: Words): Part | null {
  const module = modules.test(words.tokens[words.at] ?? '') && words.tokens[words.at + 1] === '.';
  let part = module ? null : readAtom(words);
  if (module) words.at++;
  for (;;) {
    if (part && take(words, "'")) {
      part = transposed(part);
      continue;
    }
    if (!take(words, '.')) break;
    const word = words.tokens[words.at++] ?? '';
    if (word === 'T' && part) part = transposed(part);
    else if (take(words, '(')) part = applied(word, [...(part ? [part] : []), ...readGiven(words)]);
    else return null;
    if (!part) return null;
  }
  return part;
}

function readAtom(words: Words): Part | null {
  const word = words.tokens[words.at++] ?? '';
  if (/^[\d.]/.test(word) && word !== '.') return alone(word, true);
  if (word === '(') {
    const inner = readComparison(words);
    return inner && take(words, ')') ? inner : null;
  }
  if (!/^[A-Za-z_]/.test(word)) return null;
  return take(words, '(') ? applied(word, readGiven(words)) : alone(word);
}

/** Reads the operands of a call after its opening parenthesis; `axis=1` is one name. */
function readGiven(words: Words): readonly (Part | null)[] {
  const parts: (Part | null)[] = [];
  while (words.at < words.tokens.length && !take(words, ')')) {
    const named = words.tokens[words.at + 1] === '=' ? words.tokens[words.at] : undefined;
    if (named !== undefined) words.at += 2;
    const part = readComparison(words);
    parts.push(named === undefined || !part ? part : { ...part, text: `${named}=${part.text}` });
    if (!take(words, ',') && words.tokens[words.at] !== ')') return [null];
  }
  return parts;
}

const alone = (text: string, isNumber = false): Part => ({ text, binds: binds.alone, isNumber });

const held = (part: Part, least: number): string => (part.binds < least ? `(${part.text})` : part.text);

const transposed = (part: Part): Part => alone(`${held(part, binds.alone)}'`);

/** Between numbers, and with the number m of examples, a dot is of no use. */
function productSign(sign: string, left: Part, right: Part): string {
  if (sign === '@') return '*';
  const plain = right.isNumber || right.text === 'm' || (left.isNumber && sign === '*');
  return plain ? sign : ` .${sign} `;
}

const joined = (sign: string, left: Part, right: Part): Part => ({
  text: `${held(left, binds.product)}${sign}${held(right, binds.sign)}`,
  binds: binds.product,
  isNumber: false,
});

const raised = (base: Part, exponent: Part): Part => ({
  text: `${held(base, binds.alone)}.^${held(exponent, binds.alone)}`,
  binds: binds.power,
  isNumber: false,
});

/** Whether a function of that name takes so many operands here. */
function fits(word: string, count: number): boolean {
  const sign = signFor('call', word);
  return sign !== undefined && (sign.arity === count || (sign.nests && count > 1));
}

/** A call of NumPy's as it is written here; what a method is called on is its first operand. */
function applied(word: string, given: readonly (Part | null)[]): Part | null {
  const parts = given.filter((part) => part !== null);
  const [first, second] = parts;
  if (parts.length < given.length || !first) return null;
  switch (word) {
    case 'dot':
    case 'matmul':
      return second ? joined('*', first, second) : null;
    case 'multiply':
    case 'divide':
      return second ? joined(word === 'multiply' ? ' .* ' : ' ./ ', first, second) : null;
    case 'outer':
      return second ? joined('*', first, transposed(second)) : null;
    case 'power':
      return second ? raised(first, second) : null;
    case 'transpose':
      return transposed(first);
    case 'sum':
    case 'mean':
      return folded(word, first, parts.slice(1));
    default:
      return fits(word, parts.length) ? alone(`${word}(${parts.map(({ text }) => text).join(', ')})`) : null;
  }
}

/** The dimension of an axis, counted from 1; NumPy may count the last one from the end, as -1. */
const dimensions: Readonly<Record<string, number>> = { '0': 1, '1': 2, '-1': 2, '-2': 1 };

/** A sum or a mean along an axis; null where it has other settings than its axis and `keepdims`. */
function folded(word: string, over: Part, settings: readonly Part[]): Part | null {
  const texts = settings
    .map(({ text }) => text.replace(/^(?:axis|dim)=/, ''))
    .filter((text) => !/^keepdims=(?:True|False)$|^None$/.test(text));
  const [axis] = texts;
  if (axis === undefined) return alone(`${word}(${over.text})`);
  const dimension = texts.length === 1 ? dimensions[axis] : undefined;
  return dimension === undefined ? null : alone(`${word}(${over.text}, ${dimension})`);
}

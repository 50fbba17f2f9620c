/** How names are written in TeX; a name that no rule knows is looked up here. */
export type TexNames = (name: string) => string;

const GREEK_WORDS = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'.split(
    ' ',
  ),
);
const GREEK_LETTERS = 'αβγδεζηθικλμνξ_πρ_στυφχψω';
const GREEK_ORDER =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi _ pi rho _ sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const GREEK_CAPITALS: Readonly<Record<string, string>> = {
  Γ: 'Gamma',
  Δ: 'Delta',
  Θ: 'Theta',
  Λ: 'Lambda',
  Ξ: 'Xi',
  Π: 'Pi',
  Σ: 'Sigma',
  Φ: 'Phi',
  Ψ: 'Psi',
  Ω: 'Omega',
};
const ACCENTS: Readonly<Record<string, string>> = {
  '\u0302': 'hat',
  '\u0303': 'tilde',
  '\u0304': 'bar',
  '\u0307': 'dot',
};
/** Words behind a letter that mean a mark above it: `yhat`, `y_bar`. */
const MARKS = 'hat|bar|tilde|dot';

/** In a net of layers these letters carry the layer's number, and the lecture writes it above them: W^{[1]}. */
const LAYERED = /^([wWbBzZaAtThHsS])_?([1-9])$/;
/** What a layer computes: without one of these a weight and a bias of one number are no layer. */
const COMPUTED = ['z', 'Z', 'a', 'A', 'h', 'H'];

/**
 * Guesses how the names of a program are written, as people write them: `w1` with its number below, `yhat` with its hat,
 * `alpha` as its letter. In a net of layers (weights, a bias and what comes of them under one number) the number is that of
 * the layer. What `own` says goes before every guess. A name whose letters TeX lacks is a numbered v.
 */
export function texNames(
  names: readonly string[],
  own: ReadonlyMap<string, string> = new Map(),
): { readonly of: TexNames; readonly strangers: readonly string[] } {
  const known = new Set(names);
  const has = (letters: readonly string[], number: string): boolean =>
    letters.some((letter) => known.has(letter + number) || known.has(`${letter}_${number}`));
  const layered = (number: string): boolean =>
    has(['W', 'w'], number) && has(['b', 'B'], number) && has(COMPUTED, number);
  const strangers: string[] = [];
  const made = new Map<string, string>();
  const guess = (name: string): string => {
    const [, letter = '', layer = ''] = LAYERED.exec(name) ?? [];
    if (layer !== '' && layered(layer)) return `${letter}^{[${layer}]}`;
    // A rule names a derivative as code does: dZ2 belongs to Z2.
    const by = name.slice(1);
    if (name.startsWith('d') && known.has(by)) return `\\mathrm{d}${of(by)}`;
    const written = nameTex(name);
    if (written !== null) return written;
    strangers.push(name);
    return `v_{${strangers.length}}`;
  };
  const of = (name: string): string => {
    const tex = own.get(name) ?? made.get(name) ?? guess(name);
    made.set(name, tex);
    return tex;
  };
  for (const name of names) of(name);
  return { of, strangers };
}

/** One name by itself; null where TeX has no letter for it. */
function nameTex(name: string): string | null {
  const marked = new RegExp(`^(\\p{L}\\p{M}?|[A-Za-z]+?)_?(${MARKS})(.*)$`, 'u').exec(name);
  if (marked && (/^\p{L}\p{M}?$/u.test(marked[1] ?? '') || GREEK_WORDS.has(marked[1] ?? ''))) {
    const [, letter = '', mark = '', rest = ''] = marked;
    const body = stem(letter);
    return body === null ? null : subscripted(`\\${mark} ${body}`, rest.replace(/^_/, ''));
  }
  const [, head = '', tail = ''] = /^([^\d_]+)_*(.*)$/u.exec(name) ?? [];
  const body = head === '' ? null : stem(head);
  return body === null ? null : subscripted(body, tail);
}

/** A word or letter without its number. */
function stem(word: string): string | null {
  const accented = /^(\p{L})(\p{M})$/u.exec(word.normalize('NFD'));
  if (accented) {
    const [, letter = '', mark = ''] = accented;
    const accent = ACCENTS[mark];
    const body = stem(letter);
    return accent && body ? `\\${accent} ${body}` : null;
  }
  if (/^[A-Za-z]$/.test(word)) return word;
  if (GREEK_WORDS.has(word)) return `\\${word}`;
  const capital = GREEK_CAPITALS[word];
  if (capital) return `\\${capital}`;
  const at = word === '_' ? -1 : GREEK_LETTERS.indexOf(word);
  if (at >= 0 && word.length === 1) return `\\${GREEK_ORDER[at]}`;
  return /^[A-Za-z]+$/.test(word) ? `\\mathrm{${word}}` : null;
}

function subscripted(body: string, tail: string): string | null {
  if (tail === '') return body;
  const parts = tail.split('_').filter((part) => part !== '');
  if (!parts.every((part) => /^[A-Za-z0-9]+$/.test(part))) return null;
  const written = parts.map((part) => (/^\d+$|^[A-Za-z]$/.test(part) ? part : `\\mathrm{${part}}`)).join(',');
  return `${body}_{${written}}`;
}

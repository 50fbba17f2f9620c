import { derivativePhrases } from './languages.ts';
import { type NamePattern, namePattern, nameRest, nameStart } from './name-pattern.ts';

/** The names that a left side can be about. */
export interface Names {
  readonly output: string;
  /** The names of the program, without d. */
  readonly all: Iterable<string>;
  readonly has: (name: string) => boolean;
}

/** What a left side means: the derivative of `of` with respect to `by`. */
export type Target =
  | {
      readonly kind: 'derivative';
      readonly of: string;
      readonly by: string;
      readonly via: LeftPattern | null;
    }
  /** It could mean several things. */
  | { readonly kind: 'doubtful'; readonly meanings: readonly string[] };

const word = `[${nameStart}][${nameRest}]*`;
const d = '[dD∂δ]';

/** A way to write the left side of an answer; `of` is the output where it is not written. */
interface LeftRow {
  readonly example: string;
  /** Where the example comes from. */
  readonly from: string;
  /** Its groups are named `of` and `by`. */
  readonly pattern: NamePattern;
}

const row = (example: string, from: string, pattern: string, flags: 'u' | 'iu' = 'u'): LeftRow => ({
  example,
  from,
  pattern: namePattern(pattern, flags),
});

const by = `(?<by>${word})`;
const of = `(?<of>${word})`;
/** As little of a word as will do, where letters of a pattern come behind it. */
const shortOf = `(?<of>[${nameStart}][${nameRest}]*?)`;
/** A name in Latin or Greek letters: where words stand without blanks, others are no part of it. */
const latin = String.raw`[A-Za-zͰ-Ͽ_][A-Za-zͰ-Ͽ\d_]*`;

/** A derivative in the words of each language, in whatever capitals. */
const phrases = Object.fromEntries(
  Object.entries(derivativePhrases).map(([language, { example, before, between, behind }]) => [
    language,
    row(example, language, `${before}(?<of>${latin})${between}(?<by>${latin})${behind}`, 'iu'),
  ]),
) as Record<keyof typeof derivativePhrases, LeftRow>; // one for each

/**
 * Every way in which the left side of an answer is written, beside `db` and `dJ/db`, each with its example for a program
 * whose output is J and that has a b. The table is its own test.
 */
export const leftPatterns = {
  partial: row('∂J/∂b', 'a textbook', String.raw`\(?\s*${d}\s*${of}\s*/\s*${d}\s*${by}\s*\)?`),
  brackets: row('d(J)/d(b)', 'a calculator', String.raw`${d}\s*\(\s*${of}\s*\)\s*/\s*${d}\s*\(\s*${by}\s*\)`),
  operator: row('d/db J', 'a blackboard', String.raw`${d}\s*/\s*${d}\s*${by}\s*[\s([]\s*${of}\s*[)\]]?`),
  underscores: row('dJ_db', "Ng's lab", `${d}_?${shortOf}_(?:by_|d_)?${d}_?${by}`),
  joined: row('dJdb', 'Python', `${d}${of}${d}${by}`),
  separate: row('d_b', 'C', `${d}_${by}`),
  spaced: row('d b', 'a phone', `${d} ${by}`),
  partialAlone: row('∂b', 'a textbook', `[D∂δ]${by}`),
  gradBefore: row('grad_b', 'JAX', `(?:grad|gradient|g|nabla|deriv)_d?${by}`),
  gradAfter: row('b_grad', 'C++', `${by}_(?:grad|gradient|bar|adj)`),
  property: row('b.grad', 'PyTorch', String.raw`(?:self\.)?${by}\.(?:grad|gradient)(?:\.data|\.item\(\))?`),
  member: row('self.db', 'a class in Python', String.raw`(?:self|this|grads?|gradients)\.d?${by}`),
  key: row(
    'grads["db"]',
    "Ng's programming exercises",
    String.raw`(?:self\.)?(?:grads?|gradients?|g|cache|d)\s*(?:\[\s*["']?d?|\.get\(\s*["']d?)${by}["']?\s*[\])]`,
  ),
  gradOf: row('grad(b)', 'JAX', String.raw`(?:grad|gradient|derivative|deriv)\s*\(\s*${by}\s*\)`),
  nabla: row('∇b', 'a textbook', String.raw`∇\s*_?\{?${by}\}?(?:\s*${of})?`),
  index: row('∂_b J', 'a textbook', String.raw`∂_\{?${by}\}?\s+${of}`),
  inBriefWords: row(
    'The gradient of b',
    'prose',
    String.raw`(?:the\s+)?(?:gradient|grad|slope|derivative)\s+(?:of|for|wrt|with\s+respect\s+to)\s+${by}`,
    'iu',
  ),
  layer: row(
    'db[1]',
    "Ng's layers (for a program with b1)",
    String.raw`[dD∂](?<by>[\p{L}]+)\^?\(?\[?\(?(?<layer>\d+)\)?\]?\)?`,
  ),
  ...phrases,
} as const satisfies Record<string, LeftRow>;

export type LeftPattern = keyof typeof leftPatterns | 'capitals';

/** What a left side means, among the names of a program; null where it is about none of them. */
export function targetOf(left: string, names: Names): Target | null {
  const text = left.normalize('NFC').trim();
  if (text.length > 200 || names.has(text)) return null;
  const { of: over, by: under } = plainFraction.groupsOf(text) ?? {};
  if (over === names.output && under !== undefined && names.has(under))
    return { kind: 'derivative', of: over, by: under, via: null };
  const name = /^d(.+)$/u.exec(text)?.[1];
  if (name !== undefined && names.has(name))
    return { kind: 'derivative', of: names.output, by: name, via: null };
  const found = new Map<string, LeftPattern>();
  for (const [id, { pattern }] of Object.entries(leftPatterns) as [LeftPattern, LeftRow][]) {
    const groups = pattern.groupsOf(text);
    if (groups === null) continue;
    const pairs = id === 'joined' ? cutsOf(text, names) : pairsOf(groups, names);
    for (const [of, by] of pairs) found.set(`${of}/${by}`, found.get(`${of}/${by}`) ?? id);
  }
  if (found.size === 0) return inOtherCapitals(text, names);
  const meanings = [...found.keys()];
  const [first = ''] = meanings;
  if (meanings.length > 1)
    return { kind: 'doubtful', meanings: meanings.map((each) => `d${each.replace('/', '/d')}`) };
  const [of = '', by = ''] = first.split('/');
  return { kind: 'derivative', of, by, via: found.get(first) ?? null };
}

const plainFraction = namePattern(`d${of}/d${by}`);

/** The pairs of known names that the groups of a pattern can stand for. */
function pairsOf(
  groups: Readonly<Record<string, string | undefined>>,
  names: Names,
): readonly [string, string][] {
  const of = groups.of;
  const by = `${groups.by ?? ''}${groups.layer ?? ''}`;
  if (of === undefined) return names.has(by) ? [[names.output, by]] : [];
  if (groups.layer === undefined && names.has(of) && names.has(by)) return [[of, by]];
  const small = of.toLowerCase() === names.output.toLowerCase() && names.has(by) && !names.has(of);
  return small ? [[names.output, by]] : [];
}

/** The names that `dJdb` can be cut into, at any of its letters d. */
function cutsOf(text: string, names: Names): readonly [string, string][] {
  const cuts: [string, string][] = [];
  for (let at = text.indexOf('d', 2); at > 0; at = text.indexOf('d', at + 1)) {
    const [of, by] = [text.slice(1, at), text.slice(at + 1)];
    if (names.has(of) && names.has(by)) cuts.push([of, by]);
  }
  return cuts;
}

/** `DB` or `Db`, as a phone writes it, where no other name differs from b by capitals alone. */
function inOtherCapitals(text: string, names: Names): Target | null {
  const match = otherCapitals.groupsOf(text);
  if (!match) return null;
  const { top, by: typed = '' } = match;
  if (top !== undefined && top.toLowerCase() !== names.output.toLowerCase()) return null;
  const near = [...names.all].filter((each) => each.toLowerCase() === typed.toLowerCase());
  const [only] = near;
  if (only === undefined) return null;
  if (near.length > 1) return { kind: 'doubtful', meanings: near.map((each) => `d${names.output}/d${each}`) };
  return { kind: 'derivative', of: names.output, by: only, via: 'capitals' };
}

const otherCapitals = namePattern(`[dD](?:(?<top>[${nameRest}]+)/[dD])?${by}`);

/** Whether a text has the form of a left side that only an answer has, whatever the names are. */
export function isLeftSide(text: string): boolean {
  if (text.length > 200) return false;
  return (
    plainDerivative.groupsOf(text) !== null ||
    Object.values<LeftRow>(leftPatterns).some(({ pattern }) => pattern.groupsOf(text) !== null)
  );
}

const plainDerivative = namePattern(`[dD∂]${word}|[dD∂]${word}/[dD∂]${word}`);

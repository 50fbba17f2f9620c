import { isOwnNotation } from '../../language/numpy/page.ts';

/**
 * The Python in a text, and the text around it: each keeps its line numbers, because the other's lines are left
 * blank.
 */
export interface PythonInText {
  readonly code: string;
  readonly rest: string;
  /** Which lines are code, or a fence around it. */
  readonly inside: readonly boolean[];
}

/** Nobody writes lines of code longer than this. */
const longest = 2000;

/**
 * The Python in fences that are marked as Python, or have no mark and hold what is plainly Python; null where there
 * is none.
 */
export function fencedPython(text: string): PythonInText | null {
  if (!text.includes('```') && !text.includes('~~~')) return null;
  const lines = text.split('\n');
  const parts: ('code' | 'fence' | 'rest')[] = lines.map(() => 'rest');
  let open: { readonly at: number; readonly sign: string; readonly word: string } | null = null;
  for (const [at, line] of lines.entries()) {
    const [, sign = '', word = ''] =
      line.length > longest ? [] : (/^\s{0,3}(`{3,}|~{3,})\s*\{?\.?(\w*)[^`]*$/.exec(line) ?? []);
    if (sign === '') continue;
    if (!open) open = { at, sign, word: word.toLowerCase() };
    else if (word === '' && sign.startsWith(open.sign)) {
      const inside = lines.slice(open.at + 1, at).join('\n');
      const called = /^(?:py|python3?|numpy|ipython|pycon)$/.test(open.word);
      if ((called && !isOurs(inside)) || (open.word === '' && isPlainlyPython(inside)))
        parts
          .fill('code', open.at + 1, at)
          .fill('fence', open.at, open.at + 1)
          .fill('fence', at, at + 1);
      open = null;
    }
  }
  if (!parts.includes('code')) return null;
  const only = (wanted: 'code' | 'rest') =>
    lines.map((line, at) => (parts[at] === wanted ? line : '')).join('\n');
  return { code: only('code'), rest: only('rest'), inside: parts.map((part) => part !== 'rest') };
}

/** What only the tutor's notation has: its own signs, and a heading between brackets. */
const isOurs = (text: string): boolean => isOwnNotation(text) || /^\s*\[\w+\]\s*$/m.test(text);

/**
 * Whether a text can only be Python: it imports, defines or loops, and calls NumPy. Single lines of it are read as
 * answers.
 */
export const isPlainlyPython = (text: string): boolean =>
  // The shorter pattern is made sooner, and of most texts says no.
  /\b(?:np|numpy|torch|jnp)\.\w|\.T\b|\.dot\(| @ |\*\*/.test(text) &&
  /^(?:from|import) (?:numpy|torch|jax|math)\b|^def \w{1,80}\([^\n]{0,400}\)(?: ?->[^\n]{0,80})?:[^\S\n]*(?:#.*)?$|^class \w{1,80}[^\n]{0,80}:\s*$|^for [^\n]{1,80} in [^\n]{1,200}:\s*$/m.test(
    text,
  ) &&
  !isOurs(text);

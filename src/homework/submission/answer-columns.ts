import { inAnyScript } from '../../language/unicode-names.ts';
/** What a column of a table of answers holds, judged by its heading. */
export type ColumnRole =
  | { readonly kind: 'student' | 'problem' | 'name' | 'answer' | 'other' }
  /** The answers to one question, as forms and spreadsheets have a column for each. */
  | { readonly kind: 'derivative'; readonly name: string; readonly problem: string | null };

/** Headings, as forms, spreadsheets and learning platforms write them, in small letters. */
const headings: Readonly<Record<'student' | 'problem' | 'name' | 'answer', readonly string[]>> = {
  student: [
    'student',
    'student id',
    'id',
    'id number',
    'login',
    'username',
    'user name',
    'sid',
    'netid',
    'email',
    'e-mail',
    'email address',
    'e-mail address',
    'e-mail-adresse',
    'adresse e-mail',
    'correo',
    'matrikelnummer',
    'matriculation number',
  ],
  problem: ['problem', 'exercise', 'task', 'aufgabe'],
  name: ['name', 'derivative', 'question', 'variable', 'quantity', 'gradient', 'asked'],
  answer: ['answer', 'value', 'result', 'response', 'solution', 'antwort', 'wert', 'ergebnis', 'réponse'],
};

/** The longest heading. */
const longest = 200;

const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const fractionIn = inAnyScript(String.raw`[∂d]\s*(${word})\s*/\s*[∂d]\s*(${word})`);
const aloneIn = inAnyScript(String.raw`^\s*(?:your\s+)?([d∂]_?${word})\s*(?:[=:?≈]*\s*|[[(].*)$`, 'iu');

/** The derivative that a heading is about: `dv`, `dJ/dv`, `What is dJ/dv?`; null where it is about none. */
export function derivativeIn(heading: string): string | null {
  if (heading.length > longest) return null;
  const [, of, to] = fractionIn(heading) ?? [];
  if (of !== undefined && to !== undefined) return `d${of}/d${to}`;
  return aloneIn(heading)?.[1] ?? null;
}

/** The problem that a heading names before its derivative, as in `net.dW`; null where it names none. */
function problemIn(heading: string): string | null {
  const [problem = '', name, ...more] = heading.trim().split('.');
  const isOne = name !== undefined && more.length === 0 && /^[\p{L}\p{Nd}_-]+$/u.test(problem);
  return isOne && derivativeIn(name) !== null ? problem : null;
}

/** What the column under a heading holds. */
export function roleOf(heading: string): ColumnRole {
  const text = heading.replaceAll(/\s+/g, ' ').trim().toLowerCase();
  for (const kind of ['student', 'problem', 'name', 'answer'] as const)
    if (headings[kind].includes(text)) return { kind };
  const problem = problemIn(heading);
  const name = derivativeIn(problem === null ? heading : heading.trim().slice(problem.length + 1));
  return name === null ? { kind: 'other' } : { kind: 'derivative', name, problem };
}

/**
 * The place of the likeliest column of a kind: of several headings, the one that comes first in the list of headings.
 */
export function placeOf(cells: readonly string[], kind: keyof typeof headings): number {
  const texts = cells.map((cell) => cell.replaceAll(/\s+/g, ' ').trim().toLowerCase());
  for (const each of headings[kind]) if (texts.includes(each)) return texts.indexOf(each);
  return -1;
}

import type { NdArray } from './ndarray.ts';
import { arrayEntries, arraySize } from './ndarray.ts';

/** The expression that a value came from, in the tutor's notation, and how tightly its outermost sign binds. */
export interface Form {
  readonly text: string;
  /** 1 a comparison, 2 a sum, 3 a product, 4 a sign in front, 5 a power, 6 a name, a number or a call. */
  readonly binding: 1 | 2 | 3 | 4 | 5 | 6;
}

/** A form longer than this is given up: the number alone is judged. */
const longestForm = 2000;

/** The form of a name or of a call, which needs no parentheses anywhere. */
export const atom = (text: string): Form | null => (text.length > longestForm ? null : { text, binding: 6 });

const wrapped = ({ text, binding }: Form, least: number): string => (binding < least ? `(${text})` : text);

const capped = (text: string, binding: Form['binding']): Form | null =>
  text.length > longestForm ? null : { text, binding };

/** A call of one of the tutor's functions. */
export const callForm = (name: string, forms: readonly (Form | null)[], more = ''): Form | null =>
  forms.every((form) => form !== null)
    ? atom(`${name}(${forms.map((form) => form.text).join(', ')}${more})`)
    : null;

/** A minus in front. */
export const negatedForm = (form: Form | null): Form | null =>
  form && capped(`-${wrapped(form, form.text.startsWith('-') ? 5 : 4)}`, 4);

/** What is transposed. */
export const transposedForm = (form: Form | null): Form | null => form && capped(`${wrapped(form, 6)}'`, 6);

/** The tutor's spelling of one of Python's signs between two arrays; null where it has none. */
export function binaryForm(
  sign: string,
  left: Form | null,
  right: Form | null,
  a: NdArray,
  b: NdArray,
): Form | null {
  if (!left || !right) return null;
  const single = arraySize(a) === 1 || arraySize(b) === 1;
  switch (sign) {
    case '+':
    case '-':
      return capped(`${wrapped(left, 2)} ${sign} ${wrapped(right, 3)}`, 2);
    case '*':
      return capped(`${wrapped(left, 3)} ${single ? '*' : '.*'} ${wrapped(right, 4)}`, 3);
    case '@':
      return capped(`${wrapped(left, 3)}*${wrapped(right, 4)}`, 3);
    case '/':
      return capped(`${wrapped(left, 3)} ${arraySize(b) === 1 ? '/' : './'} ${wrapped(right, 4)}`, 3);
    case '**':
      return capped(
        `${wrapped(left, 6)}${arraySize(a) === 1 && arraySize(b) === 1 ? '^' : '.^'}${wrapped(right, 6)}`,
        5,
      );
    case '>':
    case '<':
    case '>=':
    case '<=':
    case '==':
    case '!=':
      return capped(`${wrapped(left, 2)} ${sign} ${wrapped(right, 2)}`, 1);
    default:
      return null;
  }
}

/** So many numbers are written out. */
const mostWritten = 60;

/** A table of numbers as the tutor writes it, `[1 2; 3 4]`; null where it is large, or has not two dimensions. */
export function tableForm(array: NdArray): Form | null {
  const [rows = 1, columns = 1] = array.shape;
  if (array.shape.length !== 2 || rows * columns > mostWritten) return null;
  const entries = Array.from(arrayEntries(array), String);
  if (!entries.every((entry) => /^-?[\d.e+-]+$/.test(entry))) return null;
  const lines = Array.from({ length: rows }, (_, row) =>
    entries.slice(row * columns, (row + 1) * columns).join(' '),
  );
  return atom(`[${lines.join('; ')}]`);
}

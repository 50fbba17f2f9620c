import { parseExpression } from '../../language/parse.ts';
import { tokenize } from '../../language/tokenize.ts';
import { numpyName, numpyText } from '../../symbolic/numpy-text.ts';
import { shapesIn } from '../../symbolic/rule.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';

/** Sentences about dimensions, and how they are said with NumPy's words. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /`\*` is the product of matrices, and `\.\*` goes entry by entry/g,
    '`@` is the product of matrices, and `*` goes entry by entry',
  ],
  [/`\.\*`/g, '`*`'],
  // A verdict's message has no quotes around its signs.
  [/(?<=entry by entry, with )\.\*(?=\.)/, '*'],
  [/(?<=You used the product of matrices, )(`?)\*(?=`?\.)/, '$1@'],
  [
    /Dimensions are counted from one here: .*?\(NumPy counts its axes from zero\)\./,
    'axis=0 runs down the columns, and axis=1 along the rows.',
  ],
  [/along which dimension alone/g, 'along which axis alone'],
  [/along one dimension alone/g, 'along one axis alone'],
  [/along how many dimensions/g, 'along how many axes'],
];

/** A matrix of numbers as NumPy prints it, `[[1, 2], [3, 4]]`; the `..` in a large one stays. */
function rowsInNumPy(matrix: string): string {
  const rows = matrix
    .slice(1, -1)
    .split(';')
    .map((row) => `[${row.trim().split(/\s+/).join(', ')}]`);
  return `[${rows.join(', ')}]`;
}

/** A message to somebody who hands in Python: its mathematics as NumPy writes it, `np.sum(dZ1, axis=1, keepdims=True)`. */
export function inNumPy({ worked }: Lesson, message: string): string {
  const shapes = shapesIn(worked);
  const written = new RegExp(`\\bd${worked.output}/d(\\w+)`, 'g');
  const formula = (shaped: string): string | null => {
    // Shapes after operands are dropped, because NumPy has no way to write them. A derivative is named as in Python
    // files, `dZ`, because `dJ/dZ` would be a division there.
    const right = shaped.replaceAll(/ \(\d+,\d+\)/g, '').replaceAll(written, 'd$1');
    const tokens = tokenize(right);
    const parsed = tokens.ok ? parseExpression(tokens.value.tokens, 0, { comparisons: true }) : tokens;
    if (!parsed.ok || parsed.value.expression.kind !== 'apply') return null;
    return numpyText(parsed.value.expression, shapes, (name) => `d${numpyName(name)}`);
  };
  const translated = message.replaceAll(/`([^`]+)`/g, (quoted, text: string) => {
    const whole = quoted.replaceAll(/\[[-+.\d\se;]+\]/g, rowsInNumPy);
    const [, left = '', right = ''] = /^([\w/]+(?: \(\d+,\d+\))? = )?(.*)$/s.exec(text) ?? [];
    // A statement may go on to its value: `z = w*x = 6`.
    const [said = '', ...values] = right.split(/ = (?=[-\d.[(\w])/);
    const numpy = formula(said);
    const parts = values.map((value) => formula(value) ?? value.replaceAll(/\[[-+.\d\se;]+\]/g, rowsInNumPy));
    return numpy === null ? whole : `\`${[left + numpy, ...parts].join(' = ')}\``;
  });
  return sentences.reduce((text, [from, to]) => text.replaceAll(new RegExp(from, 'g'), to), translated);
}

/** A message to somebody who hands in Octave, which counts dimensions as the tutor does. */
export const inOctave = (message: string): string =>
  message
    .replace(' (NumPy counts its axes from zero)', '')
    .replace('Dimensions are counted from one here: the', 'The');

/** A verdict's message, in which formulas stand without quotes: the rule at its beginning, and what it simplifies to. */
export function verdictInNumPy(lesson: Lesson, message: string): string {
  const formula = (text: string): string => inNumPy(lesson, `\`${text}\``).slice(1, -1);
  const told = message
    .replace(/^d\S+ (?:\(\d+,\d+\) )?= .+?(?=\.(?: \w|$))/, formula)
    .replace(
      /\bgives (.+?), which simplifies to (.+?)(?=\.(?: \w|$))/,
      (_, from: string, to: string) => `gives ${formula(from)}, which simplifies to ${formula(to)}`,
    )
    .replace(/(?<=cancel: |adds up: )d\S+ (?:\(\d+,\d+\) )?= .+?(?=\.(?: \w|$))/, formula);
  return inNumPy(lesson, told);
}

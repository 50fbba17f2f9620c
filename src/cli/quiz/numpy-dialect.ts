import { inNumPy } from '../../homework/grading/in-numpy.ts';
import { contextOf } from '../../homework/grading/python-names.ts';
import type { Expression } from '../../language/expression.ts';
import { print, tightStyle } from '../../language/print.ts';
import { shapeOf } from '../../ops/matrix.ts';
import { arrayEntries, type NdArray } from '../../python/arrays/ndarray.ts';
import { readPythonLine } from '../../python/evaluation/reading.ts';
import { numpyName, numpyText } from '../../symbolic/numpy-text.ts';
import { shapesIn } from '../../symbolic/rule.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { Session } from '../../tutor/session/state.ts';

/** The notation in which a quiz reads answers and writes its sentences. */
export interface Dialect {
  /** What was typed, in the tutor's notation; a block where it can't be read. */
  readonly hear: (session: Session, text: string) => string | Block;
  readonly say: (lesson: Lesson, blocks: readonly Block[]) => readonly Block[];
  /** How the steps of a lesson are written in the boxes of its graph. */
  readonly spelled: (lesson: Lesson) => (expression: Expression) => string;
}

/** A quiz in NumPy: what is typed is read as Python, and what is said is written as NumPy writes it. */
export async function numpyDialect(): Promise<Dialect> {
  const { parsePython } = await import('../../python/text/parse-python.ts');
  // The last line in the tutor's notation, where that is not what was typed: nobody should see it.
  let translated: string | null = null;
  // The last line where it was no Python: what is said of it is said in Python's terms.
  let broken: string | null = null;
  // What is said of the last line if it is right: that NumPy gives it one dimension only.
  let flat: string | null = null;
  return {
    hear(session, text) {
      translated = null;
      broken = null;
      flat = null;
      const [, left = '', said = ''] = /^(\s*[\w/∂]+\s*=(?!=)\s*)?(.*)$/su.exec(text) ?? [];
      // In Python `dJ/dZ` would be a division.
      const { output } = session.words.lesson.worked;
      const right = said.replaceAll(new RegExp(`(?<![\\w.])d${output}/d(?=[A-Za-z_])`, 'g'), 'd');
      // Numbers, commands and questions are the same in both.
      if (
        !/^\s*[-+(\w[]/.test(right) ||
        !/[A-Za-z_]|^\s*\[.*,/.test(right) ||
        /^\s*(?:help|hint|skip|quit)\b/.test(right)
      )
        return text;
      const module = parsePython(`${right}\n`);
      if (module.broken.length > 0) {
        broken = right;
        return text;
      }
      const read = readPythonLine(module, contextOf(session.words.lesson));
      if ('why' in read) {
        const matrices = /broadcast/.test(read.why) && /(?<!\*)\*(?!\*)/.test(right);
        const advice = matrices ? ' There, * goes entry by entry, and @ is the product of matrices.' : '';
        return line('trouble', `${atPrompt(read.why)}.${advice}`);
      }
      flat = oneDimension(session, right, read.array);
      const heard = read.form ?? written(session, read.array);
      translated = heard === right.trim() ? null : heard;
      return `${left}${heard}`;
    },
    say(lesson, blocks) {
      const said = broken === null ? blocks : asPython(broken, blocks);
      return said
        .filter(
          (block) => block.kind !== 'place' || translated === null || !block.source.includes(translated),
        )
        .map((block) => saidInNumPy(lesson, block))
        .flatMap((block) =>
          flat !== null && block.kind === 'line' && block.role === 'right'
            ? [block, line('note', flat)]
            : [block],
        );
    },
    spelled: inBoxes,
  };
}

/** How a step is written in its box of the graph, which is as narrow as it can be. */
const inBoxes: Dialect['spelled'] = ({ worked }) => {
  const shapes = shapesIn(worked);
  return (expression) => {
    const text = numpyText(expression, shapes, (name) => `d${numpyName(name)}`);
    return text?.replaceAll(/ (\*\*|[-+*/@]) /g, '$1') ?? print(expression, tightStyle);
  };
};

/** An array in the tutor's notation; one of a single dimension is a row or a column, as the question asks. */
function written(session: Session, array: NdArray): string {
  const entries = Array.from(arrayEntries(array), String);
  const [rows = 1, columns = 1] = array.shape;
  if (entries.length === 1) return entries[0] ?? '';
  const at = session.queue[0];
  const flat = array.shape.length < 2;
  const asColumn =
    flat && at !== undefined && shapeOf(questionOf(session.words.lesson, at).exact).columns === 1;
  const width = flat ? (asColumn ? 1 : entries.length) : columns;
  const lines = Array.from({ length: flat ? entries.length / width : rows }, (_, row) =>
    entries.slice(row * width, (row + 1) * width).join(' '),
  );
  return `[${lines.join('; ')}]`;
}

/** What the shape of an array of one dimension is where a row or a column is asked, and what gives it two; null for any other. */
function oneDimension(
  { queue: [at], words: { lesson } }: Session,
  text: string,
  { shape }: NdArray,
): string | null {
  const exact = at === undefined ? 0 : questionOf(lesson, at).exact;
  if (shape.length !== 1 || typeof exact === 'number') return null;
  const { rows, columns } = exact;
  const both = /\b(?:sum|mean|max|min)\(/.test(text)
    ? 'keepdims=True'
    : columns === 1
      ? '[:, None]'
      : '[None, :]';
  return `NumPy gives it one dimension, (${shape[0]},); with ${both} it is (${rows}, ${columns}).`;
}

/** A refusal as it is said at a prompt, where no other file gives a name its value. */
const atPrompt = (why: string): string =>
  why.replace(
    /^(\w+) has no value that dvar can tell\b.*$/,
    "there is no '$1' here; use names from the graph, which :values lists",
  );

/** Advice that names signs of the tutor's notation, which nobody should take who writes Python. */
const ownNotation =
  /with a quote|\.\*`? goes entry|^dvar can't read '(?:\w+\.|axis|dim)|can't read keepdims|counted from 1/;

/**
 * What is said of a line that is no Python: advice about the tutor's notation becomes advice about Python's, and the place
 * that it points at is left out.
 */
function asPython(text: string, blocks: readonly Block[]): readonly Block[] {
  const isOwn = (block: Block): boolean =>
    block.kind === 'line' && block.role === 'trouble' && ownNotation.test(block.text);
  return blocks.some(isOwn)
    ? blocks
        .filter(({ kind }) => kind !== 'place')
        .map((block) =>
          isOwn(block) ? line('trouble', `Python can't read this line: ${advice(text)}`) : block,
        )
    : blocks;
}

/** What makes Python of a line that is none. */
function advice(text: string): string {
  const count = (signs: RegExp): number => text.match(signs)?.length ?? 0;
  const open = count(/[([]/g) - count(/[)\]]/g);
  if (open > 0) return "a bracket is left open; add a ')' or a ']'.";
  if (open < 0) return 'one closing bracket is too many.';
  if (/\.[*/^]/.test(text))
    return 'write * for the product entry by entry, and @ for the product of matrices.';
  if (/\w'/.test(text)) return 'write .T for a transpose.';
  return 'is a sign missing between two names, as in W.T @ dZ?';
}

/** A refusal of two sizes that don't go together; its formulas stand without quotes. */
const unaligned = /^([^\n:]+): (.+?) is (\(\d+,\d+\)) and (.+?) is (\(\d+,\d+\))/;

function saidInNumPy(lesson: Lesson, block: Block): Block {
  const formula = (text: string): string => inNumPy(lesson, `\`${text}\``).slice(1, -1);
  const texts = (all: readonly string[]): readonly string[] => all.map(formula);
  switch (block.kind) {
    case 'line':
      return {
        ...block,
        text: inNumPy(lesson, block.text).replace(
          unaligned,
          (_, whole: string, left: string, sizes: string, right: string, more: string) =>
            `${formula(whole)}: ${formula(left)} is ${sizes} and ${formula(right)} is ${more}`,
        ),
      };
    case 'question':
      return {
        ...block,
        statements: texts(block.statements),
        values: texts(block.values),
        found: texts(block.found),
        needs: texts(block.needs),
      };
    case 'matrix':
    case 'place':
    case 'picture':
      return block;
  }
}

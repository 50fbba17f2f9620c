import { inNumPy } from '../../homework/grading/in-numpy.ts';
import { contextOf } from '../../homework/grading/python-names.ts';
import { shapeOf } from '../../ops/matrix.ts';
import { arrayEntries, type NdArray } from '../../python/arrays/ndarray.ts';
import { readPythonLine } from '../../python/evaluation/reading.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { Session } from '../../tutor/session/state.ts';

/** The words in which a quiz is answered and answers. */
export interface Dialect {
  /** What was typed, in the tutor's notation; a block where it can't be read. */
  readonly hear: (session: Session, text: string) => string | Block;
  readonly say: (lesson: Lesson, blocks: readonly Block[]) => readonly Block[];
}

/** A quiz in NumPy: what is typed is read as Python, and what is said is written as NumPy writes it. */
export async function numpyDialect(): Promise<Dialect> {
  const { parsePython } = await import('../../python/text/parse-python.ts');
  return {
    hear(session, text) {
      const [, left = '', right = ''] = /^(\s*[\w/∂]+\s*=(?!=)\s*)?(.*)$/su.exec(text) ?? [];
      // Numbers, commands and questions are the same in both.
      if (
        !/^\s*[-+(\w]/.test(right) ||
        !/[A-Za-z_]/.test(right) ||
        /^\s*(?:help|hint|skip|quit)\b/.test(right)
      )
        return text;
      const module = parsePython(`${right}\n`);
      if (module.broken.length > 0) return text;
      const read = readPythonLine(module, contextOf(session.words.lesson));
      if ('why' in read) return line('trouble', `${read.why}.`);
      return `${left}${read.form ?? written(session, read.array)}`;
    },
    say: (lesson, blocks) => blocks.map((block) => saidInNumPy(lesson, block)),
  };
}

/** Numbers in the tutor's notation; what has one dimension lies as what is asked does. */
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

function saidInNumPy(lesson: Lesson, block: Block): Block {
  const formula = (text: string): string => inNumPy(lesson, `\`${text}\``).slice(1, -1);
  switch (block.kind) {
    case 'line':
      return { ...block, text: inNumPy(lesson, block.text) };
    case 'question':
      return { ...block, statements: block.statements.map(formula) };
    case 'matrix':
    case 'place':
    case 'picture':
      return block;
  }
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { evaluateGraph } from '../engine/passes/evaluate.ts';
import { contextOf } from '../homework/grading/python-names.ts';
import { parseProgram } from '../language/program.ts';
import { valueFrom } from '../ops/matrix.ts';
import { readGradients } from '../python/evaluation/reading.ts';
import { parsePython } from '../python/text/parse-python.ts';
import { lessonOf } from '../tutor/lesson/lesson.ts';
import { atMost, type Figure, median, ratio, takeTurns } from './measure.ts';

const program = 'Z1 = W1*X + b1; A1 = tanh(Z1); Z2 = W2*A1; J = mean((Z2 - Y).^2)';
const sizes = { W1: [3, 2], X: [2, 4], b1: [3, 1], W2: [1, 3], Y: [1, 4] } as const;

/** How long a learner's Python takes to be read, and what a notebook adds to a check. */
export function python(): Figure[] {
  const context = contextOf(lesson());
  const read = (text: string) => readGradients(parsePython(text), context);
  const [short, long] = [linesOfPython(1000), linesOfPython(5000)];
  const times = takeTurns(7, {
    short: () => {
      for (let k = 0; k < 5; k++) read(short);
    },
    long: () => read(long),
  });
  return [
    atMost('5,000 lines of Python, read and evaluated', median(times.long), 1000, 'ms'),
    atMost('a line of Python in 5,000 to one in 1,000', ratio(times.long, times.short), 2, 'x'),
    notebook(),
  ];
}

function lesson() {
  const parsed = parseProgram(program);
  if (!parsed.ok) throw new Error(parsed.trouble.message);
  const values = new Map(
    Object.entries(sizes).map(([name, [rows, columns]]) => [
      name,
      valueFrom(
        { rows, columns },
        Float64Array.from({ length: rows * columns }, (_, at) => Math.sin(at + 1)),
      ),
    ]),
  );
  const worked = evaluateGraph(parsed.value, { values, output: null, data: ['X', 'Y'] });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const made = lessonOf(worked.value, {});
  if (!made.ok) throw new Error(made.trouble.message);
  return made.value;
}

/** A backward pass over and over, under helpers' names. */
const linesOfPython = (count: number): string =>
  Array.from({ length: count / 5 }, (_, k) =>
    [
      'dZ2 = 2 * (Z2 - Y) / Z2.size',
      'dW2 = np.dot(dZ2, A1.T)',
      `helper_${k} = np.dot(W2.T, dZ2) * (1 - A1 ** 2)`,
      `dW1 = helper_${k} @ X.T`,
      `db1 = np.sum(helper_${k}, axis=1, keepdims=True)`,
    ].join('\n'),
  ).join('\n');

const dvar = join(dirname(dirname(process.argv[1] ?? '.')), 'bin', 'dvar.cjs');
const rounds = 15;

/** Whole processes in turn: a check of a notebook, and one of the same lines as text. */
function notebook(): Figure {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-bench-'));
  const lines = ['dv = 3', 'da = dv', 'du = dv', 'db = du*c', 'dc = du*b'].join('\n');
  const [text, book] = [join(folder, 'a.txt'), join(folder, 'a.ipynb')];
  writeFileSync(text, lines);
  writeFileSync(book, JSON.stringify({ cells: [{ cell_type: 'code', source: lines }], nbformat: 4 }));
  const check = (file: string): number => {
    const start = performance.now();
    spawnSync(process.execPath, [dvar, 'check', 'u = b*c; v = a+u; J = 3*v', 'a=5', 'b=3', 'c=2', file], {
      stdio: 'ignore',
    });
    return performance.now() - start;
  };
  const extra: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const [plain, more] = [check(text), check(book)];
    if (round >= 0) extra.push(more - plain);
  }
  rmSync(folder, { recursive: true });
  return atMost('what a notebook adds to a check', median(extra), 60, 'ms');
}

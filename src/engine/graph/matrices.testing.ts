import fc from 'fast-check';
import { type Shape, sizeOf, type Value, valueFrom } from '../../ops/matrix.ts';

/** For tests: a program of matrices with the values of its givens. */
export interface MatrixTrial {
  readonly text: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** A name of the program with its shape. */
interface Known {
  readonly name: string;
  readonly shape: Shape;
}

const entry = fc.integer({ min: -60, max: 60 }).map((n) => (n === 0 ? 0.5 : n / 40));

const valueOfShape = (shape: Shape): fc.Arbitrary<Value> =>
  fc
    .array(entry, { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map((entries) => valueFrom(shape, Float64Array.from(entries)));

const size = fc.integer({ min: 1, max: 4 });
const at = (rows: number, columns: number): Shape => ({ rows, columns });

/** One statement's right side over known names, with its shape: well-typed by construction, smooth everywhere. */
type Way = (
  pick: (fits: (shape: Shape) => boolean) => Known | null,
  a: Known,
) => readonly [string, Shape] | null;

const spread = (a: Shape, b: Shape): Shape | null => {
  const one = (x: number, y: number): number | null => (x === y || y === 1 ? x : x === 1 ? y : null);
  const [rows, columns] = [one(a.rows, b.rows), one(a.columns, b.columns)];
  return rows === null || columns === null ? null : at(rows, columns);
};

const beside =
  (text: (a: string, b: string) => string): Way =>
  (pick, a) => {
    const b = pick((shape) => spread(a.shape, shape) !== null);
    const shape = b && spread(a.shape, b.shape);
    return b && shape ? [text(a.name, b.name), shape] : null;
  };

const alone =
  (text: (a: string) => string, shape: (of: Shape) => Shape = (of) => of): Way =>
  (_, a) => [text(a.name), shape(a.shape)];

const turned = ({ rows, columns }: Shape): Shape => at(columns, rows);

const ways: readonly Way[] = [
  beside((a, b) => `${a} + ${b}`),
  beside((a, b) => `${a} - ${b}`),
  beside((a, b) => `${a} .* ${b}`),
  beside((a, b) => `${a} ./ (1.5 + square(${b}))`),
  beside((a, b) => `tanh(${a}) .* cos(${b}) - ${a}`),
  beside((a, b) => `(1 + softplus(${a})).^sin(${b})`),
  (pick, a) => {
    const b = pick(({ rows }) => rows === a.shape.columns);
    return b && [`${a.name}*${b.name}`, at(a.shape.rows, b.shape.columns)];
  },
  (pick, a) => {
    const b = pick(({ rows }) => rows === a.shape.rows);
    return b && [`${a.name}'*sin(${b.name})`, at(a.shape.columns, b.shape.columns)];
  },
  (pick, a) => {
    const b = pick(({ columns }) => columns === a.shape.columns);
    return b && [`0.5*${a.name}*${b.name}' - 1`, at(a.shape.rows, b.shape.rows)];
  },
  alone((a) => `${a}'`, turned),
  alone((a) => `transpose(${a} + ${a})`, turned),
  alone((a) => `tanh(${a})`),
  alone((a) => `sigmoid(-${a})`),
  alone((a) => `${a}.^2 / 3`),
  alone((a) => `2 - 3*${a}`),
  alone((a) => `softmax(${a})`),
  alone(
    (a) => `sum(${a})`,
    () => at(1, 1),
  ),
  alone(
    (a) => `sum(${a}, 1)`,
    ({ columns }) => at(1, columns),
  ),
  alone(
    (a) => `sum(${a}, 2)`,
    ({ rows }) => at(rows, 1),
  ),
  alone(
    (a) => `mean(square(${a}))`,
    () => at(1, 1),
  ),
  alone(
    (a) => `mean(${a}, 1)`,
    ({ columns }) => at(1, columns),
  ),
  alone(
    (a) => `mean(${a}, 2)`,
    ({ rows }) => at(rows, 1),
  ),
  alone((a) => a),
  (pick, a) => {
    const b = pick(({ columns }) => columns === a.shape.columns);
    return b && [`[${a.name}; sin(${b.name})]`, at(a.shape.rows + b.shape.rows, a.shape.columns)];
  },
  (pick, a) => {
    const b = pick(({ rows }) => rows === a.shape.rows);
    return b && [`[${a.name} ${b.name}]`, at(a.shape.rows, a.shape.columns + b.shape.columns)];
  },
  alone(
    (a) => `(${a})(1,:)`,
    ({ columns }) => at(1, columns),
  ),
];

const step = fc.record({ way: fc.nat(1000), a: fc.nat(1000), b: fc.nat(1000) });

/** For tests: random programs of matrices without a kink, of two to seven statements, whose output is a sum of what came last. */
export const matrixPrograms: fc.Arbitrary<MatrixTrial> = fc
  .tuple(
    fc.array(fc.tuple(size, size), { minLength: 2, maxLength: 4 }),
    fc.array(step, { minLength: 1, maxLength: 6 }),
  )
  .chain(([sizes, steps]) => {
    // Few sizes, so that they meet: rows and columns of the givens come from the first pair.
    const [first = [1, 1]] = sizes;
    const givens = sizes.map(
      ([i, j], k): Known => ({
        name: 'ABCD'[k] ?? 'E',
        shape:
          k === 0
            ? at(first[0], first[1])
            : at([1, first[0], first[1], i][i - 1] ?? 1, [1, first[0], first[1], j][j - 1] ?? 1),
      }),
    );
    const known = [...givens];
    const lines: string[] = [];
    for (const { way, a, b } of steps) {
      const left = known[known.length - 1 - (a % Math.min(known.length, 3))];
      if (!left) continue;
      const pick = (fits: (shape: Shape) => boolean): Known | null => {
        const fitting = known.filter(({ shape }) => fits(shape));
        return fitting[b % fitting.length] ?? null;
      };
      const made = ways[way % ways.length]?.(pick, left);
      if (!made) continue;
      const name = `s${lines.length + 1}`;
      lines.push(`${name} = ${made[0]}`);
      known.push({ name, shape: made[1] });
    }
    const last = known.slice(-2);
    lines.push(
      `J = ${last.map(({ name }, k) => (k === 0 ? `sum(${name}.^2)/2` : `sum(sin(${name}))`)).join(' + ')}`,
    );
    return fc.tuple(...givens.map(({ shape }) => valueOfShape(shape))).map((values) => ({
      text: lines.join('; '),
      values: Object.fromEntries(
        givens
          .map(({ name }, k) => [name, values[k] ?? 0] as const)
          // A given that no statement names would be a stranger.
          .filter(([name]) => new RegExp(`\\b${name}\\b`).test(lines.join(' '))),
      ),
    }));
  });

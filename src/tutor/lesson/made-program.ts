import { type Value, valueFrom } from '../../ops/matrix.ts';
import type { Random } from './random.ts';

/** How hard a program made here is: a chain, products, fan-out, activations and a small network, matrices. */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** A program that nobody wrote, with values to lay it out at (better ones are found by `like`), and what is data. */
export interface MadeProgram {
  readonly text: string;
  readonly values: ReadonlyMap<string, Value>;
  readonly data: readonly string[];
}

/** Makes a new program of a level. A seed means the same program for as long as the version of the drawing stands. */
export function madeProgram(level: Level, random: Random): MadeProgram {
  const one: One = (...choices) => choices[Math.floor(random() * choices.length)] ?? choices[0];
  const letters = (text: string): MadeProgram => ({
    text,
    values: new Map(
      ['a', 'b', 'c', 'd'].filter((name) => text.includes(name)).map((name, i) => [name, i + 2]),
    ),
    data: [],
  });
  switch (level) {
    case 1:
      return letters(chain(one));
    case 2: {
      const u = one('a*b', 'a*(b + c)', 'a*b*c');
      const v = one('u + d', 'u - d', 'u*d');
      return letters(`u = ${u}; v = ${v}; J = ${one('v*c', '2*v + c', 'v*(c - a)', '(v + c)*d')}`);
    }
    case 3: {
      const u = one('a*b', 'a + b', 'a*b - c');
      const v = one('a*c', 'u*a', 'u + a*c', 'c - u');
      return letters(`u = ${u}; v = ${v}; J = ${one('u*v', 'u*v + a', 'u^2 + 3*v', '(u + v)*a')}`);
    }
    case 4:
      return network(one);
    case 5:
      return layers(random, one);
  }
}

type One = <T>(first: T, ...others: readonly T[]) => T;

/** A unit or two, with a loss. */
function network(one: One): MadeProgram {
  const f = one('relu', 'tanh', 'sigmoid');
  const text = one(
    'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))',
    `z = w*x + b; a = ${f}(z); J = ${one('(a - y)^2', '1/2*(a - y)^2')}`,
    `z1 = w1*x + b1; a1 = ${f}(z1); z2 = w2*a1 + b2; J = 1/2*(z2 - y)^2`,
  );
  const values = { w: 0.5, b: 1, w1: 0.5, b1: 1, w2: 2, b2: -1, x: 2, y: 1 };
  const used = Object.entries(values).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text));
  return { text, values: new Map(used), data: ['x', 'y'] };
}

/** A layer or two in matrices, over a few examples. */
function layers(random: Random, one: One): MadeProgram {
  const f = one('relu', 'tanh', 'sigmoid');
  const [inputs, units, examples] = [one(2, 3), one(2, 3), one(2, 4)];
  const matrix = (rows: number, columns: number): Value =>
    valueFrom(
      { rows, columns },
      Float64Array.from({ length: rows * columns }, () => Math.round(9 * random() + 1) / 10),
    );
  const first = { X: matrix(inputs, examples), W1: matrix(units, inputs), b1: matrix(units, 1) };
  const data = ['X', 'Y'];
  if (random() < 0.5)
    return {
      text: `Z1 = W1*X + b1; A1 = ${f}(Z1); J = 1/2*sum((A1 - Y).^2)`,
      values: new Map(Object.entries({ ...first, Y: matrix(units, examples) })),
      data,
    };
  const second = { W2: matrix(1, units), b2: 0.5, Y: matrix(1, examples) };
  return {
    text: `Z1 = W1*X + b1; A1 = ${f}(Z1); Z2 = W2*A1 + b2; J = 1/${examples}*sum((Z2 - Y).^2)`,
    values: new Map(Object.entries({ ...first, ...second })),
    data,
  };
}

/** One step after the other, each of the one before. */
function chain(one: One): string {
  const step = (before: string, given: string): string =>
    one(`${given}*${before}`, `${before} + ${given}`, `${before} - ${given}`, `${given} - ${before}`);
  return `u = ${step('a', 'b')}; v = ${step('u', 'c')}; J = ${one('v^2', '3*v', 'v/2', '5 - 2*v')}`;
}

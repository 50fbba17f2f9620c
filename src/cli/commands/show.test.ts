import { describe, expect, test } from '@jest/globals';
import { lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// `show --format json` is read by other people's programs: format dvar.graph/1.

const given = { kind: 'given', op: null, inputs: [], expression: null, shape: [] };
const graph = {
  format: 'dvar.graph/1',
  program: 'J = 3*(a + b*c)',
  output: 'J',
  forward: { a: 5, b: 3, c: 2, t1: 6, t2: 11, J: 33 },
  order: ['t2', 'a', 't1', 'b', 'c'],
  nodes: [
    { name: 'a', ...given },
    { name: 'b', ...given },
    { name: 'c', ...given },
    { name: 't1', kind: 'step', op: 'multiply', inputs: ['b', 'c'], expression: 'b * c', shape: [] },
    { name: 't2', kind: 'step', op: 'add', inputs: ['a', 't1'], expression: 'a + t1', shape: [] },
    { name: 'J', kind: 'output', op: 'multiply', inputs: [3, 't2'], expression: '3 * t2', shape: [] },
  ],
};
const gradients = { J: 1, t2: 3, a: 3, t1: 3, b: 6, c: 9 };

interface Shown {
  readonly forward: Readonly<Record<string, number>>;
  readonly gradients: Readonly<Record<string, number | null>>;
  readonly order: readonly string[];
  readonly nodes: readonly { name: string; kind: string; inputs: readonly unknown[]; undefined?: string }[];
}

async function shown(...argv: readonly string[]): Promise<Shown> {
  const { code, out, err } = await ran(['show', '--format', 'json', '--backward', ...argv]);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Shown; // the tests below say of what shape
}

describe('show --format json', () => {
  test('the forward pass', async () => {
    const { code, out } = await ran(['show', ...lecture, '--format', 'json']);
    expect(JSON.parse(out)).toEqual(graph);
    expect(out.endsWith('}\n')).toBe(true);
    expect(code).toBe(0);
  });

  test('and the derivatives', async () => {
    expect(await shown(...lecture)).toEqual({ ...graph, gradients });
  });

  test('keys stand in the order of the contract, derivatives from right to left', async () => {
    const all = await shown(...lecture);
    expect(Object.keys(all)).toEqual([
      'format',
      'program',
      'output',
      'forward',
      'gradients',
      'order',
      'nodes',
    ]);
    expect(Object.keys(all.gradients)).toEqual(['J', 't2', 'a', 't1', 'b', 'c']);
  });

  test('data is neither differentiated nor asked', async () => {
    const { gradients, order, nodes } = await shown('z = w*x; J = z^2', 'w=3', 'x=2', '--data', 'x');
    expect(gradients).toEqual({ J: 1, z: 12, w: 24 });
    expect(order).toEqual(['z', 'w']);
    expect(nodes.find(({ name }) => name === 'x')?.kind).toBe('data');
  });

  test('a derivative that does not exist is null, and its node says why', async () => {
    const { gradients, order, nodes } = await shown('J = sqrt(w) + b', 'w=0', 'b=1');
    expect(gradients.w).toBeNull();
    expect(gradients.b).toBe(1);
    expect(order).not.toContain('w');
    expect(nodes.find(({ name }) => name === 'w')?.undefined).toMatch(/\w+/);
    expect(nodes.filter((node) => 'undefined' in node).map(({ name }) => name)).toEqual(['w']);
  });

  test("names of the user's own are not used for unnamed steps", async () => {
    const { forward, nodes } = await shown('t1 = a*2; J = (t1+1)*(a+2)', 'a=1');
    expect(forward).toEqual({ a: 1, t1: 2, t2: 3, t3: 3, J: 9 });
    expect(nodes.find(({ name }) => name === 't1')?.inputs).toEqual(['a', 2]);
  });

  test('numbers in full precision, also where they are made of numbers', async () => {
    const { forward, nodes } = await shown('J = a/3 - 1/2', 'a=1');
    expect(forward.J).toBe(1 / 3 - 1 / 2);
    expect(nodes.flatMap(({ inputs }) => inputs)).toEqual(['a', 3, 't1', 0.5]);
  });

  test('what cannot reach the output has derivative 0', async () => {
    const { gradients, order } = await shown('u = 2*a; J = 3*b', 'a=1', 'b=1');
    expect(gradients).toEqual({ J: 1, b: 3, u: 0, a: 0 });
    expect(order).toEqual(['b']);
  });

  test('a program from standard input', async () => {
    const { code, out } = await ran(['show', '-f', '-', 'a=2', '--format', 'json'], {
      stdin: '\uFEFFb = a^2\r\nJ = 3*b\r\n',
    });
    expect((JSON.parse(out) as Shown).forward).toEqual({ a: 2, b: 4, J: 12 });
    expect(code).toBe(0);
  });
});

test('of a large program both ends are shown, and what is left out is counted', async () => {
  const sum = `J = ${Array.from({ length: 2000 }, (_, k) => `w*${k}`).join(' + ')}`;
  const { out } = await ran(['show', sum, 'w=2', '--backward'], { columns: 200, env: { NO_COLOR: '1' } });
  expect(out.split('\n').length).toBeLessThan(600);
  expect(out).toMatch(/^\.\.\. and \d{4} more; dvar show --format json has them all \.\.\.$/m);
  expect(out).toContain('t1 = w*0 = ');
  expect(out).toContain('J = t3997 + t3998 = ');
});

test('what holds no name is not said twice', async () => {
  const { out } = await ran(['show', 'e = 2*pi; J = e*x', 'x=2']);
  expect(out).toContain('\ne = 2*pi = 6.283\n');
});

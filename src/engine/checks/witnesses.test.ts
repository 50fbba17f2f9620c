import { describe, expect, test } from '@jest/globals';
import { kinds } from '../graph/graph.ts';
import { type Evaluation, gradientAt } from '../passes/evaluate.ts';
import { solved } from '../solved.testing.ts';
import { slopeMeasured } from './differences.ts';
import { joinedSlopes } from './joined-slopes.ts';
import { derivativeByMathjs } from './mathjs.ts';
import { standingOf, testimonies } from './witnesses.ts';

const all = (program: string, values: Record<string, number>) => {
  const worked = solved(program, values);
  const slots = [...worked.slots].map(([, slot]) => slot).filter((slot) => worked.graph.kind[slot] !== 0);
  return testimonies(worked, slots, derivativeByMathjs);
};

describe('two witnesses testify to every derivative', () => {
  test('they agree on the running example, and mathjs knows only the names of the text', () => {
    const said = all('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
    expect(said.every(({ agrees }) => agrees)).toBe(true);
    expect(said.find(({ name }) => name === 'b')).toMatchObject({ derivative: 6, second: 6 });
    expect(said.find(({ name }) => name === 't1')?.second).toBeNull();
    expect(said.find(({ name }) => name === 't1')?.nudged).toBeCloseTo(3, 8);
  });

  test('beside a corner nudging takes smaller steps; at it the slopes of both sides speak', () => {
    const beside = all('J = relu(x)*2', { x: 0.001 });
    expect(beside.every(({ agrees, corner, error }) => agrees && corner === null && error < 1e-8)).toBe(true);
    const [x] = all('J = relu(x)*2', { x: 0 }).filter(({ name }) => name === 'x');
    expect(x).toMatchObject({ derivative: 0, nudged: null, agrees: true });
    expect(x?.corner?.left).toBeCloseTo(0, 8);
    expect(x?.corner?.right).toBeCloseTo(2, 8);
  });

  test('a corner that a node has no part in does not silence it', () => {
    const said = all('J = relu(x) + 3*b', { x: 0, b: 2 });
    expect(said.find(({ name }) => name === 'b')?.nudged).toBeCloseTo(3, 8);
  });

  test('where the output jumps nobody has a say, and the sides have no slope', () => {
    const [sign] = all('J = 3*sign(x)', { x: 0 }).filter(({ name }) => name === 'x');
    expect(sign).toMatchObject({ derivative: 0, nudged: null, agrees: true });
    expect(sign?.corner).toMatchObject({ left: Infinity, right: Infinity });
    const [chosen] = all('J = where(x, 3, -2) + x', { x: 0 }).filter(({ name }) => name === 'x');
    expect(chosen?.agrees).toBe(true);
  });

  test('at a corner a derivative that no side has is seen', () => {
    const worked = solved('J = abs(x)', { x: 0 });
    const slot = worked.slots.get('x') ?? -1;
    const at = (derivative: number) => {
      const gradients = worked.gradients.slice();
      gradients[slot] = derivative;
      return testimonies({ ...worked, gradients }, [slot], () => null)[0]?.agrees;
    };
    expect([-1.1, -1, 0, 1, 1.1].map(at)).toEqual([false, true, true, true, false]);
  });

  test('a large output does not make them disagree', () => {
    expect(all('J = w^9', { w: 40 }).every(({ agrees }) => agrees)).toBe(true);
  });

  test('mathjs follows a program of many statements, and long and deep ones', () => {
    const steps = Array.from({ length: 400 }, (_, i) => `x${i + 1} = 1.01*x${i} + a`).join('; ');
    const said = derivativeByMathjs(solved(`x0 = 2*a; ${steps}; J = x400`, { a: 1 }), 'a');
    // d(k+1) = 1.01 d(k) + 1 from d(0) = 2 has a closed form.
    expect(said).toBeCloseTo(2 * 1.01 ** 400 + (1.01 ** 400 - 1) / 0.01, 6);
    const long = solved(`J = a*x${' + a*x'.repeat(3000)}`, { a: 1, x: 2 });
    expect(derivativeByMathjs(long, 'a')).toBe(6002);
    const deep = solved(`J = ${'sin('.repeat(300)}a${')'.repeat(300)}`, { a: 1 });
    let [value, slope] = [1, 1];
    for (let k = 0; k < 300; k++) [value, slope] = [Math.sin(value), slope * Math.cos(value)];
    expect(derivativeByMathjs(deep, 'a')).toBeCloseTo(slope, 12);
    // What it can't follow in a long statement it tells of none of its names that are behind it.
    const held = solved(`J = max(p, q)${' + a*x'.repeat(3000)}`, { p: 1, q: 4, a: 1, x: 2 });
    expect(derivativeByMathjs(held, 'a')).toBeNull();
  });

  test('a statement of many names takes mathjs time in proportion to them', () => {
    const names = Array.from({ length: 2000 }, (_, k) => `x${k}`);
    const text = `J = ${names.map((name, k) => `${name}^2*${(k % 9) + 1}`).join(' + ')}`;
    const worked = solved(text, Object.fromEntries(names.map((name, k) => [name, 0.1 + (k % 7)])));
    const begin = performance.now();
    const said = names.map((name) => derivativeByMathjs(worked, name));
    // Through the whole statement for each name, these take minutes.
    expect(performance.now() - begin).toBeLessThan(10_000);
    for (const [k, each] of said.entries()) expect(each).toBeCloseTo(2 * (0.1 + (k % 7)) * ((k % 9) + 1), 9);
  });

  test('mathjs holds what the derivative does not go through, whether it could follow it or not', () => {
    expect(derivativeByMathjs(solved('m = max(p, q); J = m*a', { p: 1, q: 4, a: 3 }), 'a')).toBe(4);
    expect(derivativeByMathjs(solved('m = max(p, q); J = m*a', { p: 1, q: 4, a: 3 }), 'p')).toBeNull();
    expect(derivativeByMathjs(solved('u = a*b; J = c + 2', { a: 1, b: 2, c: 3 }), 'a')).toBe(0);
    expect(derivativeByMathjs(solved('u = a*b; v = u^2; J = v*u', { a: 3, b: 2 }), 'u')).toBe(108);
  });

  test('derives each statement once, whatever derivatives go through it', () => {
    const steps = Array.from({ length: 800 }, (_, k) => `x${k + 1} = x${k}*b + sin(x${k})`).join('; ');
    const worked = solved(`x0 = 2*a; ${steps}; J = x800`, { a: 1e-3, b: 0.01 });
    const begin = performance.now();
    const said = Array.from({ length: 800 }, (_, k) => derivativeByMathjs(worked, `x${k}`));
    // Derived anew for each of the 800, these take over a minute.
    expect(performance.now() - begin).toBeLessThan(10_000);
    const key = gradientAt(worked, worked.slots.get('x3') ?? -1) as number;
    expect(key).not.toBe(0);
    expect(said[3]).toBeCloseTo(key, 6);
    expect(new Set(said).size).toBe(800);
  });

  test('a derivative that is wrong is seen by each of them', () => {
    const worked = solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
    const slot = worked.slots.get('b') ?? -1;
    const gradients = worked.gradients.slice();
    gradients[slot] = 6.001;
    const wrong = { ...worked, gradients };
    expect(testimonies(wrong, [slot], () => null)).toMatchObject([{ agrees: false }]);
    expect(testimonies(worked, [slot], () => 6.001)).toMatchObject([{ agrees: false }]);
  });
});

describe('a nudge is as small as it must be', () => {
  const [a] = all('J = log(1-a)', { a: 0.9975 }).filter(({ name }) => name === 'a');
  test('beside a pole', () => {
    expect(a).toMatchObject({ agrees: true });
    expect(a?.error).toBeLessThan(1e-8);
  });
  test('where the usual one leaves the domain', () => {
    const said = all('J = sqrt(a)', { a: 1e-7 });
    expect(said.every(({ agrees, nudged }) => agrees && nudged !== null)).toBe(true);
  });
  test('and what no nudge can tell is left to the other witness', () => {
    const [one] = all('J = log(1-a)', { a: 1 - 1e-12 }).filter(({ name }) => name === 'a');
    expect(one).toMatchObject({ agrees: true, nudged: null, corner: null });
    expect(one?.second).not.toBeNull();
  });
});

describe('a key is called confirmed only where a witness spoke', () => {
  const standing = (program: string, values: Record<string, number>, name: string) => {
    const said = all(program, values).find((each) => each.name === name);
    return said && standingOf(said);
  };
  test.each([
    ['J = 3*(a+b*c)', { a: 5, b: 3, c: 2 }, 'b', 'confirmed'],
    // mathjs alone speaks.
    ['J = log(1-a)', { a: 1 - 1e-12 }, 'a', 'confirmed'],
    ['a = relu(z); J = 3*a', { z: 0 }, 'z', 'convention'],
  ] as const)('%s at %o: d%s is %s', (program, values, name, expected) => {
    expect(standing(program, values, name)).toBe(expected);
  });

  test('where no nudge tells and the other engine is silent, nothing does', () => {
    const worked = solved('J = log(1-a)', { a: 1 - 1e-12 });
    const [said] = testimonies(worked, [worked.slots.get('a') ?? -1], () => null);
    expect(said).toMatchObject({ agrees: true });
    expect(said && standingOf(said)).toBe('unwitnessed');
  });

  test('a witness against it disputes it, whatever another says', () => {
    const worked = solved('J = 3*(a+b*c)', { a: 5, b: 3, c: 2 });
    const [said] = testimonies(worked, [worked.slots.get('b') ?? -1], () => 6.001);
    expect(said && standingOf(said)).toBe('disputed');
  });
});

describe('in a large graph each step is nudged alone, and the steps are joined', () => {
  const noEngine = () => null;
  const chain = (steps: number, step: string): string =>
    `a0 = 1.01*x; ${Array.from({ length: steps }, (_, k) => `a${k + 1} = ${step.replaceAll('@', `a${k}`)}`).join('; ')}; J = a${steps}^2`;
  const order = ({ own, graph }: Evaluation): readonly number[] =>
    [...own].filter((slot) => graph.kind[slot] !== kinds.literal);

  test('with the derivatives that nudging through the whole of it gives', () => {
    for (const [step, x] of [
      ['tanh(@) + 0.002*x', 0.5],
      ['where(@ > 0.3, @ + 0.001, 0.9*@)', 0.1],
      ['relu(@)*0.999 + 0.0004*exp(@)', 0.4],
    ] as const) {
      const worked = solved(chain(700, step), { x });
      const joined = joinedSlopes(worked.graph, worked.tape.value);
      const slots = order(worked);
      const told = slots.filter((slot) => joined?.(slot));
      expect(told.length).toBeGreaterThan(slots.length / 2);
      for (const slot of told.slice(0, 10)) {
        const { slope = 0 } = joined?.(slot) ?? {};
        expect(slope).toBeCloseTo(slopeMeasured(worked.graph, slot, worked.tape.value).slope, 5);
      }
      expect(
        testimonies(worked, slots, noEngine).every(({ agrees, nudged }) => agrees && nudged !== null),
      ).toBe(true);
    }
  });

  test('a derivative that is wrong is seen, wherever it stands', () => {
    const worked = solved(chain(1200, '0.999*@ + 0.001*x'), { x: 0.5 });
    const slots = order(worked);
    for (const k of [1, 77, 1100]) {
      const slot = slots[k] ?? -1;
      const gradients = worked.gradients.slice();
      gradients[slot] = (gradients[slot] ?? 0) * 1.00001;
      const said = testimonies({ ...worked, gradients }, slots, noEngine);
      expect(said.flatMap(({ agrees }, at) => (agrees ? [] : [at]))).toEqual([k]);
    }
  });

  test('what leads to a corner is nudged through the whole of it, and the rest is not held up by that', () => {
    const worked = solved(`c = relu(y); ${chain(1200, 'tanh(@)*1.001')} + c`, { x: 0.5, y: 0 });
    const joined = joinedSlopes(worked.graph, worked.tape.value);
    const slotOf = (name: string): number => worked.slots.get(name) ?? -1;
    expect(joined?.(slotOf('y'))).toBeNull();
    expect(joined?.(slotOf('x'))).not.toBeNull();
    const said = testimonies(worked, order(worked), noEngine);
    expect(said.find(({ name }) => name === 'y')).toMatchObject({ nudged: null, agrees: true });
    expect(said.find(({ name }) => name === 'y')?.corner?.right).toBeCloseTo(1, 6);
    expect(said.every(({ agrees }) => agrees)).toBe(true);
  });

  test('all derivatives of a program four times as long take little more than four times as long', () => {
    const seconds = (steps: number): number => {
      const worked = solved(chain(steps, 'relu(@)*0.999 + 0.001*x'), { x: 0.5 });
      const slots = order(worked);
      const begin = performance.now();
      expect(testimonies(worked, slots, derivativeByMathjs).every(({ agrees }) => agrees)).toBe(true);
      return performance.now() - begin;
    };
    seconds(700);
    const short = seconds(700);
    // Nudged through the whole of it, a number at a time, it is 16 times as long.
    expect(seconds(2800) / short).toBeLessThan(8);
  });
});

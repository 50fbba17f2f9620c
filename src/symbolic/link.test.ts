import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../engine/kernels/rules.ts';
import type { Evaluation } from '../engine/passes/evaluate.ts';
import { kinkedPrograms } from '../engine/random.testing.ts';
import { close, slotOf, solved, type Values, valueAt } from '../engine/solved.testing.ts';
import { leaves } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { type Choice, type Lesson, lessonOf } from '../tutor/lesson/lesson.ts';
import {
  type Link,
  linksOf,
  linkValue,
  localValue,
  mostLinks,
  termOf,
  upstreamOf,
  writingOf,
} from './link.ts';
import { localRuleOf, ruleOf } from './rule.ts';
import { sumOf } from './simplify.ts';

function lesson(text: string, values: Values, choice: Choice = {}): Lesson {
  const read = lessonOf(solved(text, values), choice);
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value;
}

/** The steps whose derivatives a learner has in hand: the asked ones, and the output. */
const anchorsOf = ({ worked, order }: Lesson): ReadonlySet<number> =>
  new Set([...order, worked.graph.output]);

function links(of: Lesson, name: string): readonly Link[] {
  const found = linksOf(of.worked, of.uses, anchorsOf(of), slotOf(of.worked, name));
  if (!found) throw new Error(`too many links of ${name}`);
  return found;
}

const rule = (of: Lesson, name: string): string =>
  print(sumOf(links(of, name).map((link) => ruleOf(of.worked, of.visible, link))));

/** The value of a formula in the reader's letters, at the true numbers. */
const trueValue = (worked: Evaluation, formula: Parameters<typeof evaluate>[0]): number =>
  evaluate(
    formula,
    (name) => (name === 'e' || name === 'pi' ? undefined : valueAt(worked, name)),
    (of, by) => (of === worked.output ? worked.gradients[slotOf(worked, by)] : undefined),
  );

describe('rules as a lecturer writes them', () => {
  const logistic = 'z = w*x + b; a = sigmoid(z); L = -(y*log(a) + (1-y)*log(1-a))';
  const point = { w: 0.5, x: 2, b: -0.25, y: 1 };
  const net = 't1 = w1*x; z1 = t1+b1; a1 = relu(z1); t2 = w2*a1; z2 = t2+b2; a2 = relu(z2); J = 1/2*(a2-y)^2';
  const numbers = { x: 1, y: 5, w1: 2, b1: 0, w2: 3, b2: 1 };

  test.each<[string, Values, Choice, string, string]>([
    [logistic, point, {}, 'a', '-y/a + (1 - y)/(1 - a)'],
    [logistic, point, {}, 'z', 'dL/da * a*(1 - a)'],
    [logistic, point, {}, 'w', 'dL/dz * x'],
    [logistic, point, {}, 'b', 'dL/dz'],
    [logistic, point, {}, 'y', '-log(a) + log(1 - a)'],
    [logistic, point, { skip: ['a'] }, 'z', '-y*a*(1 - a)/a + (1 - y)*a*(1 - a)/(1 - a)'],
    ['J = 3*(a+b*c)', { a: 5, b: 3, c: 2 }, {}, 'b', 'dJ/dt1 * c'],
    ['J = 3*(a+b*c)', { a: 5, b: 3, c: 2 }, {}, 't1', 'dJ/dt2'],
    ['u=b*c; v=a+u; J=3*v', { a: 5, b: 3, c: 2 }, { skip: ['u'] }, 'b', 'dJ/dv * c'],
    ['u=b*c; v=a+u; J=3*v', { a: 5, b: 3, c: 2 }, { skip: ['u', 'v'] }, 'b', '3*c'],
    [net, numbers, {}, 'a2', 'a2 - y'],
    [net, numbers, {}, 'z2', 'dJ/da2 * (z2 > 0)'],
    [net, numbers, {}, 'w1', 'dJ/dt1 * x'],
    [net, numbers, {}, 'y', '-(a2 - y)'],
    ['J = w^2', { w: 3 }, {}, 'w', '2*w'],
    ['J = w^3', { w: 2 }, {}, 'w', '3*w^2'],
    ['J = 1/w', { w: 2 }, {}, 'w', '-1/w^2'],
    ['J = w^0', { w: 2 }, {}, 'w', '0'],
    ['J = w', { w: 2 }, {}, 'w', '1'],
    ['J = 2*w', { w: 2 }, {}, 'w', '2'],
    ['k = y-a; J = k^2', { y: 1, a: 3 }, {}, 'a', '-dJ/dk'],
    ['d = a-y; J = d^2/2', { y: 1, a: 3 }, {}, 'd', 'd'],
    ['J = sqrt(a)', { a: 4 }, {}, 'a', '1/(2*J)'],
    ['J = exp(2*a)', { a: 1 }, {}, 't1', 'J'],
    ['u = exp(2*a); J = u^2', { a: 1 }, {}, 'a', 'dJ/du * 2*u'],
    ['u = 3*exp(a); J = u^2', { a: 1 }, {}, 'a', 'dJ/du * 3*exp(a)'],
    ['u = a/b; J = u^2', { a: 1, b: 2 }, {}, 'b', '-dJ/du * a/b^2'],
    ['u = a*a; J = 5*u', { a: 3 }, {}, 'a', 'dJ/du * a + dJ/du * a'],
    ['u = a*2; v = a*3; J = u*v', { a: 1 }, {}, 'a', 'dJ/du * 2 + dJ/dv * 3'],
    ['u = max(0, z); J = u^2', { z: 1 }, {}, 'z', 'dJ/du * (0 < z)'],
    ['J = a^n', { a: 2, n: 3 }, {}, 'n', 'J*log(a)'],
    ['J = a^n', { a: 0, n: 3 }, {}, 'n', '0'],
    ['u = 0.1*a; J = 3*u', { a: 1 }, { skip: ['u'] }, 'a', '0.3'],
    ['u = a/3; J = 0.5*u', { a: 1 }, { skip: ['u'] }, 'a', '0.5/3'],
    ['u = a/0.3; J = u^2', { a: 1 }, {}, 'a', 'dJ/du / 0.3'],
    ['u = a/0.5; J = u^2', { a: 1 }, {}, 'a', 'dJ/du * 2'],
  ])('%s at %p with %p: by %s', (text, values, choice, name, wanted) => {
    expect(rule(lesson(text, values, choice), name)).toBe(wanted);
  });

  test('the local derivative along a link stands without the upstream one', () => {
    const of = lesson('u=b*c; v=a+u; J=3*v', { a: 5, b: 3, c: 2 }, { skip: ['u'] });
    const [link] = links(of, 'b');
    expect(print(localRuleOf(of.worked, of.visible, link!))).toBe('c');
    expect([
      print(upstreamOf(of.worked, link!)),
      localValue(of.worked, link!),
      linkValue(of.worked, link!),
    ]).toEqual(['dJ/dv', 2, 6]);
    const [last] = links(of, 'v');
    expect([print(upstreamOf(of.worked, last!)), linkValue(of.worked, last!)]).toEqual(['1', 3]);
  });

  test('a hidden step is written out, a visible one is named', () => {
    const { worked, visible } = lesson('v = a + b*c; J = 3*v', { a: 5, b: 3, c: 2 });
    const at = (name: string) => slotOf(worked, name);
    expect([print(termOf(worked, visible, at('t1'))), print(termOf(worked, visible, at('v')))]).toEqual([
      'b*c',
      'v',
    ]);
    expect([print(writingOf(worked, visible, at('v'))), print(writingOf(worked, visible, at('J')))]).toEqual([
      'a + b*c',
      '3*v',
    ]);
  });
});

describe('links', () => {
  const paths = (of: Lesson, name: string): readonly string[] =>
    links(of, name).map((link) =>
      link.path.map(({ step, operand }) => `${of.worked.names[step]}.${operand}`).join(' '),
    );

  test('one for each path over hidden steps, each up to the next asked step', () => {
    const of = lesson('a = x + 1; L = -(y*log(a) + (1-y)*log(1-a))', { x: 1e-3 - 0.5, y: 1 });
    expect(paths(of, 'a')).toHaveLength(2);
    expect(paths(of, 'x')).toEqual(['a.0']);
  });

  test('a fan-out has a link for each reader, in computing order', () => {
    expect(paths(lesson('u = a*2; v = a*3; J = u*v + a', { a: 1 }), 'a')).toEqual(['u.0', 'v.0', 'J.1']);
    expect(paths(lesson('J = a*a', { a: 1 }), 'a')).toEqual(['J.0', 'J.1']);
  });

  test('a node that does not reach the output has none', () => {
    expect(paths(lesson('k = a*2; J = 3*a', { a: 1 }), 'k')).toEqual([]);
  });

  const doubled = (count: number): string =>
    Array.from({ length: count }, (_, i) => `x${i + 1} = x${i} + x${i}`).join('; ');
  const skipping = (count: number): Choice => ({
    skip: Array.from({ length: count - 1 }, (_, i) => `x${i + 1}`),
  });
  const linksThrough = (count: number): readonly Link[] | null => {
    const of = lesson(doubled(count), { x0: 1 }, skipping(count));
    return linksOf(of.worked, of.uses, anchorsOf(of), slotOf(of.worked, 'x0'));
  };

  test('as many as can be shown, and no more', () => {
    expect(mostLinks).toBe(64);
    expect(linksThrough(6)).toHaveLength(64);
    expect(linksThrough(7)).toBeNull();
  });

  test('a path over 100,000 hidden steps is given up', () => {
    const of = lesson(`v = a${' + b'.repeat(100_000)}; J = 2*v`, { a: 1, b: 1 });
    expect(linksOf(of.worked, of.uses, anchorsOf(of), slotOf(of.worked, 'a'))).toBeNull();
  });

  test('2^30 paths are given up: whoever walked them all would never end', () => {
    expect(linksThrough(30)).toBeNull();
  });
});

describe('on any program', () => {
  const choices = fc.record({ skipped: fc.nat(255), all: fc.boolean() });

  /** A lesson on a random program, in which some of the names are skipped. */
  function chosen(text: string, values: Values, { skipped, all }: { skipped: number; all: boolean }): Lesson {
    const ask = all ? 'all' : 'named';
    const { order, worked } = lesson(text, values, { ask });
    const names = order.map((slot) => worked.names[slot] ?? '');
    return lesson(text, values, { ask, skip: names.filter((_, i) => (skipped >> (i % 8)) & 1) });
  }

  test('what arrives along the links adds up to the gradient', () => {
    let compared = 0;
    fc.assert(
      fc.property(kinkedPrograms, choices, ({ text, values }, choice) => {
        const of = chosen(text, values, choice);
        for (const slot of of.order) {
          const found = linksOf(of.worked, of.uses, anchorsOf(of), slot) ?? [];
          const arrived = found.reduce((total, link) => total + Number(linkValue(of.worked, link)), 0);
          const scale = found.reduce(
            (total, link) => total + Math.abs(Number(linkValue(of.worked, link))),
            0,
          );
          if (found.length === 0) continue;
          close(
            arrived / Math.max(1, scale),
            (of.worked.gradients[slot] ?? Number.NaN) / Math.max(1, scale),
            1e-12,
          );
          compared++;
        }
        expect(of.visible.size).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(80);
  });

  test('a rule has the value of its link, and speaks only of what the reader knows', () => {
    let compared = 0;
    fc.assert(
      fc.property(kinkedPrograms, choices, ({ text, values }, choice) => {
        const of = chosen(text, values, choice);
        const { worked, visible } = of;
        const anchors = anchorsOf(of);
        for (const slot of of.order) {
          for (const link of linksOf(worked, of.uses, anchors, slot) ?? []) {
            const written = ruleOf(worked, visible, link);
            const value = Number(linkValue(worked, link));
            close(
              trueValue(worked, written) / Math.max(1, Math.abs(value)),
              value / Math.max(1, Math.abs(value)),
              1e-9,
            );
            close(trueValue(worked, localRuleOf(worked, visible, link)), localValue(worked, link), 1e-9);
            for (const leaf of leaves(written)) {
              const known =
                leaf.kind === 'number' ||
                leaf.kind === 'matrix' ||
                (leaf.kind === 'name'
                  ? worked.own.has(slotOf(worked, leaf.name)) || visible.has(slotOf(worked, leaf.name))
                  : anchors.has(slotOf(worked, leaf.by)));
              expect([print(written), known]).toEqual([print(written), true]);
            }
            compared++;
          }
        }
        expect(of.order.length + of.visible.size).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
    expect(compared).toBeGreaterThan(80);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { derivativeAt, type Evaluation } from '../../engine/passes/evaluate.ts';
import { kinkedPrograms } from '../../engine/random.testing.ts';
import { isStep, slotOf, solved } from '../../engine/solved.testing.ts';
import { type Choice, lessonOf, readsOf } from './lesson.ts';

/** The names that are asked, in order; or the refusal's words. */
function asked(worked: Evaluation, choice: Choice = {}): string {
  const lesson = lessonOf(worked, choice);
  if (!lesson.ok) return lesson.trouble.message;
  return lesson.value.order.map((slot) => worked.names[slot]).join(' ');
}

const net = 't1 = w1*x; z1 = t1+b1; a1 = relu(z1); t2 = w2*a1; z2 = t2+b2; a2 = relu(z2); J = 1/2*(a2-y)^2';
const numbers = { x: 1, y: 5, w1: 2, b1: 0, w2: 3, b2: 1 };

describe('the order of questions', () => {
  test.each<[string, string, Choice, string]>([
    ['the lecture', 'u=b*c; v=a+u; J=3*v', {}, 'v a u b c'],
    ['in one line', 'J = 3*(a+b*c)', {}, 't2 a t1 b c'],
    ['only the named steps', 'v = a + b*c; J = 3*v', {}, 'v a b c'],
    ['all steps', 'v = a + b*c; J = 3*v', { ask: 'all' }, 'v a t1 b c'],
    ['the givens alone', 'u=b*c; v=a+u; J=3*v', { ask: 'givens' }, 'a b c'],
    ['the givens of one line', 'J = 3*(a+b*c)', { ask: 'givens' }, 'a b c'],
    ['only these', 'u=b*c; v=a+u; J=3*v', { wrt: ['c', 'u'] }, 'u c'],
    ['not these', 'u=b*c; v=a+u; J=3*v', { skip: ['u', 'c'] }, 'v a b'],
    ['a given before a step that is written before it', 'u = a*b; J = u + c', {}, 'c u a b'],
    ['a given is asked once its last use is walked', 'u = a*b; J = u + a', {}, 'u a b'],
    ['a copy', 'J = a', {}, 'a'],
    ['a name that stands twice', 'J = a*a + b', {}, 'b t1 a'],
    ['what does not reach the output is not asked', 'k = a*c; J = a + b', {}, 'a b'],
    ['a literal is not asked', 'J = 1/2*a - 1', {}, 't1 a'],
    ['steps in computing order, not in written order', 'u = a*2; v = b*3; J = v*u', {}, 'v u b a'],
  ])('%s', (_, text, choice, order) => {
    const values = Object.fromEntries(
      ['a', 'b', 'c'].filter((name) => text.includes(name)).map((name, i) => [name, i + 1]),
    );
    expect(asked(solved(text, values), choice)).toBe(order);
  });

  test('the two-layer net, its data told in three ways', () => {
    const order = 'a2 z2 b2 t2 w2 a1 z1 b1 t1 w1';
    expect(asked(solved(net, numbers, { data: ['x', 'y'] }))).toBe(order);
    expect(asked(solved(`# data: x, y\n${net}`, numbers))).toBe(order);
    expect(asked(solved(net.replace('J =', 'J(w1, b1, w2, b2) ='), numbers))).toBe(order);
    expect(asked(solved(net, numbers))).toBe('y a2 z2 b2 t2 w2 a1 z1 b1 t1 w1 x');
  });

  test('another output', () => {
    expect(asked(solved('u = b*c; v = a + u; J = 3*v', { a: 1, b: 2, c: 3 }, { output: 'v' }))).toBe(
      'a u b c',
    );
  });
});

describe('what is not asked', () => {
  test('a derivative that does not exist, and why', () => {
    const worked = solved('u = sqrt(a) + b; J = u^2', { a: 0, b: 2 });
    const lesson = lessonOf(worked);
    expect(asked(worked)).toBe('u b');
    expect(lesson.ok && lesson.value.notes).toEqual([
      'dJ/da is not asked: sqrt(a): there is no derivative where its input is 0: the curve is vertical there',
    ]);
  });

  test('the exponent of a negative base', () => {
    const worked = solved('J = a^n', { a: -2, n: 3 });
    const lesson = lessonOf(worked);
    expect(asked(worked)).toBe('a');
    expect(lesson.ok && lesson.value.notes).toEqual([
      'dJ/dn is not asked: J = a^n: there is no derivative with respect to an exponent whose base is not above 0: the powers close by do not exist',
    ]);
  });

  test('one that is too large to be a number', () => {
    const worked = solved('u = a/b; J = u*c', { a: 1e200, b: 1e-100, c: 1 });
    const lesson = lessonOf(worked);
    expect(asked(worked)).toBe('c u a');
    expect(lesson.ok && lesson.value.notes).toEqual([
      'dJ/db is not asked: the derivative is larger than the largest number (about 1.8e308)',
    ]);
  });
});

describe('names that can not be asked', () => {
  const worked = solved('# data: x\nalpha = w*x; k = 2*w; J = (alpha + 1)^2', { w: 2, x: 3 });
  test.each<[Choice, string]>([
    [{ wrt: ['v'] }, '--wrt names v, but the program has no v; correct it'],
    [{ skip: ['alhpa'] }, '--skip names alhpa, but the program has no alhpa; did you mean alpha?'],
    [
      { wrt: ['x'] },
      '--wrt names x, but x is data, which has no derivative here; remove it from one of the two',
    ],
    [{ wrt: ['w', 'J'] }, '--wrt names J, and dJ/dJ is always 1; name something that J depends on'],
    [{ wrt: ['k'] }, '--wrt names k, and J does not depend on it; take it out'],
    [{ wrt: ['t1'] }, '--wrt names t1, a step inside a statement; add --ask all'],
    [{ wrt: ['t1'], ask: 'all' }, 't1'],
    [{ skip: ['x'] }, 'alpha w'],
  ])('%p', (choice, wanted) => {
    expect(asked(worked, choice)).toBe(wanted);
  });
});

describe('on any program', () => {
  test('each node is asked after every stop that reads it; all that can be asked is, once', () => {
    fc.assert(
      fc.property(kinkedPrograms, fc.boolean(), ({ text, values }, all) => {
        const worked = solved(text, values);
        const lesson = lessonOf(worked, { ask: all ? 'all' : 'named' });
        if (!lesson.ok) throw new Error(lesson.trouble.message);
        const { order, uses, visible } = lesson.value;
        expect(new Set(order).size).toBe(order.length);
        const place = new Map(order.map((slot, i) => [slot, i]));
        const stops = new Set([...visible].filter((slot) => isStep(worked, slot) && uses.reaches(slot)));
        for (const stop of stops) {
          for (const read of readsOf(worked, stops, stop)) {
            if (stop === worked.graph.output || !place.has(read)) continue;
            expect(place.get(read)).toBeGreaterThan(place.get(stop) ?? -1);
          }
        }
        const wanted = [...visible].filter(
          (slot) => uses.reaches(slot) && slot !== worked.graph.output && derivativeAt(worked, slot) !== null,
        );
        expect([...order].sort()).toEqual(wanted.sort());
      }),
      { numRuns: 150 },
    );
  });

  test('choices leave out, and never reorder', () => {
    fc.assert(
      fc.property(kinkedPrograms, fc.nat(255), ({ text, values }, some) => {
        const worked = solved(text, values);
        const named = asked(worked).split(' ');
        const chosen = named.filter((_, i) => (some >> (i % 8)) & 1);
        expect(asked(worked, { wrt: chosen })).toBe(chosen.join(' '));
        expect(asked(worked, { skip: chosen })).toBe(
          named.filter((name) => !chosen.includes(name)).join(' '),
        );
        const givens = named.filter((name) => !isStep(worked, slotOf(worked, name)));
        expect(asked(worked, { ask: 'givens' })).toBe(givens.join(' '));
      }),
      { numRuns: 100 },
    );
  });
});

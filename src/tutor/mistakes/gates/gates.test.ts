import { describe, expect, test } from '@jest/globals';
import { solved } from '../../../engine/solved.testing.ts';
import { nested } from '../../../ops/matrix.ts';
import { lessonFor, valuesFrom } from '../../lesson/lessons.testing.ts';
import { questionOf } from '../../lesson/question.ts';
import { inPipe, typed } from '../../quiz/session.testing.ts';

const net = 'z1 = w1*x + b1; a1 = relu(z1); z2 = w2*a1 + b2; e = z2 - y; J = e^2';
const on = { w1: 0.5, x: 2, b1: 0.3, w2: -1.5, b2: 0.4, y: 1 };
const single = lessonFor(solved(net, on, { data: ['x', 'y'] }));
const behindOff = lessonFor(solved(net, { ...on, w1: -0.5 }, { data: ['x', 'y'] }));
const corner = lessonFor(solved(net, { ...on, b1: -1 }, { data: ['x', 'y'] }));
const batch = lessonFor(
  solved(
    'Z1 = W1*X + b1; A1 = relu(Z1); Z2 = W2*A1 + b2; E = Z2 - Y; J = mean(E.^2)',
    valuesFrom(
      'W1 = [0.5 -1; 0.3 0.8], X = [1 2 -1; 3 -1 0.5], b1 = [0.1; -0.2], W2 = [1.5 -0.7], b2 = 0.2, Y = [1 0 1]',
    ),
    { data: ['X', 'Y'] },
  ),
);
const deep = lessonFor(
  solved(
    'z1 = w1*x; a1 = relu(z1); z2 = w2*a1; a2 = relu(z2); J = (a2 - y)^2',
    { w1: 0.5, x: 2, w2: 1.5, y: 5 },
    { data: ['x', 'y'] },
  ),
);
const hinge = lessonFor(
  solved('z = w*x; h = 1 - y*z; l = max(0, h); J = l^2', { w: 0.3, x: 2, y: -1 }, { data: ['x', 'y'] }),
);
const largest = lessonFor(solved('m = max(u, v); s = abs(m); J = 3*s^2', { u: -2, v: -5 }));

/** The outcome and the mistake of the last of some answers. */
function lastOf(lesson: typeof single, ...lines: readonly string[]) {
  const { session } = typed(inPipe(lesson), ...lines);
  const turn = session.turns.get(lesson.order[lines.length - 1] ?? -1);
  return [turn?.outcome, ...(turn?.mistake ? [turn.mistake.id] : [])];
}

/** What comes of an answer to the question for a name, the answers before it being right. */
function taken(lesson: typeof single, name: string, text: string) {
  const at = lesson.order.indexOf(lesson.worked.slots.get(name) ?? -1);
  const before = lesson.order.slice(0, at).map((slot) => {
    const exact = nested(questionOf(lesson, slot).exact);
    return typeof exact === 'number' ? String(exact) : `[${exact.map((row) => row.join(' ')).join('; ')}]`;
  });
  return lastOf(lesson, ...before, text);
}

const luck = ['wrong', 'right-number-wrong-reason'];
const upstream = ['wrong', 'gated-by-upstream'];

describe('a gate of the wrong quantity is luck', () => {
  test.each([
    ['da1*(da1 > 0)', upstream],
    ['relu(da1)', upstream],
    ['max(da1, 0)', upstream],
    ['where(da1 > 0, da1, 0)', upstream],
    ['da1*(z1 > 0)*(da1 > 0)', upstream],
    ['dz2*w2*(dz2*w2 > 0)', upstream],
    ['da1*(z2 < 0)', luck],
    ['da1*(x > 0)', luck],
    ['da1*(z1 > 0)*(x > 0)', luck],
    ['da1*(w1 > 0)', luck],
    ['da1*(a1 >= 0)', luck],
    ['da1*(z1 > 0.5)', luck],
  ])('dz1 = %s', (text, outcome) => expect(taken(single, 'z1', text)).toEqual(outcome));

  test('behind a relu that is off', () => {
    expect(taken(behindOff, 'z1', 'da1*(e > 0)')).toEqual(luck);
    expect(taken(behindOff, 'z1', 'da1*(w1 > 0)')).toEqual(luck);
  });

  test.each([
    ['dA1.*(dA1 > 0)', 'wrong'],
    ['dA1.*(A1 >= 0)', 'wrong'],
    ['dA1.*(W1*X > 0)', 'wrong'],
  ])('dZ1 = %s', (text, outcome) => expect(taken(batch, 'Z1', text)[0]).toBe(outcome));

  test('where a max or an abs decides', () => {
    expect(taken(largest, 'm', '-ds*(ds > 0)')[0]).toBe('wrong');
    expect(taken(largest, 'u', 'dm*(dm < 0)')[0]).toBe('wrong');
    expect(taken(hinge, 'h', 'dl*(dl > 0)')[0]).toBe('wrong');
  });
});

describe('a gate of the right quantity is right in any form', () => {
  test.each([
    ...['da1', 'da1*(z1 > 0)', '(z1 >= 0)*da1', 'da1*(a1 > 0)', 'da1*(1 - (z1 <= 0))', 'da1*sign(a1)'],
    ...['where(z1 > 0, da1, 0)', 'da1*relu(z1)/z1', 'dz2*w2*(z1 > 0)', '2*e*w2*(w1*x + b1 > 0)'],
    ...['2*(z2 - y)*w2*(z1 > 0)', 'da1*(-z1 < 0)', 'da1*(z1 > 0)*(a1 > 0)', 'da1*max(sign(z1), 0)'],
  ])('dz1 = %s', (text) => expect(taken(single, 'z1', text)).toEqual(['correct']));

  test('in another place than at the relu itself', () => {
    expect(taken(single, 'w2', 'dz2*relu(z1)')).toEqual(['correct']);
    expect(taken(single, 'w2', 'dz2*z1*(z1 > 0)')).toEqual(['correct']);
    expect(taken(single, 'w1', 'da1*(z1 > 0)*x')).toEqual(['correct']);
    expect(taken(single, 'w1', 'da1*(z1 > 0)*2')).toEqual(['correct']);
    expect(taken(deep, 'z1', 'da2*w2*(z1 > 0)')).toEqual(['correct']);
    expect(taken(deep, 'z1', 'da2*(z2 > 0)*w2*(z1 > 0)')).toEqual(['correct']);
  });

  test('behind a relu that is off, and at its corner', () => {
    expect(taken(behindOff, 'z1', 'da1*(z1 > 0)')).toEqual(['correct']);
    expect(taken(behindOff, 'z1', 'da1*(a1 > 0)')).toEqual(['correct']);
    expect(taken(corner, 'z1', 'da1*(z1 > 0)')).toEqual(['correct']);
    expect(taken(corner, 'z1', 'da1*(z1 >= 0)')[0]).not.toBe('wrong');
  });

  test.each(['dA1.*(Z1 > 0)', '(A1 > 0).*dA1', "(W2'*dZ2).*(Z1 >= 0)", 'where(Z1 > 0, dA1, 0)'])(
    'dZ1 = %s',
    (text) => expect(taken(batch, 'Z1', text)).toEqual(['correct']),
  );

  test('where a max, an abs or a label decides', () => {
    expect(taken(largest, 'm', 'ds*sign(m)')).toEqual(['correct']);
    expect(taken(largest, 'm', 'ds*((m > 0) - (m < 0))')).toEqual(['correct']);
    expect(taken(largest, 'u', 'dm*(u > v)')).toEqual(['correct']);
    expect(taken(hinge, 'h', 'dl*(h > 0)')).toEqual(['correct']);
    expect(taken(hinge, 'z', '-2*l*y*(y*z < 1)')).toEqual(['correct']);
    expect(taken(hinge, 'z', '-dh*y*(1 - y*z > 0)')).toEqual(['correct']);
  });
});

describe('from a wrong start', () => {
  const from = (start: string, text: string) => lastOf(single, start, 'de', 'dz2*a1', 'dz2', 'dz2*w2', text);

  test('a gate of the wrong quantity does not follow, whatever number it gives', () => {
    expect(single.order.map((slot) => [...single.worked.slots].find(([, at]) => at === slot)?.[0])).toEqual([
      ...['e', 'z2', 'w2', 'b2', 'a1', 'z1', 'w1', 'b1'],
    ]);
    expect(from('2*(y - z2)', 'da1*(da1 > 0)')).toEqual(upstream);
    expect(from('e', 'da1*(da1 > 0)')).toEqual(upstream);
    expect(from('e', 'da1*(z2 < 0)')[0]).toBe('wrong');
  });

  test('the right rule does', () => {
    expect(from('2*(y - z2)', 'da1*(z1 > 0)')).toEqual(['follow-through']);
    expect(from('e', 'da1*(a1 > 0)')).toEqual(['follow-through']);
    expect(from('e', 'da1')).toEqual(['follow-through']);
  });
});

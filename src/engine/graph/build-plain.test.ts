import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseProgram } from '../../language/program.ts';
import { plainTexts } from '../../language/statements/plain.testing.ts';
import { build, buildInFull } from './build.ts';
import { buildPlain } from './build-plain.ts';
import { type GivenValue, givensOf } from './givens.ts';
import type { NamedGraph } from './names.ts';

/** All that is known of a graph, its sources by what they say and where. */
function flat({ graph, slots, names, sources, own, notes }: NamedGraph) {
  const { size, output, selects, list } = graph;
  const upTo = (array: ArrayLike<number>) => Array.from({ length: size }, (_, slot) => array[slot]);
  const isStep = (slot: number) => graph.code[slot] !== 0;
  return {
    ...{ size, output, selects, names, notes, list: [...list], own: [...own], slots: [...slots] },
    found: names.map((name) => name && [slots.get(name), slots.has(name)]),
    kind: upTo(graph.kind),
    code: upTo(graph.code),
    left: upTo(graph.left).filter((_, slot) => isStep(slot)),
    right: upTo(graph.right).filter((_, slot) => isStep(slot)),
    start: upTo(graph.start).filter((_, slot) => !isStep(slot)),
    sources: names.map((_, slot) => sources.at(slot)),
  };
}

/** What somebody may say of a program's values beside it. */
const settings: fc.Arbitrary<(names: readonly string[]) => GivenValue> = fc
  .record({
    leaves: fc.nat(19),
    data: fc.nat(4),
    output: fc.constantFrom(null, null, null, 'y0', 'y1', 'a', 'none'),
    other: fc.constantFrom(true, false, false, false, false),
    matrix: fc.constantFrom(true, false, false, false, false),
  })
  .map(({ leaves, data, output, other, matrix }) => (names) => {
    const values = new Map<string, GivenValue['values'] extends ReadonlyMap<string, infer V> ? V : never>();
    // Some names keep the program's own value, or have none.
    for (const [i, name] of names.entries()) if (leaves !== i) values.set(name, 0.25 + i);
    if (other) values.set('t1', 3);
    if (matrix) values.set('a', { rows: 1, columns: 2, entries: Float64Array.of(1, 2) });
    return { values, output, data: data < 2 ? names.slice(0, data) : [] };
  });

test('a plain program makes the same graph from its parts as from its trees, and the same refusal', () => {
  let short = 0;
  fc.assert(
    fc.property(plainTexts, settings, (text, settingOf) => {
      const read = parseProgram(text);
      if (!read.ok) throw new Error(read.trouble.message);
      const program = read.value;
      const setting = settingOf([...givensOf(program).keys()]);
      if (buildPlain(program, setting)) short++;
      const [one, other] = [build(program, setting), buildInFull(program, setting)];
      expect(one.ok ? flat(one.value) : one).toEqual(other.ok ? flat(other.value) : other);
    }),
    { numRuns: 600 },
  );
  expect(short).toBeGreaterThan(150);
});

test.each([
  ['a = -3; J = a*x', true],
  ['a = 1/2; b = -(2 + 3)^2; c = relu(-1); J = a*b*c + x', true],
  ['a = 1/2 - -0.5; J = a*a + x', true],
  ['a = log(-1); J = a*x', false],
  ['a = 1/(2 - 2); J = a*x', false],
])('%j: whether a given that is worked out from numbers goes the short way', (text, short) => {
  const read = parseProgram(text);
  if (!read.ok) throw new Error(read.trouble.message);
  const setting: GivenValue = { values: new Map([['x', 2]]) };
  expect(buildPlain(read.value, setting) !== null).toBe(short);
  const [one, other] = [build(read.value, setting), buildInFull(read.value, setting)];
  expect(one.ok ? flat(one.value) : one).toEqual(other.ok ? flat(other.value) : other);
});

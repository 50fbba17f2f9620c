import { expect, test } from '@jest/globals';
import { kinds } from '../../engine/graph/graph.ts';
import { solved } from '../../engine/solved.testing.ts';
import { number } from '../../language/expression.ts';
import { entriesOf, isSingle, mapped, shapeOf, type Value } from '../../ops/matrix.ts';
import { opNames, table } from '../../ops/table.ts';
import { assess } from '../answers/assess.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { catalogue } from './catalogue.ts';
import { significant } from './equality.ts';
import { mistakeMessages } from './messages.ts';

const examples = catalogue().flatMap(({ op, example }) => (example ? [{ op, ...example }] : []));

/** Nothing comes back through these. */
const flat = new Set<string>([
  'step',
  'sign',
  'larger',
  'smaller',
  'largerOrEqual',
  'smallerOrEqual',
  'equal',
  'unequal',
]);

/** What anybody may do at any op, as numbers that are wrong by nothing else. */
const families: readonly (readonly [string, (right: Value) => Value])[] = [
  ['the sign turned', (right) => mapped(right, (entry) => -entry)],
  ['added up twice', (right) => mapped(right, (entry) => 2 * entry)],
  ['a descent step', (right) => mapped(right, (entry) => -0.1 * entry)],
  ['the size of every entry right, of one not the sign', oneTurned],
  ['one factor at every entry', (right) => mapped(right, (entry) => 1.37 * entry)],
];

/** The first entry that is not 0 with its sign turned. */
function oneTurned(right: Value): Value {
  const first = Array.from(entriesOf(right)).findIndex((entry) => entry !== 0);
  return mapped(right, (entry, at) => (at === first ? -entry : entry));
}

test.each(examples)('$op: every family of mistakes is known there', ({ op, program, values }) => {
  const given = Object.fromEntries(
    values.map((text) => text.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  const lesson = lessonFor(solved(program, given));
  const { worked } = lesson;
  let tried = 0;
  for (const slot of lesson.order) {
    if (worked.graph.kind[slot] !== kinds.given) continue;
    const question = questionOf(lesson, slot);
    const right = question.exact;
    if (Array.from(entriesOf(right)).every((entry) => Math.abs(entry) < 1e-9)) continue;
    for (const [family, wrong] of families) {
      // Of a single number nothing is seen as a whole; a row of one entry that counts is one.
      const telling = Array.from(entriesOf(right)).filter((entry) => entry !== 0).length > 1;
      if (/every entry/.test(family) && (isSingle(shapeOf(right)) || !telling)) continue;
      const value = wrong(right);
      // Twice a short number is many things.
      if (family === 'added up twice' && typeof value === 'number' && significant(value) < 3) continue;
      const reading = { kind: 'read', value, expression: number(0), body: '', remark: null } as const;
      const { mistake, either, meant } = assess(lesson, question, reading, 4);
      const known = mistake !== null || either.length > 0 || meant !== null;
      expect([question.name, family, known]).toEqual([question.name, family, true]);
      tried++;
    }
  }
  expect([op, tried > 0]).toEqual([op, !flat.has(op)]);
});

test('what a row says is reported of it is a mistake that has a name', () => {
  const reported = opNames.flatMap((op) => Object.keys(table[op].reported ?? {}).map((id) => `${op} ${id}`));
  expect(reported.length).toBeGreaterThan(8);
  expect(reported.filter((each) => !(each.replace(/.* /, '') in mistakeMessages))).toEqual([]);
});

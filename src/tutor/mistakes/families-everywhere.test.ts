import { expect, test } from '@jest/globals';
import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { asValue, solved } from '../../engine/solved.testing.ts';
import { apply, type Expression, leaves, literal, name, substitute } from '../../language/expression.ts';
import { negativeSign } from '../../language/operators.ts';
import { filledWith, sameShape } from '../../ops/matrix.ts';
import { type OpName, table } from '../../ops/table.ts';
import { linksOf } from '../../symbolic/link.ts';
import { ruleOf } from '../../symbolic/rule.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonFor } from '../lesson/lessons.testing.ts';
import { anchorsOf, questionOf } from '../lesson/question.ts';
import { catalogue } from './catalogue.ts';
import { counterfactualValue } from './counterfactual.ts';

const examples = catalogue().flatMap(({ op, written }) => {
  const row = table[op];
  const [first] = written;
  if (row.kind === 'maker' || first === undefined) return [];
  const [sample = []] = row.samples;
  return [
    { op, text: first, values: row.operands.map((operand, k) => [operand, String(sample[k])] as const) },
  ];
});

/** `u = OP; v = 3*u + r; J = sum(v.^2)`, with other values of the same shapes at hand. */
function lessonOn(text: string, values: readonly (readonly [string, string])[]): Lesson {
  const given = Object.fromEntries(values.map(([operand, value]) => [operand, asValue(value)]));
  const first = Object.values(given)[0] ?? 1;
  const others =
    typeof first === 'number' ? 0.37 : { ...first, entries: first.entries.map((_, i) => 0.37 + 0.11 * i) };
  return lessonFor(solved(`u = ${text}; next = 3*u; J = sum(next.^2) + sum(q.^2)`, { ...given, q: others }));
}

type Family = (rule: Expression, lesson: Lesson, slot: number) => Expression | null;

const isDerivative = (leaf: Expression): boolean => leaf.kind === 'derivative';

/** What anybody may do with any rule. Null where the rule has nothing of the kind. */
const families: Readonly<Record<string, Family>> = {
  'opposite sign': (rule) => apply(negativeSign, rule),
  'upstream lost': (rule, { worked }) => {
    const u = shapeAt(worked.graph, worked.slots.get('u') ?? -1);
    return leaves(rule).some(isDerivative)
      ? substitute(rule, (leaf) => (isDerivative(leaf) ? literal(filledWith(u, 1)) : leaf))
      : null;
  },
  'wrong upstream': (rule) =>
    leaves(rule).some(isDerivative)
      ? substitute(rule, (leaf) => (leaf.kind === 'derivative' ? { ...leaf, by: 'next' } : leaf))
      : null,
  'another value': (rule, { worked }) => {
    const spoken = leaves(rule).find(
      (leaf) => leaf.kind === 'name' && worked.slots.has(leaf.name) && leaf.name !== 'q',
    );
    if (spoken?.kind !== 'name') return null;
    return substitute(rule, (leaf) => (leaf.kind === 'name' && leaf.name === spoken.name ? name('q') : leaf));
  },
};

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

/** What somebody may do at an op has no name there, and why. */
const unnamed: Readonly<Partial<Record<OpName, Readonly<Record<string, string>>>>> = {
  acosh: { 'another value': 'its rule has a value above 1 alone, and the other one is below' },
};

test.each(examples)('$op: what may be done with any rule is known there', ({ op, text, values }) => {
  const lesson = lessonOn(text, values);
  const { worked, uses, visible } = lesson;
  const lost: string[] = [];
  let tried = 0;
  for (const slot of lesson.order) {
    if (worked.graph.kind[slot] !== kinds.given || worked.names[slot] === 'q') continue;
    const question = questionOf(lesson, slot);
    const [link, another] = linksOf(worked, uses, anchorsOf(lesson), slot) ?? [];
    if (!link || another) continue;
    const rule = ruleOf(worked, visible, link);
    const right = counterfactualValue(worked, rule);
    for (const [family, change] of Object.entries(families)) {
      const wrong = change(rule, lesson, slot);
      const value = wrong && counterfactualValue(worked, wrong);
      if (!wrong || value === null || right === null) continue;
      const shapeFits = typeof value === 'number' || typeof right === 'number' || sameShape(value, right);
      if (!shapeFits) continue;
      const reading = { kind: 'read', value, expression: wrong, body: '', remark: null } as const;
      const { verdict, mistake, either } = assess(lesson, question, reading, 4);
      if (verdict !== 'wrong') continue;
      tried++;
      if (mistake === null && either.length === 0 && unnamed[op]?.[family] === undefined)
        lost.push(`${question.name}: ${family}`);
    }
  }
  expect([op, lost]).toEqual([op, []]);
  expect([op, tried > 0]).toEqual([op, !flat.has(op)]);
});

import { expect, test } from '@jest/globals';
import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { asValue, solved } from '../../engine/solved.testing.ts';
import { apply, type Expression, leaves, literal, name, substitute } from '../../language/expression.ts';
import { dotTimesSign, negativeSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import { filledWith, isSingle } from '../../ops/matrix.ts';
import { type OpName, table } from '../../ops/table.ts';
import { type Link, linksOf } from '../../symbolic/link.ts';
import { localOf, ruleOf } from '../../symbolic/rule.ts';
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
  return lessonFor(
    solved(`u = ${text}; next = 3*u; J = sum(next.^2) + sum(q.^2) + sum(sum(misfit.^2))`, {
      ...given,
      q: others,
      misfit: asValue(
        '[0.3 -0.7 1.1 0.4 0.9; 0.2 0.6 -0.8 1.3 0.5; 1.2 -0.4 0.7 0.1 -0.6; 0.8 1.4 -0.9 0.25 0.35; 1.6 -1.1 0.45 0.65 0.75]',
      ),
    }),
  );
}

type Family = (rule: Expression, lesson: Lesson, link: Link) => Expression | null;

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
  'slope twice': (rule, { worked, visible }, { path }) => {
    const [edge, another] = path;
    if (!edge || another || table[edge.op].kind !== 'elementwise') return null;
    const local = localOf(worked, visible, edge);
    return leaves(local).some((leaf) => leaf.kind === 'name') ? apply(dotTimesSign, rule, local) : null;
  },
  'another value': (rule, { worked }) => swapped(rule, worked, 'q'),
  // Where all is a single number, a matrix in the answer is seen by its shape.
  'a value of another shape': (rule, { worked }, { from }) =>
    isSingle(shapeAt(worked.graph, from)) ? null : swapped(rule, worked, 'misfit'),
};

/** A rule with another value in the place of the first that it speaks of; null where it speaks of none. */
function swapped(rule: Expression, { slots }: Lesson['worked'], other: string): Expression | null {
  const spoken = leaves(rule).find((leaf) => leaf.kind === 'name' && slots.has(leaf.name));
  if (spoken?.kind !== 'name') return null;
  return substitute(rule, (leaf) => (leaf.kind === 'name' && leaf.name === spoken.name ? name(other) : leaf));
}

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
    if (worked.graph.kind[slot] !== kinds.given || ['q', 'misfit'].includes(worked.names[slot] ?? ''))
      continue;
    const question = questionOf(lesson, slot);
    const [link, another] = linksOf(worked, uses, anchorsOf(lesson), slot) ?? [];
    if (!link || another) continue;
    const rule = ruleOf(worked, visible, link);
    const right = counterfactualValue(worked, rule);
    for (const [family, change] of Object.entries(families)) {
      const wrong = change(rule, lesson, link);
      if (!wrong || right === null) continue;
      const value = counterfactualValue(worked, wrong);
      const typed = { expression: wrong, body: '', remark: null };
      const clash = { kind: 'clash', message: 'shapes clash', from: 0, to: 0, ...typed } as const;
      const reading = value === null ? clash : ({ kind: 'read', value, ...typed } as const);
      const { verdict, mistake, either } = assess(lesson, question, reading, 4);
      if (verdict !== 'wrong') continue;
      tried++;
      if (mistake === null && either.length === 0 && unnamed[op]?.[family] === undefined)
        lost.push(`${question.name}: ${family}: ${print(wrong)}`);
    }
  }
  expect([op, lost]).toEqual([op, []]);
  expect([op, tried > 0]).toEqual([op, !flat.has(op)]);
});

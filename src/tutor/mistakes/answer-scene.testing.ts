import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import {
  apply,
  derivative,
  type Expression,
  literal,
  name,
  number,
  substitute,
} from '../../language/expression.ts';
import { dotTimesSign, minusSign, timesSign } from '../../language/operators.ts';
import { valueFrom } from '../../ops/matrix.ts';
import { batchSize, scaleOf } from '../../symbolic/convention.ts';
import { ruleIn } from '../../symbolic/rule.ts';
import { plainSum } from '../../symbolic/simplify.ts';
import { leafSource } from '../lesson/as-shown.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Question } from '../lesson/question.ts';

// For tests: what is held against an answer with matrices, and the line of the rule with other leaves in it.

/** What is held against an answer: the lesson, the question, and what is said of the answer. */
export interface Scene {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly said: string;
}

/** The line that a learner is shown in the end. */
export function shownRule({
  lesson: { worked, visible },
  question,
}: Pick<Scene, 'lesson' | 'question'>): Expression {
  const rule = plainSum((question.links ?? []).map((link) => ruleIn(worked, visible, link)));
  if (!rule) throw new Error(`${question.asks} has no rule`);
  return rule;
}

/** Learning rates that somebody may have in mind. */
export const rates = [0.1, 0.01, 0.5, 1];

/** The rule with every derivative of one step exchanged for something else. */
function withDerivatives(scene: Scene, change: (slot: number) => Expression | null): Expression {
  const { worked } = scene.lesson;
  return substitute(shownRule(scene), (leaf) => {
    const source = leafSource(worked, leaf);
    const slot =
      typeof source === 'object' && 'slot' in source && source.what === 'derivative' ? source.slot : null;
    return (slot === null ? null : change(slot)) ?? leaf;
  });
}

export const named = ({ lesson: { worked } }: Scene): readonly number[] =>
  [...worked.slots].map(([, slot]) => slot).filter((slot) => worked.graph.kind[slot] !== kinds.literal);

export const derivativeFor = ({ lesson: { worked } }: Scene, slot: number): Expression =>
  scaleOf(worked, slot) === 1
    ? derivative(worked.output, worked.names[slot] ?? '')
    : name(`d${worked.names[slot]}`);

/** The rule with one of its names, or of its derivatives, exchanged for another: the one that is said, or any. */
export function exchanged(scene: Scene, what: 'value' | 'derivative'): readonly Expression[] {
  const { worked } = scene.lesson;
  const [, told] = /`([^`]+)` stands where/.exec(scene.said) ?? [];
  const others = named(scene)
    .map((slot) => (what === 'value' ? name(worked.names[slot] ?? '') : derivativeFor(scene, slot)))
    .filter((_, k) => {
      const slot = named(scene)[k] ?? -1;
      return told === undefined || told === (what === 'value' ? '' : 'd') + (worked.names[slot] ?? '');
    });
  return others.flatMap((other) =>
    named(scene).map((belongs) =>
      substitute(shownRule(scene), (leaf) => {
        const source = leafSource(worked, leaf);
        return typeof source === 'object' &&
          'slot' in source &&
          source.what === what &&
          source.slot === belongs
          ? other
          : leaf;
      }),
    ),
  );
}

/** The step of a derivative as it is written: `dJ/dZ`, or `dZ`. */
export const spokenOf = ({ lesson: { worked } }: Scene, word: string): number =>
  worked.slots.get(word.replace(/^d[^/]+\/d|^d/, '')) ?? -1;

/** By how many examples the right rule divides itself, as that of a weight under the lecture's convention; else 1. */
export const sharedBy = ({ lesson: { worked }, question }: Scene): number =>
  Math.max(
    ...(question.links ?? []).map(({ to }) => scaleOf(worked, to) / scaleOf(worked, question.slot)),
    1,
  );

/** Each column of the derivatives that come back, alone. */
export function oneColumn(scene: Scene): readonly Expression[] {
  const count = batchSize(scene.lesson.worked) ?? 0;
  return Array.from({ length: count }, (_, kept) =>
    withDerivatives(scene, (slot) => {
      const shape = shapeAt(scene.lesson.worked.graph, slot);
      if (shape.columns !== count) return null;
      const mask = literal(
        valueFrom(
          { rows: 1, columns: count },
          Float64Array.from({ length: count }, (__, i) => (i === kept ? 1 : 0)),
        ),
      );
      return apply(dotTimesSign, derivativeFor(scene, slot), mask);
    }),
  );
}

export const descended = (scene: Scene): readonly Expression[] =>
  rates.map((rate) =>
    substitute(shownRule(scene), (leaf) => {
      const { worked } = scene.lesson;
      const slot = leaf.kind === 'name' ? worked.slots.get(leaf.name) : undefined;
      return slot !== undefined && worked.graph.kind[slot] === kinds.given
        ? apply(minusSign, leaf, apply(timesSign, number(rate), derivativeFor(scene, slot)))
        : leaf;
    }),
  );

import { nameAt } from '../engine/named.ts';
import { leaves } from '../language/expression.ts';
import { halfUnit } from '../language/figures.ts';
import type { Reading } from './answer.ts';
import { judge, type Verdict } from './judge.ts';
import type { Lesson } from './lesson.ts';
import { type Diagnosis, diagnose, rightReason, sightsOf } from './mistake/diagnose.ts';
import { mistakes } from './mistake/sentences.ts';
import { type Question, readersOf } from './question.ts';
import { measureOf } from './rounding.ts';

/** A mistake that explains an answer: its published id, and the sentence that points to it. */
export interface Mistake {
  readonly id: keyof typeof mistakes;
  readonly message: string;
}

/** A verdict with what stands behind it. */
export interface Considered {
  readonly verdict: Verdict;
  /** The mistake, where exactly one explains the answer. */
  readonly mistake: Mistake | null;
  /** The ids of several mistakes that all give this answer. */
  readonly either: readonly Mistake['id'][];
}

/** Judges an answer and, if it is wrong, reruns the question under wrong rules to see which of them gives it. */
export function consider(
  lesson: Lesson,
  question: Question,
  { value, expression }: Reading & { kind: 'read' },
  digits: number,
): Considered {
  const measure = measureOf(lesson, question, digits);
  const verdict = judge(value, measure);
  if (question.links === null) return { verdict, mistake: null, either: [] };
  const sights = sightsOf(lesson, question);
  const named = (id: Mistake['id'], op: (Diagnosis & { kind: 'named' }) | null): Mistake => ({
    id,
    message: mistakes[id].says({
      asked: question.name,
      reader: nameAt(lesson.worked, readersOf(question)[0] ?? lesson.worked.graph.output),
      output: lesson.worked.output,
      op: op?.mistake.rule.op ?? null,
    }),
  });
  const reasoned = lesson.choice.reason !== 'ignored';
  if (verdict !== 'wrong' && reasoned && !rightReason(sights, question, expression)) {
    return { verdict: 'wrong', mistake: named('right-number-wrong-reason', null), either: [] };
  }
  // Right only because rounding is forgiven: a mistake that comes nearer than the truth has the better claim.
  const forgiven = Math.abs(value - question.exact) > halfUnit(question.exact, measure.digits) * (1 + 1e-9);
  if (verdict === 'correct' || (verdict === 'close' && !forgiven))
    return { verdict, mistake: null, either: [] };
  const found = diagnose(sights, value, expression, measure.band.rounded);
  switch (found.kind) {
    case 'none':
      return { verdict, mistake: null, either: [] };
    case 'either':
      return {
        verdict,
        mistake: null,
        either: verdict === 'wrong' ? found.mistakes.map(({ rule }) => rule.id) : [],
      };
    case 'named': {
      const nearer =
        Math.abs(value - (found.mistake.values[0] ?? Number.NaN)) < Math.abs(value - question.exact);
      if (verdict === 'close' && !nearer) return { verdict, mistake: null, either: [] };
      return { verdict: 'wrong', mistake: named(found.mistake.rule.id, found), either: [] };
    }
  }
}

/** Whether an answer speaks in names, so that its reason can be read. */
export const hasNames = ({ expression }: Reading & { kind: 'read' }): boolean =>
  leaves(expression).some((leaf) => leaf.kind !== 'number');

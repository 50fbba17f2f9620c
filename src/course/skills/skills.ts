import { shapeAt } from '../../engine/graph/graph.ts';
import { differentiable, parseFormula, structuralRow } from '../../engine/kernels/rules.ts';
import { applicationsIn } from '../../language/expression.ts';
import { sizeOf } from '../../ops/matrix.ts';
import { isIdentity } from '../../ops/table.ts';
import { shareOf } from '../../symbolic/convention.ts';
import type { LinkStep } from '../../symbolic/link.ts';
import { isTranspose } from '../../symbolic/simplify.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Question } from '../../tutor/lesson/question.ts';
import type { QuestionKind } from '../../tutor/lesson/question-kind.ts';

/** What a question adds to the rules of its ops. */
const kindSkills: Readonly<Partial<Record<QuestionKind, string>>> = { shape: 'shape', nudge: 'nudge' };

/** Chains of this many factors, or more, are a skill of their own. */
const deep = 3;

/**
 * The skills that an answer to a question shows, read off its rule: each op with the operand by which the derivative
 * leaves it, and what the question adds. A new op brings its skills by itself.
 */
export function skillsOf(lesson: Lesson, { kind, links }: Question): readonly string[] {
  const own = kindSkills[kind];
  if (own === 'shape') return [own];
  const { worked } = lesson;
  const skills = new Set<string>(own ? [own] : []);
  for (const link of links ?? []) {
    for (const edge of link.path) {
      if (isIdentity(edge.op)) continue;
      skills.add(skillOf(edge));
      if (differentiable(edge.op).kind === 'structural') skills.add(structural(edge));
      if (sizeOf(shapeAt(worked.graph, edge.step)) > sizeOf(shapeAt(worked.graph, link.from)))
        skills.add('batch');
    }
    if (link.path.length >= deep) skills.add('chain-depth');
    if (shareOf(worked, link) !== 1) skills.add('batch');
  }
  if ((links ?? []).length > 1) skills.add('fan-out');
  return [...skills];
}

/** `multiply.b`: an op and the operand by which the derivative leaves it. */
function skillOf({ op, operand }: LinkStep): string {
  return `${op}.${differentiable(op).operands[operand] ?? operand}`;
}

/**
 * The skills that a matrix op needs beside its rule: a transpose where the rule has one, as that of a product; the
 * sum over examples.
 */
function structural({ op, operand }: LinkStep): string {
  const { pass, operands } = structuralRow(op);
  const rule = parseFormula(pass[operands[operand] ?? ''] ?? '');
  return applicationsIn(rule).some(isTranspose) ? 'transpose' : 'batch';
}

import { evaluateAll, fittedTo } from '../../engine/graph/values.ts';
import { parseFormula, structuralRow, withSettings } from '../../engine/kernels/rules.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { letterAt } from '../../engine/passes/pass-back.ts';
import { print } from '../../language/print.ts';
import { entriesOf, isFiniteValue, mapped, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { slipsOf } from '../../ops/table.ts';
import { appliedAt, type LinkStep, linksOf, writingOf } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { anchorsOf, lessonAt, readersOf } from '../lesson/question.ts';
import type { Scene } from './answer-scene.testing.ts';
import { symbolOf } from './catalogue.ts';
import {
  alike,
  backAlong,
  backThrough,
  type Changed,
  isElementwise,
  measuredSlope,
  totalOf,
} from './matrix-steps.testing.ts';
import { mostTaken, taken } from './slope-claims.testing.ts';

// For tests: what is said of the rule of one op on the way back through matrices, done at that op's steps.

const times = (a: Value, b: Value): Value =>
  sameShape(shapeOf(a), shapeOf(b))
    ? mapped(a, (each, i) => each * (entriesOf(b)[i] ?? Number.NaN))
    : Number.NaN;

type OtherPass = (lesson: Lesson, arrow: LinkStep, above: Value) => readonly Value[];

const pass = (lesson: Lesson, { step, op, operand }: LinkStep, above: Value): Value =>
  backThrough(appliedAt(lesson.worked, { step, op, operand }), operand, above);

/** By id, what comes back through an op on whole matrices. */
const otherPasses: Readonly<Record<string, OtherPass>> = {
  'rule-sign-flipped': (lesson, arrow, above) => [mapped(pass(lesson, arrow, above), (each) => -each)],
  'slope-forgotten': (_, __, above) => [above],
  'output-for-slope': (lesson, arrow, above) => [times(above, valueOfSlot(lesson.worked, arrow.step))],
  'slope-twice': (lesson, arrow, above) => {
    const once = pass(lesson, arrow, above);
    return [pass(lesson, arrow, once), ...bySlips(lesson, arrow, once)];
  },
};

/** What each slip of the row of an op on whole matrices passes back, or that of one id. */
function bySlips({ worked }: Lesson, arrow: LinkStep, above: Value, id?: string): readonly Value[] {
  const applied = appliedAt(worked, arrow);
  return slipsOf(arrow.op, arrow.operand)
    .filter((slip) => id === undefined || slip.id === id)
    .flatMap(({ instead }): readonly Value[] => {
      const formula = withSettings(structuralRow(arrow.op), parseFormula(instead), applied.settings);
      const found = evaluateAll(formula, (leaf) =>
        leaf.kind === 'name' ? letterAt(applied, leaf.name, above) : undefined,
      );
      if (!found.ok) return [];
      // As it is, whatever its shape, and laid out as the operand.
      return [found.value, fittedTo(found.value, shapeOf(applied.operands[arrow.operand] ?? 0))];
    });
}

/** Whether a sentence speaks of the step of an arrow: by its text, or by the sign of its op alone. */
function speaksOf({ lesson, question, said }: Scene, arrow: LinkStep): boolean {
  const { worked, visible } = lessonAt(lesson, question);
  const [text] = /(?:the rule for|At|value of|values that) `([^`]+)`/.exec(said)?.slice(1) ?? [];
  if (text === undefined) return true;
  return [
    print(writingOf(worked, visible, arrow.step)),
    symbolOf(arrow.op),
    worked.names[arrow.step],
  ].includes(text);
}

/** Whether an answer is what comes of a rule that was changed as a sentence says, at the steps of the op that it names. */
export function doneAtSteps(id: string, scene: Scene, typed: Value): boolean {
  const { lesson, question } = scene;
  const { worked, uses } = lesson;
  const { output } = worked.graph;
  // The step may lie behind those that are asked, too: then one of them is passed over, or all.
  const anchors = anchorsOf(lesson);
  const passed = readersOf(question).map(
    (step) => new Set([...anchors].filter((each) => each !== step || each === output)),
  );
  return [anchors, ...passed, new Set([output])].some((ends) => {
    const links = linksOf(worked, uses, ends, question.slot) ?? [];
    const arrows = links.flatMap(({ path }) => path).filter((arrow) => speaksOf(scene, arrow));
    return arrows.some(({ op, operand }) =>
      Array.from({ length: mostTaken }, (_, pick) => pick).some((pick) => {
        const back = links.map((link) =>
          backAlong(lesson, link, measuredSlope(lesson, link.to), (arrow) =>
            arrow.op === op && arrow.operand === operand ? otherAt(id, lesson, arrow, pick) : null,
          ),
        );
        return back.every(isFiniteValue) && alike(typed, totalOf(back));
      }),
    );
  });
}

/** What is done at an arrow in the place of its rule, by the id of the mistake and its place among what that may mean. */
function otherAt(
  id: string,
  lesson: Lesson,
  arrow: LinkStep,
  pick: number,
): Changed | ((above: Value) => Value) | null {
  if (isElementwise(arrow)) {
    const rule = taken[id];
    return rule ? (place, above) => rule(place, above, lesson)[pick] ?? Number.NaN : null;
  }
  const known = otherPasses[id];
  return (above: Value): Value =>
    [...(known?.(lesson, arrow, above) ?? []), ...bySlips(lesson, arrow, above, id)][pick] ?? Number.NaN;
}

/** How a matrix differs from the right one as a whole. */
export function differsBy(scene: Scene, typed: Value): 'factor' | 'signs' | null {
  const right = entriesOf(measuredSlope(scene.lesson, scene.question.slot));
  const theirs = entriesOf(typed);
  if (right.length !== theirs.length) return null;
  const pairs = Array.from(right, (each, i): readonly [number, number] => [each, theirs[i] ?? Number.NaN]);
  const near = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 6e-3 * Math.max(1e-3, Math.abs(a), Math.abs(b));
  if (pairs.every(([a, b]) => near(Math.abs(a), Math.abs(b)))) return 'signs';
  const [a = 0, b = 0] = [...pairs].sort(([x], [y]) => Math.abs(y) - Math.abs(x))[0] ?? [];
  return pairs.every(([x, y]) => near(y, (x * b) / a)) ? 'factor' : null;
}

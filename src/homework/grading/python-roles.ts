import { kinds, opAt, operandsAt } from '../../engine/graph/graph.ts';
import {
  dotDivideSign,
  dotTimesSign,
  expSign,
  minusSign,
  signMeans,
  sumSign,
  timesSign,
} from '../../language/operators.ts';
import { givesA, isActivation } from '../../ops/table.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';

/** What a step of a network is for, whatever a program calls it. */
type Role = 'scores' | 'hidden' | 'probabilities';

/** Names that courses give to steps of a network by their role: cs231n's `scores`, makemore's `logits`. */
const roleNames: ReadonlyMap<string, Role> = new Map([
  ...'scores logits'.split(' ').map((name) => [name, 'scores'] as const),
  ...'hidden hidden_layer hidden_output'.split(' ').map((name) => [name, 'hidden'] as const),
  ...'probs probabilities y_hat yhat y_pred'.split(' ').map((name) => [name, 'probabilities'] as const),
]);

/** The slot that a name means by its role; null where it means none, or may mean several. */
export function slotInRole(lesson: Lesson, name: string): number | null {
  const role = roleNames.get(name);
  if (!role) return null;
  const found = [...slotsIn(lesson, role)];
  const [only] = found;
  return found.length === 1 && only !== undefined && lesson.visible.has(only) ? only : null;
}

/**
 * The slot that an activation was applied to: for that of relu(Z1), the slot of Z1 if the program names it; null for
 * every other slot.
 */
export function beforeActivation({ worked, visible }: Lesson, slot: number): number | null {
  const { graph } = worked;
  const [operand] = isActivation(opAt(graph, slot)) ? operandsAt(graph, slot) : [];
  return operand !== undefined && graph.kind[operand] === kinds.step && visible.has(operand) ? operand : null;
}

function slotsIn(lesson: Lesson, role: Role): ReadonlySet<number> {
  const probabilities = outputs(lesson);
  switch (role) {
    case 'probabilities':
      return probabilities;
    case 'scores':
      return new Set([...probabilities].flatMap((slot) => scoresOf(lesson, slot) ?? []));
    case 'hidden':
      return hiddenLayers(lesson);
  }
}

/** The softmax of a program, or where there is none the sigmoids that no layer reads. */
function outputs(lesson: Lesson): ReadonlySet<number> {
  const steps = [...lesson.worked.graph.kind.keys()].filter((slot) => lesson.uses.reaches(slot));
  const softmaxes = steps.filter((slot) => scoresOf(lesson, slot) !== null && !isProbability(lesson, slot));
  return new Set(
    softmaxes.length > 0
      ? softmaxes
      : steps.filter((slot) => isProbability(lesson, slot) && !isReadByLayer(lesson, slot)),
  );
}

const isProbability = ({ worked }: Lesson, slot: number): boolean =>
  givesA('probability', opAt(worked.graph, slot));

/**
 * The slot that a softmax or a sigmoid is applied to; null for every other step. A softmax may be written out, as exp
 * divided by its sum.
 */
function scoresOf({ worked: { graph } }: Lesson, slot: number): number | null {
  const op = opAt(graph, slot);
  const [first = -1, second = -1] = operandsAt(graph, slot);
  if (givesA('distribution', op) || givesA('probability', op)) return first;
  const spelledOut =
    signMeans(dotDivideSign, op) &&
    signMeans(expSign, opAt(graph, first)) &&
    signMeans(sumSign, opAt(graph, second))
      ? operandsAt(graph, second)[0] === first
      : false;
  if (!spelledOut) return null;
  const [inside = -1] = operandsAt(graph, first);
  // The largest score may be subtracted from all first.
  return signMeans(minusSign, opAt(graph, inside)) ? (operandsAt(graph, inside)[0] ?? null) : inside;
}

/** Activations that a later layer reads. */
function hiddenLayers(lesson: Lesson): ReadonlySet<number> {
  const { graph } = lesson.worked;
  return new Set(
    [...graph.kind.keys()].filter((slot) => isActivation(opAt(graph, slot)) && isReadByLayer(lesson, slot)),
  );
}

/** Whether a step, or its transpose, is multiplied by weights. */
function isReadByLayer({ worked: { graph }, uses }: Lesson, slot: number): boolean {
  return uses.of(slot).some(({ step }) => {
    const op = opAt(graph, step);
    if (!signMeans(timesSign, op)) return false;
    return (
      !signMeans(dotTimesSign, op) ||
      operandsAt(graph, step).some((each) => each !== slot && graph.kind[each] === kinds.given)
    );
  });
}

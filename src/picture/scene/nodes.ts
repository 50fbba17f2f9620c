import { kinds, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { derivativeAt } from '../../engine/passes/evaluate.ts';
import { gradientOnPaper, valueOnPaper } from '../../engine/passes/on-paper.ts';
import type { Expression } from '../../language/expression.ts';
import { formatNumber, valueFigures } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { isSingle, shapeOf, type Value, writtenShape } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { writingOf } from '../../symbolic/link.ts';
import { type Lesson, readsOf } from '../../tutor/lesson/lesson.ts';

/** What a node is to its reader: a given that is asked, one that is data, a step, or the step that all is about. */
export type NodeRole = 'parameter' | 'data' | 'step' | 'output';

/** How somebody's answer was judged: right, by the right rule from a wrong start, or wrong. */
export type JudgedAs = 'right' | 'follows' | 'wrong';

/**
 * What stands on an arrow: a text, or a blank to fill in, with the mark by which the key speaks of it. A text may be somebody's
 * answer, which ends with its sign. `said` is read out instead, where that is not enough.
 */
export type FlowText =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly judged?: JudgedAs;
      readonly said?: string;
    }
  | { readonly kind: 'blank'; readonly mark: string; readonly said?: string };

/** A node of a lesson's graph with all that pictures in any format show of it; no format is spoken of here. */
export interface PictureNode {
  readonly id: string;
  readonly slot: number;
  readonly role: NodeRole;
  /** A step's right side, its hidden steps opened up; null for a given. */
  readonly written: Expression | null;
  /** `u = b*c`; of a given its name. */
  readonly formula: string;
  /** `(3,2)`; null where it is a single number. */
  readonly shape: string | null;
  /** What flows on from it; null where there is no room for it. */
  readonly value: FlowText | null;
  /** `dJ/du`, however it is asked. */
  readonly word: string;
  /** The derivative of the output with respect to it; null where it is not shown. */
  readonly derivative: FlowText | null;
  /** The names of the nodes that it reads, each once, in written order. */
  readonly inputs: readonly string[];
}

/** A matrix that takes more letters than this on an arrow is shown by its shape alone. */
export const MOST_LETTERS = 22;

/** The nodes of a lesson's graph in computing order; derivatives stand at the slots in `known`. */
export function pictureNodes(
  lesson: Lesson,
  known: ReadonlySet<number>,
  digits: number,
): readonly PictureNode[] {
  const { worked, visible, uses } = lesson;
  const nodes: PictureNode[] = [];
  for (let slot = 0; slot < worked.graph.size; slot++) {
    const kind = worked.graph.kind[slot];
    const step = kind === kinds.step;
    if (kind === kinds.literal || !uses.reaches(slot) || (step && !visible.has(slot))) continue;
    const id = nameAt(worked, slot);
    const written = step ? writingOf(worked, visible, slot) : null;
    const shape = shapeAt(worked.graph, slot);
    const word = wordAt(worked, slot);
    nodes.push({
      id,
      slot,
      role: roleOf(lesson, slot),
      written,
      formula: written ? `${id} = ${print(written)}` : id,
      shape: isSingle(shape) ? null : writtenShape(shape),
      value: textFlow(figures(valueOnPaper(worked, slot), digits)),
      word,
      derivative: known.has(slot) ? derivativeFlow(lesson, slot, digits) : null,
      inputs: step ? readsOf(worked, visible, slot).map((read) => nameAt(worked, read)) : [],
    });
  }
  return nodes;
}

function roleOf({ worked: { graph } }: Lesson, slot: number): NodeRole {
  if (slot === graph.output) return 'output';
  if (graph.kind[slot] === kinds.step) return 'step';
  return graph.kind[slot] === kinds.data ? 'data' : 'parameter';
}

function derivativeFlow({ worked }: Lesson, slot: number, digits: number): FlowText {
  const derivative = derivativeAt(worked, slot);
  if (derivative === null) return { kind: 'text', text: 'does not exist' };
  return textFlow(
    figures(gradientOnPaper(worked, slot), digits) ?? writtenShape(shapeOf(derivative)),
  ) as FlowText; // a text gives a flow
}

const textFlow = (text: string | null): FlowText | null => (text === null ? null : { kind: 'text', text });

/** A number, or a small matrix as the language writes it; null for one that is too long for an arrow. */
function figures(value: Value, digits: number): string | null {
  if (typeof value === 'number') return formatNumber(value, digits);
  const text = valueFigures(value, Math.min(digits, 3));
  return text.length > MOST_LETTERS || text.startsWith('(') ? null : text;
}

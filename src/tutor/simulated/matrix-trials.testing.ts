import { gradientAt } from '../../engine/passes/evaluate.ts';
import { number } from '../../language/expression.ts';
import { entriesOf, sameShape, shapeOf, valueFrom } from '../../ops/matrix.ts';
import { assess } from '../answers/assess.ts';
import { readAnswer } from '../answers/read-answer.ts';
import type { Reading } from '../answers/reading.ts';
import { questionOf } from '../lesson/question.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { handedIn, type Paper } from './matrices.testing.ts';
import type { Network } from './networks.testing.ts';
import type { Ending } from './trial.testing.ts';

/** How it went with one matrix or line that was handed in. */
export interface MatrixTrial {
  readonly name: string;
  readonly learner: { readonly id: MistakeId; readonly paper: string };
  readonly ending: Exclude<Ending, 'probed'>;
  readonly says: readonly string[];
}

/** Every learner at every question of such a network. */
export function matrixTrials(network: Network): readonly MatrixTrial[] {
  const { lesson } = network;
  const all = handedIn(network);
  return all.map(({ name, id, paper }): MatrixTrial => {
    const learner = { id, paper: typeof paper === 'string' ? paper : 'numbers' };
    const { verdict, mistake, either, meant } = assess(
      lesson,
      questionOf(lesson, lesson.worked.slots.get(name) ?? -1),
      readingOf(network, name, paper),
      4,
    );
    if (meant || (verdict !== 'wrong' && mistake === null))
      return { name, learner, ending: 'right', says: [] };
    const says = mistake ? [mistake.id] : either.map((each) => each.mistake.id);
    if (!mistake) return { name, learner, ending: says.length > 0 ? 'either' : 'none', says };
    // Two learners with one answer are one, whatever they had in mind.
    const theirs = all.some(
      (other) => other.name === name && other.id === mistake.id && alike(other.paper, paper),
    );
    return { name, learner, ending: theirs ? 'named' : 'misnamed', says };
  });
}

function readingOf(
  { lesson: { worked }, lesson }: Network,
  name: string,
  paper: Paper,
): Reading & { kind: 'read' | 'clash' } {
  if (typeof paper !== 'string')
    return {
      kind: 'read',
      value: valueFrom(paper, paper.entries),
      expression: number(0),
      body: '',
      remark: null,
    };
  const question = questionOf(lesson, worked.slots.get(name) ?? -1);
  const reading = readAnswer(worked, question, paper, (slot) => gradientAt(worked, slot));
  if (reading.kind === 'unreadable') throw new Error(`${paper}: ${reading.message}`);
  return reading;
}

const alike = (a: Paper, b: Paper): boolean => {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return (
    sameShape(shapeOf(a), shapeOf(b)) &&
    Array.from(entriesOf(a)).every((entry, i) => Math.abs(entry - (b.entries[i] ?? 0)) < 1e-9)
  );
};

import { nameAt } from '../../engine/graph/names.ts';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { isSingle, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { WayBack } from '../lesson/block.ts';
import { anchorsOf, type Question, readersOf } from '../lesson/question.ts';
import { derivativeText, type Words } from '../lesson/words.ts';

/** More ways than this are not drawn one below the other. */
const mostWays = 3;

/**
 * The ways back from the output to what is asked: from each step that reads it, on along one way to the output. At each stop
 * stands its derivative where it is known; of a matrix the shape.
 */
export function waysBack(words: Words, question: Question, known: readonly number[]): readonly WayBack[] {
  const { lesson } = words;
  const { worked } = lesson;
  const readers = readersOf(question);
  if (readers.length === 0 || readers.length > mostWays) return [];
  const found = new Set(known);
  const anchors = anchorsOf(lesson);
  const label = (slot: number): string | null => {
    if (!found.has(slot)) return null;
    const shape = shapeOf(gradientAt(worked, slot));
    return isSingle(shape) ? derivativeText(words, slot) : `${wordAt(worked, slot)} ${writtenShape(shape)}`;
  };
  const shape = shapeOf(question.exact);
  const asked = isSingle(shape) ? question.name : `${question.name} ${writtenShape(shape)}`;
  return readers.map((reader) => {
    const stops = [{ name: asked, found: `${wordAt(worked, question.slot)} = ?` as string | null }];
    for (let at = reader; at !== worked.graph.output; at = nextStop(words, anchors, at))
      stops.unshift({ name: nameAt(worked, at), found: label(at) });
    return { output: worked.output, stops };
  });
}

/** The next step on the way to the output that is asked, or the output. */
function nextStop({ lesson }: Words, anchors: ReadonlySet<number>, from: number): number {
  const { uses, worked } = lesson;
  let at = from;
  do at = uses.of(at).at(-1)?.step ?? worked.graph.output;
  while (at !== worked.graph.output && !anchors.has(at));
  return at;
}

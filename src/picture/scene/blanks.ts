import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { PictureNode } from './nodes.ts';

/** Which boxes are left to fill in: values on the way forward, derivatives on the way back, both, or every other one of both. */
export const blankChoices = ['forward', 'backward', 'all', 'some'] as const;
export type BlankChoice = (typeof blankChoices)[number];

/**
 * The nodes with blanks for values and derivatives. A derivative's number is its place among the questions, and so its line
 * in the template for answers; values on the way forward have letters, so that a number means the same in every choice.
 */
export function withBlanks(
  nodes: readonly PictureNode[],
  { order }: Pick<Lesson, 'order'>,
  choice: BlankChoice,
): readonly PictureNode[] {
  const steps = nodes.filter(({ role }) => role === 'step' || role === 'output').map(({ slot }) => slot);
  const kept = (place: number): boolean => choice === 'some' && place % 2 === 0;
  return nodes.map((node) => {
    const forward = choice === 'backward' ? -1 : steps.indexOf(node.slot);
    const backward = choice === 'forward' ? -1 : order.indexOf(node.slot);
    return {
      ...node,
      ...(forward >= 0 && !kept(forward) && { value: { kind: 'blank' as const, mark: letterOf(forward) } }),
      ...(backward >= 0 &&
        !kept(backward) && { derivative: { kind: 'blank' as const, mark: String(backward + 1) } }),
    };
  });
}

/** The nodes with numbered blanks for the derivatives at some slots, in their order; whatever else is known stays. */
export const withOpen = (nodes: readonly PictureNode[], open: readonly number[]): readonly PictureNode[] =>
  nodes.map((node) => {
    const at = open.indexOf(node.slot);
    return at < 0 ? node : { ...node, derivative: { kind: 'blank', mark: String(at + 1) } };
  });

/** A, B, ... Z, AA, AB, ... */
function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : letterOf(Math.floor(place / 26) - 1) + letter;
}

import { clip } from '../measure.ts';
import { type JudgedAs, MOST_LETTERS, type PictureNode } from './nodes.ts';

/** Somebody's derivative: what they wrote, and how that was judged. */
export interface AnsweredFlow {
  readonly text: string;
  readonly as: JudgedAs;
}

/** A sign for each judgement, because colour must not carry it alone; and the words that are read out for it. */
const SIGNS: Readonly<Record<JudgedAs, readonly [sign: string, words: string]>> = {
  right: ['✓', 'right'],
  follows: ['↩', 'the right rule, applied to an earlier mistake'],
  wrong: ['✗', 'wrong'],
};

/** What the signs of such a picture mean, in a sentence below it. */
export const signsSaid =
  '✓ is right, ✗ is wrong, ↩ follows correctly from an earlier mistake, and an empty box has no answer.';

/**
 * The nodes with somebody's own derivatives at their arrows instead of the right ones; a slot without an answer gets an
 * empty box. Slots that nobody is asked for are not in `answers`, and stay as they are.
 */
export const withAnswers = (
  nodes: readonly PictureNode[],
  answers: ReadonlyMap<number, AnsweredFlow | null>,
): readonly PictureNode[] =>
  nodes.map((node) => {
    const answer = answers.get(node.slot);
    if (answer === undefined) return node;
    if (answer === null)
      return { ...node, derivative: { kind: 'blank', mark: '?', said: '?, not answered' } };
    const text = clip(answer.text.replaceAll(/\s+/g, ' ').trim(), MOST_LETTERS, false);
    const [sign, words] = SIGNS[answer.as];
    return {
      ...node,
      derivative: {
        kind: 'text',
        text: `${text} ${sign}`,
        judged: answer.as,
        said: `${text}, ${words}`,
      },
    };
  });

import type { Block } from '../../tutor/lesson/block.ts';
import { known } from '../../tutor/session/in-hand.ts';
import { opening } from '../../tutor/session/opening.ts';
import type { Session } from '../../tutor/session/state.ts';

/** The graph of what is asked, with what is found already, and its forward pass; how to answer has been said before, and a course has its own names. */
export function introduced(session: Session): readonly Block[] {
  const found = new Set(known(session));
  return opening(session)
    .filter(
      (block) =>
        block.kind !== 'line' ||
        !/^(?:$|One question|\d+ questions)|uses your name instead\.$/.test(block.text),
    )
    .map((block) => (block.kind === 'picture' ? { ...block, known: found } : block));
}

import type { Block } from '../../tutor/lesson/block.ts';
import { known } from '../../tutor/session/in-hand.ts';
import { graphAndPass } from '../../tutor/session/opening.ts';
import type { Session } from '../../tutor/session/state.ts';

/**
 * The graph of a session, with what has been found, and its forward pass. It does not say how to answer, which the
 * course has taught.
 */
export function introduced(session: Session): readonly Block[] {
  const found = new Set(known(session));
  return graphAndPass(session).map((block) =>
    block.kind === 'picture' ? { ...block, known: found } : block,
  );
}

import { literal } from '../../language/expression.ts';
import { localValue } from '../../symbolic/link.ts';
import type { Helpers } from '../answers/own-names.ts';
import { questionOf } from '../lesson/question.ts';
import { known } from './in-hand.ts';
import type { Session } from './state.ts';

/**
 * The local derivatives that an answer may use at a prompt, as `du/db`: those that were typed and right, and those of
 * questions that are closed, since finding dJ/db includes the way through u.
 */
export function slopesFound(session: Session): Helpers {
  const { lesson } = session.words;
  const { slots, output } = lesson.worked;
  return (word) => {
    const typed = session.slopes.get(word);
    if (typed !== undefined) return literal(typed);
    const [, of, by] = /^d([^/]+)\/d([^/]+)$/.exec(word) ?? [];
    // Derivatives of the output stay names, so that an answer with them is read as a rule.
    if (of === output) return null;
    const [to, from] = [slots.get(of ?? ''), slots.get(by ?? '')];
    if (to === undefined || from === undefined || !known(session).includes(from)) return null;
    const question = questionOf(lesson, from);
    const links = question.links?.filter((link) => link.to === to) ?? [];
    if (!question.plain || links.length === 0) return null;
    return literal(links.reduce((total, link) => total + localValue(lesson.worked, link), 0));
  };
}

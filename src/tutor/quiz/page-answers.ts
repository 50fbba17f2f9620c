import { isZero } from '../../ops/matrix.ts';
import type { Assessment } from '../answers/assess.ts';
import type { Suspect } from '../answers/suspicion/suspects.ts';
import { hiddenValue, rightRuleSaid } from '../diagnosis/cause-words.ts';
import { type Cause, mistakeHere, type PageAnswer } from '../diagnosis/causes.ts';
import { exchangedWith } from '../diagnosis/exchanged.ts';
import { type PageReading, readPage, ruleBehind } from '../diagnosis/page.ts';
import { certain, type Weighed } from '../diagnosis/weigh.ts';
import { type Question, questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { type Outcome, type QuestionState, type Session, withQuestionState } from '../session/state.ts';

/**
 * The answers of a session as a page is read, in the order in which they were settled, the last ones alone if `most` are
 * wanted: at a prompt a question that was missed before it was right counts as missed.
 */
export function pageOf(session: Session, most = Infinity): readonly PageAnswer[] {
  const { settled, turns } = session;
  const found: PageAnswer[] = [];
  let worked: boolean | null = null;
  for (let at = settled.length - 1; at >= 0 && found.length < most; at--) {
    const key = settled[at] ?? -1;
    const turn = turns.get(key);
    if (!turn || kindIn(key) !== 'value') continue;
    const right = turn.outcome === 'correct' || turn.outcome === 'close';
    if (turn.evidence) {
      const zero = turn.value !== null && isZero(turn.value);
      if (zero) worked ??= hasWorked(session);
      const evidence = zero && !worked ? { ...turn.evidence, follows: false } : turn.evidence;
      found.push({
        slot: key,
        right: false,
        evidence,
        told: turn.mistake?.id ?? null,
        value: turn.value,
        zero,
      });
    } else if (right) found.push({ slot: key, right, evidence: null, alsoBy: turn.alsoBy });
  }
  return found.reverse();
}

/**
 * Whether some answer other than 0 is right, or follows correctly from a wrong one: every rule gives 0 from a 0, so that a page of
 * zeros shows nothing.
 */
export const hasWorked = ({ settled, turns }: Session): boolean =>
  settled.some((key) => {
    const { outcome = null, value = null } = turns.get(key) ?? {};
    return outcome !== null && judgedAsWork.has(outcome) && value !== null && !isZero(value);
  });

const judgedAsWork: ReadonlySet<Outcome> = new Set<Outcome>(['correct', 'close', 'follow-through']);

// Reports ask for the reading by which a submission was judged.
const readings = new WeakMap<Session, PageReading>();

// The students of a class may share a session.
const asRead = new WeakMap<Session, Session>();

/** What the answers of a session say as a whole. */
export const pageReading = (session: Session): PageReading =>
  readings.get(session) ?? readPage(session.words.lesson, pageOf(session));

/**
 * A session whose answers are all in, its verdicts as the whole page reads them: what could be one of several mistakes
 * gets the name that the other answers settle, and what is right on a wrong start is told so.
 */
export function asPageReads(session: Session): Session {
  const known = asRead.get(session);
  if (known) return known;
  const reading = pageReading(session);
  const revised = [...reading.weighed].reduce((before, [slot, found]) => {
    const turn = before.turns.get(slot);
    const changes = turn && revisedBy(before, slot, turn, found);
    return changes ? withQuestionState(before, slot, { ...turn, ...changes }) : before;
  }, session);
  const after = reading.causes.reduce(withHiddenRoot, revised);
  // A page reads the same after its verdicts were revised.
  readings.set(after, reading);
  asRead.set(session, after);
  return after;
}

/** A session in which the first answer that follows from a step which was not asked for is told the mistake that was made there. */
function withHiddenRoot(session: Session, { hidden, mistake, answers: [root = -1] }: Cause): Session {
  const turn = session.turns.get(root);
  if (!hidden || turn?.outcome !== 'wrong' || (mistake === null && hidden.pass === 'backward'))
    return session;
  if (mistake !== null && turn.mistake?.id === mistake.id) return session;
  const begun = turn.evidence?.seen ?? '';
  const start = `It follows from ${hiddenValue(session.words.lesson, hidden)}, which is not right.`;
  const message =
    `${begun} ${start} ${mistake?.message ?? 'Work it out once more from the program and its values.'}`
      .trim()
      .replaceAll('`', '');
  return withQuestionState(session, root, { ...turn, mistake, message });
}

type Revised = Pick<QuestionState, 'outcome' | 'mistake' | 'message'>;

/** What changes at an answer; null where nothing does. */
function revisedBy(session: Session, slot: number, turn: QuestionState, found: Weighed): Revised | null {
  const { lesson } = session.words;
  const { evidence, outcome } = turn;
  if (!evidence || (outcome !== 'wrong' && outcome !== 'follow-through')) return null;
  if (found.certainty < certain) return null;
  const begun = evidence.seen === null ? '' : `${evidence.seen} `;
  const said = (message: string): string => (begun + message).replaceAll('`', '');
  switch (found.behind.kind) {
    case 'unknown':
      return null;
    case 'follows':
      return outcome === 'follow-through'
        ? null
        : {
            outcome: 'follow-through',
            mistake: null,
            message: rightRuleSaid(lesson, evidence).replaceAll('`', ''),
          };
    case 'slip': {
      const mistake = evidence.slip?.mistake ?? null;
      if (!mistake || turn.mistake?.id === mistake.id) return null;
      return { outcome: 'wrong', mistake, message: said(mistake.message) };
    }
    case 'exchanged': {
      const mistake = exchangedWith(lesson, slot, found.behind.partner);
      return { outcome: 'wrong', mistake, message: said(mistake.message) };
    }
    case 'rule': {
      const named = ruleBehind(found, evidence);
      const { at } = found.behind;
      if (!named) return null;
      const same = evidence.classes[at]?.ids.some((id) => id === turn.mistake?.id);
      if (same && outcome === 'wrong') return null;
      const mistake = mistakeHere(lesson, questionOf(lesson, slot), named.rule);
      return { outcome: 'wrong', mistake, message: said(mistake.message) };
    }
  }
}

/** Of one answer alone only how often its mistakes are made is known, so more is wanted. */
const certainAlone = 0.97;

/**
 * A wrong answer at a prompt as the answers before it let it appear: what could be one of several mistakes gets the name
 * that is certain by how often each is made and by what was answered before.
 */
export function amongAnswers(session: Session, question: Question, considered: Assessment): Assessment {
  const { either, evidence } = considered;
  if (either.length === 0 || evidence === null) return considered;
  const { lesson } = session.words;
  const answer = { slot: question.slot, right: false, evidence };
  const before = pageOf(session).filter(({ slot }) => slot !== question.slot);
  const found = readPage(lesson, [...before, answer]).weighed.get(question.slot);
  if (!found) return considered;
  const isOf = ({ mistake }: Suspect, { behind }: Weighed['all'][number]): boolean =>
    behind.kind === 'rule'
      ? (evidence.classes[behind.at]?.ids.some((id) => id === mistake.id) ?? false)
      : behind.kind === 'slip' && mistake.id === 'arithmetic-slip';
  const [sure] = found.all;
  const enough = before.some(({ right }) => !right) ? certain : certainAlone;
  const only = sure && sure.share >= enough ? either.filter((each) => isOf(each, sure)) : [];
  const [named] = only;
  return named && only.length === 1 ? { ...considered, mistake: named.mistake, either: [] } : considered;
}

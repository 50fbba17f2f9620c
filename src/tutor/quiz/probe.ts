import { nameAt } from '../../engine/graph/names.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { readLine } from '../../reading/line.ts';
import { localValue } from '../../symbolic/link.ts';
import { assess, type Probe } from '../answers/assess.ts';
import { namesOf } from '../answers/own-names.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { entryWord } from '../dialogue/entry-of-product.ts';
import { eitherSaid, probeFor, slopeWord } from '../dialogue/probe-offers.ts';
import type { Miss } from '../dialogue/repeated.ts';
import { line } from '../lesson/block.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { math } from '../lesson/words.ts';
import { counterfactualValue, hasNames } from '../mistakes/counterfactual.ts';
import { allEqual, sameAnswer, sameValue } from '../mistakes/equality.ts';
import { candidatesOf, classesAt } from '../mistakes/equivalence-classes.ts';
import type { Mistake } from '../mistakes/messages.ts';
import { mistakeAt } from '../mistakes/placing.ts';
import { notThatSlope } from '../questions/kind.ts';
import { knownIn, startOf } from '../session/in-hand.ts';
import { type Session, type Stepped, stay, untouched, withQuestionState } from '../session/state.ts';

/**
 * Takes what a probe asked for, and at a prompt the local derivative of a step by itself, whether it was asked or not: it
 * is a part of the answer and costs no try. Null for any other line.
 */
export function answerProbe(session: Session, question: Question, text: string): Stepped | null {
  const small = smallerAnswered(session, question, text);
  if (small) return small;
  const { probe } = session.turns.get(question.key) ?? untouched;
  const named = probe?.kind === 'names' ? namesProbed(session, question, text, probe) : null;
  return named ?? (session.manner === 'prompt' ? slopeTyped(session, question, text) : null);
}

/** Takes an answer to a smaller question; an answer to the question itself is not one. */
function smallerAnswered(session: Session, question: Question, text: string): Stepped | null {
  const turn = session.turns.get(question.key) ?? untouched;
  const { lesson, digits } = session.words;
  if (turn.smaller === null || /[=:]/.test(text)) return null;
  const reading = readAnswer(lesson.worked, question, text, knownIn(session));
  if (reading.kind !== 'read') return null;
  if (assess(lesson, question, reading, digits, startOf(session)).verdict !== 'wrong') return null;
  const after = withQuestionState(session, question.key, { ...turn, smaller: null });
  if (turn.smaller === entryWord(question)) return entryTyped(after, question, reading.value);
  const judged = slopeTyped(after, question, `${turn.smaller} = ${text}`);
  const missed = judged?.shown.some((block) => block.kind === 'line' && block.role === 'wrong');
  if (!judged || !missed) return judged;
  // The prompt that asked for it goes on asking for it.
  const now = judged.session.turns.get(question.key) ?? untouched;
  return {
    ...judged,
    session: withQuestionState(judged.session, question.key, { ...now, smaller: turn.smaller }),
  };
}

/** Takes one entry of a matrix that was asked by itself; null for what is no number, which is an answer to the question. */
function entryTyped(session: Session, question: Question, value: Value): Stepped | null {
  if (typeof value !== 'number') return null;
  const word = math(entryWord(question));
  const turn = session.turns.get(question.key) ?? untouched;
  if (sameAnswer(value, entriesOf(question.exact)[0] ?? Number.NaN, true))
    return stay(session, line('note', `${word} is right. Which product does the same for every entry?`));
  return stay(
    withQuestionState(session, question.key, { ...turn, smaller: entryWord(question) }),
    line('wrong', `Not yet: ${word} adds up products, one for each entry that ${question.name}(1,1) moves.`),
  );
}

/** A session in which the question itself is asked again, and nothing smaller. */
export function withoutSmaller(session: Session, key: number): Session {
  const turn = session.turns.get(key);
  return turn?.smaller ? withQuestionState(session, key, { ...turn, smaller: null }) : session;
}

/** The misses at a question, the last of them with the mistake that a probe has found. */
const withMistake = (misses: readonly Miss[], mistake: Mistake): readonly Miss[] =>
  misses.map((miss, at) => (at === misses.length - 1 ? { ...miss, mistake } : miss));

/**
 * Takes the rule behind a wrong answer: a rule that gives the same number costs no further try, and names its
 * mistake.
 */
function namesProbed(
  session: Session,
  question: Question,
  text: string,
  { suspects }: Probe,
): Stepped | null {
  const turn = session.turns.get(question.key) ?? untouched;
  const { lesson } = session.words;
  const reading = readAnswer(lesson.worked, question, text, knownIn(session));
  const missed = turn.misses.at(-1)?.value ?? undefined;
  if (reading.kind !== 'read' || !hasNames(reading.expression) || missed === undefined) return null;
  const sights = candidatesOf(lesson, question);
  // In a rule that was asked for, a number such as 3 belongs to the rule, and does not stand for a value of the
  // graph.
  const everywhere = sights.worlds.map((world) => counterfactualValue(world, reading.expression));
  const same = classesAt(sights, lesson, question).find(
    ({ values, form }) => form === null && allEqual(values, everywhere),
  );
  const { message } = (same && mistakeAt(lesson, question, same.rule)) ?? {};
  const meant = suspects.find((suspect) => suspect.mistake.message === message);
  if (!meant || !sameValue(missed, reading.value, true)) return null;
  const after = withQuestionState(session, question.key, {
    ...turn,
    probe: null,
    mistake: meant.mistake,
    misses: withMistake(turn.misses, meant.mistake),
  });
  return stay(after, line('wrong', meant.mistake.message));
}

/** Takes `du/db = 2`: it tells apart what a probe could not, and else it is right or not by itself. */
function slopeTyped(session: Session, question: Question, text: string): Stepped | null {
  const { worked } = session.words.lesson;
  const [statement, ...more] = question.plain ? readLine(text) : [];
  const target = statement && more.length === 0 ? targetOf(statement.left, namesOf(worked)) : null;
  if (!statement || target?.kind !== 'derivative') return null;
  const typed = `d${target.of}/d${target.by}`;
  const reader = readersOf(question).find(
    (each) => each !== worked.graph.output && slopeWord(worked, each, question) === typed,
  );
  if (reader === undefined) return null;
  const word = math(typed);
  const reading = readAnswer(worked, question, statement.right, knownIn(session));
  if (reading.kind !== 'read' || typeof reading.value !== 'number')
    return stay(
      session,
      line('trouble', `${word} is a number; write it, or an expression with the names on the screen.`),
    );
  return slopeJudged(session, question, { reader, typed, value: reading.value });
}

/** A local derivative that was typed: the step that it leads to, its word, and its number. */
interface Slope {
  readonly reader: number;
  readonly typed: string;
  readonly value: number;
}

/** What is said of a local derivative by itself, and what it tells of the answer before. */
function slopeJudged(session: Session, question: Question, { reader, typed, value }: Slope): Stepped {
  const { worked } = session.words.lesson;
  const exact = (question.links ?? [])
    .filter(({ to }) => to === reader)
    .reduce((total, link) => total + localValue(worked, link), 0);
  const isRight = sameAnswer(value, exact, true);
  const turn = session.turns.get(question.key) ?? untouched;
  const probe = turn.probe?.kind === 'local' && turn.probe.reader === reader ? turn.probe : null;
  const left = (probe?.suspects ?? []).filter(({ locals }) =>
    locals.some((local) => sameAnswer(value, local, true)),
  );
  const [only, ...others] = left;
  const meant = others.length === 0 ? only : undefined;
  const next = others.length === 0 ? null : probeFor(session.words.lesson, question, left);
  const further = next?.kind === 'names' ? next : null;
  const either = others.length === 0 ? null : eitherSaid(left.map(({ mistake }) => mistake.id));
  const open =
    either && ` Your answer before is ${either}${further ? '; written with names, it tells which' : ''}.`;
  const after = probe
    ? withQuestionState(session, question.key, {
        ...turn,
        probe: further,
        mistake: meant?.mistake ?? turn.mistake,
        misses: meant ? withMistake(turn.misses, meant.mistake) : turn.misses,
      })
    : session;
  const found = { ...after, slopes: new Map([...session.slopes, [typed, value]]) };
  const word = math(typed);
  if (isRight && turn.chain !== null && meant === undefined)
    return stay(found, line('note', `${word} is right.`));
  const name = nameAt(worked, reader);
  if (meant) {
    const { message } = meant.mistake;
    return isRight
      ? stay(after, line('note', `${word} is right. Your answer before: ${message}`))
      : stay(after, line('wrong', message));
  }
  const goOn = `${word} is right. Now go on from ${name} to ${worked.output}: multiply by what?`;
  const notThat = notThatSlope(name, question.name);
  return isRight
    ? stay(found, line('note', open ? `${word} is right.${open}` : goOn))
    : stay(after, line('wrong', notThat + (open ?? '')));
}

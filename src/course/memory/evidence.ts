import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { type Evaluation, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { printProgram } from '../../language/program.ts';
import { nested, shapeOf, sizeOf } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { type Question, questionOf } from '../../tutor/lesson/question.ts';
import { kindIn } from '../../tutor/lesson/question-kind.ts';
import { type QuestionState, type Session, untouched } from '../../tutor/session/state.ts';
import { skillsOf } from '../skills/skills.ts';
import type { AnswerEntry, Asked, AskedPrediction } from './entry.ts';

/** The most numbers, and the longest program, that are kept: larger ones are not asked again. */
const most = { entries: 200, characters: 2000 } as const;

/** An answer as it is to be kept, but for when it came, where, and how long it took. */
export type Evidence = Omit<AnswerEntry, 'v' | 'id' | 'time' | 'zone' | 'course' | 'step' | 'took'>;

/** What a step of the quiz showed of its learner at a question: the answer that was judged, or null where none was. */
export function evidenceOf(before: Session, after: Session, key: number): Evidence | null {
  const [was, is] = [before.turns.get(key) ?? untouched, after.turns.get(key) ?? untouched];
  const closed = is.outcome !== null && is.outcome !== was.outcome;
  if (!closed && is.tries === was.tries) return null;
  if (is.outcome === 'skipped') return null;
  const { lesson } = before.words;
  const question = questionOf(lesson, key);
  return {
    type: 'answer',
    question: questionId(lesson, key),
    asked: askedOf(lesson, question),
    skills: skillsOf(lesson, question),
    verdict: is.outcome ?? 'wrong',
    mistake: mistakeOf(was, is),
    // Having an answer shown counts as one more try.
    tries: is.outcome === 'revealed' ? is.tries + 1 : Math.max(is.tries, 1),
    hints: is.hints,
    closed,
  };
}

/** The mistake of this answer; the mistake of an earlier try does not count once a later one is right. */
const mistakeOf = (was: QuestionState, is: QuestionState): string | null =>
  is.outcome === 'correct' || is.outcome === 'close' || is.mistake === was.mistake
    ? null
    : (is.mistake?.id ?? null);

/**
 * The id of a question within its lesson, the same at all numbers: its name, and its kind unless it asks for a value.
 */
export function questionId(lesson: Lesson, key: number): string {
  const { name, kind } = questionOf(lesson, key);
  return kindIn(key) === 'value' ? name : `${name}:${kind}`;
}

/** A question with its program, as far as it is to be kept. */
export function askedOf(lesson: Lesson, { name, kind }: Question): Asked | null {
  const about = aboutOf(lesson);
  return about && { ...about, name, kind };
}

/** A program with its values, as far as they are to be kept. */
export function aboutOf({ worked }: Lesson): AskedPrediction['about'] | null {
  const program = printProgram(worked.program, '; ');
  if (program.length > most.characters) return null;
  const leaves = [...worked.own].filter((slot) => worked.graph.kind[slot] !== kinds.step);
  const size = leaves.reduce((total, slot) => total + sizeOf(shapeOf(valueOfSlot(worked, slot))), 0);
  const values = Object.fromEntries(
    leaves.map((slot) => [nameAt(worked, slot), nested(valueOfSlot(worked, slot))]),
  );
  return {
    program,
    values: size > most.entries ? null : values,
    data: dataOf(worked),
    output: worked.output,
  };
}

/** The names that are data although the program's own text does not say so. */
const dataOf = ({ program, own, graph, names }: Evaluation): readonly string[] =>
  program.header
    ? []
    : [...own].flatMap((slot) => (graph.kind[slot] === kinds.data ? (names[slot] ?? []) : []));

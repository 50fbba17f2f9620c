import { valueFigures } from '../../language/number-format.ts';
import type { Block } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { kindIn, slotIn } from '../../tutor/lesson/question-kind.ts';
import { kindsOfQuestion } from '../../tutor/questions/kinds.ts';
import { asking, promptOf, step as quizStep } from '../../tutor/quiz/session.ts';
import { known } from '../../tutor/session/in-hand.ts';
import { wordsAt } from '../../tutor/session/question-block.ts';
import type { Session } from '../../tutor/session/state.ts';
import { type Course, type Demo, type Lecture, type Predict, type Step, stepId } from '../lessons/course.ts';
import { filledIn } from '../lessons/numbers.ts';
import { courseDigits, sessionOver, withFound, workedLines } from '../walk/asked-session.ts';
import { freshLesson, seedAt } from '../walk/fresh.ts';
import { drawnPrediction, predictBlocks, rightAnswer, told } from '../walk/predict.ts';
import { solutionOf } from '../walk/solution.ts';

/** A question with its answer; on a page the answer is folded away until somebody looks. */
export interface PageQuestion {
  readonly asks: readonly string[];
  readonly answer: string;
  /** Why that is the answer; empty where nothing is said. */
  readonly why: string;
}

/** A part of a lecture as it is read on a page. Texts carry their mathematics between backticks. */
export type LecturePart =
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'question'; readonly question: PageQuestion }
  /** The graph with some derivatives, and numbered boxes for those that are asked below it. */
  | {
      readonly kind: 'graph';
      readonly lesson: Lesson;
      readonly known: ReadonlySet<number>;
      readonly open: readonly number[];
    }
  /** Lines of a backward pass, each with its reason. */
  | { readonly kind: 'worked'; readonly lines: readonly (readonly string[])[] }
  | { readonly kind: 'exercise'; readonly questions: readonly PageQuestion[] }
  /** A demonstration, which its own command shows. */
  | { readonly kind: 'demo'; readonly demo: Demo };

/** A step of a lecture: what is to be done, and its parts. */
export interface PageStep {
  readonly id: string;
  readonly kind: Step['kind'];
  readonly parts: readonly LecturePart[];
}

/** A lecture as a page to read, to print, or to teach from. */
export interface LecturePage {
  readonly number: number;
  readonly title: string;
  readonly steps: readonly PageStep[];
  readonly summary: readonly string[];
}

/** Lays a lecture out for a page: everybody's page has the same numbers, those of somebody who takes it for the first time. */
export function lecturePage(course: Course, lecture: Lecture, number: number): LecturePage {
  let last: Lesson | null = null;
  const steps = lecture.steps.map((step): PageStep => {
    const parts = partsOf(course, lecture, step, last);
    last = parts.findLast((part) => part.kind === 'graph')?.lesson ?? last;
    return { id: stepId(lecture, step), kind: step.kind, parts };
  });
  return { number, title: lecture.title, steps, summary: linesIn(lecture.summary ?? '') };
}

const linesIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

function partsOf(course: Course, lecture: Lecture, step: Step, last: Lesson | null): readonly LecturePart[] {
  const seed = seedAt(course, lecture, step, 0);
  const lesson = step.example?.lesson ?? null;
  switch (step.kind) {
    case 'say': {
      const text = filledIn(lesson?.worked ?? null, step.text);
      if (!text.ok) throw new Error(text.trouble.message);
      return [{ kind: 'text', lines: linesIn(text.value) }];
    }
    case 'predict':
      return [{ kind: 'question', question: predicted(drawnPrediction(step, seed)) }];
    case 'demo':
      return demoParts(step, lesson);
    case 'worked': {
      const own = lessonIn(lesson);
      const before = known(sessionOver(own, step.names, ['value'], 'prompt', new Set()));
      const shown = [...before, ...slotsOf(own, step.names)];
      const lines = workedLines(own, step.names).map((blocks) => blocks.flatMap(blockText));
      return [graphOf(own, shown), { kind: 'worked', lines }];
    }
    case 'faded':
    case 'solo':
      return exercise(lessonIn(lesson), step.names, step.kinds, last);
    case 'fresh': {
      const fresh = freshLesson(step, seed);
      return fresh === null ? [] : exercise(fresh, step.names, ['value'], last);
    }
  }
}

function lessonIn(lesson: Lesson | null): Lesson {
  if (!lesson) throw new Error('a step that asks has its program');
  return lesson;
}

const slotsOf = ({ order, worked }: Lesson, names: readonly string[]): readonly number[] =>
  order.filter((slot) => names.length === 0 || names.includes(worked.names[slot] ?? ''));

const graphOf = (
  lesson: Lesson,
  shown: Iterable<number>,
  open: readonly number[] = [],
): LecturePart & { readonly kind: 'graph' } => ({ kind: 'graph', lesson, known: new Set(shown), open });

/** A demonstration of the graph is its picture; any other is what its command shows. */
function demoParts(demo: Demo, lesson: Lesson | null): readonly LecturePart[] {
  const [command, ...options] = demo.args;
  if (command !== 'show' || !lesson || options.some((option) => option !== '--backward'))
    return [{ kind: 'demo', demo }];
  return [graphOf(lesson, options.length > 0 ? lesson.order : [])];
}

function predicted(step: Predict): PageQuestion {
  const right = step.choices.length > 0 ? `${rightAnswer(step)}: ${choiceSaid(step)}` : rightAnswer(step);
  return { asks: predictBlocks(step).flatMap(blockText), answer: right, why: told(step, step.why) };
}

/** The sentence of the right choice. */
function choiceSaid(step: Predict): string {
  const at = rightAnswer(step).charCodeAt(0) - 'a'.charCodeAt(0);
  return told(step, step.choices[at] ?? '');
}

/** The graph with boxes to fill in, unless only rules are asked of one that was just drawn; and the questions. */
function exercise(
  lesson: Lesson,
  names: readonly string[],
  kinds: Parameters<typeof sessionOver>[2],
  last: Lesson | null,
): readonly LecturePart[] {
  const session = sessionOver(lesson, names, kinds, 'prompt', new Set());
  if (session.over) return [];
  const open = session.queue.filter((key) => kindIn(key) === 'value').map(slotIn);
  const found = known(session);
  const drawn = open.length > 0 || last?.worked.tape !== lesson.worked.tape;
  return [
    ...(drawn ? [graphOf(lesson, found, open)] : []),
    { kind: 'exercise', questions: questionsIn(session) },
  ];
}

function questionsIn(started: Session): readonly PageQuestion[] {
  const questions: PageQuestion[] = [];
  let session = withFound(started);
  while (!session.over) {
    const solution = solutionOf(session);
    questions.push(questionAt(session));
    session = withFound(quizStep(session, solution ?? ':skip').session);
  }
  return questions;
}

function questionAt(session: Session): PageQuestion {
  const question = questionOf(session.words.lesson, session.queue[0] ?? -1);
  const word = promptOf(session).replace(/ = $/, '');
  if (question.kind === 'value')
    return { asks: [`\`${word}\``], answer: `\`${valueFigures(question.exact, courseDigits)}\``, why: '' };
  const [block] = asking(session);
  const shown = block?.kind === 'question' ? block.statements.map((each) => `\`${each}\``) : [];
  const words = wordsAt(session, question);
  // Where the gap is in the line that is shown, its word is the gap's own sign.
  const asks = word === '?' ? shown : [...shown, `\`${word}\` = ?`];
  return { asks, answer: kindsOfQuestion[question.kind].told(words, question), why: '' };
}

/** A piece of the screen as lines of text. */
function blockText(block: Block): readonly string[] {
  switch (block.kind) {
    case 'line':
      return [block.text];
    case 'matrix':
      return [`\`${block.lead} = [${block.cells.map((row) => row.join(' ')).join('; ')}]\``];
    case 'question':
    case 'picture':
    case 'place':
      return [];
  }
}

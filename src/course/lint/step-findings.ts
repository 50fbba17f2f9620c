import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { QuestionKind } from '../../tutor/lesson/question-kind.ts';
import { step as quizStep } from '../../tutor/quiz/session.ts';
import type { Session } from '../../tutor/session/state.ts';
import type { Course, Lecture, Predict, Step } from '../lessons/course.ts';
import { sessionOver, withFound } from '../walk/asked-session.ts';
import { freshLesson, seedAt } from '../walk/fresh.ts';
import { drawnPrediction, judgePrediction, rightAnswer, told } from '../walk/predict.ts';
import { solutionOf } from '../walk/solution.ts';

/** The number of draws of a prediction's numbers that are tried. */
const draws = 2;

const noOthers = 'dvar finds no other numbers for this question; change its program or its values';
const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

/** The lessons of a lecture's fresh steps as a learner sees them at the first time; null where none was found. */
export type FreshLessons = ReadonlyMap<Step, Lesson | null>;

/** Draws what a lecture's fresh steps ask. */
export const freshLessonsOf = (course: Course, lecture: Lecture): FreshLessons =>
  new Map(
    lecture.steps.flatMap((step): [Step, Lesson | null][] =>
      step.kind === 'fresh' ? [[step, freshLesson(step, seedAt(course, lecture, step, 0))]] : [],
    ),
  );

/** What would stop a learner at a step: a sentence each. */
export function stepFindings(
  course: Course,
  lecture: Lecture,
  step: Step,
  drawn: FreshLessons,
): readonly string[] {
  switch (step.kind) {
    case 'say':
    case 'demo':
    case 'worked':
      return [];
    case 'predict':
      return Array.from({ length: step.redraw ? draws : 1 }, (_, times) => {
        const asked = drawnPrediction(step, seedAt(course, lecture, step, times));
        if (step.redraw && asked.example?.lesson === step.example?.lesson) return [noOthers];
        return predictFindings(asked);
      }).flat();
    case 'faded':
    case 'solo':
      return step.example ? askedFindings(step.example.lesson, step.names, step.kinds) : [];
    case 'fresh': {
      const lesson = drawn.get(step);
      return lesson ? askedFindings(lesson, step.names, ['value']) : [noOthers];
    }
  }
}

function askedFindings(
  lesson: Lesson,
  names: readonly string[],
  kinds: readonly QuestionKind[],
): readonly string[] {
  const found: string[] = [];
  let session: Session = sessionOver(lesson, names, kinds, 'prompt', new Set());
  if (session.over) return ['it asks nothing: no question of this kind fits these names'];
  while (!session.over) {
    const question = questionOf(session.words.lesson, session.queue[0] ?? -1);
    const [hint] = quizStep(session, '?').shown;
    if (hint?.kind !== 'line' || hint.role !== 'hint') found.push(`${question.asks} has no hints`);
    const solution = solutionOf(session);
    if (solution === null) return [...found, `no answer is taken as right for ${question.asks}`];
    session = withFound(quizStep(session, solution).session);
  }
  return found;
}

function predictFindings(step: Predict): readonly string[] {
  const right = rightAnswer(step);
  const found: string[] = [];
  if (step.choices.length === 0 && squeezed(step.ask).includes(`{${squeezed(step.answer)}}`))
    found.push(`its own question tells the answer, {${step.answer}}; ask for what it does not say`);
  if (judgePrediction(step, right).verdict !== 'right') found.push(`its own answer ${right} is not taken`);
  for (const trap of step.traps) {
    const shown = rightAnswer({ ...step, answer: trap.answer });
    const judged = judgePrediction(step, shown);
    if (judged.verdict === 'right') found.push(`the trap ${trap.answer} is ${shown}, and that is right`);
    else if (said(judged.shown) !== told(step, trap.says))
      found.push(`the trap ${trap.answer} is ${shown}, as an earlier trap is`);
  }
  if (new Set(step.choices).size < step.choices.length) found.push('two choices say the same');
  const tells = step.choices.length > 0 ? null : wordOf(right);
  const hint = step.hints.find((each) => tells?.test(told(step, each)));
  if (hint !== undefined) found.push(`a hint tells the answer ${right}`);
  return found;
}

const said = (shown: ReturnType<typeof judgePrediction>['shown']): string =>
  shown.flatMap((block) => (block.kind === 'line' ? [block.text] : [])).join('\n');

/** A number where it stands by itself. */
const wordOf = (number: string): RegExp =>
  new RegExp(`(?<![\\d.\\w])${number.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')}(?![\\d\\w]|\\.\\d)`, 'u');

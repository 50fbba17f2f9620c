import { rare } from '../../homework/lint/hidden-mistakes.ts';
import { entriesOf } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { discriminate } from '../../tutor/values/discrimination.ts';
import type { Lecture, Step } from '../lessons/course.ts';
import { sessionOver } from '../walk/asked-session.ts';
import type { FreshLessons } from './step-findings.ts';

/** A question at whose numbers a wrong reason gives the right answer. */
export interface HiddenReason {
  readonly step: Step;
  readonly name: string;
  readonly mistake: string;
}

/**
 * Questions at which a common mistake can't be seen. A lecture's own numbers may hide one as long as a later step
 * asks the same at fresh numbers that show it.
 */
export function hiddenReasons(lecture: Lecture, drawn: FreshLessons): readonly HiddenReason[] {
  const hidden = lecture.steps.map((step) => hiddenAt(step, drawn));
  return lecture.steps.flatMap((step, at) =>
    (hidden[at] ?? []).filter(
      ({ name }) =>
        !lecture.steps.some(
          (later, i) =>
            i > at && asksAnew(later, step, name) && !hidden[i]?.some((other) => other.name === name),
        ),
    ),
  );
}

function hiddenAt(step: Step, drawn: FreshLessons): readonly HiddenReason[] {
  if (step.kind === 'solo' && step.example && step.kinds.includes('value'))
    return hiddenIn(step, step.example.lesson);
  if (step.kind !== 'fresh') return [];
  const lesson = drawn.get(step);
  return lesson ? hiddenIn(step, lesson) : [];
}

function hiddenIn(
  step: Step & { readonly names: readonly string[] },
  lesson: Lesson,
): readonly HiddenReason[] {
  const { queue } = sessionOver(lesson, step.names, ['value'], 'prompt', new Set());
  return discriminate(lesson, queue).flatMap(({ question, hidden }) => {
    // Where no gradient comes back every rule gives 0, and the question is about that.
    if (Array.from(entriesOf(question.exact)).every((each) => each === 0)) return [];
    const mistake = hidden.find((id) => !rare.has(id));
    return mistake === undefined ? [] : [{ step, name: question.name, mistake }];
  });
}

const asksAnew = (later: Step, step: Step, name: string): boolean =>
  later.kind === 'fresh' &&
  later.example?.text === step.example?.text &&
  later.example !== null &&
  (later.names.length === 0 || later.names.includes(name));

import { type Course, type Lecture, type Step, stepId } from '../../course/lessons/course.ts';
import { deeds } from '../../course/lessons/deeds.ts';
import { type ExerciseRow, isKnown, nextStep, rowAt, wrongIn } from '../../course/walk/path.ts';
import { againEntry, stepEntry } from './ask-session.ts';
import { type Stage, say } from './stage.ts';
import { type Taken, takeStep } from './take-step.ts';

/** What is to be done at a step: a rule in symbols has no gap, and a program that was not seen before is not the same at other numbers. */
function deedOf({ steps }: Lecture, at: number): string {
  const step = steps[at] as Step; // at is within
  if (step.kind === 'faded' && step.kinds.every((kind) => kind === 'formula')) return 'write the rule';
  const isNew = step.kind === 'fresh' && !steps.slice(0, at).some(({ example }) => example === step.example);
  return isNew || (step.kind === 'fresh' && step.level !== null) ? 'another program' : deeds[step.kind];
}

/** Takes a learner from step to step of a lecture, from where they stopped or its last step; one that is done begins anew. */
export async function walkLecture(
  stage: Stage,
  course: Course,
  lecture: Lecture,
  number: number,
  atItsEnd = false,
): Promise<Taken> {
  const { memory } = stage;
  const anew = nextStep(memory, course, lecture) === null;
  const from = (at: number): number | null =>
    anew ? (at < lecture.steps.length ? at : null) : nextStep(memory, course, lecture, at);
  stage.at.course = course;
  stage.at.lecture = lecture;
  const { after, putOff } = inTurn(from);
  let at = atItsEnd ? lecture.steps.length - 1 : from(0);
  while (at !== null) {
    const step = lecture.steps[at] as Step; // at is within
    const row = rowAt(lecture, at);
    heading(stage, number, lecture, at);
    if (row && !stage.piped && isKnown(memory, lecture, row))
      say(stage, 'You have shown that you can do this: `:solo` goes straight to the hardest part.', 'note');
    const taken = await takeStep(stage, course, lecture, step);
    if (taken.kind === 'solo' && row) {
      const jumped = await jump(stage, course, lecture, number, row);
      if (jumped.kind === 'back') stage.shown.last = null;
      else if (jumped.kind === 'done') at = after(at);
      else if (jumped.kind !== 'again') return jumped;
      continue;
    }
    if (taken.kind === 'back') {
      if (at === 0) say(stage, 'This is the first step of the lecture.', 'note');
      at = Math.max(0, at - 1);
      // Somebody who goes back wants to see the whole step again.
      stage.shown.last = null;
      continue;
    }
    if (taken.kind === 'skipped' && putOff(at)) {
      say(stage, 'This step comes back at the end of the lecture.', 'note');
      at = after(at);
      continue;
    }
    if (taken.kind !== 'done' && taken.kind !== 'solo' && taken.kind !== 'skipped') return taken;
    await stage.recorder.keep(stepEntry(course.id, stepId(lecture, step), false));
    at = after(at);
  }
  return { kind: 'done' };
}

/** The order in which steps are taken: as they stand, and then what was put off, once. */
function inTurn(from: (at: number) => number | null) {
  const later: number[] = [];
  let isLater = false;
  return {
    after(at: number): number | null {
      const next = isLater ? null : from(at + 1);
      isLater ||= next === null;
      return next ?? later.shift() ?? null;
    },
    /** Puts a step off; says whether that may be. */
    putOff(at: number): boolean {
      if (!isLater) later.push(at);
      return !isLater;
    },
  };
}

function heading({ environment, theme }: Stage, number: number, lecture: Lecture, at: number): void {
  const head = `Lecture ${number} · ${at + 1} of ${lecture.steps.length} · ${deedOf(lecture, at)}`;
  environment.stdout.write(
    `\n${theme.paint('note', theme.ascii || theme.plain ? head.replaceAll('·', '-') : head)}\n`,
  );
}

/**
 * Tries the hardest step of a row at once: somebody who is right at the first try skips the easier ones, anybody else
 * goes back to them.
 */
async function jump(
  stage: Stage,
  course: Course,
  lecture: Lecture,
  number: number,
  { hardest, easier }: ExerciseRow,
): Promise<Taken | { readonly kind: 'again' }> {
  const step = lecture.steps[hardest] as Step; // a row's places are within
  heading(stage, number, lecture, hardest);
  const taken = await takeStep(stage, course, lecture, step);
  if (taken.kind !== 'done' && taken.kind !== 'skipped') return taken;
  if (taken.kind === 'skipped' || wrongIn(stage.memory, course, lecture, step) > 0) {
    await stage.recorder.keep(againEntry(course.id, stepId(lecture, step)));
    say(stage, 'Not all at the first try: the easier steps come first.', 'note');
    return { kind: 'again' };
  }
  await stage.recorder.keep(stepEntry(course.id, stepId(lecture, step), false));
  for (const place of easier) {
    const passed = lecture.steps[place] as Step; // a row's places are within
    await stage.recorder.keep(stepEntry(course.id, stepId(lecture, passed), true));
  }
  say(stage, 'All at the first try: the easier steps are skipped.', 'note');
  return taken;
}

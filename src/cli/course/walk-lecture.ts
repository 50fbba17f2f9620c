import { type Course, type Lecture, type Step, stepId } from '../../course/lessons/course.ts';
import { type ExerciseRow, isKnown, nextStep, rowAt, wrongIn } from '../../course/walk/path.ts';
import { againEntry, stepEntry } from './ask-session.ts';
import { type Stage, say } from './stage.ts';
import { type Taken, takeStep } from './take-step.ts';

/** The headings of steps: what is to be done there. */
const deeds: Readonly<Record<Step['kind'], string>> = {
  say: 'read',
  predict: 'predict',
  demo: 'watch',
  worked: 'worked out',
  faded: 'fill the gap',
  solo: 'your turn',
  fresh: 'fresh numbers',
};

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
      else if (jumped.kind === 'done') at = from(at + 1);
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
    if (taken.kind !== 'done' && taken.kind !== 'solo') return taken;
    await stage.recorder.keep(stepEntry(course.id, stepId(lecture, step), false));
    at = from(at + 1);
  }
  return { kind: 'done' };
}

function heading({ world, look }: Stage, number: number, { steps }: Lecture, at: number): void {
  const step = steps[at] as Step; // at is within
  const head = `Lecture ${number} · ${at + 1} of ${steps.length} · ${deeds[step.kind]}`;
  world.stdout.write(
    `\n${look.paint('note', look.ascii || look.plain ? head.replaceAll('·', '-') : head)}\n`,
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
  if (taken.kind !== 'done') return taken;
  if (wrongIn(stage.memory, course, lecture, step) > 0) {
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

import { type Course, type Lecture, type Predict, type Step, stepId } from '../../course/lessons/course.ts';
import { filledIn } from '../../course/lessons/numbers.ts';
import { stepOf } from '../../course/memory/memory.ts';
import { sessionOver, workedLines } from '../../course/walk/asked-session.ts';
import { freshLesson, seedAt } from '../../course/walk/fresh.ts';
import { rowAt } from '../../course/walk/path.ts';
import { drawnPrediction } from '../../course/walk/predict.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { Session } from '../../tutor/session/state.ts';
import { hasRows } from '../prompt/rows.ts';
import { askPrediction } from './ask-prediction.ts';
import { askSession } from './ask-session.ts';
import { demoArguments } from './demo.ts';
import { introduced } from './introduce.ts';
import { type Paused, pause } from './pause.ts';
import { type Left, type Stage, say, show } from './stage.ts';

/** How a step ended: as a pause does, or with a question that was skipped. */
export type Taken = Paused | { readonly kind: 'skipped' };

const done: Taken = { kind: 'done' };

/** Takes a learner through one step. */
export async function takeStep(stage: Stage, course: Course, lecture: Lecture, step: Step): Promise<Taken> {
  switch (step.kind) {
    case 'say': {
      const text = filledIn(step.example?.lesson.worked ?? null, step.text);
      if (!text.ok) throw new Error(text.trouble.message);
      say(stage, text.value.trimEnd());
      return goOn(stage);
    }
    case 'demo': {
      const left = await demonstrated(stage, demoArguments(step));
      if (left) return left;
      // What has just been drawn need not be drawn again.
      if (step.args[0] === 'show') stage.shown.last = step.example?.lesson.worked.tape ?? null;
      return goOn(stage);
    }
    case 'predict':
      return predict(stage, course, lecture, step);
    case 'worked': {
      const lesson = lessonIn(step);
      const row = rowAt(lecture, lecture.steps.indexOf(step));
      introduce(stage, sessionOver(lesson, step.names, ['value'], 'prompt', new Set()));
      for (const blocks of workedLines(lesson, step.names)) {
        show(stage, blocks, lesson);
        const after = await goOn(stage, row ? ':solo goes straight to doing it alone' : '');
        if (after.kind !== 'done') return after;
      }
      return done;
    }
    case 'faded':
    case 'solo':
      return ask(stage, course, lecture, step, lessonIn(step));
    case 'fresh': {
      const lesson = freshLesson(step, seedNow(stage, course, lecture, step));
      if (lesson) return ask(stage, course, lecture, step, lesson);
      say(stage, 'No other numbers were found here.', 'note');
      return done;
    }
  }
}

/** The seed of a step's numbers: another one each time that the step is begun, the same where it is continued. */
const seedNow = ({ memory }: Stage, course: Course, lecture: Lecture, step: Step): number =>
  seedAt(course, lecture, step, stepOf(memory, course.id, stepId(lecture, step))?.times ?? 0);

/** The rows of a step's heading. */
const headingRows = 2;

/** Shows a demonstration, a page at a time where it is longer than the screen; gives how somebody left, or null. */
async function demonstrated(stage: Stage, argv: readonly string[]): Promise<Left | null> {
  const { environment, lines, piped, theme } = stage;
  if (piped || theme.plain || !hasRows(environment)) {
    await stage.run(argv);
    return null;
  }
  const { outputHeld, shownInPages } = await import('../prompt/in-pages.ts');
  const kept = outputHeld(environment);
  await stage.run(argv, kept.environment);
  return shownInPages(environment, kept.text(), lines.next, headingRows);
}

function lessonIn({ example }: Step): Lesson {
  if (!example) throw new Error('a step that asks has its program');
  return example.lesson;
}

async function ask(
  stage: Stage,
  course: Course,
  lecture: Lecture,
  step: Step & { kind: 'faded' | 'solo' | 'fresh' },
  lesson: Lesson,
): Promise<Taken> {
  const id = stepId(lecture, step);
  const answered = new Set(Object.keys(stepOf(stage.memory, course.id, id)?.now ?? {}));
  const kinds = step.kind === 'fresh' ? (['value'] as const) : step.kinds;
  const session = sessionOver(lesson, step.names, kinds, stage.piped ? 'piped' : 'prompt', answered);
  if (session.over) return done;
  introduce(stage, session);
  const after = await askSession(stage, session, { place: { course: course.id, step: id }, inCourse: true });
  if (!('over' in after)) return after;
  return !stage.piped && [...after.turns.values()].some(({ outcome }) => outcome === 'skipped')
    ? { kind: 'skipped' }
    : done;
}

/** The graph and its forward pass, with what is found already, unless they have just been shown. */
function introduce(stage: Stage, session: Session): void {
  const { lesson } = session.words;
  // With other numbers, the graph is shown again.
  const numbers = lesson.worked.tape;
  if (stage.shown.last === numbers && !isGone(stage)) return;
  stage.shown.last = numbers;
  stage.shown.lines = 0;
  show(stage, introduced(session), lesson);
}

/** Whether what was drawn last has left the screen by now. */
const isGone = ({ piped, shown, environment }: Stage): boolean =>
  !piped && shown.lines > (environment.stdout.rows ?? Infinity);

async function predict(stage: Stage, course: Course, lecture: Lecture, written: Predict): Promise<Taken> {
  const id = stepId(lecture, written);
  // Somebody who was interrupted after the last answer has nothing left to answer.
  if (stepOf(stage.memory, course.id, id)?.now[written.id] !== undefined) return done;
  const step = drawnPrediction(written, seedNow(stage, course, lecture, written));
  return (await askPrediction(stage, step, { course: course.id, step: id })) ?? done;
}

const goOn = (stage: Stage, more = ''): Promise<Taken> =>
  pause(stage, {
    prompt: `Enter goes on${more ? ` · ${more}` : ''}`,
    short: `Enter goes on${more ? ' · :solo' : ''}`,
    solo: more !== '',
  });

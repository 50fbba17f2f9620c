import { readFileSync } from 'node:fs';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { step as quizStep } from '../../tutor/quiz/session.ts';
import type { Session } from '../../tutor/session/state.ts';
import { type Course, type Fresh, type Lecture, type Predict, type Step, stepId } from '../lessons/course.ts';
import { readCourse } from '../lessons/read.ts';
import { type AnswerEntry, type Entry, entryVersion } from '../memory/entry.ts';
import { evidenceOf } from '../memory/evidence.ts';
import { type Memory, nothing, remember, stepOf } from '../memory/memory.ts';
import { sessionOver, withFound } from './asked-session.ts';
import { freshLesson, seedAt } from './fresh.ts';
import { nextStep, rowAt, wrongIn } from './path.ts';
import { drawnPrediction, judgePrediction } from './predict.ts';
import { predictionEvidence } from './prediction-evidence.ts';
import type { Pupil } from './pupils.testing.ts';
import { type Due, freshFor, kindAsked, reviewAt } from './review.ts';

/** What somebody has been through. */
export interface Walked {
  readonly memory: Memory;
  readonly entries: Entry[];
  /** The steps that were taken, and the answers that were given. */
  steps: number;
  answers: number;
  time: number;
}

const dayLength = 86_400_000;
const firstDay = 20_000;
const perAnswer = 30_000;
/** Nobody tries for ever. */
const mostTries = 3;

/** The lessons at fresh numbers that were drawn already: several pupils walk the same course. */
const drawnLessons = new Map<string, Lesson | null>();

/** Walks a whole course, a lecture a day. */
export function walkedBy(pupil: Pupil, course: Course): Walked {
  const walked: Walked = {
    memory: nothing(),
    entries: [],
    steps: 0,
    answers: 0,
    time: firstDay * dayLength,
  };
  for (const [at, lecture] of course.lectures.entries()) {
    walked.time = (firstDay + at) * dayLength;
    for (
      let next = nextStep(walked.memory, course, lecture);
      next !== null;
      next = nextStep(walked.memory, course, lecture)
    )
      takeNext(walked, pupil, course, lecture, next);
  }
  return walked;
}

function takeNext(walked: Walked, pupil: Pupil, course: Course, lecture: Lecture, at: number): void {
  const row = pupil.bold ? rowAt(lecture, at) : null;
  const tried = row && lecture.steps[row.hardest];
  if (row && tried && !stepOf(walked.memory, course.id, stepId(lecture, tried))?.done) {
    take(walked, pupil, course, lecture, tried);
    const failed = wrongIn(walked.memory, course, lecture, tried) > 0;
    keep(walked, { type: failed ? 'again' : 'step', course: course.id, step: stepId(lecture, tried) });
    if (!failed)
      for (const place of row.easier) {
        const passed = lecture.steps[place] as Step; // a row's places are within
        keep(walked, { type: 'step', course: course.id, step: stepId(lecture, passed), skipped: true });
      }
    if (!failed) return;
  }
  const step = lecture.steps[at] as Step; // the next step is within
  take(walked, pupil, course, lecture, step);
  keep(walked, { type: 'step', course: course.id, step: stepId(lecture, step) });
}

function take(walked: Walked, pupil: Pupil, course: Course, lecture: Lecture, step: Step): void {
  walked.steps++;
  const place = { course: course.id, step: stepId(lecture, step) };
  const seed = seedAt(course, lecture, step, stepOf(walked.memory, course.id, place.step)?.times ?? 0);
  if (step.kind === 'predict') predict(walked, pupil, drawnPrediction(step, seed), place);
  else if (step.kind === 'faded' || step.kind === 'solo')
    answer(
      walked,
      pupil,
      sessionOver((step.example as { lesson: Lesson }).lesson, step.names, step.kinds, 'prompt', new Set()),
      place,
    );
  else if (step.kind === 'fresh') {
    const lesson = drawn(step, seed, place.step);
    if (lesson) answer(walked, pupil, sessionOver(lesson, step.names, ['value'], 'prompt', new Set()), place);
  }
}

function drawn(step: Fresh, seed: number, id: string): Lesson | null {
  const key = `${id} ${seed}`;
  const known = drawnLessons.get(key);
  const lesson = known === undefined ? freshLesson(step, seed) : known;
  drawnLessons.set(key, lesson);
  return lesson;
}

interface Place {
  readonly course: string | null;
  readonly step: string | null;
}

function answer(walked: Walked, pupil: Pupil, started: Session, place: Place): void {
  let session = started;
  while (!session.over) {
    session = withFound(session);
    const at = session.queue[0] ?? -1;
    const tries = session.turns.get(at)?.tries ?? 0;
    const typed = tries >= mostTries ? ':answer' : pupil.answers(session, dayIn(walked));
    const { session: after } = quizStep(session, typed);
    const evidence = evidenceOf(session, after, at);
    if (evidence) {
      walked.answers++;
      walked.time += perAnswer;
      keep(walked, { ...evidence, ...place, took: perAnswer });
    } else if (after === session || typed !== ':answer')
      // What could not be read is not asked for ever.
      session = quizStep(session, ':answer').session;
    if (evidence) session = after;
  }
}

function predict(walked: Walked, pupil: Pupil, step: Predict, place: Place): void {
  for (let tries = 1; ; tries++) {
    const typed = pupil.predicts(step, dayIn(walked));
    const correct = judgePrediction(step, typed).verdict === 'right';
    const closed = correct || tries >= mostTries;
    walked.answers++;
    walked.time += perAnswer;
    keep(walked, {
      type: 'answer',
      ...place,
      question: step.id,
      ...predictionEvidence(step),
      verdict: correct ? 'correct' : 'wrong',
      mistake: null,
      tries,
      hints: 0,
      closed,
      took: perAnswer,
    });
    if (closed) return;
  }
}

const dayIn = ({ time }: Walked): number => Math.floor(time / dayLength) - firstDay;

function keep(walked: Walked, part: object): void {
  const id = String(walked.entries.length);
  const entry = { v: entryVersion, id, time: walked.time, zone: 0, skipped: false, ...part } as Entry; // its parts are those of its type
  walked.entries.push(entry);
  remember(walked.memory, entry);
}

/** A day's review: what is due, asked at fresh numbers; gives what was asked. */
export function reviewedOn(walked: Walked, pupil: Pupil, course: Course, day: number): readonly Due[] {
  walked.time = Math.max(walked.time, (firstDay + day) * dayLength);
  const dues = reviewAt(walked.memory, walked.time, course);
  for (const [i, due] of dues.entries()) {
    const place = { course: null, step: null };
    if (due.kind === 'prediction') predict(walked, pupil, drawnPrediction(due.step, 100 * day + i), place);
    else {
      const lesson = freshFor(due, 100 * day + i);
      answer(
        walked,
        pupil,
        sessionOver(lesson, [due.asked.name], [kindAsked(due.asked)], 'prompt', new Set()),
        place,
      );
    }
  }
  return dues;
}

/** The course that comes with the program. */
export function wholeCourse(): Course {
  const lectures = ['1-derivative', '2-graph', '3-network', '4-matrices', '5-training'].flatMap((name) => {
    const text = readFileSync(new URL(`../../../fixtures/course/${name}.yaml`, import.meta.url), 'utf8');
    const document = readYaml(text);
    const course = document.ok ? readCourse(document.value) : document;
    if (!course.ok) throw new Error(course.trouble.message);
    return course.value.lectures;
  });
  return { id: 'dvar', title: 'Backpropagation in five lectures', lectures, hasTerms: false, terms: [] };
}

/** The answers among entries. */
export const answersIn = ({ entries }: Walked): readonly AnswerEntry[] =>
  entries.filter((entry) => entry.type === 'answer');

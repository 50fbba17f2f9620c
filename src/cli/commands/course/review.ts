import type { Course } from '../../../course/lessons/course.ts';
import type { Entry } from '../../../course/memory/entry.ts';
import { dayOf, type Memory, type MistakeMemory } from '../../../course/memory/memory.ts';
import { dueFrom } from '../../../course/memory/scheduler.ts';
import { mendedWords, skillName } from '../../../course/skills/plain-names.ts';
import { sessionOver } from '../../../course/walk/asked-session.ts';
import { enoughAt, practiceFor, practiceKey } from '../../../course/walk/practice.ts';
import { drawnPrediction } from '../../../course/walk/predict.ts';
import { type Due, freshFor, kindAsked, reviewAt } from '../../../course/walk/review.ts';
import type { Session } from '../../../tutor/session/state.ts';
import { askPrediction } from '../../course/ask-prediction.ts';
import { askSession } from '../../course/ask-session.ts';
import { introduced } from '../../course/introduce.ts';
import { shippedCourse } from '../../course/open-course.ts';
import { type Paused, pause } from '../../course/pause.ts';
import { practicePool } from '../../course/practice-pool.ts';
import { type Left, openStage, type RunCommand, type Stage, say, show } from '../../course/stage.ts';
import { agoWords, daysAway, localNow } from '../../course/when.ts';
import { signalCodes } from '../../prompt/lines.ts';
import type { Theme } from '../../screen/theme.ts';
import type { Environment } from '../../shell/environment.ts';
import { exitCodes } from '../../shell/failure.ts';
import { seedFrom } from '../../shell/seed.ts';

/** The count of a review: first answers, and those that were right without a hint. */
interface Tally {
  first: number;
  asked: number;
}

/** Asks what is due, at fresh numbers; gives the exit code. */
export async function runReview(environment: Environment, theme: Theme, run: RunCommand): Promise<number> {
  return onStage(environment, theme, run, async (stage) => {
    const course = await shippedCourse(environment);
    stage.at.course = course;
    for (;;) {
      const dues = reviewAt(stage.memory, localNow(environment), course);
      if (dues.length === 0) {
        say(stage, nothingDue(stage.memory, localNow(environment)));
        return null;
      }
      say(stage, opened(dues));
      const tally: Tally = { first: 0, asked: 0 };
      for (const [i, due] of dues.entries()) {
        say(stage, '');
        say(stage, `Review ${stage.theme.ascii ? '-' : '·'} ${i + 1} of ${dues.length}`, 'note');
        const left = await askDue(stage, course, due, tally);
        if (left) return left;
      }
      const more = reviewAt(stage.memory, localNow(environment), course).length;
      say(stage, closing(stage.memory, localNow(environment), tally, more));
      if (stage.piped || more === 0) return null;
      const came = await pause(stage, { prompt: 'Enter: three more minutes · q: enough for today' });
      if (came.kind !== 'done') return leftBy(came);
    }
  });
}

function opened(dues: readonly Due[]): string {
  const minutes = Math.max(1, Math.round(dues.reduce((total, { seconds }) => total + seconds, 0) / 60));
  const count = dues.length === 1 ? 'One question is' : `${dues.length} questions are`;
  return `${count} due, with new numbers; about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}

async function askDue(stage: Stage, course: Course, due: Due, tally: Tally): Promise<Left | null> {
  const { environment } = stage;
  // Read before this answer, which changes them.
  const mistakes = due.mistakes
    .map((mistake): MistakeMemory => ({ ...mistake }))
    .sort((a, b) => b.last - a.last);
  const after = (entry: Entry): void => {
    if (entry.type !== 'answer' || entry.tries !== 1) return;
    tally.asked++;
    if (entry.verdict !== 'correct' && entry.verdict !== 'close') return;
    if (entry.hints === 0) tally.first++;
    const mended = mistakes.find(({ last }) => dayOf(last) < dayOf(localNow(environment)));
    if (mended) say(stage, mendedWords(mended.id, agoWords(localNow(environment), mended.last)), 'note');
  };
  const seed = seedFrom(environment.chance);
  if (due.kind === 'prediction') {
    const place = { course: course.id, step: `review/${due.step.id}` };
    const left = await askPrediction(stage, drawnPrediction(due.step, seed), place, after);
    return left && leftBy(left);
  }
  const manner = stage.piped ? 'piped' : 'prompt';
  const names = [due.asked.name];
  const session = sessionOver(freshFor(due, seed), names, [kindAsked(due.asked)], manner, new Set());
  return asked(stage, session, after);
}

function nothingDue({ skills }: Memory, now: number): string {
  const next = Math.min(...Object.values(skills).map(({ schedule }) => dueFrom(schedule, now)));
  if (!Number.isFinite(next))
    return 'Nothing is due: you have not answered anything yet. `dvar learn` starts the course.';
  return `Nothing is due. The next is due ${daysAway(now, next)}; \`dvar practice\` always has more.`;
}

function closing(memory: Memory, now: number, { first, asked: count }: Tally, more: number): string {
  const sum = `${first} of ${count} right at the first try.`;
  const enough = enoughAt(memory, now);
  if (enough) return `${sum} ${enough}`;
  return more > 0 ? `${sum} More is due.` : `${sum} Nothing else is due today.`;
}

/** A problem comes again after this many others at the earliest. */
const memorable = 12;

/** Asks problems without end, each at the edge of what is known. */
export async function runPractice(environment: Environment, theme: Theme, run: RunCommand): Promise<number> {
  return onStage(environment, theme, run, async (stage) => {
    const pool = await practicePool(environment);
    const recent: string[] = [];
    let told = false;
    for (;;) {
      const next = practiceFor(stage.memory, seedFrom(environment.chance), pool, recent);
      if (!next) return null;
      recent.unshift(practiceKey(next));
      recent.splice(memorable);
      say(stage, `\n${next.skill === null ? 'A first problem.' : `Next: ${skillName(next.skill)}.`}`, 'note');
      const manner = stage.piped ? 'piped' : 'prompt';
      const left = await asked(stage, sessionOver(next.lesson, next.names, ['value'], manner, new Set()));
      if (left) return left;
      const enough = enoughAt(stage.memory, localNow(environment));
      if (enough && !told) say(stage, enough, 'note');
      told = enough !== null;
      if (stage.piped) return null;
      const came = await pause(stage, { prompt: 'Enter: another · q: enough for today' });
      if (came.kind !== 'done') return leftBy(came);
    }
  });
}

async function onStage(
  environment: Environment,
  theme: Theme,
  run: RunCommand,
  walk: (stage: Stage) => Promise<Left | null>,
): Promise<number> {
  const stage = await openStage(environment, theme, run, true);
  try {
    const left = await walk(stage);
    return left?.kind === 'signal' ? signalCodes[left.signal] : exitCodes.done;
  } finally {
    stage.lines.close();
  }
}

async function asked(
  stage: Stage,
  session: Session,
  after: (entry: Entry) => void = () => {},
): Promise<Left | null> {
  show(stage, introduced(session), session.words.lesson);
  const done = await askSession(stage, session, { after });
  return 'over' in done ? null : leftBy(done);
}

/** How somebody left a pause; a review has no step to go back to. */
const leftBy = (paused: Exclude<Paused, { kind: 'done' }>): Left | null =>
  paused.kind === 'back' || paused.kind === 'solo' ? null : paused;

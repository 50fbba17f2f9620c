import type { Entry } from '../../course/memory/entry.ts';
import { dayOf, type Memory } from '../../course/memory/memory.ts';
import { sessionOver } from '../../course/walk/asked-session.ts';
import { duesAt, freshFor, practiceFor } from '../../course/walk/review.ts';
import { line } from '../../tutor/lesson/block.ts';
import { opening } from '../../tutor/quiz/session.ts';
import { known, type Session } from '../../tutor/quiz/state.ts';
import { askSession } from '../course/ask-session.ts';
import { isLeaving, type Left, openStage, type RunCommand, type Stage, say, show } from '../course/stage.ts';
import { signalCodes } from '../prompt/lines.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes } from '../shell/failure.ts';
import { seedFrom } from '../shell/seed.ts';

/** After so many answers on one day, more of them help little: it is said. */
const enoughForToday = 60;

/** Asks what is due, at fresh numbers; gives the exit code. */
export async function runReview(world: Environment, look: Theme, run: RunCommand): Promise<number> {
  return onStage(world, look, run, async (stage) => {
    const dues = duesAt(stage.memory, world.now());
    if (dues.length === 0) {
      const next = Math.min(...Object.values(stage.memory.skills).map(({ schedule }) => schedule.due));
      const when =
        Number.isFinite(next) && next > world.now()
          ? ` The next is due ${daysAway(next - world.now())}.`
          : '';
      say(stage, `Nothing is due.${when} \`dvar practice\` goes on without end.`);
      return null;
    }
    say(
      stage,
      `${dues.length === 1 ? 'One question is' : `${dues.length} questions are`} due, each at fresh numbers.`,
    );
    for (const due of dues) {
      const lesson = freshFor(due, seedFrom(world.chance));
      if (!lesson) continue;
      const before = due.mistakes.flatMap((id) => {
        const last = stage.memory.mistakes[id]?.last;
        return last === undefined ? [] : [{ id, last }];
      });
      const left = await asked(
        stage,
        sessionOver(lesson, [due.asked.name], ['value'], stage.piped ? 'piped' : 'prompt', new Set()),
        (entry) => {
          const right =
            entry.type === 'answer' &&
            entry.tries === 1 &&
            (entry.verdict === 'correct' || entry.verdict === 'close');
          const [was] = before;
          if (right && was)
            say(
              stage,
              `${ago(world.now(), was.last)} your answer here was ${was.id.replaceAll('-', ' ')}; today it is right.`,
              'note',
            );
        },
      );
      if (left) return left;
    }
    say(stage, closing(stage.memory, world.now()));
    return null;
  });
}

/** Asks made problems without end, each at the edge of what is known. */
export async function runPractice(world: Environment, look: Theme, run: RunCommand): Promise<number> {
  return onStage(world, look, run, async (stage) => {
    for (;;) {
      const next = practiceFor(stage.memory, seedFrom(world.chance));
      if (!next) return null;
      if (next.skill !== null) say(stage, `Next, with ${next.skill}, which you know least.`, 'note');
      const left = await asked(
        stage,
        sessionOver(next.lesson, [], ['value'], stage.piped ? 'piped' : 'prompt', new Set()),
      );
      if (left) return left;
      if ((stage.memory.days[dayOf(world.now())] ?? 0) >= enoughForToday)
        say(stage, 'That is enough for today: what rests is kept longer.', 'note');
      if (stage.piped) return null;
      const came = await stage.lines.next('  Enter: another · q: enough for today ');
      if (came.kind !== 'line') return came;
      if (isLeaving(came.text)) return null;
    }
  });
}

async function onStage(
  world: Environment,
  look: Theme,
  run: RunCommand,
  walk: (stage: Stage) => Promise<Left | null>,
): Promise<number> {
  const stage = await openStage(world, look, run, true);
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
  const found = new Set(known(session));
  const blocks = opening(session)
    .filter((block) => block.kind !== 'line' || !/^(?:$|One question|\d+ questions)/.test(block.text))
    .map((block) => (block.kind === 'picture' ? { ...block, known: found } : block));
  show(stage, [line('plain', ''), ...blocks], session.words.lesson);
  const done = await askSession(stage, session, { after });
  return 'over' in done ? null : done;
}

const closing = (memory: Memory, now: number): string =>
  (memory.days[dayOf(now)] ?? 0) >= enoughForToday
    ? 'Done, and enough for today.'
    : 'Done: nothing else is due.';

const day = 86_400_000;
const daysAway = (time: number): string => (time < day ? 'within a day' : `in ${Math.ceil(time / day)} days`);
const ago = (now: number, then: number): string => {
  const days = dayOf(now) - dayOf(then);
  return days === 0 ? 'Earlier today' : days === 1 ? 'Yesterday' : `${days} days ago`;
};

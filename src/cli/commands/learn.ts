import { type Course, type Lecture, type Step, stepId } from '../../course/lessons/course.ts';
import { isMastered, type Memory, stepOf } from '../../course/memory/memory.ts';
import { stepEntry } from '../course/ask-session.ts';
import { mapLines, nextIn, triesIn } from '../course/map.ts';
import { courseFrom, shippedCourse } from '../course/open-course.ts';
import { openStage, type RunCommand, type Stage, say } from '../course/stage.ts';
import { type Taken, takeStep } from '../course/take-step.ts';
import { type LineSource, signalCodes } from '../prompt/lines.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';

/** The options of `dvar learn`. */
export interface LearnOptions {
  readonly list?: boolean;
  readonly journal: boolean;
}

/** Goes on with the course where somebody stopped, or at a lecture that they name; gives the exit code. */
export async function runLearn(
  world: Environment,
  targets: readonly string[],
  options: LearnOptions,
  look: Theme,
  run: RunCommand,
  opened: LineSource | null = null,
): Promise<number> {
  const file = targets.find((target) => /\.ya?ml$/i.test(target));
  const course = file === undefined ? await shippedCourse(world) : await courseFrom(world, file);
  const number = targets.find((target) => target !== file);
  const chosen = number === undefined ? null : Number(number) - 1;
  if (chosen !== null && !course.lectures[chosen])
    throw new Failure(
      `there is no lecture ${number}; the lectures are 1 to ${course.lectures.length} (dvar learn --list)`,
    );
  const stage = await openStage(world, look, run, options.journal, opened);
  try {
    if (options.list) {
      const lines = mapLines(stage.memory, course, world.now(), look.ascii);
      world.stdout.write(
        `${lines.flatMap((each) => wrapped(/^ */.exec(each)?.[0] ?? '', each.trimStart(), 'plain', look)).join('\n')}\n`,
      );
      return exitCodes.done;
    }
    const taken = await walk(stage, course, chosen);
    return taken.kind === 'signal' ? signalCodes[taken.signal] : exitCodes.done;
  } finally {
    stage.lines.close();
  }
}

/** From lecture to lecture, until somebody leaves; a pipe takes one. */
async function walk(stage: Stage, course: Course, chosen: number | null): Promise<Taken> {
  const { memory } = stage;
  const open = course.lectures.findIndex((lecture) => nextIn(memory, course, lecture) !== null);
  if (chosen === null && open < 0) {
    say(
      stage,
      'You have been through all lectures. `dvar learn 1` begins again, `dvar review` asks what is due, `dvar practice` goes on without end.',
    );
    return { kind: 'done' };
  }
  if (Object.keys(memory.steps).length === 0 && chosen === null)
    say(
      stage,
      `${course.title}: ${course.lectures.length} lectures of half an hour or less.\nRead, predict, watch one worked out, fill gaps, then do it alone.\n\`?\` is a hint, \`:quit\` leaves, and \`dvar learn\` goes on where you stopped.\nWhat you answer is kept on this machine alone (\`dvar progress\`).`,
      'note',
    );
  for (let at = chosen ?? open; ; at++) {
    const lecture = course.lectures[at];
    if (!lecture) return { kind: 'done' };
    const taken = await walkLecture(stage, course, lecture, at);
    if (taken.kind !== 'done') {
      if (!stage.piped) say(stage, 'Until next time: `dvar learn` goes on here.', 'note');
      return taken;
    }
    const last = at === course.lectures.length - 1;
    const more = ending(memory, course, lecture, at);
    say(stage, [...more, ...(last ? evidence(memory) : [])].join('\n'));
    if (stage.piped || last) return taken;
    const came = await stage.lines.next(`  Enter: lecture ${at + 2} · q: enough for today `);
    if (came.kind !== 'line') return came;
    if (came.text.trim() !== '') return { kind: 'end' };
  }
}

async function walkLecture(stage: Stage, course: Course, lecture: Lecture, number: number): Promise<Taken> {
  const from = nextIn(stage.memory, course, lecture) ?? 0;
  let jumped: { readonly from: number; readonly wrong: number } | null = null;
  for (let at = from; at < lecture.steps.length; at++) {
    const step = lecture.steps[at] as Step; // at is within
    const head = `Lecture ${number + 1} · ${at + 1} of ${lecture.steps.length} · ${names[step.kind]}`;
    stage.world.stdout.write(
      `\n${stage.look.paint('note', stage.look.ascii ? head.replaceAll('·', '-') : head)}\n`,
    );
    const taken = await takeStep(stage, course, lecture, step);
    if (taken.kind === 'solo') {
      const solo = lecture.steps.findIndex((each, i) => i > at && each.kind === 'solo');
      if (solo < 0) continue;
      jumped = { from: at, wrong: wrongIn(stage.memory, course, lecture) };
      at = solo - 1;
      continue;
    }
    if (taken.kind !== 'done') return taken;
    await stage.recorder.keep(stepEntry(course.id, stepId(lecture, step), false));
    if (!jumped) continue;
    // Whoever is right at the first try where it is hardest need not be led there; whoever is not goes back.
    if (wrongIn(stage.memory, course, lecture) === jumped.wrong) {
      for (const passed of lecture.steps.slice(jumped.from, at))
        await stage.recorder.keep(stepEntry(course.id, stepId(lecture, passed), true));
      say(stage, 'Right at the first try: the easier steps are passed over.', 'note');
    } else {
      say(stage, 'Not all at the first try: the easier steps come first.', 'note');
      at = jumped.from - 1;
    }
    jumped = null;
  }
  return { kind: 'done' };
}

const names: Readonly<Record<Step['kind'], string>> = {
  say: 'read',
  predict: 'predict',
  demo: 'watch',
  worked: 'worked out',
  faded: 'fill the gap',
  solo: 'your turn',
  fresh: 'fresh numbers',
};

const wrongIn = (memory: Memory, course: Course, lecture: Lecture): number => {
  const { first, asked } = triesIn(memory, course, lecture);
  return asked - first;
};

function ending(memory: Memory, course: Course, lecture: Lecture, number: number): readonly string[] {
  const { first, asked } = triesIn(memory, course, lecture);
  const missed = lecture.steps.flatMap((step) =>
    Object.entries(stepOf(memory, course.id, stepId(lecture, step))?.answered ?? {})
      .filter(([, right]) => !right)
      .map(([name]) => name),
  );
  const again = [...new Set(missed)];
  return [
    `Lecture ${number + 1} done: ${first} of ${asked} answers right at the first try.`,
    ...(again.length > 0
      ? [`Worth another look tomorrow (dvar review): ${again.slice(0, 6).join(', ')}.`]
      : []),
  ];
}

/** The last page: a line for each skill, with what was seen of it. */
function evidence({ skills }: Memory): readonly string[] {
  const lines = Object.entries(skills)
    .sort(([, a], [, b]) => a.known - b.known)
    .map(([name, skill]) => {
      const all = skill.right + skill.missed;
      const kept = isMastered(skill) ? ', on two days and other numbers: kept' : '';
      return `${name}: ${skill.right} of ${all} first answers right${kept}`;
    });
  return [
    'What you have shown, from weak to strong:',
    ...lines,
    'Go on with `dvar review` tomorrow, `dvar practice` any time, and a network of your own: `dvar`.',
  ];
}

import type { Course } from '../../../course/lessons/course.ts';
import { dayOf, type Memory } from '../../../course/memory/memory.ts';
import { courseEnding, lectureEnding, refresherLines } from '../../../course/walk/ending.ts';
import { nextStep, openLecture } from '../../../course/walk/path.ts';
import { mapLines } from '../../course/map.ts';
import { courseFrom, shippedCourse } from '../../course/open-course.ts';
import { pause } from '../../course/pause.ts';
import { openStage, type Stage, say } from '../../course/stage.ts';
import type { Taken } from '../../course/take-step.ts';
import { walkLecture } from '../../course/walk-lecture.ts';
import { localNow } from '../../course/when.ts';
import { type LineSource, signalCodes } from '../../prompt/lines.ts';
import type { Theme } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';
import type { Environment } from '../../shell/environment.ts';
import { exitCodes, Failure } from '../../shell/failure.ts';
import type { CommandLine } from '../declaration/declaration.ts';

/** The options of `dvar learn`. */
export interface LearnOptions {
  readonly list?: boolean;
  readonly journal: boolean;
  readonly format?: 'text' | 'html' | 'markdown';
  readonly out?: string;
}

/** Goes on with the course where somebody stopped, or at a lecture that they name; gives the exit code. */
export async function runLearn(
  environment: Environment,
  targets: readonly string[],
  options: LearnOptions,
  theme: Theme,
  run: CommandLine['run'],
  opened: LineSource | null = null,
): Promise<number> {
  const files = targets.filter((target) => /\.ya?ml$/i.test(target));
  const course = files.length === 0 ? await shippedCourse(environment) : await courseFrom(environment, files);
  const number = targets.find((target) => !files.includes(target));
  const chosen = number === undefined ? null : Number(number) - 1;
  if (chosen !== null && !course.lectures[chosen])
    throw new Failure(
      `there is no lecture ${number}; the lectures are 1 to ${course.lectures.length} (dvar learn --list)`,
    );
  const { format = 'text', out } = options;
  if (format !== 'text') {
    const { lecturesAs } = await import('../../pictures/lecture-pages.ts');
    const { deliver } = await import('../../pictures/deliver.ts');
    const places = chosen === null ? [...course.lectures.keys()] : [chosen];
    await deliver(environment, await lecturesAs(format, environment, run, course, places), out);
    return exitCodes.done;
  }
  if (out !== undefined) throw new Failure('--out is for a page to read; add --format html or markdown');
  const stage = await openStage(environment, theme, run, options.journal, opened);
  try {
    if (options.list) {
      const lines = mapLines(stage.memory, course, localNow(environment), theme.ascii);
      environment.stdout.write(
        `${lines.flatMap((each) => wrapped(/^ */.exec(each)?.[0] ?? '', each.trimStart(), 'plain', theme)).join('\n')}\n`,
      );
      return exitCodes.done;
    }
    const taken = await walk(stage, course, chosen, ['dvar learn', ...files].join(' '));
    return taken.kind === 'signal' ? signalCodes[taken.signal] : exitCodes.done;
  } finally {
    stage.lines.close();
  }
}

/** Goes from lecture to lecture until somebody leaves; a pipe takes one lecture. */
async function walk(stage: Stage, course: Course, chosen: number | null, command: string): Promise<Taken> {
  const { memory } = stage;
  const begins = chosen ?? openLecture(memory, course);
  if (begins === null) {
    say(stage, `You have finished all lectures; \`${command} 1\` starts again.`);
    return sayEnding(stage, course);
  }
  const isNew = Object.keys(memory.steps).length === 0;
  const words = !course.hasTerms ? '' : ' `:what` WORD says what a word means,';
  if (isNew && chosen !== null && !stage.piped)
    say(stage, `\`?\` is a hint,${words} \`:quit\` leaves.`, 'note');
  if (isNew && chosen === null)
    say(
      stage,
      `${course.title}, each half an hour or a little more.\nYou read, predict, watch one worked out, fill gaps, then do one alone.\n\`?\` is a hint,${words} \`:quit\` leaves, and \`${command}\` continues where you stopped.\nYour answers stay on this machine; \`dvar progress\` shows them.`,
      'note',
    );
  const first = course.lectures[begins];
  if (first && !stage.piped) {
    const refreshed = refresherLines(memory, course, first, dayOf(localNow(stage.environment)));
    if (refreshed.length > 0) say(stage, refreshed.join('\n'), 'note');
  }
  let back = false;
  for (let at = begins; ; at++) {
    const lecture = course.lectures[at];
    if (!lecture) return { kind: 'done' };
    const taken = await walkLecture(stage, course, lecture, at + 1, back);
    if (taken.kind !== 'done') {
      if (!stage.piped) say(stage, untilNextTime(memory, course, at, command), 'note');
      return taken;
    }
    const last = at === course.lectures.length - 1;
    say(stage, ['', ...lectureEnding(memory, course, lecture, at + 1)].join('\n'));
    if (last) return sayEnding(stage, course);
    if (stage.piped) return taken;
    const came = await pause(stage, {
      prompt: `Enter: lecture ${at + 2} · q: enough for today`,
      also: String(at + 2),
    });
    back = came.kind === 'back';
    if (back) at--;
    else if (came.kind !== 'done') return came;
  }
}

/** How somebody who leaves a lecture comes back to it. */
function untilNextTime(memory: Memory, course: Course, at: number, command: string): string {
  const lecture = course.lectures[at];
  if (lecture && nextStep(memory, course, lecture) === null)
    return `Until next time: this lecture is done; \`${command} ${at + 1}\` starts it again.`;
  return `Until next time: \`${openLecture(memory, course) === at ? command : `${command} ${at + 1}`}\` continues here.`;
}

/** What the course comes to for somebody, part by part: each waits until it was read. */
async function sayEnding(stage: Stage, course: Course): Promise<Taken> {
  const { shown, again, onward } = courseEnding(stage.memory, course);
  const parts = [shown, [...again, ...onward]];
  for (const lines of parts) {
    const came = await pause(stage, { prompt: 'Enter goes on' });
    if (came.kind !== 'done' && came.kind !== 'back') return came;
    say(stage, lines.join('\n'));
  }
  return { kind: 'done' };
}

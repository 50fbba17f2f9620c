import { lineOf, readLines } from '../../course/memory/entry.ts';
import { dayOf, isMastered, isOpen, type Memory } from '../../course/memory/memory.ts';
import { mapLines } from '../course/map.ts';
import { shippedCourse } from '../course/open-course.ts';
import { journalFile } from '../course/recorder.ts';
import { rememberedIn } from '../course/remembered.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { fileErrorReason, readTextFile } from '../shell/read-file.ts';

/** The options of `dvar progress`. */
export interface ProgressOptions {
  readonly export?: string;
  readonly import?: string;
  readonly forget?: boolean;
  readonly format: 'text' | 'json';
}

/** What one screen has room for. */
const most = { skills: 8, mistakes: 3, weeks: 4 } as const;

/** Shows what is remembered, or hands it over, takes more in, or moves it aside; gives the exit code. */
export async function runProgress(
  world: Environment,
  options: ProgressOptions,
  look: Theme,
): Promise<number> {
  const folder = await world.stateFolder();
  if (folder === null) throw new Failure('nothing is kept here; DVAR_STATE names a folder');
  const tell = (text: string): void =>
    void world.stdout.write(
      `${wrapped(/^ */.exec(text)?.[0] ?? '', text.trimStart(), 'plain', look).join('\n')}\n`,
    );
  const file = journalFile(folder);
  try {
    if (options.export !== undefined) {
      const text = await world.disk.readFrom(file, 0);
      await world.writeFile(options.export, text);
      tell(`What is remembered is in ${options.export}.`);
      return exitCodes.done;
    }
    if (options.import !== undefined) {
      const have = new Set(readLines(await world.disk.readFrom(file, 0)).map(({ id }) => id));
      const fresh = readLines(await readTextFile(world, options.import)).filter(
        ({ id }) => !have.has(id) && have.add(id),
      );
      await world.disk.makeFolder(folder);
      if (fresh.length > 0) await world.disk.append(file, fresh.map(lineOf).join(''));
      tell(`${fresh.length} ${fresh.length === 1 ? 'line was' : 'lines were'} new.`);
      return exitCodes.done;
    }
    if (options.forget) {
      const text = await world.disk.readFrom(file, 0);
      if (text !== '') await world.disk.replace(`${file}.forgotten`, text);
      await world.disk.replace(file, '');
      tell(`Forgotten. What was kept lies in ${file}.forgotten; delete it if you like.`);
      return exitCodes.done;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${options.export ?? file} can't be written: ${fileErrorReason(error)}; name another`);
  }
  const memory = await rememberedIn(world, folder);
  const course = await shippedCourse(world);
  if (options.format === 'json') {
    world.stdout.write(`${JSON.stringify({ format: 'dvar.progress/1', ...memory }, null, 2)}\n`);
    return exitCodes.done;
  }
  const now = world.now();
  for (const each of [
    ...mapLines(memory, course, now, look.ascii),
    ...skillLines(memory, now),
    ...mistakeLines(memory),
    ...calendar(memory, now, look.ascii),
  ])
    tell(each);
  return exitCodes.done;
}

function skillLines({ skills }: Memory, now: number): readonly string[] {
  const all = Object.entries(skills).sort(([, a], [, b]) => a.known - b.known);
  if (all.length === 0) return [];
  const lines = all.slice(0, most.skills).map(([name, skill]) => {
    const days = Math.max(0, Math.ceil((skill.schedule.due - now) / 86_400_000));
    const due = days === 0 ? 'due now' : `due in ${days} ${days === 1 ? 'day' : 'days'}`;
    return `  ${name.padEnd(16)} ${String(Math.round(100 * skill.known)).padStart(3)}%, ${skill.right} of ${skill.right + skill.missed} right, ${isMastered(skill) ? 'kept, ' : ''}${due}`;
  });
  const more = all.length - lines.length;
  return [
    'Skills, from weak to strong, and how sure it is that you know them:',
    ...lines,
    ...(more > 0 ? [`  and ${more} stronger ones`] : []),
  ];
}

function mistakeLines({ mistakes }: Memory): readonly string[] {
  const open = Object.entries(mistakes)
    .filter(([, mistake]) => isOpen(mistake))
    .sort(([, a], [, b]) => b.count - a.count);
  if (open.length === 0) return [];
  return [
    'Mistakes to look out for:',
    ...open
      .slice(0, most.mistakes)
      .map(([id, { count }]) => `  ${id.replaceAll('-', ' ')}, ${count} ${count === 1 ? 'time' : 'times'}`),
  ];
}

/** The last weeks, a line each: how much was answered on each day. */
function calendar({ days }: Memory, now: number, ascii: boolean): readonly string[] {
  const signs = ascii ? ['.', '-', '+', '#'] : ['·', '▂', '▅', '█'];
  const sign = (count: number): string => signs[count === 0 ? 0 : count < 10 ? 1 : count < 30 ? 2 : 3] ?? '';
  const today = dayOf(now);
  const from = today - 7 * most.weeks + 1;
  const row = Array.from({ length: 7 * most.weeks }, (_, i) => sign(days[from + i] ?? 0)).join('');
  return [`The last ${most.weeks} weeks: ${row.replace(/(.{7})(?=.)/gu, '$1 ')}`];
}

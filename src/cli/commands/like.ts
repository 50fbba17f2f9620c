import { kinds } from '../../engine/graph/graph.ts';
import { literal } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { nested } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { discriminate, sharpness } from '../../tutor/values/discrimination.ts';
import { drawing, type Variant, variantOf } from '../../tutor/values/variant.ts';
import { loadLesson } from '../program/lesson-from-args.ts';
import { madeLesson } from '../program/made-lesson.ts';
import type { ProgramOptions } from '../program/options.ts';
import { jsonText } from '../screen/json-text.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { seedFrom } from '../shell/seed.ts';

/** A share as people say it. */
export const percent = (part: number): string => `${Math.round(100 * part)}%`;

/** What `dvar like` is asked beside its program. */
export interface LikeOptions extends ProgramOptions {
  readonly level?: string;
  readonly quiz?: boolean;
}

/** Finds other values for a program's graph, or makes a program of a level, and prints them or asks them at once; gives the exit code. */
export async function runLike(
  environment: Environment,
  words: readonly string[],
  options: LikeOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<number> {
  const { level, format } = options;
  const seed = options.seed ?? seedFrom(environment.chance);
  if (level !== undefined && (words.length > 0 || options.file !== undefined))
    throw new Failure('--level makes a new program; leave out --level or your program');
  const lesson =
    level === undefined
      ? await loadLesson(environment, words, options, commandNames, 'like')
      : madeLesson(level, seed, options);
  const before = level === undefined ? sharpness(discriminate(lesson)) : null;
  const found = variantOf(lesson, seed, before ?? 0);
  if (!found) throw new Failure('no other values were found for this graph; try another --seed');
  if (options.quiz !== true) {
    environment.stdout.write(`${likeText(lesson, found, seed, format, theme, before)}\n`);
    return exitCodes.done;
  }
  const { quizOf } = await import('./quiz.ts');
  return quizOf(environment, found.lesson, { ...options, journal: true }, theme);
}

/** What `dvar like` prints: a command line with other values for the same graph, and how well they, and those `before`, show mistakes. */
function likeText(
  lesson: Lesson,
  found: Variant,
  seed: number,
  format: 'text' | 'json',
  theme: Theme,
  before: number | null,
): string {
  const program = printProgram(lesson.worked.program, '; ');
  if (format === 'json') {
    const values = Object.fromEntries([...found.values].map(([name, value]) => [name, nested(value)]));
    return jsonText(
      { format: 'dvar.like/1', drawing, seed, program, values, sharpness: found.sharpness, before },
      2,
    );
  }
  // A value with blanks or semicolons needs quotes in every shell.
  const values = [...found.values].map(([name, value]) => {
    const text = `${name}=${print(literal(value))}`;
    return typeof value === 'number' ? text : `"${text}"`;
  });
  const { data } = lesson.worked.program;
  const names = lesson.worked.names.filter(
    (name, slot) => name !== null && lesson.worked.graph.kind[slot] === kinds.data,
  );
  const options =
    names.length > 0 && data.length === 0 && !lesson.worked.program.header
      ? [`--data ${names.join(',')}`]
      : [];
  const says = `Seed ${seed}: with these values ${percent(found.sharpness)} of the known mistakes give different answers${discriminationCompared(found.sharpness, before)}.`;
  const line = [`dvar "${program}"`, ...values, ...options].join(' ');
  return theme.plain
    ? [...sentences(says), line].join('\n')
    : [line, ...wrapped('', says, 'note', theme)].join('\n');
}

/** How the values that were found compare with those that were given, if any were. */
export function discriminationCompared(sharp: number, before: number | null): string {
  if (before === null) return '';
  return `, with yours ${percent(before)}${sharp < before ? ': no others that were drawn do better' : ''}`;
}

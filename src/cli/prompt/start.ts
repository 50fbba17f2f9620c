import { join } from 'node:path';
import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { literal } from '../../language/expression.ts';
import { shownDigits } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { ProgramOptions } from '../program/options.ts';
import type { Environment } from '../shell/environment.ts';

/** What starts a quiz: the words of a command line, and its options as they were read. */
export interface QuizStart {
  readonly words: readonly string[];
  readonly options: Partial<ProgramOptions> & { readonly dialect?: 'dvar' | 'numpy' };
}

/** The options that decide which quiz it is, as they are typed. How it looks is another matter. */
const typedOptions = {
  file: '-f',
  problem: '--problem',
  student: '--student',
  draws: '--draws',
  seed: '--seed',
  output: '--output',
  data: '--data',
  wrt: '--wrt',
  skip: '--skip',
  ask: '--ask',
  askShapes: '--ask-shapes',
  kinds: '--kinds',
  convention: '--convention',
  digits: '--digits',
  dialect: '--dialect',
} as const satisfies Partial<Record<keyof QuizStart['options'], string>>;

const optionNames = Object.keys(typedOptions) as readonly (keyof typeof typedOptions)[]; // the table's own keys

/** Only what decides which quiz it is: to be kept, and to be typed again. */
export const quizStart = (words: readonly string[], options: QuizStart['options']): QuizStart => ({
  words,
  options: Object.fromEntries(
    optionNames.flatMap((name) => {
      const value = options[name];
      return value === undefined || (name === 'digits' && value === shownDigits) ? [] : [[name, value]];
    }),
  ),
});

/** The start of the same quiz at the values of a lesson; its program is named by `name`, and written out where it has none. */
export function quizStartAt({ worked }: Lesson, name: string | null, { options }: QuizStart): QuizStart {
  const leaves = [...worked.own].filter((slot) => worked.graph.kind[slot] !== kinds.step);
  const values = leaves.map((slot) => `${nameAt(worked, slot)}=${print(literal(valueOfSlot(worked, slot)))}`);
  const data = leaves
    .filter((slot) => worked.graph.kind[slot] === kinds.data)
    .map((slot) => nameAt(worked, slot));
  if (name !== null || options.file !== undefined)
    return { words: [...(name === null ? [] : [name]), ...values], options };
  const { program } = worked;
  const told = data.length === 0 || program.data.length > 0 || program.header || options.data;
  return {
    words: [printProgram(program, '; '), ...values],
    options: told ? options : { ...options, data },
  };
}

/** The file or the shipped problem that a start names; null where its program is written out. */
export const startName = ({ words: [first = ''] }: QuizStart): string | null =>
  /=/.test(first) ? null : first || null;

/** A word as shells take it: in double quotes where a shell would change it. */
const inShell = (word: string): string => (/^[\w=.,:/@+-]+$/.test(word) ? word : `"${word}"`);

/** `dvar "J = 3*a" a=5`: the command that starts a quiz. */
export function startCommand({ words, options }: QuizStart): string {
  const flags = optionNames.flatMap((name) => {
    const value = options[name];
    if (value === undefined) return [];
    return value === true ? [typedOptions[name]] : [typedOptions[name], inShell(String(value))];
  });
  return ['dvar', ...words.map(inShell), ...flags].join(' ');
}

/** What was left longer ago than this, in milliseconds, is not offered unasked. */
const longAgo = 30 * 24 * 3600 * 1000;

/** The start of the quiz that was left in the middle last; null where there is none. */
export async function startOfLatest(environment: Environment): Promise<QuizStart | null> {
  const folder = await environment.stateFolder();
  if (folder === null) return null;
  const unfinished = join(folder, 'unfinished');
  const { disk } = environment;
  const names = await disk.list(unfinished).catch(() => []);
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith('.jsonl'))
      .map(async (name) => {
        const path = join(unfinished, name);
        return {
          path,
          changed: await disk.look(path).then(
            ({ changed }) => changed,
            () => 0,
          ),
        };
      }),
  );
  const [latest] = files.sort((a, b) => b.changed - a.changed);
  if (latest === undefined || environment.now() - latest.changed > longAgo) return null;
  const text = await disk.readFrom(latest.path, 0).catch(() => '');
  return text.split('\n').reduce<QuizStart | null>((found, each) => found ?? startIn(each), null);
}

/** The start that a line of a file holds; null where it holds something else, or is cut off. */
function startIn(text: string): QuizStart | null {
  try {
    const { start } = JSON.parse(text) as { readonly start?: QuizStart }; // written here; anything else has no start
    return Array.isArray(start?.words) && typeof start.options === 'object' ? start : null;
  } catch {
    return null;
  }
}

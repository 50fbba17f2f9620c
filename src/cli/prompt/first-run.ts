import { leaves } from '../../language/expression.ts';
import { type Program, parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { stopped } from '../../tutor/lesson/words.ts';
import { typedLesson } from '../program/lesson-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import { valueGiven } from '../program/positionals.ts';
import { shippedFile } from '../program/shipped.ts';
import { uncoloured } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { type LineEvent, type LineSource, signalCodes } from './lines.ts';
import { type QuizStart, quizStart, startCommand } from './start.ts';

/** The lecture's running example, for somebody who has no program. */
const lecture = { program: 'J = 3*(a+b*c)', values: { a: '5', b: '3', c: '2' } } as const;

/** The words that leave, at this prompt as at a quiz's. */
const leaving = /^:?(?:quit|exit|q)$/;
const word = /^(?:\?+|:.*|help|hint|skip)$/;
/** Words beside each other, as people talk: a program has a sign or a number somewhere. */
const talk = /^\p{L}+(?:[\s,.!?']+\p{L}+)+[.!?]*$/u;

/**
 * Offers the course and what was left in the middle, or asks for a program and then for its values, so that nothing needs
 * quotes; gives an exit code where somebody leaves.
 */
export async function askLesson(
  environment: Environment,
  lines: LineSource,
  options: ProgramOptions,
  left: QuizStart | null,
): Promise<Lesson | QuizStart | number | 'learn'> {
  if (left)
    environment.stdout.write(
      `You left a quiz in the middle. Type y to go on with it:\n  ${startCommand(left)}\n`,
    );
  environment.stdout.write(
    `Press Enter for the course, five lectures; it keeps your place.\nOr type the name of a problem, such as fan-out, or your own program, such as\n  ${lecture.program}\n`,
  );
  let instead: string | null = null;
  for (;;) {
    const typed: LineEvent =
      instead === null ? await lines.next('program: ') : { kind: 'line', text: instead };
    instead = null;
    if (typed.kind !== 'line') return codeOf(typed);
    // Nothing needs quotes here; where somebody types them out of habit, what is inside is meant.
    const bare = typed.text.trim().replace(/^(["'])(.*)\1$/, '$2');
    const source = bare.trim();
    if (leaving.test(source)) return exitCodes.done;
    if (/^(?::?learn)?$/i.test(source)) return 'learn';
    if (left && /^(?:y|yes|go on)$/i.test(source)) return left;
    const problem = source.replace(/^dvar\s+/, '');
    if (shippedFile(environment, problem)) return quizStart([problem.toLowerCase()], options);
    if (word.test(source) || talk.test(source)) {
      say(
        environment,
        `Press Enter for the course, or type a program, such as ${lecture.program}; dvar help explains the rest; :quit leaves`,
      );
      continue;
    }
    const parsed = parseProgram(source);
    if (!parsed.ok) {
      say(environment, parsed.trouble.message);
      continue;
    }
    const values = await askValues(environment, lines, parsed.value, source === lecture.program);
    if (typeof values === 'number') return values;
    if (typeof values === 'string') {
      instead = values;
      continue;
    }
    try {
      return typedLesson(source, values, options);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      say(environment, error.message);
    }
  }
}

/** Asks for a program's values; gives an exit code where somebody leaves, and a program that is typed instead. */
async function askValues(
  environment: Environment,
  lines: LineSource,
  program: Program,
  lectures: boolean,
): Promise<ReadonlyMap<string, Value> | number | string> {
  const values = new Map<string, Value>();
  const names = namesToAsk(program);
  for (const name of names.filter((each) => looksMultiplied(each, names)))
    say(
      environment,
      `${name} is one name; for ${[...name].join(' times ')} type the program again here, with ${[...name].join('*')}`,
    );
  for (const name of names) {
    if (values.has(name)) continue;
    const usual = lectures ? (lecture.values as Readonly<Record<string, string>>)[name] : undefined;
    for (;;) {
      const typed = await lines.next(usual === undefined ? `${name} = ` : `${name} (Enter: ${usual}) = `);
      if (typed.kind !== 'line') return codeOf(typed);
      const text = typed.text
        .trim()
        .replace(new RegExp(`^(?:${name}\\s*)?=(?!=)`, 'u'), '')
        .trim();
      if (leaving.test(text)) return exitCodes.done;
      const several = valuesTyped(typed.text, names);
      for (const [each, value] of several) values.set(each, value);
      if (values.has(name)) break;
      if (several.size > 0) continue;
      // An equals sign that is none of this name's begins another program.
      if (/=(?!=)/.test(text)) return text;
      if (word.test(text) || (text === '' && usual === undefined)) {
        say(
          environment,
          `Type the value of ${name}, such as 5, -2.5 or 2/3, or another program; :quit leaves`,
        );
        continue;
      }
      try {
        values.set(name, valueGiven(name, text === '' && usual !== undefined ? usual : text));
        break;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        say(environment, error.message);
      }
    }
  }
  return values;
}

/** The values of a line such as `a=5 b=3, c=2`, as they are typed on a command line; none where it is anything else. */
function valuesTyped(text: string, names: readonly string[]): ReadonlyMap<string, Value> {
  const parts = text.trim().split(/[\s,;]+(?=[\p{L}_][\p{L}\d_]*\s*=(?!=))/u);
  const pairs = parts.map((part) => /^([\p{L}_][\p{L}\d_]*)\s*=\s*(\S.*)$/u.exec(part));
  if (!pairs.every((pair) => pair && names.includes(pair[1] ?? ''))) return new Map();
  try {
    return new Map(pairs.map((pair) => [pair?.[1] ?? '', valueGiven(pair?.[1] ?? '', pair?.[2] ?? '')]));
  } catch (error) {
    if (error instanceof Failure) return new Map();
    throw error;
  }
}

/** Whether a name looks like a product of names of one letter, as `bc` beside `a` does. */
const looksMultiplied = (name: string, names: readonly string[]): boolean =>
  /^[a-z]{2,3}$/.test(name) &&
  new Set(name).size === name.length &&
  names.length > 1 &&
  names.every((other) => other === name || other.length === 1);

const codeOf = (typed: Exclude<LineEvent, { kind: 'line' }>): number =>
  typed.kind === 'signal' ? signalCodes[typed.signal] : exitCodes.done;

const say = (environment: Environment, message: string): void => {
  const theme = {
    width: () => environment.stdout.columns || 80,
    ascii: false,
    plain: false,
    paint: uncoloured,
  };
  environment.stdout.write(`${wrapped('! ', stopped(message), 'trouble', theme).join('\n')}\n`);
};

/** The names that the program neither computes nor gives a number, in the order of the text. */
function namesToAsk(program: Program): readonly string[] {
  const assigned = new Set(program.statements.map((statement) => statement.name));
  const names = program.statements.flatMap((statement) =>
    leaves(statement.expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : [])),
  );
  return [...new Set(names)].filter((name) => !assigned.has(name) && !constants.has(name));
}

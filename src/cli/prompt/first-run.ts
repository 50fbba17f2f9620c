import { leaves } from '../../language/expression.ts';
import { type Program, parseProgram } from '../../language/program.ts';
import type { Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { stopped } from '../../tutor/lesson/words.ts';
import { typedLesson } from '../program/lesson-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import { valueGiven } from '../program/positionals.ts';
import { nearProblem, shippedFile } from '../program/shipped.ts';
import { uncoloured } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { type LineEvent, type LineSource, signalCodes } from './lines.ts';
import { type QuizStart, quizStart, startCommand } from './start.ts';
import { programAndValues, valuesIn } from './typed-values.ts';

/** The lecture's running example, for somebody who has no program. */
const lecture = { program: 'J = 3*(a+b*c)', values: { a: '5', b: '3', c: '2' } } as const;

/** The words that leave, at this prompt as at a quiz's. */
const leaving = /^:?(?:quit|exit|q)$/;
const word = /^(?:\?+|:.*|help|hint|skip)$/;
/** The form that the names of shipped problems have. */
const idForm = /^[a-z]+(?:-[a-z\d]+)*$/iu;
/** A word, or words beside each other, as people talk: a program has a sign or a number somewhere. */
const talk = (text: string): boolean => /^\p{L}+(?:[\s,.!?']+\p{L}+)*[.!?]*$/u.test(text);

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
  if (left) {
    tell(environment, '', 'You left a quiz in the middle. Type y to go on with it:');
    environment.stdout.write(`  ${startCommand(left)}\n`);
  }
  tell(environment, '', 'Press Enter for the course, five lectures; it keeps your place.');
  tell(environment, '', 'Or type the name of a problem, such as fan-out, or your own program, such as');
  environment.stdout.write(`  ${lecture.program}\n`);
  let instead: string | null = null;
  for (;;) {
    const typed: LineEvent =
      instead === null ? await lines.next('program: ') : { kind: 'line', text: instead };
    instead = null;
    if (typed.kind !== 'line') return codeOf(typed);
    const { program: source, values: behind } = programAndValues(typed.text);
    if (leaving.test(source)) return exitCodes.done;
    if (/^(?::?learn)?$/i.test(source)) return 'learn';
    if (left && /^(?:y|yes|go on)$/i.test(source)) return left;
    const problem = source.replace(/^dvar\s+/, '');
    if (shippedFile(environment, problem)) return quizStart([problem.toLowerCase()], options);
    const near = idForm.test(problem) ? nearProblem(problem.toLowerCase()) : null;
    if (near || word.test(source) || talk(source)) {
      say(
        environment,
        `${near ? `Did you mean ${near}? ` : ''}Press Enter for the course, or type a program, such as ${lecture.program}; dvar help explains the rest; :quit leaves`,
      );
      continue;
    }
    const parsed = parseProgram(source);
    if (!parsed.ok) {
      say(environment, parsed.trouble.message);
      continue;
    }
    const values = await askValues(environment, lines, parsed.value, {
      usual: source === lecture.program ? lecture.values : {},
      behind,
    });
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

/**
 * Asks for the values of a program that do not stand behind it; gives an exit code where somebody leaves, and a program
 * that is typed instead. Whatever can't be read is asked again: the program is never lost.
 */
async function askValues(
  environment: Environment,
  lines: LineSource,
  program: Program,
  { usual, behind }: { readonly usual: Readonly<Record<string, string>>; readonly behind: string },
): Promise<ReadonlyMap<string, Value> | number | string> {
  const values = new Map<string, Value>();
  const names = namesToAsk(program);
  for (const name of names.filter((each) => looksMultiplied(each, names)))
    say(
      environment,
      `${name} is one name; for ${[...name].join(' times ')} type the program again here, with ${[...name].join('*')}`,
    );
  takeValues(environment, names, values, valuesIn(behind) ?? []);
  for (const name of names) {
    const own = usual[name];
    while (!values.has(name)) {
      const typed = await lines.next(own === undefined ? `${name} = ` : `${name} (Enter: ${own}) = `);
      if (typed.kind !== 'line') return codeOf(typed);
      const text = typed.text.trim().replace(/^=(?!=)\s*/u, '');
      if (leaving.test(text)) return exitCodes.done;
      // Without a name in front, the first value is that of the name which was asked for.
      const pairs = valuesIn(text) ?? valuesIn(`${name}=${text}`) ?? [];
      const isOwn = pairs.every(([each]) => names.includes(each));
      if (!isOwn && computes(text)) return text;
      const [[, first = ''] = []] = pairs;
      if (word.test(first) || (first === '' && own === undefined))
        say(
          environment,
          `Type the value of ${name}, such as 5, -2.5 or 2/3, or another program; :quit leaves`,
        );
      else takeValues(environment, names, values, first === '' ? [[name, own ?? '']] : pairs);
    }
  }
  return values;
}

/** Whether a line is a program that computes something from a name, which `z=4` does not. */
function computes(line: string): boolean {
  const parsed = parseProgram(programAndValues(line).program);
  return (
    parsed.ok &&
    parsed.value.statements.some(({ expression }) => leaves(expression).some(({ kind }) => kind === 'name'))
  );
}

/** Keeps the values that can be read and says what is wrong with the others. */
function takeValues(
  environment: Environment,
  names: readonly string[],
  values: Map<string, Value>,
  pairs: readonly (readonly [string, string])[],
): void {
  for (const [name, text] of pairs) {
    if (!names.includes(name)) {
      say(environment, `${name} is no input of this program; its inputs are ${names.join(', ')}`);
      continue;
    }
    try {
      values.set(name, valueGiven(name, text));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      say(environment, error.message);
    }
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

const say = (environment: Environment, message: string): void => tell(environment, '! ', stopped(message));

const tell = (environment: Environment, sign: string, message: string): void => {
  const theme = {
    width: () => environment.stdout.columns || 80,
    ascii: false,
    plain: false,
    paint: uncoloured,
  };
  environment.stdout.write(`${wrapped(sign, message, 'trouble', theme).join('\n')}\n`);
};

/** The names that the program neither computes nor gives a number, in the order of the text. */
function namesToAsk(program: Program): readonly string[] {
  const assigned = new Set(program.statements.map((statement) => statement.name));
  const names = program.statements.flatMap((statement) =>
    leaves(statement.expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : [])),
  );
  return [...new Set(names)].filter((name) => !assigned.has(name) && !constants.has(name));
}

import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { lessonFrom, loadSources } from '../program/lesson-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import { noProgram } from '../program/program-from-args.ts';
import { problemAfter } from '../program/shipped.ts';
import { askLesson } from '../prompt/first-run.ts';
import type { LineSource } from '../prompt/lines.ts';
import { openLines } from '../prompt/open-lines.ts';
import { quizStart, quizStartAt, startOfLatest } from '../prompt/start.ts';
import { carryQuiz } from '../quiz/carry.ts';
import type { QuizStage } from '../quiz/quiz-stage.ts';
import type { Theme } from '../screen/theme.ts';
import { type Environment, isRemembered } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { alike, type CommandLine } from './declaration/declaration.ts';

/** The options of a quiz beside its program's. */
export interface QuizOptions extends ProgramOptions {
  readonly journal: boolean;
  /** The words in which answers are typed and said. */
  readonly dialect?: 'dvar' | 'numpy';
}

/** The learner asked to continue with the course; `lines` is the open prompt. */
interface CourseQuiz {
  readonly lines: LineSource;
}

/** Runs a quiz, and the course where that is what somebody asks for; gives the exit code. */
export async function runQuiz(
  environment: Environment,
  words: readonly string[],
  options: QuizOptions,
  { names, run }: Pick<CommandLine, 'names' | 'run'>,
  theme: Theme,
): Promise<number> {
  const ended = await asked(environment, words, options, names, theme);
  if (typeof ended === 'number') return ended;
  const { runLearn } = await import('./course/learn.ts');
  const { journal } = options;
  return runLearn(environment, [], { journal }, theme, alike(run, options), ended.lines);
}

/** Reads a program, or asks for one, and runs its quiz; gives the exit code, or that the course was asked for. */
async function asked(
  environment: Environment,
  words: readonly string[],
  options: QuizOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<number | CourseQuiz> {
  if (options.file === '-')
    throw new Failure(
      'standard input can hold the program or the answers, not both; give the program as text, or as -f FILE',
    );
  const piped = environment.stdin.isTTY !== true;
  // A program that can't be read is refused before anything is asked.
  const alone = words.length === 0 && options.file === undefined;
  const sources = alone ? null : await loadSources(environment, words, options, commandNames);
  const ready = sources && lessonFrom(sources);
  if (alone && piped) throw noProgram('quiz');
  const lines = await openLines(environment, theme, piped);
  let passedOn = false;
  try {
    const stage = { environment, theme, lines, piped };
    if (sources && ready)
      return await quizzed(ready, sources.problem, { ...stage, start: quizStart(words, options) }, options);
    const left =
      options.journal && isRemembered(environment, piped) ? await startOfLatest(environment) : null;
    const wanted = await askLesson(environment, lines, options, left);
    // A closed prompt can't be opened again, so the course takes over this one.
    passedOn = wanted === 'learn';
    if (wanted === 'learn') return { lines };
    if (typeof wanted === 'number') return wanted;
    if (!('words' in wanted)) {
      const start = quizStartAt(wanted, null, quizStart([], options));
      return await quizzed(wanted, null, { ...stage, start }, options);
    }
    const chosen = { ...options, ...wanted.options };
    const named = await loadSources(environment, wanted.words, chosen, commandNames);
    return await quizzed(
      lessonFrom(named),
      named.problem,
      { ...stage, start: wanted, goesOn: wanted === left },
      chosen,
    );
  } finally {
    if (!passedOn) lines.close();
  }
}

/** Asks a lesson that was made here; gives the exit code. */
export async function quizOf(
  environment: Environment,
  lesson: Lesson,
  options: QuizOptions,
  theme: Theme,
): Promise<number> {
  const piped = environment.stdin.isTTY !== true;
  const lines = await openLines(environment, theme, piped);
  try {
    const start = quizStartAt(lesson, null, quizStart([], options));
    return await quizzed(lesson, null, { environment, theme, lines, piped, start }, options);
  } finally {
    lines.close();
  }
}

/** Asks a lesson, in a terminal one shipped problem after the other for as long as somebody wants the next one. */
async function quizzed(
  first: Lesson,
  id: string | null,
  stage: Pick<QuizStage, 'environment' | 'theme' | 'lines' | 'piped' | 'start' | 'goesOn'>,
  options: QuizOptions,
): Promise<number> {
  const { environment, piped } = stage;
  const kept = options.journal && isRemembered(environment, piped);
  const dialect =
    options.dialect === 'numpy' ? await (await import('../quiz/numpy-dialect.ts')).numpyDialect() : null;
  let lesson = first;
  let problem = id;
  let { start, goesOn = false } = stage;
  for (;;) {
    const json = options.format === 'json';
    const carried = await carryQuiz(lesson, {
      ...stage,
      start,
      goesOn,
      digits: options.digits,
      problem,
      json,
      kept,
      ...(dialect && { dialect }),
    });
    if (carried.kind === 'left') return carried.code;
    problem = problemAfter(problem);
    // Options about the program before do not hold for the next one.
    const { digits, format, color } = options;
    start = quizStart([problem], options.dialect ? { digits, dialect: options.dialect } : { digits });
    goesOn = false;
    lesson = lessonFrom(await loadSources(environment, [problem], { digits, format, color }, []));
  }
}

import { batchesOf, type Examples, examplesSideBySide, oneByOne } from '../../demos/train/batches.ts';
import { examplesFrom, type NamedExamples, type Wanted } from '../../demos/train/data-file.ts';
import { gathered, type Objective, ownObjective } from '../../demos/train/objective.ts';
import { build } from '../../engine/graph/build.ts';
import { givensOf } from '../../engine/graph/givens.ts';
import { type Graph, kinds, shapeAt } from '../../engine/graph/graph.ts';
import { readCsv } from '../../homework/submission/class-csv.ts';
import { ok, type Result } from '../../language/diagnostic.ts';
import { filledWith, type Value, valueFrom } from '../../ops/matrix.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { seeded, seedOf } from '../../tutor/lesson/random.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';
import { givenValues, lessonFrom, programOf } from './lesson-from-args.ts';
import type { ProgramOptions } from './options.ts';
import type { Sources } from './program-from-args.ts';
import { rateFrom } from './rate-and-nudge.ts';

/** What `dvar train` is asked beside its program. */
export interface TrainOptions extends ProgramOptions<'text' | 'json' | 'svg'> {
  readonly out?: string;
  /** What a picture shows the descent over. */
  readonly over?: 'steps' | 'parameters';
  /** The learning rate as it was typed. */
  readonly rate: string;
  readonly steps?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly dataFile?: string;
  readonly columns?: Wanted;
  readonly init?: 'zeros';
}

/** Everything that a descent starts from. */
export interface Training {
  /** The program at the start, with the first example, or with the first batch where examples stand side by side. */
  readonly lesson: Lesson;
  readonly slots: readonly number[];
  readonly start: Float64Array;
  readonly objective: Objective;
  readonly rate: number;
  readonly steps: number;
  /** Where the examples come from; null where the program has its own data. */
  readonly examples: Schooling | null;
  readonly seed: number;
  /** Whether the seed had any influence. */
  readonly random: boolean;
}

/** Examples from a file. */
export interface Schooling {
  readonly file: string;
  readonly count: number;
  /** How many examples a step sees. */
  readonly size: number;
  /** Whether examples are computed one by one, and the mean is taken; else they are columns of matrices. */
  readonly single: boolean;
}

const usualSteps = 100;
const usualEpochs = 10;
/** The most steps of a demonstration. */
const mostSteps = 100_000;

/** Puts together what a descent starts from: the program, its values, and the examples where there are some. */
export async function trainingFrom(
  environment: Environment,
  sources: Sources,
  options: TrainOptions,
): Promise<Training> {
  const rate = rateFrom(options.rate);
  return options.dataFile === undefined
    ? trainingOnItself(sources, options, rate)
    : trainingOnFile(
        sources,
        options,
        rate,
        await examplesOf(environment, sources, options, options.dataFile),
      );
}

/** A descent on what the program itself holds. */
function trainingOnItself(sources: Sources, options: TrainOptions, rate: Training['rate']): Training {
  const { batch, epochs, columns } = options;
  for (const [option, given] of Object.entries({ batch, epochs, columns }))
    if (given !== undefined)
      throw new Failure(`--${option} needs examples from a file; add --data-file FILE`);
  const lesson = startingAt(sources, options);
  const slots = parametersOf(lesson);
  return {
    ...begun(lesson, slots),
    objective: ownObjective(lesson.worked.graph, slots),
    rate,
    steps: stepsOf(options, 1),
    examples: null,
    seed: sources.seed,
    random: sources.draws.size > 0,
  };
}

/** The examples of a file, with its name. */
interface FileExamples {
  readonly file: string;
  readonly named: NamedExamples;
}

async function examplesOf(
  environment: Environment,
  sources: Sources,
  options: TrainOptions,
  file: string,
): Promise<FileExamples> {
  if (file === '-' && options.file === '-')
    throw new Failure('standard input can hold the program or the examples, not both; give one as a file');
  const text = await readTextFile(environment, file);
  const table = readCsv(text);
  if (!table.ok) throw failureOf(table.trouble, text, file);
  const givens = [...givensOf(programOf(sources)).keys()];
  const read = examplesFrom(table.value, givens, options.columns ?? null);
  if (!read.ok) throw failureOf(read.trouble, text, file);
  return { file, named: read.value };
}

/** A descent on examples, in batches of as many as are asked for. */
function trainingOnFile(
  sources: Sources,
  options: TrainOptions,
  rate: Training['rate'],
  { file, named }: FileExamples,
): Training {
  const size = Math.min(options.batch ?? named.count, named.count);
  const batches = batchesOf(named.count, size, (epoch) => seeded(seedOf(`${sources.seed} ${epoch}`)));
  const alone = fed(sources, named, batches.at(0).subarray(0, 1));
  // A program that holds one example, all in single numbers, is computed for one example after the other.
  const laid = graphOf(alone);
  const single = laid.ok && !laid.value.layout;
  const lesson = startingAt(single ? alone : fed(sources, named, batches.at(0)), options);
  const slots = parametersOf(lesson);
  const examples = placed(lesson, named);
  return {
    ...begun(lesson, slots),
    objective: single
      ? oneByOne(lesson.worked.graph, slots, examples, batches)
      : examplesSideBySide((count) => graphWith(sources, named, count), slots, examples, batches),
    rate,
    steps: stepsOf(options, batches.count),
    examples: { file, count: named.count, size, single },
    seed: sources.seed,
    random: sources.draws.size > 0 || batches.count > 1,
  };
}

/** The program's graph with so many examples side by side. */
function graphWith(sources: Sources, named: NamedExamples, count: number): Graph {
  const first = Int32Array.from({ length: count }, (_, i) => i);
  const graph = graphOf(fed(sources, named, first));
  if (!graph.ok) throw failureOf(graph.trouble, sources.text, sources.file);
  return graph.value;
}

function stepsOf({ steps, epochs, dataFile }: TrainOptions, batches: number): number {
  if (steps !== undefined && epochs !== undefined)
    throw new Failure('--steps and --epochs both say how long; leave one out');
  const inEpochs = epochs ?? (dataFile !== undefined && batches > 1 ? usualEpochs : null);
  const count = steps ?? (inEpochs === null ? usualSteps : inEpochs * batches);
  if (count > mostSteps)
    throw new Failure(
      epochs === undefined
        ? `--steps goes up to ${mostSteps}; use fewer`
        : `${epochs} epochs of ${batches} batches are more than ${mostSteps} steps; use fewer`,
    );
  return count;
}

/** The lesson of sources; with `--init zeros` all of its parameters start at 0. */
function startingAt(sources: Sources, { init }: TrainOptions): Lesson {
  const lesson = lessonFrom(sources);
  if (init === undefined) return lesson;
  const { graph, names } = lesson.worked;
  const zeros = parametersOf(lesson).map((slot): [string, Value] => [
    names[slot] ?? '',
    filledWith(shapeAt(graph, slot), 0),
  ]);
  const zeroed = new Set(zeros.map(([name]) => name));
  return lessonFrom({
    ...sources,
    values: new Map([...sources.values, ...zeros]),
    draws: new Map([...sources.draws].filter(([name]) => !zeroed.has(name))),
  });
}

/** The givens that are moved: those that are asked. */
function parametersOf({ worked, order }: Lesson): readonly number[] {
  const slots = order.filter((slot) => worked.graph.kind[slot] === kinds.given);
  if (slots.length === 0)
    throw new Failure(
      `there is no parameter to move: ${worked.output} depends only on data, or --wrt and --skip leave none; name an input that is not data`,
    );
  return slots.toSorted((a, b) => a - b);
}

function begun(lesson: Lesson, slots: readonly number[]): Pick<Training, 'lesson' | 'slots' | 'start'> {
  const { graph, tape } = lesson.worked;
  return { lesson, slots, start: gathered(graph, slots, tape.value) };
}

/** Sources with some of the examples as the values of their data, side by side. */
function fed(sources: Sources, { columns, entries, width }: NamedExamples, which: Int32Array): Sources {
  const values = new Map(sources.values);
  const draws = new Map(sources.draws);
  for (const [name, lines] of columns) {
    const shape = { rows: lines.length, columns: which.length };
    const each = lines.flatMap((column) =>
      Array.from(which, (example) => entries[example * width + column] ?? Number.NaN),
    );
    values.set(name, valueFrom(shape, Float64Array.from(each)));
    draws.delete(name);
  }
  return { ...sources, values, draws, data: [...sources.data, ...columns.keys()] };
}

function graphOf(sources: Sources): Result<Graph> {
  const { output, data } = sources;
  const named = build(programOf(sources), { values: givenValues(sources), output, data });
  return named.ok ? ok(named.value.graph) : named;
}

const placed = ({ worked }: Lesson, { count, width, entries, columns }: NamedExamples): Examples => ({
  count,
  width,
  entries,
  feeds: [...columns].map(([name, each]) => ({ slot: worked.slots.get(name) ?? -1, columns: each })),
});

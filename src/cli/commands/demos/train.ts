import { type Descent, descent, firstMove, resultOf } from '../../../demos/train/descent.ts';
import { firstStepBlocks, isCut, mostShown } from '../../../demos/train/first-step.ts';
import { entriesIn, parameterAt, partOf } from '../../../demos/train/objective.ts';
import { stillSymmetric } from '../../../demos/train/symmetry.ts';
import { outputChart, pathChart } from '../../../demos/train/train-chart.ts';
import { kinds, shapeAt } from '../../../engine/graph/graph.ts';
import { nameAt, siteName } from '../../../engine/graph/names.ts';
import { formatNumber } from '../../../language/number-format.ts';
import { isSingle, sizeOf, valueFrom } from '../../../ops/matrix.ts';
import type { Chart } from '../../../picture/plots/chart.ts';
import { type Block, line } from '../../../tutor/lesson/block.ts';
import { capital, counted, math, stopped } from '../../../tutor/lesson/words.ts';
import { valueBlock } from '../../../tutor/teaching/forward-screen.ts';
import { loadSources } from '../../program/lesson-from-args.ts';
import { outIsForPictures } from '../../program/rate-and-nudge.ts';
import { type Training, type TrainOptions, trainingFrom } from '../../program/train-options.ts';
import { columns } from '../../screen/columns.ts';
import { jsonText } from '../../screen/json-text.ts';
import { plotDrawn } from '../../screen/plot-drawn.ts';
import { type Progress, progressOn, withProgress } from '../../screen/progress.ts';
import { rendered } from '../../screen/render.ts';
import type { Theme } from '../../screen/theme.ts';
import type { Environment } from '../../shell/environment.ts';
import { Failure } from '../../shell/failure.ts';
import { lastOf, trainEnding } from './train-ending.ts';
import { trainJson } from './train-json.ts';

/** Descends, and prints how that went. */
export async function runTrain(
  environment: Environment,
  words: readonly string[],
  options: TrainOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<void> {
  const sources = await loadSources(
    environment,
    words,
    { ...options, format: 'text' },
    commandNames,
    'train',
  );
  const training = await trainingFrom(environment, sources, options);
  if (options.format === 'svg') return drawTraining(environment, training, options, theme);
  if (options.out !== undefined) throw new Failure(outIsForPictures);
  environment.stdout.write(`${trainText(training, options, theme, progressOn(environment, theme))}\n`);
}

/** A descent as a picture: the path over contours where two numbers move, else the output over the steps. */
async function drawTraining(
  environment: Environment,
  training: Training,
  { out, over, digits }: TrainOptions,
  theme: Theme,
): Promise<void> {
  const { chartSvg } = await import('../../pictures/charts.ts');
  const { deliver } = await import('../../pictures/deliver.ts');
  const { lesson, objective, start, rate, steps } = training;
  const path = over === 'parameters' || (over === undefined && start.length === 2);
  const tells = path ? () => true : told(objective.batches, steps);
  const run = () =>
    withProgress(descent(objective, start, { rate, steps, tells }), progressOn(environment, theme));
  const chart = path ? wayOf(training, run) : outputChart(lesson.worked.output, run(), digits);
  await deliver(environment, chartSvg(chart), out);
}

/** The path of two parameters over contours; `run` descends, and keeps every step. */
function wayOf({ lesson: { worked }, objective, start, slots }: Training, run: () => Descent): Chart {
  if (start.length !== 2)
    throw new Failure(
      `contours need two numbers that move, but ${start.length} ${start.length === 1 ? 'moves' : 'move'} here; name two with --wrt, or use --over steps`,
    );
  const named = (at: number) => siteName(worked, parameterAt(worked.graph, slots, at));
  return pathChart(worked.output, [named(0), named(1)], objective, run());
}

/** The plot below the table; a screen reader, which has the table, is told the path in words. */
function drawn(
  training: Training,
  found: Descent,
  { over, digits }: TrainOptions,
  theme: Theme,
): readonly string[] {
  const { lesson, objective, start, rate, steps } = training;
  if (over === 'parameters') {
    const everyStep = { rate, steps, tells: () => true };
    return plotDrawn(
      wayOf(training, () => resultOf(descent(objective, start, everyStep))),
      theme,
    );
  }
  const few = found.outputs.filter(Number.isFinite).length < 3;
  return theme.plain || few ? [] : plotDrawn(outputChart(lesson.worked.output, found, digits), theme);
}

/** What `dvar train` prints: the first step worked in full, a table, a plot, and how it ended. */
function trainText(training: Training, options: TrainOptions, theme: Theme, bar: Progress): string {
  const { lesson, objective, start, slots, rate, steps } = training;
  const { digits } = options;
  const course = { rate, steps, tells: told(objective.batches, steps) };
  const found = withProgress(descent(objective, start, course), bar);
  if (options.format === 'json') return jsonText(trainJson(training, found), 2);
  const { worked } = lesson;
  const lines = (blocks: readonly Block[]): readonly string[] =>
    rendered(
      blocks.map((block) => safe(block, theme)),
      lesson,
      digits,
      theme,
    );
  const plain = (texts: readonly string[]): readonly string[] =>
    lines(texts.map((text) => line('plain', text)));
  const seen = training.examples ? Math.min(training.examples.size, training.examples.count) : null;
  const first = () => ({
    slots,
    rate,
    move: firstMove(objective, start, rate),
    examples: training.examples?.single ? seen : null,
  });
  const moved = found.stands.length > 1;
  const parts = [
    plain([...schooling(training), ...aboutData(training)]),
    moved ? lines(firstStepBlocks({ lesson, digits }, first())) : [],
    table(training, found, options, theme),
    drawn(training, found, options, theme),
    [
      ...plain(remark(training, theme)),
      ...plain(trainEnding(training, found, options)),
      ...lines(reached(training, found, digits)),
      ...(options.init ? plain(stillSymmetric(worked, slots, lastOf(found).parameters)) : []),
      ...lines(worked.notes.map((note) => line('note', stopped(note)))),
    ],
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join(theme.plain ? '\n' : '\n\n');
}

/** A block in which `∂` is written `d` where the screen has ASCII alone. */
const safe = (block: Block, theme: Theme): Block =>
  theme.ascii && block.kind === 'line' ? line(block.role, block.text.replaceAll('∂', 'd')) : block;

/** Round numbers as tables have them: the first ones, then 5, 10, 20, 50, 100 and so on. */
const round = (count: number): boolean => count <= 3 || /^[125]0*$/.test(String(count));

/** Whether a step stands in the table; where there are several epochs, only the last step of one does. */
const told =
  (batches: number, steps: number) =>
  (step: number): boolean =>
    steps < batches ? round(step) : step % batches === 0 && round(step / batches);

/** The sentences that say what a batch and an epoch are, where examples come from a file. */
function schooling({ examples, objective, seed }: Training): readonly string[] {
  if (!examples) return [];
  const { file, count, size, single } = examples;
  const whole = `${capital(counted(count, 'example'))} from ${file}`;
  const mean = single ? 'the average of their slopes' : 'what the program computes from them side by side';
  if (objective.batches === 1)
    return [`${whole}. Each update uses all of them and ${mean}: one update is one epoch.`];
  const batch =
    size === 1
      ? 'one at a time: a batch is a single example and each update uses that one alone, which is stochastic gradient descent.'
      : `in batches of ${size}: each update uses one batch and ${mean}.`;
  const left = count % size;
  const rest = left === 0 ? '' : ` The last batch of an epoch has ${left}.`;
  return [
    `${whole}, ${batch} An epoch is over when every example has been seen once, here after ${objective.batches} steps; then the examples are shuffled again, with --seed ${seed}.${rest}`,
  ];
}

/** The advice on how to name data: where nothing names it, every given is moved, labels included. */
function aboutData({ lesson: { worked, choice }, slots }: Training): readonly string[] {
  const said = worked.program.header !== null || worked.graph.kind.includes(kinds.data) || choice.wrt;
  const last = slots.at(-1);
  if (said || last === undefined || slots.length < 2) return [];
  return [`Every input moves. To leave one out, add ${math(`--data ${nameAt(worked, last)}`)}.`];
}

/** The sentence that says why plot and table differ where each step sees only a batch. */
function remark({ objective, lesson: { worked } }: Training, theme: Theme): readonly string[] {
  if (objective.batches === 1) return [];
  const drawn = theme.plain
    ? ''
    : ` The plot shows ${worked.output} of each step's own batch, which jumps as the batches differ.`;
  return [`In the table ${worked.output} is computed from all the examples.${drawn}`];
}

/** The told stands, each with its parameters where they are few. */
function table(
  { lesson: { worked }, slots, objective }: Training,
  { stands }: Descent,
  { digits }: TrainOptions,
  theme: Theme,
): readonly string[] {
  const { graph } = worked;
  const few = entriesIn(graph, slots) <= mostShown;
  const shown = few || graph.layout === null ? slots : slots.filter((slot) => isSingle(shapeAt(graph, slot)));
  const names = shown.flatMap((slot) => {
    const size = sizeOf(shapeAt(graph, slot));
    return Array.from({ length: size }, (_, entry) => siteName(worked, { slot, entry }));
  });
  const epochs = objective.batches > 1;
  return columns(
    [...(epochs ? ['epoch'] : []), 'step', worked.output, ...names.slice(0, mostShown)],
    stands.map(({ step, output, parameters }) => {
      const entries = shown.flatMap((slot) => [...partOf(graph, slots, parameters, slot)]);
      const numbers = [step, output, ...entries.slice(0, mostShown)];
      return [...(epochs ? [step / objective.batches] : []), ...numbers].map((value) =>
        formatNumber(value, digits),
      );
    }),
    theme,
  );
}

/** The matrices at which descent arrived, where the table does not show them and the screen has room. */
function reached({ lesson: { worked }, slots }: Training, found: Descent, digits: number): readonly Block[] {
  const { graph } = worked;
  const last = lastOf(found);
  if (entriesIn(graph, slots) <= mostShown || last.step === 0) return [];
  return slots
    .filter((slot) => !isSingle(shapeAt(graph, slot)))
    .map((slot) => {
      const value = valueFrom(shapeAt(graph, slot), partOf(graph, slots, last.parameters, slot));
      return valueBlock(nameAt(worked, slot), value, digits);
    })
    .filter((block) => !isCut(block));
}

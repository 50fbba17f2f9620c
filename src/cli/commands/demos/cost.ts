import { networkOfNeurons } from '../../../demos/cost/layered-network.ts';
import { perOp, type Sizes, sizesOf } from '../../../demos/cost/per-op.ts';
import { type Count, countOf } from '../../../demos/cost/size.ts';
import type { Sweepable } from '../../../demos/cost/sweepable.ts';
import { type Timing, timeBoth } from '../../../demos/cost/timing.ts';
import { roughly } from '../../../demos/nudge/telling.ts';
import { mostNodes } from '../../../engine/graph/graph.ts';
import { printProgram } from '../../../language/program.ts';
import type { Lesson } from '../../../tutor/lesson/lesson.ts';
import { seeded } from '../../../tutor/lesson/random.ts';
import { loadLesson } from '../../program/lesson-from-args.ts';
import type { ProgramOptions } from '../../program/options.ts';
import { columns } from '../../screen/columns.ts';
import { progressOn, withProgress } from '../../screen/progress.ts';
import { sentences } from '../../screen/speech.ts';
import type { Theme } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';
import type { Environment } from '../../shell/environment.ts';
import { Failure } from '../../shell/failure.ts';

/** What `dvar cost` is asked beside its program. */
export interface CostOptions extends ProgramOptions {
  readonly nodes?: number;
  readonly params?: number;
}

/** The network on which both ways are run. */
interface Contest {
  /** Null where it is too large to be run entry by entry; then its steps are only counted. */
  readonly net: Sweepable | null;
  readonly sizes: Sizes;
  /** The program, and how a blackboard counts it; null for a network made here. */
  readonly program: {
    readonly text: string;
    readonly count: Count;
    /** Whether it has matrices, each entry of which counts. */
    readonly matrices: boolean;
  } | null;
}

/** Runs both ways, with a bar while it takes long, and prints what they cost. */
export async function runCost(
  environment: Environment,
  words: readonly string[],
  options: CostOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<void> {
  const own = words.length > 0 || options.file !== undefined;
  if (own && (options.nodes !== undefined || options.params !== undefined))
    throw new Failure(
      'a program has nodes and parameters of its own; leave --nodes and --params out, or the program',
    );
  const contest = own
    ? programContest(await loadLesson(environment, words, options, commandNames, 'cost'))
    : networkContest(options);
  const result =
    contest.net && withProgress(timeBoth(contest.net, environment.clock), progressOn(environment, theme));
  environment.stdout.write(`${costText(contest, result, options.format, theme)}\n`);
}

/** The lecture's numbers. */
const lecture = { nodes: 10_000, parametersPerNode: 10 };

/** The lecture's network at neuron level, of the size that is wanted. */
function networkContest({ nodes, params }: Pick<CostOptions, 'nodes' | 'params'>): Contest {
  const n = nodes ?? (params === undefined ? lecture.nodes : Math.ceil(params / lecture.parametersPerNode));
  const p = params ?? n * lecture.parametersPerNode;
  if (n + p > mostNodes)
    throw new Failure(
      `${grouped(n)} nodes and ${grouped(p)} parameters are more than ${grouped(mostNodes)} together; use fewer`,
    );
  const net = networkOfNeurons(n, p, seeded(1));
  return { net, sizes: net, program: null };
}

/** A user's program, op by op and entry by entry. */
function programContest(lesson: Lesson): Contest {
  const sizes = sizesOf(lesson.worked);
  if (sizes.parameters === 0)
    throw new Failure(
      `there is no parameter: ${lesson.worked.output} depends only on data; leave a name out of --data`,
    );
  const program = {
    text: printProgram(lesson.worked.program, '; '),
    count: countOf(lesson),
    matrices: lesson.worked.graph.layout !== null,
  };
  return { net: perOp(lesson.worked), sizes, program };
}

/** What `dvar cost` prints: steps counted and times measured, side by side, and what they mean. */
export function costText(
  contest: Contest,
  result: Timing | null,
  format: 'text' | 'json',
  theme: Theme,
): string {
  if (format === 'json') return JSON.stringify(costJson(contest, result), null, 2);
  const count = (value: number): string => (theme.plain ? String(value) : grouped(value));
  const { nodes, parameters } = contest.program?.count ?? contest.sizes;
  const steps = { back: nodes + parameters, forth: nodes * parameters };
  const times = result
    ? [
        duration(result.backprop.time, theme.ascii),
        duration(result.sweeps.time, theme.ascii),
        count(rounded(result.sweeps.time / result.backprop.time)),
      ]
    : [];
  const rows = [
    ['backprop, one sweep', `N + P = ${count(steps.back)}`],
    ['one sweep per parameter', `N*P = ${count(steps.forth)}`],
    ['ratio', count(rounded(steps.forth / steps.back))],
  ];
  const table = columns(
    ['', 'steps counted', ...(result ? ['time measured'] : [])],
    rows.map((row, i) => [...row, ...times.slice(i, i + 1)]),
    theme,
  );
  const said = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => (theme.plain ? sentences(text) : wrapped('', text, 'plain', theme)));
  const air = theme.plain ? [] : [''];
  return [
    ...said(opening(contest, count)),
    ...air,
    ...table,
    ...air,
    ...said(meaning(contest, result, count, theme)),
  ].join('\n');
}

type Counting = (value: number) => string;

/** The sentences that count nodes and parameters as on a blackboard, the same for both ways. */
function opening({ sizes, program }: Contest, count: Counting): readonly string[] {
  const { nodes, parameters } = program?.count ?? sizes;
  const size = `\`N = ${count(nodes)}\` node${nodes === 1 ? '' : 's'} and \`P = ${count(parameters)}\` parameter${parameters === 1 ? '' : 's'}`;
  if (!program) return [`A network made for this count, with ${size}.`];
  return [
    `The graph of this program has ${size}.`,
    ...(program.matrices ? ['Each entry of a matrix counts as one.'] : []),
  ];
}

/** Fewer steps than this take less time than calling the loop around them. */
const few = 10_000;

/** Where the ratios of times and of counts differ by more than this share, a sentence says why. */
const apart = 0.3;

function meaning(
  { sizes }: Contest,
  result: Timing | null,
  count: Counting,
  { ascii }: Theme,
): readonly string[] {
  const step =
    'A step finds one derivative. Backprop goes once from right to left and finds the derivative of every node and every parameter. The other way takes one parameter at a time: it goes from left to right, finds how every node moves with that parameter, and starts again for the next one.';
  if (!result)
    return [
      step,
      'These steps are counted, not run: matrices of this size have too many local derivatives to list one by one.',
    ];
  const { backprop, sweeps, nudging, difference } = result;
  const { parameters } = sizes;
  const measured = (sweeps.time / backprop.time) * (backprop.steps / sweeps.steps);
  return [
    step,
    ...(sweeps.run < parameters
      ? [
          `Only ${count(sweeps.run)} of the ${count(parameters)} sweeps were run; the time for all of them is estimated from these.`,
        ]
      : []),
    difference === 0
      ? 'Both ways give the same derivatives.'
      : `Both ways give the same derivatives: they differ by at most \`${roughly(difference)}\` of the largest.`,
    ...(sweeps.steps < few
      ? [
          "This program is too small for its times to mean much; `dvar cost` alone runs a network of the lecture's size.",
        ]
      : Math.abs(measured - 1) > apart
        ? ['The counts are exact; the times vary from run to run and from machine to machine.']
        : []),
    `Nudging each parameter, one forward pass for each, would take ${duration(nudging.time, ascii)}${nudging.run < parameters ? ` (estimated from ${count(nudging.run)} of ${count(parameters)} passes)` : ''}.`,
  ];
}

/** The same counts as the text has: those of the graph as it is drawn, whatever ops it is run by. */
function costJson({ sizes, program }: Contest, result: Timing | null): object {
  const { nodes, parameters } = program?.count ?? sizes;
  const counted = { format: 'dvar.cost/1', program: program?.text ?? null, nodes, parameters };
  const steps = { back: nodes + parameters, forth: nodes * parameters };
  const ratio = steps.forth / steps.back;
  if (!result)
    return {
      ...counted,
      backprop: { steps: steps.back, milliseconds: null },
      sweeps: { steps: steps.forth, milliseconds: null, run: 0 },
      ratio: { counted: ratio, measured: null },
      nudging: { passes: parameters, milliseconds: null, run: 0 },
      difference: null,
    };
  const { backprop, sweeps, nudging, difference } = result;
  return {
    ...counted,
    backprop: { steps: steps.back, milliseconds: backprop.time },
    sweeps: { steps: steps.forth, milliseconds: sweeps.time, run: sweeps.run },
    ratio: { counted: ratio, measured: sweeps.time / backprop.time },
    nudging: { passes: parameters, milliseconds: nudging.time, run: nudging.run },
    difference,
  };
}

/** A ratio as people say it: whole from 10 on. */
const rounded = (ratio: number): number => (ratio < 10 ? Number(ratio.toPrecision(2)) : Math.round(ratio));

/** A count with commas between its thousands. */
const grouped = (count: number): string => count.toLocaleString('en');

/** A time as people say it, from milliseconds. */
function duration(time: number, ascii: boolean): string {
  const units: readonly (readonly [size: number, unit: string])[] = [
    [86_400_000, 'days'],
    [3_600_000, 'hours'],
    [60_000, 'minutes'],
    [1000, 's'],
    [1, 'ms'],
    [1e-3, ascii ? 'us' : 'µs'],
  ];
  const [size, unit] = units.find(([least]) => time >= least) ?? [1e-6, 'ns'];
  return `${Number((time / size).toPrecision(2))} ${unit}`;
}

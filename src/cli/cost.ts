import { mostNodes } from '../engine/graph.ts';
import { networkOfNeurons } from '../engine/neurons.ts';
import { opwise } from '../engine/opwise.ts';
import { type Clock, type Race, race } from '../engine/race.ts';
import type { Sweepable } from '../engine/sweeps.ts';
import { printProgram } from '../language/program.ts';
import { type Count, countOf } from '../tutor/count.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { roughly } from '../tutor/nudging.ts';
import { seeded } from '../tutor/random.ts';
import { columns } from './columns.ts';
import { Failure } from './failure.ts';
import type { Look } from './look.ts';
import type { ProgramOptions } from './options.ts';
import { type Progress, pursued } from './progress.ts';
import { sentences } from './speech.ts';
import { wrapped } from './wrap.ts';

/** What `dvar cost` is asked beside its program. */
export interface CostOptions extends ProgramOptions {
  readonly nodes?: number;
  readonly params?: number;
}

/** The network that both ways are run on. */
export interface Contest {
  readonly net: Sweepable;
  /** The program, and how a blackboard counts it; null for a network made here. */
  readonly program: { readonly text: string; readonly count: Count } | null;
}

/** The lecture's numbers. */
const lecture = { nodes: 10_000, parametersPerNode: 10 };

/** The lecture's network at neuron level, of the size that is wanted. */
export function networkContest({ nodes, params }: Pick<CostOptions, 'nodes' | 'params'>): Contest {
  const n = nodes ?? (params === undefined ? lecture.nodes : Math.ceil(params / lecture.parametersPerNode));
  const p = params ?? n * lecture.parametersPerNode;
  if (n + p > mostNodes)
    throw new Failure(
      `${grouped(n)} nodes and ${grouped(p)} parameters are more than ${grouped(mostNodes)} together; take fewer`,
    );
  return { net: networkOfNeurons(n, p, seeded(1)), program: null };
}

/** A user's program, op by op. */
export function programContest(lesson: Lesson): Contest {
  const net = opwise(lesson.worked);
  if (net.parameters === 0)
    throw new Failure(
      `there is no parameter: ${lesson.worked.output} depends on data alone; leave a name out of --data`,
    );
  return { net, program: { text: printProgram(lesson.worked.program, '; '), count: countOf(lesson) } };
}

/** Runs both ways, with a bar while it takes long. */
export const raced = (net: Sweepable, clock: Clock, bar: Progress): Race => pursued(race(net, clock), bar);

/** What `dvar cost` prints: steps counted and times measured, side by side, and what they mean. */
export function costText(contest: Contest, result: Race, format: 'text' | 'json', look: Look): string {
  if (format === 'json') return JSON.stringify(costJson(contest, result), null, 2);
  const count = (value: number): string => (look.plain ? String(value) : grouped(value));
  const { backprop, sweeps } = result;
  const table = columns(
    ['', 'steps counted', 'time measured'],
    [
      ['backprop, one sweep', `N + P = ${count(backprop.steps)}`, duration(backprop.time)],
      ['one sweep per parameter', `N*P = ${count(sweeps.steps)}`, duration(sweeps.time)],
      [
        'so many times as much',
        count(rounded(sweeps.steps / backprop.steps)),
        count(rounded(sweeps.time / backprop.time)),
      ],
    ],
    look,
  );
  const said = (texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => (look.plain ? sentences(text) : wrapped('', text, 'plain', look)));
  const air = look.plain ? [] : [''];
  return [
    ...said(opening(contest, count)),
    ...air,
    ...table,
    ...air,
    ...said(meaning(contest, result, count)),
  ].join('\n');
}

type Counting = (value: number) => string;

function opening({ net, program }: Contest, count: Counting): readonly string[] {
  const sized = (nodes: number, parameters: number): string =>
    `\`N = ${count(nodes)}\` node${nodes === 1 ? '' : 's'} and \`P = ${count(parameters)}\` parameter${parameters === 1 ? '' : 's'}`;
  const size = sized(net.nodes, net.parameters);
  if (!program) return [`A network of neurons, made for this, with ${size}.`];
  const { nodes, parameters } = program.count;
  if (nodes === net.nodes) return [`The graph of this program has ${size}.`];
  return [
    `As it is drawn, this program has ${sized(nodes, parameters)}: ${count(nodes + parameters)} steps against ${count(nodes * parameters)}.`,
    `It is run op by op, and so taken it has ${size}.`,
  ];
}

/** Fewer steps than this take less time than to call the loop that does them. */
const few = 10_000;

/** Where times and counts differ by more than this, something is said of it. */
const apart = 0.3;

function meaning({ net }: Contest, result: Race, count: Counting): readonly string[] {
  const { backprop, sweeps, nudging, difference } = result;
  const { parameters } = net;
  const measured = (sweeps.time / backprop.time) * (backprop.steps / sweeps.steps);
  return [
    'A step is one derivative finished, of a node or of a parameter. Backprop, from right to left, finishes each once; a sweep from left to right finds how every node moves with one parameter, and begins again for the next.',
    ...(sweeps.run < parameters
      ? [`That time goes by a sample: ${count(sweeps.run)} of the ${count(parameters)} sweeps were run.`]
      : []),
    difference === 0
      ? 'Both ways give the same derivatives.'
      : `Both ways give the same derivatives, but for \`${roughly(difference)}\` of the largest.`,
    ...(sweeps.steps < few
      ? [
          "So few steps take less time than to start a sweep; dvar cost alone runs a network of the lecture's size.",
        ]
      : Math.abs(measured - 1) > apart
        ? [
            'The counts hold everywhere; the times are those of this run, in which a step of the one way did not take just as long as one of the other.',
          ]
        : []),
    `Plain nudging, a forward pass per parameter, takes ${duration(nudging.time)}${nudging.run < parameters ? `, going by ${count(nudging.run)} of ${count(parameters)}` : ''}.`,
  ];
}

function costJson({ net, program }: Contest, { backprop, sweeps, nudging, difference }: Race): object {
  return {
    format: 'dvar.cost/1',
    program: program?.text ?? null,
    nodes: net.nodes,
    parameters: net.parameters,
    drawn: program?.count ?? null,
    backprop: { steps: backprop.steps, milliseconds: backprop.time },
    sweeps: { steps: sweeps.steps, milliseconds: sweeps.time, run: sweeps.run },
    ratio: { counted: sweeps.steps / backprop.steps, measured: sweeps.time / backprop.time },
    nudging: { passes: net.parameters, milliseconds: nudging.time, run: nudging.run },
    difference,
  };
}

/** A ratio as people say it: whole from 10 on. */
const rounded = (ratio: number): number => (ratio < 10 ? Number(ratio.toPrecision(2)) : Math.round(ratio));

/** A count with commas between its thousands. */
const grouped = (count: number): string => count.toLocaleString('en');

/** A time as people say it, from milliseconds. */
function duration(time: number): string {
  const units: readonly (readonly [size: number, unit: string])[] = [
    [86_400_000, 'days'],
    [3_600_000, 'hours'],
    [60_000, 'minutes'],
    [1000, 's'],
    [1, 'ms'],
  ];
  const [size, unit] = units.find(([least]) => time >= (least === 1 ? 0.001 : least)) ?? [1e-6, 'ns'];
  return `${Number((time / size).toPrecision(2))} ${unit}`;
}

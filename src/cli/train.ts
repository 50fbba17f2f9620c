import { calmerRate, type Descent, descend, type Stand } from '../engine/descent.ts';
import { kinds } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { figures } from '../language/figures.ts';
import { printProgram } from '../language/program.ts';
import { plot } from '../picture/plot.ts';
import type { Role } from '../tutor/block.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { slopeFormula, slopeLine } from '../tutor/slope.ts';
import { compared, counted, counting, math, type Words } from '../tutor/words.ts';
import { columns } from './columns.ts';
import { Failure } from './failure.ts';
import type { Look } from './look.ts';
import type { ProgramOptions } from './options.ts';
import { sentences } from './speech.ts';
import { wrapped } from './wrap.ts';

/** What `dvar train` is asked beside its program. */
export interface TrainOptions extends ProgramOptions {
  readonly rate: number;
  readonly steps: number;
}

/** So many parameters have a column each, and a line in the first step. */
const mostShown = 6;

/** What `dvar train` prints: the first step worked in full, a table, a plot, and how it ended. */
export function trainText(lesson: Lesson, options: TrainOptions, look: Look): string {
  const slots = parametersOf(lesson);
  const descent = descend(lesson.worked, slots, options.rate, options.steps);
  if (options.format === 'json') return JSON.stringify(trainJson(lesson, slots, descent, options), null, 2);
  const words = { lesson, digits: options.digits };
  const lines = (role: Role, texts: readonly string[]): readonly string[] =>
    texts
      .map((text) => (look.ascii ? text.replaceAll('∂', 'd') : text))
      .flatMap((text) => (look.plain ? sentences(text) : wrapped('', text, role, look)));
  const curve = descent.stands.map(({ output }) => output).filter(Number.isFinite);
  const parts = [
    lines('plain', firstStep(words, slots, descent, options.rate)),
    columns(
      ['step', lesson.worked.output, ...slots.slice(0, mostShown).map((slot) => nameAt(lesson.worked, slot))],
      told(descent).map(({ step, output, parameters }) =>
        [step, output, ...parameters.slice(0, mostShown)].map((value) => figures(value, options.digits)),
      ),
      look,
    ),
    ...(look.plain || curve.length < 3 ? [] : [drawn(lesson.worked.output, curve, words.digits, look)]),
    lines('plain', ending(lesson, slots, descent, options)),
  ];
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join(look.plain ? '\n' : '\n\n');
}

/** The givens that are moved: those that are asked. */
function parametersOf({ worked, order }: Lesson): readonly number[] {
  const slots = order.filter((slot) => worked.graph.kind[slot] === kinds.given);
  if (slots.length === 0)
    throw new Failure(
      `there is no parameter to move: ${worked.output} depends on data alone, or --wrt and --skip leave none; name a given that is no data`,
    );
  return slots.toSorted((a, b) => a - b);
}

/** The first step as on a blackboard: every derivative, every update, and where it leads. */
function firstStep(
  words: Words,
  slots: readonly number[],
  { stands }: Descent,
  rate: number,
): readonly string[] {
  const { worked } = words.lesson;
  const [start, next] = stands;
  if (!next) return [];
  const figure = (value: number): string => figures(value, words.digits);
  const updates = slots.slice(0, mostShown).flatMap((slot, p) => {
    const name = nameAt(worked, slot);
    const [from, slope, to] = [start.parameters[p] ?? 0, start.gradient[p] ?? 0, next.parameters[p] ?? 0];
    const held = slope < 0 ? `(${figure(slope)})` : figure(slope);
    return [
      math(slopeLine(words, slot)),
      math(`${name} = ${name} - rate*d${name} = ${figure(from)} - ${figure(rate)}*${held} = ${figure(to)}`),
    ];
  });
  const aside = slots.slice(0, mostShown).some((slot) => {
    const formula = slopeFormula(words.lesson, slot);
    return formula !== null && compared(formula);
  });
  const more = slots.length > mostShown ? [`And so on, for all ${slots.length} parameters.`] : [];
  const together = slots.length > 1 ? ', all of them together, from the old values' : '';
  return [
    `The first step goes against each derivative, as far as the rate says${together}:`,
    ...updates,
    ...more,
    ...(aside ? [`(${counting})`] : []),
    `It takes ${worked.output} from ${math(figure(start.output))} to ${math(figure(next.output))}.`,
  ];
}

/** The steps that stand in the table: the first ones, then 5, 10, 20, 50, 100 and so on, and the last. */
function told({ stands }: Descent): readonly Stand[] {
  const last = stands.length - 1;
  return stands.filter(({ step }) => step <= 3 || step === last || /^[125]0*$/.test(String(step)));
}

const height = 8;

/** The output over the steps, under its name, with its largest and smallest value beside. */
function drawn(name: string, curve: readonly number[], digits: number, look: Look): readonly string[] {
  const labels = [figures(Math.max(...curve), digits), figures(Math.min(...curve), digits)];
  const margin = Math.max(name.length, ...labels.map((label) => label.length));
  const width = Math.max(5, Math.min(60, look.width() - margin - 3));
  const [corner, side, floor] = look.ascii ? ['+', '|', '-'] : ['└', '│', '─'];
  const field = plot(curve, { width, height, ascii: look.ascii });
  return [
    look.paint('note', name.padStart(margin)),
    ...field.map((line, i) => {
      const label = i === 0 ? labels[0] : i === height - 1 ? labels[1] : '';
      return `${(label ?? '').padStart(margin)} ${side}${line}`;
    }),
    `${' '.repeat(margin)} ${corner}${floor.repeat(Math.min(width, curve.length))} step ${curve.length - 1}`.slice(
      0,
      look.width(),
    ),
  ];
}

function ending(
  { worked }: Lesson,
  slots: readonly number[],
  { stands, end }: Descent,
  options: TrainOptions,
): readonly string[] {
  const { output } = worked;
  const last = stands.at(-1) ?? stands[0];
  const reached = `${output} is ${math(figures(last.output, options.digits))}`;
  switch (end.kind) {
    case 'finished':
      return [
        `After ${counted(last.step, 'step')} ${reached}${last.output > stands[0].output ? ', which is more than at the start: try a smaller --rate' : ''}.`,
      ];
    case 'flat':
      return last.step === 0
        ? [`Here ${output} is flat: every derivative is 0, so no step leads anywhere. Start elsewhere.`]
        : [
            `Stopped after ${last.step} of ${options.steps} steps: ${output} is flat there, and the next step would move nothing that can be seen. ${reached}.`,
          ];
    case 'stuck':
      return [
        `Stopped after ${counted(last.step, 'step')}: ${math(`d${output}/d${nameAt(worked, end.slot)}`)} does not exist there.`,
      ];
    case 'bottomless':
      return [
        `Stopped after ${last.step} steps: ${output} falls and falls. It has no smallest value this way.`,
      ];
    case 'diverged': {
      const calmer = calmerRate(worked, slots, options.rate, options.steps);
      const where = Number.isFinite(last.output) ? 'is out of all bounds' : 'has no value any more';
      const cure =
        calmer === null
          ? 'Start elsewhere, or look at what the program computes.'
          : `Try --rate ${math(figures(calmer))}, which goes down.`;
      return [
        `It diverged: after ${counted(last.step, 'step')} ${output} ${where}. The steps are so long that they lead past the bottom and up the other side. ${cure}`,
      ];
    }
  }
}

function trainJson(
  { worked }: Lesson,
  slots: readonly number[],
  { stands, end }: Descent,
  options: TrainOptions,
): object {
  const named = (values: Float64Array): object =>
    Object.fromEntries(slots.map((slot, p) => [nameAt(worked, slot), finite(values[p] ?? Number.NaN)]));
  return {
    format: 'dvar.train/1',
    program: printProgram(worked.program, '; '),
    output: worked.output,
    rate: options.rate,
    end: end.kind,
    ...(end.kind === 'diverged' && { calmerRate: calmerRate(worked, slots, options.rate, options.steps) }),
    steps: stands.map(({ step, output, parameters, gradient }) => ({
      step,
      [worked.output]: finite(output),
      parameters: named(parameters),
      gradient: named(gradient),
    })),
  };
}

/** A number as JSON can hold it. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

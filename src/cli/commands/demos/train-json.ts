import { calmerRate, type Descent } from '../../../demos/train/descent.ts';
import { partOf } from '../../../demos/train/objective.ts';
import { shapeAt } from '../../../engine/graph/graph.ts';
import { nameAt } from '../../../engine/graph/names.ts';
import { printProgram } from '../../../language/program.ts';
import { nested, valueFrom } from '../../../ops/matrix.ts';
import type { Training } from '../../program/train-options.ts';

/** A run of gradient descent as one JSON object, `dvar.train/1`. */
export function trainJson(training: Training, found: Descent): object {
  const { lesson, slots, objective, examples, rate, steps } = training;
  const { worked } = lesson;
  const named = (all: Float64Array): object =>
    Object.fromEntries(
      slots.map((slot) => {
        const part = partOf(worked.graph, slots, all, slot);
        return [nameAt(worked, slot), nested(valueFrom(shapeAt(worked.graph, slot), part))];
      }),
    );
  return {
    format: 'dvar.train/1',
    program: printProgram(worked.program, '; '),
    output: worked.output,
    rate,
    ...(training.random && { seed: training.seed }),
    ...(examples && {
      examples: {
        file: examples.file,
        count: examples.count,
        batch: examples.size,
        batches: objective.batches,
      },
    }),
    end: found.end.kind,
    ...(found.end.kind === 'diverged' && {
      calmerRate: calmerRate(objective, training.start, { rate, steps }),
    }),
    outputs: found.outputs.map((output) => output + 0),
    steps: found.stands.map(({ step, output, parameters, gradient }) => ({
      step,
      ...(objective.batches > 1 && { epoch: step / objective.batches }),
      [worked.output]: output + 0,
      parameters: named(parameters),
      ...(gradient && { gradient: named(gradient) }),
    })),
  };
}

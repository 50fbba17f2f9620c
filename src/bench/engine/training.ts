import { descent, resultOf } from '../../demos/train/descent.ts';
import { gathered, ownObjective } from '../../demos/train/objective.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { backward, forward } from '../../engine/passes/tape.ts';
import { parseProgram } from '../../language/program.ts';
import type { Matrix } from '../../ops/matrix.ts';
import { atMost, type Figure, ratio, seededNumbers, takeTurns } from '../measure.ts';

const [inputs, hidden, classes, examples] = [784, 128, 10, 64];
const text = `Z1 = W1*X + b1; A1 = relu(Z1); Z2 = W2*A1 + b2; J = -1/${examples}*sum(Y.*log(softmax(Z2)))`;

/** 1,000 steps in turns of 50. */
const [rounds, stepsPerTurn] = [20, 50];

/** Training takes hardly more than the passes that it consists of. */
export function training(): Figure[] {
  const random = seededNumbers(1);
  const matrix = (rows: number, columns: number, entry: (i: number) => number): Matrix => ({
    rows,
    columns,
    entries: Float64Array.from({ length: rows * columns }, (_, i) => entry(i)),
  });
  const program = parseProgram(text);
  if (!program.ok) throw new Error(program.trouble.message);
  const worked = evaluateGraph(program.value, {
    data: ['X', 'Y'],
    values: new Map([
      ['X', matrix(inputs, examples, random)],
      ['Y', matrix(classes, examples, (i) => (Math.floor(i / examples) === i % classes ? 1 : 0))],
      ['W1', matrix(hidden, inputs, () => (random() - 0.5) / 10)],
      ['b1', matrix(hidden, 1, () => 0)],
      ['W2', matrix(classes, hidden, () => (random() - 0.5) / 10)],
      ['b2', matrix(classes, 1, () => 0)],
    ]),
  });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const { graph, slots, tape } = worked.value;
  const parameters = ['W1', 'b1', 'W2', 'b2'].map((name) => slots.get(name) ?? -1);
  const objective = ownObjective(graph, parameters);
  const start = gathered(graph, parameters, tape.value);
  const scratch = new Float64Array(tape.value.length);
  const times = takeTurns(
    rounds,
    {
      training: () =>
        resultOf(descent(objective, start, { rate: 0.01, steps: stepsPerTurn, tells: () => false })),
      passes: () => {
        // Descent looks at the stand after its last step, too.
        for (let i = 0; i <= stepsPerTurn; i++) backward(forward(graph), scratch);
      },
    },
    1,
  );
  return [
    atMost(
      `1,000 steps of a ${inputs}-${hidden}-${classes} network, ${examples} examples to its passes alone`,
      ratio(times.training, times.passes),
      1.2,
      'x',
    ),
  ];
}

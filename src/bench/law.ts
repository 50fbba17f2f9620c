import { networkOfNeurons } from '../engine/neurons.ts';
import { type Figure, happens, median, ratio, seeded, takeTurns } from './measure.ts';

/** The sizes at which the law is looked at; ten parameters to a node, as in the lecture. */
const sizes = [100, 1000, 10_000];
const parametersPerNode = 10;

/** So many derivatives a turn, whatever the size, so that every size is timed over the same stretch. */
const perTurn = 5e6;

/** N + P against N*P on networks of neurons: counted to the step, and measured. */
export function law(): Figure[] {
  const found = sizes.map((nodes) => {
    const parameters = nodes * parametersPerNode;
    const network = networkOfNeurons(nodes, parameters, seeded(nodes));
    const derivatives = new Float64Array(parameters);
    const counted = network.backward(derivatives);
    const [backs, sweeps] = [Math.ceil(perTurn / counted), Math.ceil(perTurn / nodes)];
    const times = takeTurns(21, {
      back: () => {
        for (let i = 0; i < backs; i++) network.backward(derivatives);
      },
      // A sample of the sweeps, one after the other over all the parameters.
      sweeps: (round) => {
        for (let i = 0; i < sweeps; i++) network.forward((round * sweeps + i * 7) % parameters, derivatives);
      },
    });
    const predicted = (nodes * parameters) / (nodes + parameters);
    const measured = (ratio(times.sweeps, times.back) * backs * parameters) / sweeps;
    return { nodes, parameters, counted, predicted, measured, back: median(times.back) / backs };
  });
  return [
    ...found.map(({ nodes, parameters, counted }) =>
      happens(
        `N = ${nodes}, P = ${parameters}: steps of backprop, counted`,
        String(counted),
        `N + P = ${nodes + parameters}`,
        counted === nodes + parameters,
      ),
    ),
    ...found.map(({ nodes, predicted, measured }) =>
      happens(
        `N = ${nodes}: one sweep per parameter to backprop, to N*P/(N+P)`,
        `${(measured / predicted).toFixed(2)} x`,
        'from 0.7 to 1.3 x',
        Math.abs(measured / predicted - 1) <= 0.3,
      ),
    ),
    growth(found.map(({ counted, back }) => [Math.log(counted), Math.log(back)])),
  ];
}

/** The exponent with which backprop's time grows with its steps: the slope of a line through the logarithms. */
function growth(points: readonly (readonly [x: number, y: number])[]): Figure {
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const slope =
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return happens(
    `backprop from N = ${sizes[0]} to ${sizes.at(-1)}: its time grows with the power`,
    slope.toFixed(3),
    '0.95 to 1.05',
    Math.abs(slope - 1) <= 0.05,
  );
}

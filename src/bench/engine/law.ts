import { networkOfNeurons } from '../../demos/cost/layered-network.ts';
import { type Figure, happens, median, ratio, seededNumbers, takeTurns } from '../measure.ts';

/** The sizes at which the law is looked at; ten parameters to a node, as in the lecture. */
const sizes = [100, 1000, 10_000];
const parametersPerNode = 10;

/** So many derivatives a turn, whatever the size, so that every size is timed over the same stretch. */
const perTurn = 5e6;
const rounds = 41;

/**
 * N + P against N*P on networks of neurons: counted to the step, and measured. All sizes take their turns in the same
 * rounds: measured one after the other, a machine that slows down between two of them passes for growth.
 */
export function law(): Figure[] {
  const cases = sizes.map((nodes) => {
    const parameters = nodes * parametersPerNode;
    const network = networkOfNeurons(nodes, parameters, seededNumbers(nodes));
    const derivatives = new Float64Array(parameters);
    const counted = network.backward(derivatives);
    const [backs, sweeps] = [Math.ceil(perTurn / counted), Math.ceil(perTurn / nodes)];
    const back = (): void => {
      for (let i = 0; i < backs; i++) network.backward(derivatives);
    };
    // A sample of the sweeps, one after the other over all the parameters.
    const forth = (round: number): void => {
      for (let i = 0; i < sweeps; i++) network.forward((round * sweeps + i * 7) % parameters, derivatives);
    };
    const predicted = (nodes * parameters) / (nodes + parameters);
    return { nodes, parameters, counted, predicted, backs, sweeps, back, forth };
  });
  const tasks = cases.flatMap(({ nodes, back, forth }): [string, (round: number) => void][] => [
    [`back ${nodes}`, back],
    [`forth ${nodes}`, forth],
  ]);
  const times = takeTurns(rounds, Object.fromEntries(tasks), 10);
  const timesOf = (task: string): readonly number[] => times[task] ?? [];
  const slopes = Array.from({ length: rounds }, (_, round) =>
    slopeThrough(
      cases.map(({ nodes, counted, backs }) => [
        Math.log(counted),
        Math.log((timesOf(`back ${nodes}`)[round] ?? Number.NaN) / backs),
      ]),
    ),
  );
  return [
    ...cases.map(({ nodes, parameters, counted }) =>
      happens(
        `N = ${nodes}, P = ${parameters}: steps of backprop, counted`,
        String(counted),
        `N + P = ${nodes + parameters}`,
        counted === nodes + parameters,
      ),
    ),
    ...cases.map(({ nodes, parameters, predicted, backs, sweeps }) => {
      const each = ratio(timesOf(`forth ${nodes}`), timesOf(`back ${nodes}`));
      const measured = (each * backs * parameters) / sweeps;
      return happens(
        `N = ${nodes}: one sweep per parameter to backprop, to N*P/(N+P)`,
        `${(measured / predicted).toFixed(2)} x`,
        'from 0.7 to 1.3 x',
        Math.abs(measured / predicted - 1) <= 0.3,
      );
    }),
    growth(median(slopes)),
  ];
}

/** The exponent with which backprop's time grows with its steps. */
function growth(slope: number): Figure {
  return happens(
    `backprop from N = ${sizes[0]} to ${sizes.at(-1)}: its time grows with the power`,
    slope.toFixed(3),
    '0.95 to 1.05',
    Math.abs(slope - 1) <= 0.05,
  );
}

/** The slope of the line through some points that leaves the least squares. */
function slopeThrough(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  return (
    points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
    points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
  );
}

import type { Sweepable } from './sweepable.ts';

/** A neuron's slope below 0; above 0 it is 1. So near to 1, a derivative survives a thousand layers. */
const leak = 0.9;

/**
 * The lecture's network, taken as neurons: a node is a neuron, not an operation. They stand in layers, about as many as a
 * layer has neurons; each reads its neighbour of the layer before and the same inputs, with weights of its own (the
 * parameters, spread evenly), and bends the sum by a leaky relu. J is the sum of the last layer.
 */
export function networkOfNeurons(nodes: number, parameters: number, random: () => number): Sweepable {
  /** Neuron i has the weights from first[i] to first[i + 1]. */
  const first = Int32Array.from({ length: nodes + 1 }, (_, i) => Math.floor((i * parameters) / nodes));
  const weight = Float64Array.from({ length: parameters }, () => random() - 0.5);
  const input = Float64Array.from({ length: Math.ceil(parameters / nodes) }, () => random() - 0.5);
  const owner = new Int32Array(parameters);
  for (let i = 0; i < nodes; i++) owner.fill(i, first[i], first[i + 1]);
  const layer = Math.max(1, Math.floor(Math.sqrt(nodes)));
  const slope = new Float64Array(nodes);
  // An extra layer on either side holds the ends: before the first layer nothing moves, and after the last one J
  // moves 1 for 1.
  const height = new Float64Array(layer + nodes);
  const moved = new Float64Array(layer + nodes);
  const derivative = new Float64Array(nodes + layer).fill(1);

  const pass = (): number => {
    for (let i = 0; i < nodes; i++) {
      let sum = height[i]!;
      for (let k = first[i]!; k < first[i + 1]!; k++) sum += weight[k]! * input[k - first[i]!]!;
      slope[i] = sum > 0 ? 1 : leak;
      height[layer + i] = slope[i]! * sum;
    }
    return lastLayer(height, layer);
  };
  pass();

  return {
    nodes,
    parameters,
    backward: (derivatives) => sweepBack(first, input, slope, layer, derivative, derivatives),
    forward(parameter, derivatives) {
      const at = owner[parameter]!;
      const finished = sweepOn(slope, layer, moved, at, input[parameter - first[at]!]!);
      derivatives[parameter] = lastLayer(moved, layer);
      return finished;
    },
    nudged(parameter, by) {
      const before = weight[parameter]!;
      weight[parameter] = before + by;
      const output = pass();
      weight[parameter] = before;
      return output;
    },
  };
}

function lastLayer(heights: Float64Array, layer: number): number {
  let sum = 0;
  for (let i = heights.length - layer; i < heights.length; i++) sum += heights[i]!;
  return sum;
}

// Both loops get their arrays as arguments, so that the compiler knows equally much about each.

/** From the last neuron to the first: its own derivative, then those of its weights. */
function sweepBack(
  first: Int32Array,
  input: Float64Array,
  slope: Float64Array,
  layer: number,
  derivative: Float64Array,
  derivatives: Float64Array,
): number {
  let finished = 0;
  for (let i = slope.length - 1; i >= 0; i--) {
    const bent = derivative[i + layer]! * slope[i]!;
    derivative[i] = bent;
    const from = first[i]!;
    const weights = first[i + 1]! - from;
    for (let k = 0; k < weights; k++) derivatives[from + k] = bent * input[k]!;
    finished += 1 + weights;
  }
  return finished;
}

/** From the first neuron to the last: the slope of each with respect to one weight of neuron `at`. */
function sweepOn(slope: Float64Array, layer: number, moved: Float64Array, at: number, input: number): number {
  const nodes = slope.length;
  for (let i = 0; i < at; i++) moved[i + layer] = slope[i]! * moved[i]!;
  moved[at + layer] = slope[at]! * (moved[at]! + input);
  for (let i = at + 1; i < nodes; i++) moved[i + layer] = slope[i]! * moved[i]!;
  return nodes;
}

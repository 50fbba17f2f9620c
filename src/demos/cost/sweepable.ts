/**
 * A network with its local derivatives worked out, ready to be swept from either end. What is timed is the same kind of
 * work on both sides: products of local derivatives, added up where ways meet.
 */
export interface Sweepable {
  /** N: the number of values that are computed. */
  readonly nodes: number;
  /** P: the number of values with respect to which the derivatives are wanted. */
  readonly parameters: number;
  /** Backprop: one sweep from right to left. Fills in every parameter's derivative; returns how many derivatives, of nodes and parameters, it finished. */
  readonly backward: (derivatives: Float64Array) => number;
  /** One sweep from left to right: how every node moves with one parameter. Fills in that parameter's derivative; returns how many derivatives it finished. */
  readonly forward: (parameter: number, derivatives: Float64Array) => number;
  /** The output of a plain forward pass with one parameter moved by so much, as a nudge does it. */
  readonly nudged: (parameter: number, by: number) => number;
}

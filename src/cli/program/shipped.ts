import { join } from 'node:path';
import { suggest } from '../../language/suggest.ts';
import type { Environment } from '../shell/environment.ts';

/** A problem that comes with the program: its name is that of its file. */
export interface ShippedProblem {
  readonly id: string;
  /** The lecture of the course that it practises; null for what goes beyond them. */
  readonly lecture: number | null;
  /** What somebody learns from it. */
  readonly teaches: string;
}

const row =
  (lecture: number | null) =>
  ([id, teaches]: readonly [string, string]): ShippedProblem => ({ id, lecture, teaches });

/** The problems that come with the program, in the order in which a learner takes them; a test compares them with their files. */
export const shippedProblems: readonly ShippedProblem[] = [
  ...(
    [
      ['w-squared', 'the slope of a curve at one point'],
      ['w-cubed', 'the power rule'],
      ['one-over-w', 'a slope that is negative'],
    ] as const
  ).map(row(1)),
  ...(
    [
      ['two-steps', 'the chain rule, once'],
      ['running-example', 'the chain rule, from right to left'],
      ['fan-out', 'two paths: their contributions add up'],
      ['logistic-parts', 'a sigmoid in single steps'],
    ] as const
  ).map(row(2)),
  ...(
    [
      ['small-net', 'one linear unit, squared error'],
      ['two-layer-relu', 'a whole network, back to its weights'],
      ['weight-slopes', "the three factors of a weight's slope"],
      ['logistic-regression', 'sigmoid and log loss, and why dz is a - y'],
    ] as const
  ).map(row(3)),
  ...(
    [
      ['two-layer-matrices', 'shapes and transposes, with one example'],
      ['logistic-batch', 'many examples: the 1/m and the sum'],
      ['batch', 'the six equations, over four examples'],
      ['softmax', 'softmax with cross-entropy'],
      ['three-layer', 'the same two equations, layer after layer'],
    ] as const
  ).map(row(4)),
  ...([['xor', 'a network to train (dvar train xor)']] as const).map(row(5)),
  ...(
    [
      ['tied-weights', 'one matrix used twice'],
      ['layer-norm', 'every entry moves its whole column'],
      ['attention', 'scaled dot-product attention'],
    ] as const
  ).map(row(null)),
];

/** The file of a problem that comes with the program; null where a word names none. */
export function shippedFile({ problemsFolder }: Environment, word: string | undefined): string | null {
  const found = shippedProblems.find(({ id }) => id === word?.toLowerCase());
  return found ? join(problemsFolder, `${found.id}.yaml`) : null;
}

/** The shipped problem that a mistyped word is near to. */
export const nearProblem = (word: string): string | null =>
  suggest(
    word,
    shippedProblems.map(({ id }) => id),
  );

/** The problem after this one; after the last, or after none of them, the first. */
export function problemAfter(id: string | null): string {
  const at = shippedProblems.findIndex((each) => each.id === id);
  return (shippedProblems[at + 1] ?? shippedProblems[0])?.id ?? '';
}

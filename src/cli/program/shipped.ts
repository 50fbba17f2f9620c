import { join } from 'node:path';
import { suggest } from '../../language/suggest.ts';
import type { Environment } from '../shell/environment.ts';

/** A problem that comes with the program: its name is that of its file. */
export interface ShippedProblem {
  readonly id: string;
  /** The lecture of the course that it practises; null for what goes beyond them. */
  readonly lecture: number | null;
  /** How many questions it asks. */
  readonly questions: number;
  /** What somebody learns from it. */
  readonly teaches: string;
}

const row =
  (lecture: number | null) =>
  ([id, questions, teaches]: readonly [string, number, string]): ShippedProblem => ({
    id,
    lecture,
    questions,
    teaches,
  });

/** The problems that come with the program, in the order in which a learner takes them; a test compares them with their files. */
export const shippedProblems: readonly ShippedProblem[] = [
  ...(
    [
      ['w-squared', 1, 'the slope of a curve at one point'],
      ['w-cubed', 1, 'the power rule'],
      ['one-over-w', 1, 'a slope that is negative'],
    ] as const
  ).map(row(1)),
  ...(
    [
      ['two-steps', 2, 'the chain rule, once'],
      ['running-example', 5, 'the chain rule, from right to left'],
      ['fan-out', 4, 'two paths: their contributions add up'],
      ['logistic-parts', 11, 'a sigmoid in single steps'],
    ] as const
  ).map(row(2)),
  ...(
    [
      ['small-net', 5, 'one linear unit, squared error'],
      ['two-layer-relu', 10, 'a whole network, back to its weights'],
      ['dead-unit', 11, 'a ReLU that is off blocks the way back'],
      ['weight-slopes', 11, "the three factors of a weight's slope"],
      ['logistic-regression', 6, 'sigmoid and log loss, and why dz is a - y'],
    ] as const
  ).map(row(3)),
  ...(
    [
      ['two-layer-matrices', 8, 'shapes and transposes, with one example'],
      ['logistic-batch', 3, 'many examples: the 1/m and the sum'],
      ['batch', 6, 'the six equations, over four examples'],
      ['softmax', 4, 'softmax with cross-entropy'],
      ['three-layer', 11, 'the same two equations, layer after layer'],
    ] as const
  ).map(row(4)),
  ...([['xor', 6, 'a network to train (dvar train xor)']] as const).map(row(5)),
  ...(
    [
      ['tied-weights', 3, 'one matrix used twice'],
      ['layer-norm', 7, 'every entry moves its whole column'],
      ['attention', 6, 'scaled dot-product attention'],
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

/** The first shipped problem that teaches what a word names: `sigmoid` is in what logistic-parts teaches. */
export const problemAbout = (word: string): string | null =>
  word.length < 4
    ? null
    : (shippedProblems.find(({ teaches }) => teaches.toLowerCase().split(/\W+/).includes(word.toLowerCase()))
        ?.id ?? null);

/** The problem after this one; the first one after the last, or after a problem that is not in the list. */
export function problemAfter(id: string | null): string {
  const at = shippedProblems.findIndex((each) => each.id === id);
  return (shippedProblems[at + 1] ?? shippedProblems[0])?.id ?? '';
}

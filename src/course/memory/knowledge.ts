/**
 * Bayesian knowledge tracing (Corbett and Anderson 1994): a skill is known or not, a first answer is evidence with slips
 * and guesses, and each chance may teach it. Of the models in the literature it is the one whose four numbers a reader
 * can check by hand; with few answers a learner, models with more of them have nothing to fit. As in the authors' tutor, a
 * hint counts as not known. A number typed into an empty line is seldom guessed, but on small whole numbers sometimes.
 */
const model = { start: 0.25, learns: 0.12, slips: 0.1, guesses: 0.15 } as const;

/** How likely a skill is known before any answer. */
export const unknown: number = model.start;

/** How likely a skill is known after another first answer. */
export function traced(before: number, right: boolean): number {
  const known = before * (right ? 1 - model.slips : model.slips);
  const guessed = (1 - before) * (right ? model.guesses : 1 - model.guesses);
  const after = known / (known + guessed);
  return after + (1 - after) * model.learns;
}

/** The probability from which a skill counts as known (the authors' own limit). */
export const mastery = 0.95;

/**
 * The probability that an answer which needs these skills is right; a skill that was never asked for has its initial
 * probability.
 */
export function chanceOf(known: readonly (number | undefined)[]): number {
  const all = known.reduce<number>((product, each) => product * (each ?? model.start), 1);
  return all * (1 - model.slips) + (1 - all) * model.guesses;
}

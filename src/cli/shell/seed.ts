/** A seed that is short enough to be written down. */
export const seedFrom = (chance: () => number): number => Math.floor(chance() * 1_000_000);

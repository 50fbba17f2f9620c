import type { RuleName } from '../mistakes/scalar-malrules.ts';
import { certain, type Weighed } from './weigh.ts';

/** A wrong rule that somebody holds, and the answers that are by it. */
export interface Held {
  readonly rule: RuleName;
  /** How likely it is held, from 0 to 1. */
  readonly share: number;
  readonly answers: readonly number[];
}

/** A hint may speak of a rule that is this likely to be held: after two right answers where it would show, a single miss is not. */
const likely = 0.3;

/** What is likely held, and certainly behind some answer; the likeliest first. */
export function heldIn(
  shares: ReadonlyMap<string, number>,
  rules: ReadonlyMap<string, RuleName>,
  weighed: ReadonlyMap<number, Weighed>,
): readonly Held[] {
  return [...shares]
    .flatMap(([word, share]): readonly Held[] => {
      const rule = rules.get(word);
      const answers = [...weighed].flatMap(([slot, { behind, certainty }]) =>
        behind.kind === 'rule' && behind.rule === word && certainty >= certain ? [slot] : [],
      );
      return rule && share >= likely && answers.length > 0 ? [{ rule, share, answers }] : [];
    })
    .sort((a, b) => b.share - a.share);
}

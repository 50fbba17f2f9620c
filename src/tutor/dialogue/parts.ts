import type { Value } from '../../ops/matrix.ts';
import type { Question } from '../lesson/question.ts';
import type { Words } from '../lesson/words.ts';
import type { Mistake } from '../mistakes/messages.ts';
import type { RuleName } from '../mistakes/scalar-malrules.ts';
import type { Known } from '../teaching/chain-rule.ts';

/**
 * One thing that is said to lead from a mistake to the rule. `asks`: what it asks for, `du/db` or `dW(1,1)`, which may be
 * answered by itself; null where it asks for nothing but the answer.
 */
export interface Lead {
  readonly kind: 'where' | 'smaller' | 'contrast';
  readonly says: string;
  readonly asks: string | null;
}

export const leadSaying = (kind: Lead['kind'], says: string | null): Lead | null =>
  says === null || says === '' ? null : { kind, says, asks: null };

export const kept = (lead: Lead | null): readonly Lead[] => (lead ? [lead] : []);

/** A question that somebody is to be led to. */
interface Led {
  readonly words: Words;
  readonly question: Question;
  /** Whether a step's derivative may be said. */
  readonly known: Known;
  readonly onScreen: string;
}

/** Where a lead starts: at a question, from a wrong answer and the mistake that explains it, if one does. */
export interface Missed extends Led {
  readonly mistake: Mistake | null;
  /** Null where nothing was answered yet, or nothing that has a value. */
  readonly value: Value | null;
}

/** A question at which nothing was typed yet that leads on, and a wrong rule that its learner holds by their other answers. */
export interface Ahead extends Led {
  readonly rule: RuleName;
  /** The answers that were by that rule. */
  readonly at: readonly number[];
}

/** What the rungs towards a missing piece are made of: an open question, where to look, a smaller question, and what is so. */
export interface Parts {
  readonly pump: string;
  readonly hint: string | null;
  readonly prompt: Lead | null;
  /** How the next rung begins, which is the chain rule in letters. */
  readonly assertion: string;
}

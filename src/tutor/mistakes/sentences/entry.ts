import { inWords } from '../../../engine/graph/givens.ts';

/** What a sentence about a mistake may mention. It points to the mistake, and never tells the number that is asked. */
export interface Placing {
  /** The asked name, and the output. */
  readonly asked: string;
  readonly output: string;
  /** The steps that read the asked name, each once; there is at least one. */
  readonly readers: readonly string[];
  /** The upstream gradients of all the ways, as they are written: `dJ/du + dJ/dv`; and those of each reader, once. */
  readonly upstream: string;
  readonly upstreams: readonly string[];
  /** What the rule is for that went wrong, as it is written: `b*c`; its sign alone where several steps could be meant. */
  readonly rule: string | null;
  /** The step whose rule it is, where it is one: how it is written, a name or a part of a statement, and what it is worth. */
  readonly part: { readonly text: string; readonly name: boolean; readonly worth: string | null } | null;
  /** What stands in the place of something else, as it is written: `z1`. */
  readonly intruder: string | null;
  /** `a stands at two places in L`, where all the ways lie inside one statement, and no picture shows two arrows. */
  readonly inside: string | null;
  /** Whether a single number is asked. */
  readonly single: boolean;
  /** The shape of what is asked, as it is written; null where it tells nothing: of a number, or where it came out all the same. */
  readonly shape: string | null;
  /** Whether entries of what is asked were copied in the forward pass. */
  readonly copied: boolean;
  /** Whether a product of matrices lies on the way. */
  readonly multiplied: boolean;
  /** By how many examples the rule is divided, where the sentence has to say so. */
  readonly over: string | null;
  /** Whether the upstream gradients are divided by the number of examples already. */
  readonly divided: boolean;
}

/** One mistake as it is published: what it is, and what a learner is told. */
export interface Telling {
  /** For the table of ids. */
  readonly means: string;
  readonly says: (scene: Placing) => string;
}

/** The steps that read the asked name, in a sentence: `u and v`. */
export const readersIn = ({ readers }: Placing): string => inWords(readers);

/** Why several contributions come back to an entry, in a sentence. */
export const manyFrom = ({ asked, copied, readers }: Placing): string =>
  copied
    ? `${asked} was copied in the forward pass`
    : `An entry of ${asked} moves several entries of ${inWords(readers)}`;

/** The rule that went wrong, in a sentence. */
export const ruleWords = ({ rule, readers }: Placing): string =>
  rule === null ? `the rule at ${inWords(readers)}` : `the rule for \`${rule}\``;

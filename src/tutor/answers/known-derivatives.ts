import { kinds } from '../../engine/graph/graph.ts';
import { type Evaluation, valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Expression, Leaf } from '../../language/expression.ts';
import { suggest } from '../../language/suggest.ts';
import { transposeMeant } from '../../language/transpose-meant.ts';
import type { Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import { examplesNamed, wordAt } from '../../symbolic/convention.ts';
import type { Question } from '../lesson/question.ts';
import { isCommand } from './command-words.ts';

/** The tiny step of the sentences, which is no number. */
const tinyStep = /^(?:ε|ϵ|eps|epsilon)$/;

/** The derivatives that an answer may use: a number, or why this one can't be used now. */
export type KnownDerivatives = (slot: number) => Value | Unusable;

/** Why a derivative can't be used in an answer. */
export interface Unusable {
  readonly why: string;
  /** The local derivative, where the reason is that it is still open. */
  readonly slope?: string;
}

/** Whether a derivative can't be used: it is not known yet. */
export const isUnusable = (found: Value | Unusable): found is Unusable =>
  typeof found === 'object' && 'why' in found;

/** The value that a leaf of an answer stands for, or why it stands for none. */
export function valueOfLeaf(
  worked: Evaluation,
  question: Question,
  whole: Expression,
  leaf: Leaf,
  found: KnownDerivatives,
): Value | Unusable {
  switch (leaf.kind) {
    case 'number':
    case 'matrix':
      return leaf.value;
    case 'derivative':
      if (leaf.of === worked.output) return derivativeOf(worked, question, leaf.by, found);
      return aboutSlope(worked, question, leaf.of, leaf.by);
    case 'name': {
      const slot = worked.slots.get(leaf.name);
      if (slot !== undefined) return valueOfSlot(worked, slot);
      const constant = constants.get(leaf.name);
      if (constant !== undefined) return constant;
      const examples = examplesNamed(worked, leaf.name);
      if (examples !== null) return examples;
      const of = leaf.name.startsWith('d') ? leaf.name.slice(1) : '';
      if (worked.slots.has(of)) return derivativeOf(worked, question, of, found);
      const turned = transposeMeant(whole, leaf.name, (word) => worked.slots.has(word));
      if (tinyStep.test(leaf.name))
        return {
          why: `that is how far ${worked.output} moves; the derivative is what stands before ${leaf.name}, so leave ${leaf.name} out`,
        };
      return { why: `there is no '${leaf.name}' here; ${turned ?? meant(worked, leaf.name)}` };
    }
  }
}

/**
 * Why a derivative that is not the output's has no value here: it is the one to work out, or does not join two steps.
 */
function aboutSlope(worked: Evaluation, { kind, slot }: Question, of: string, by: string): Unusable {
  const { slots, graph } = worked;
  const word = `d${of}/d${by}`;
  if (kind === 'local' && slots.get(by) === slot) return lookedFor(word);
  const [to = -1, from = -1] = [slots.get(of), slots.get(by)];
  if (from >= to || graph.kind[to] !== kinds.step)
    return {
      why: `${word} is 0: ${of} does not depend on ${by}; use the values and what you have found so far`,
    };
  return {
    why: `That is the chain rule. What is ${word}? Write \`${word} = ...\` first, or type its letter or its number instead`,
    slope: word,
  };
}

const lookedFor = (word: string): Unusable => ({
  why: `${word} is what we are looking for, so it can't be part of the answer`,
});

/** The advice on an unknown name: the nearest name or derivative, else where names are listed. */
function meant({ slots }: Evaluation, typed: string): string {
  if (isCommand(typed)) return `did you mean :${typed}?`;
  const known = [...slots.keys()];
  const near = suggest(typed, [...known, ...known.map((name) => `d${name}`)]);
  return near ? `did you mean ${near}?` : 'use names from the graph, which :values lists';
}

function derivativeOf(
  worked: Evaluation,
  question: Question,
  name: string,
  found: KnownDerivatives,
): Value | Unusable {
  const slot = worked.slots.get(name) ?? -1;
  const whole = question.kind !== 'local' && question.kind !== 'nudge';
  if (slot === question.slot && whole) return lookedFor(wordAt(worked, slot));
  if (slot === worked.graph.output) return 1;
  if (worked.graph.kind[slot] === kinds.data)
    return { why: `${name} is data, so there is no derivative with respect to it` };
  return found(slot);
}

import { elementwiseRow, localAt } from '../../engine/kernels/rules.ts';
import type { OpName, SlipId } from '../../ops/table.ts';
import { runOf } from './counterfactual.ts';
import type { BatchId, RareId } from './families/ids.ts';
import { type EdgeView, type LinkView, malruleNudge, slopeAlong, type View } from './redraw.ts';
import type { RewriteId, SecondMistake } from './rewrite.ts';
import { type Mutant, type MutantId, mutantsOf, speaksOf } from './row-mutants.ts';

/** The wrong ways of going through a chain, of adding paths up, and of taking the question. */
export type ChainId =
  | 'local-only'
  | 'upstream-only'
  | 'added-instead-of-multiplied'
  | 'link-skipped'
  | 'upstream-twice'
  | 'factor-forgotten'
  | 'started-from-the-output'
  | 'step-too-far'
  | 'updated-too-early'
  | 'first-path-only'
  | 'last-path-only'
  | 'path-left-out'
  | 'paths-multiplied'
  | 'paths-averaged'
  | 'own-value'
  | 'change-for-a-nudge'
  | 'output-after-a-nudge'
  | 'descent-step'
  | 'updated-weight'
  | 'opposite-sign'
  | 'reciprocal'
  | 'other-variable';

export type MistakeId = MutantId | SlipId | ChainId | RewriteId | BatchId | RareId;

/** A wrong rule as it is known across the answers of a page: what it is, and the op whose rule it is. */
export interface RuleName {
  readonly id: MistakeId;
  readonly op: OpName | null;
  /** Which operand's rule it is, where an op's rule is wrong. */
  readonly operand?: number;
  /** What stands in the place of something else, as it is written: `z1`. */
  readonly intruder?: string;
  /** A second mistake that is made with it. */
  readonly also?: SecondMistake;
  /** Whether it is divided by the number of examples, as the right rule is. */
  readonly shared?: boolean;
}

/** A wrong rule for a question: at any values, the number that it gives there; NaN where it gives none. */
export interface ScalarMalrule extends RuleName {
  readonly at: (view: View) => number;
  /** What somebody with this rule would take the local derivative for. */
  readonly local: (view: View) => number;
  /** The same along one link, where that is all that is wrong and hangs on no derivative. */
  readonly along?: Along;
}

/** The wrong local derivative along a link, whose place among the links comes second. */
export type Along = (link: LinkView, at: number, view: View) => number;

const product = (numbers: readonly number[]): number => numbers.reduce((left, right) => left * right, 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);
const shareOf = (link: LinkView): number => link.upstream * slopeAlong(link);

/** The learning rates of the lectures. */
export const rates = [0.1, 0.01] as const;

/** The local derivative along a link whose weights have taken a step of descent already. */
const updatedLocal = ({ edges }: LinkView, rate: number): number =>
  product(
    edges.map(({ op, operand, operands, steps, out, local }) =>
      steps.every((step) => step === 0)
        ? local
        : localAt(
            op,
            operand,
            operands.map((value, i) => value - rate * (steps[i] ?? 0)),
            out,
          ),
    ),
  );

/** Next to the output there is one rate, and nothing to add to it. */
const addedUp = (link: LinkView): number => (link.last ? 0 : link.upstream) + slopeAlong(link);

const rightLocal = ({ links }: View): number => sum(links.map(slopeAlong));

/** Wrong ways that need no op: the likeliest first, which is also the order in which a class is named. */
const chain: readonly (readonly [ChainId, (view: View) => number])[] = [
  ['local-only', ({ links }) => sum(links.map(slopeAlong))],
  ['upstream-only', ({ links }) => sum(links.map((link) => link.upstream))],
  ['first-path-only', ({ links }) => (links.length > 1 && links[0] ? shareOf(links[0]) : Number.NaN)],
  ['last-path-only', ({ links }) => (links.length > 1 ? shareOf(links.at(-1) as LinkView) : Number.NaN)],
  ['own-value', ({ own }) => own],
  ['opposite-sign', ({ right }) => -right],
  [
    'added-instead-of-multiplied',
    ({ links }) => (links.every((link) => link.last) ? Number.NaN : sum(links.map(addedUp))),
  ],
  ['upstream-twice', ({ links }) => sum(links.map((link) => link.upstream * shareOf(link)))],
  ['paths-multiplied', ({ links }) => (links.length > 1 ? product(links.map(shareOf)) : Number.NaN)],
  ['paths-averaged', ({ links, right }) => (links.length > 1 ? right / links.length : Number.NaN)],
  ['change-for-a-nudge', ({ right }) => malruleNudge * right],
  ['output-after-a-nudge', ({ output, right }) => output + malruleNudge * right],
  // As a calculator measures it, which is a little off where the graph is curved.
  ['change-for-a-nudge', ({ output, nudged }) => nudged - output],
  ['output-after-a-nudge', ({ nudged }) => nudged],
  ['reciprocal', ({ right }) => 1 / right],
  // Further back the upstream gradient is on the screen.
  [
    'started-from-the-output',
    ({ links, output, right }) => (links.every((link) => link.last) ? output * right : Number.NaN),
  ],
  ...rates.flatMap((rate): readonly (readonly [ChainId, (view: View) => number])[] => [
    ['updated-weight', ({ parameter, own, right }) => (parameter ? own - rate * right : Number.NaN)],
    ['descent-step', ({ parameter, right }) => (parameter ? -rate * right : Number.NaN)],
    [
      'updated-too-early',
      ({ parameter, links }) =>
        parameter ? Number.NaN : sum(links.map((link) => link.upstream * updatedLocal(link, rate))),
    ],
  ]),
];

/** Every wrong rule for a question, as far as its links go. */
export function scalarMalrules(view: View): readonly ScalarMalrule[] {
  const ofOps = opRules(view);
  return [
    ...chainRules(view),
    ...shorter(view),
    ...behind(view),
    ...ofOps.filter(({ twofold }) => !twofold).map(({ rule }) => rule),
    ...siblings(view),
    ...ofOps.filter(({ twofold }) => twofold).map(({ rule }) => rule),
  ];
}

function chainRules({ links }: View): readonly ScalarMalrule[] {
  const most = Math.max(0, ...links.map((link) => link.later.length));
  const skipped = Array.from(
    { length: most },
    (_, i): ScalarMalrule => ({
      id: 'link-skipped',
      op: null,
      // A link that ends at the output can't be skipped: it is as it should be.
      at: (view) =>
        sum(
          view.links.map(
            (link) => (link.last ? link.upstream : (link.later[i] ?? Number.NaN)) * slopeAlong(link),
          ),
        ),
      local: rightLocal,
    }),
  );
  const each = chain.map(
    ([id, at]): ScalarMalrule => ({
      id,
      op: null,
      at,
      // Who passes the upstream gradient on as it is takes every local derivative for 1.
      local: id === 'upstream-only' ? (view) => view.links.length : rightLocal,
    }),
  );
  return [...each, ...skipped];
}

/** The derivatives of other nodes that the same steps read. */
const siblings = (view: View): readonly ScalarMalrule[] =>
  view.siblings.map((_, i) => inPlace('other-variable', (there) => there.siblings[i] ?? Number.NaN));

/** The derivatives of what the asked step reads itself. */
const behind = (view: View): readonly ScalarMalrule[] =>
  view.behind.map((_, i) => inPlace('step-too-far', (there) => there.behind[i] ?? Number.NaN));

const inPlace = (id: ChainId, at: ScalarMalrule['at']): ScalarMalrule => ({
  id,
  op: null,
  at,
  local: rightLocal,
});

/** Of three paths or more, all but one. */
function shorter({ links }: View): readonly ScalarMalrule[] {
  if (links.length < 3) return [];
  return links.map((_, i) =>
    inPlace('path-left-out', ({ right, links }) => right - shareOf(links[i] as LinkView)),
  ); // every view has the same links
}

/** The wrong rules of each op on the question's path. A learner who has an op's rule wrong applies it at every edge of that op. */
function opRules(view: View): readonly { readonly rule: ScalarMalrule; readonly twofold: boolean }[] {
  const ways = new Map<string, EdgeView>();
  let before: EdgeView | null = null;
  for (const { edges } of view.links)
    for (const edge of edges) {
      if (edge.op !== before?.op || edge.operand !== before.operand)
        ways.set(`${edge.op} ${edge.operand}`, edge);
      before = edge;
    }
  return [...ways.values()].flatMap(({ op, operand }) =>
    mutantsOf(op, operand).map((mutant) => {
      const along: Along = (link) => wrongLocal(mutant, op, operand, link);
      const rule = byLink({ id: mutant.id, op, operand }, along, speaksOf(mutant.local, 'G'));
      return { rule, twofold: mutant.twofold ?? false };
    }),
  );
}

/** A rule by what it takes for the local derivatives along the links; `bent`: where that hangs on what comes back. */
export const byLink = (rule: RuleName, along: Along, bent = false): ScalarMalrule => ({
  ...rule,
  ...(!bent && { along }),
  at: (view) => sum(view.links.map((link, i) => link.upstream * along(link, i, view))),
  local: (view) => sum(view.links.map((link, i) => along(link, i, view))),
});

/** The local derivative along a link in which one rule is wrong, wherever it is used. */
function wrongLocal({ local }: Mutant, op: OpName, operand: number, { edges, upstream }: LinkView): number {
  // Ways may be long.
  const [{ operands: letters }, run] = [elementwiseRow(op), runOf(local)];
  return edges.reduceRight((along, edge) => {
    if (edge.op !== op || edge.operand !== operand) return along * edge.local;
    const mutated = run((letter) => {
      if (letter === 'out') return edge.out;
      return letter === 'G' ? upstream * along : (edge.operands[letters.indexOf(letter)] ?? Number.NaN);
    });
    return along * mutated;
  }, 1);
}

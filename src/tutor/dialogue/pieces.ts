import { everySlip } from '../../ops/table.ts';
import type { Mistake } from '../mistakes/messages.ts';

/** What somebody lacks who makes a mistake: the piece that hints lead to. */
export type Piece =
  | 'upstream'
  | 'local'
  | 'in a row'
  | 'reader'
  | 'paths'
  | 'slope'
  | 'sign'
  | 'question'
  | 'which transpose'
  | 'copies'
  | 'mean over examples'
  | 'kind of product';

const pieces = (): Readonly<Record<Piece, readonly Mistake['id'][]>> => ({
  upstream: ['local-only'],
  local: ['upstream-only', 'slope-forgotten'],
  'in a row': ['added-instead-of-multiplied', 'upstream-twice'],
  reader: ['link-skipped', 'other-gradient'],
  paths: ['first-path-only', 'last-path-only', 'path-left-out', 'paths-multiplied', 'paths-averaged'],
  slope: [
    'operands-swapped',
    'input-for-output',
    'output-for-input',
    'inner-sign-flipped',
    'part-dropped',
    'applied-twice',
    'neighbours-rule',
    'output-for-slope',
    'slope-twice',
    'other-operands-rule',
    'forward-on-the-way-back',
    ...everySlip().map(({ id }) => id),
  ],
  sign: ['opposite-sign', 'rule-sign-flipped'],
  question: ['own-value', 'change-for-a-nudge', 'output-after-a-nudge', 'descent-step', 'updated-weight'],
  'which transpose': ['transpose-dropped', 'transpose-added', 'transposed-answer', 'factors-swapped'],
  copies: ['sum-left-out', 'summed-the-other-way', 'summed-too-little', 'summed-too-much', 'mean-for-sum'],
  'mean over examples': ['mean-forgotten', 'mean-twice'],
  'kind of product': ['entrywise-for-product', 'product-for-entrywise'],
});

let byId: ReadonlyMap<string, Piece> | null = null;

/** Made at the first miss, because a quiz without one needs none of it. */
const piecesById = (): ReadonlyMap<string, Piece> =>
  new Map(
    Object.entries(pieces()).flatMap(([piece, ids]) => ids.map((id) => [id, piece as Piece] as const)), // the keys of the record above
  );

/** The piece that is missing behind a mistake; null where no question leads on from it to another answer. */
export function pieceOf(id: Mistake['id']): Piece | null {
  byId ??= piecesById();
  return byId.get(id) ?? null;
}

import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { MapNode } from './document.ts';
import { nodeAt } from './keys.ts';

/**
 * What the questions of a problem are worth: one point each, a number for all of them together, or a number for each
 * by name.
 */
export type Points =
  | { readonly kind: 'each' }
  | { readonly kind: 'together'; readonly total: number }
  | { readonly kind: 'named'; readonly by: ReadonlyMap<string, number> };

/** Reads `points: 10`, or `points: { b: 2, c: 3 }`. */
export function readPoints(problem: MapNode): Result<Points> {
  const node = nodeAt(problem, 'points');
  if (!node) return ok({ kind: 'each' });
  const says = 'points: must be a number for the whole problem, or one for each name, as in { b: 2, c: 3 }';
  if (node.kind === 'scalar')
    return isWorth(node.value)
      ? ok({ kind: 'together', total: node.value })
      : refuse(says, node.from, node.to);
  if (node.kind === 'list') return refuse(says, node.from, node.to);
  const by = new Map<string, number>();
  for (const { key, value } of node.entries) {
    if (value.kind !== 'scalar' || !isWorth(value.value)) return refuse(says, value.from, value.to);
    by.set(key, value.value);
  }
  return ok({ kind: 'named', by });
}

const isWorth = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1e6;

/**
 * What each question is worth; a name without points of its own is worth 1. Shares of a total are rounded so that the
 * printed numbers add up to it: 10 in three are 3.333333, 3.333334 and 3.333333.
 */
export function worthOf(points: Points, names: readonly string[]): readonly number[] {
  switch (points.kind) {
    case 'each':
      return names.map(() => 1);
    case 'together':
      return names.map((_, k) => totalOf([upTo(points.total, k + 1, names), -upTo(points.total, k, names)]));
    case 'named':
      return names.map((name) => points.by.get(name) ?? 1);
  }
}

/** What the first `count` names are worth together. */
const upTo = (total: number, count: number, names: readonly string[]): number =>
  totalOf([(total * count) / names.length]);

/** A sum of points without rounding errors: three thirds of 10 are 10. */
export const totalOf = (points: readonly number[]): number =>
  Math.round(points.reduce((total, each) => total + each, 0) * 1e6) / 1e6;

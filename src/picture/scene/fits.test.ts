import { expect, test } from '@jest/globals';
import { fitsGraphviz, fitsOwnLayout } from './fits.ts';
import type { PictureNode } from './nodes.ts';

const node = (id: string, inputs: readonly string[]): PictureNode => ({
  id,
  slot: 0,
  role: inputs.length === 0 ? 'parameter' : 'step',
  written: null,
  formula: id,
  shape: null,
  value: null,
  word: `dJ/d${id}`,
  derivative: null,
  inputs,
});

/** So many layers of so many boxes, each of which reads the one before it. */
function layered(layers: number, wide: number): readonly PictureNode[] {
  return Array.from({ length: layers * wide }, (_, at) => {
    const [layer, place] = [Math.floor(at / wide), at % wide];
    return node(`h${layer}_${place}`, layer === 0 ? [] : [`h${layer - 1}_${place}`]);
  });
}

test('up to a thousand boxes are laid out here, up to five thousand by Graphviz', () => {
  expect(fitsOwnLayout(layered(50, 20))).toBe(true);
  expect(fitsOwnLayout(layered(51, 20))).toBe(false);
  expect(fitsGraphviz(layered(250, 20))).toBe(true);
  expect(fitsGraphviz(layered(251, 20))).toBe(false);
});

test('neither long arrows all over nor thousands of boxes in one layer are laid out', () => {
  const chain = layered(400, 1);
  const far = chain.map((each, at) => ({ ...each, inputs: chain.slice(0, at).map(({ id }) => id) }));
  expect(fitsGraphviz(far)).toBe(false);
  expect(fitsGraphviz(layered(1, 3000))).toBe(true);
  expect(fitsGraphviz(layered(1, 3001))).toBe(false);
});

import { shapeAt } from '../../engine/graph/graph.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';

const sizePattern = /(?<![\w.])(d?)([A-Za-z_]\w*)(\.T)?\.(?:shape\s*\[\s*(-?[01]|-2)\s*\]|size\b(?!\s*\())/g;
const lengthPattern = /(?<![\w.])len\s*\(\s*(d?)([A-Za-z_]\w*)(\.T)?\s*\)/g;

/**
 * An answer in which NumPy's sizes, `X.shape[1]`, `len(Y)` and `Y.size`, are the numbers that they are here: a derivative
 * has the shape of its variable. What has no name here stays as it is.
 */
export function sizesAsNumbers({ slots, graph }: Evaluation, text: string): string {
  if (!/\.s(?:hape|ize)\b|\blen\s*\(/.test(text)) return text;
  const sized = (
    typed: string,
    d: string,
    word: string,
    turned: string | undefined,
    dimension: string | undefined,
  ): string => {
    const slot = slots.get(`${d}${word}`) ?? (d === '' ? undefined : slots.get(word));
    if (slot === undefined) return typed;
    const { rows, columns } = shapeAt(graph, slot);
    if (dimension === undefined) return String(rows * columns);
    const first = /^(?:0|-2)$/.test(dimension);
    return String(first === (turned === undefined) ? rows : columns);
  };
  return text
    .replaceAll(sizePattern, sized)
    .replaceAll(lengthPattern, (typed: string, d: string, word: string, turned: string | undefined) =>
      sized(typed, d, word, turned, '0'),
    );
}

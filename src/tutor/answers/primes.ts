import { opAt, operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { patternInAnyScript } from '../../language/unicode-names.ts';
import { table } from '../../ops/table.ts';

/** Letters that lecturers use for any activation. */
const anyFunction = new Set(['g', 'f', 'h', 'φ', 'phi', 'act']);
const primesFor = patternInAnyScript(
  String.raw`([\p{L}_][\p{L}\p{N}_]*)\s*['′’]\s*\(\s*([\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*)\s*\)`,
  'gu',
);

/** An answer with `g'(z)` and `sigmoid'(z)` as the local derivatives that they are: `da/dz`, where a = sigmoid(z). */
export function primesAsSlopes(worked: Evaluation, text: string): string {
  if (!/['′’]/.test(text)) return text;
  return text.replaceAll(primesFor(text), (typed: string, called: string, operand: string) => {
    const slot = worked.slots.get(operand);
    if (slot === undefined || worked.slots.has(called)) return typed;
    const steps = [...worked.slots].filter(([, step]) => {
      const op = opAt(worked.graph, step);
      const operands = op ? operandsAt(worked.graph, step) : [];
      if (!op || operands.length !== 1 || operands[0] !== slot) return false;
      const spelled = table[op].written.some((each) => each.form === 'call' && each.symbol === called);
      return spelled || (anyFunction.has(called) && table[op].written.some(({ form }) => form === 'call'));
    });
    const [only, ...others] = steps;
    return only === undefined || others.length > 0 ? typed : `(d${only[0]}/d${operand})`;
  });
}

const sizePattern = /(?<![\w.])(d?)([A-Za-z_]\w*)(\.T)?\.(?:shape\s*\[\s*(-?[01]|-2)\s*\]|size\b(?!\s*\())/g;
const lengthPattern = /(?<![\w.])len\s*\(\s*(d?)([A-Za-z_]\w*)(\.T)?\s*\)/g;

/**
 * An answer in which NumPy's sizes, `X.shape[1]`, `len(Y)` and `Y.size`, are the numbers that they are here: a derivative
 * has the shape of its variable. What has no name here stays as it is.
 */
export function sizesAsNumbers({ slots, graph }: Evaluation, text: string): string {
  if (!text.includes('.s') && !text.includes('len')) return text;
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

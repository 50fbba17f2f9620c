import { opAt, operandsAt } from '../../engine/graph/graph.ts';
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

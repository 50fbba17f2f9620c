import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { type Expression, type Leaf, leaves, substitute } from '../../language/expression.ts';
import { constants } from '../../ops/table.ts';
import { targetOf } from '../../reading/left-sides.ts';

/**
 * A learner's own names: what each stands for, or why it has no meaning; null for all other names. A local derivative
 * such as `du/db` is such a name, too.
 */
export type Helpers = (name: string) => Expression | { readonly why: string } | null;

/** The names of a program, as left sides are read by them. */
export const namesOf = ({ slots, output }: Evaluation) => ({
  output,
  all: slots.keys(),
  has: (name: string) => slots.has(name),
});

/** An answer with a learner's own names written out, each where it stands; or why it can't be. */
export function writtenOut(
  worked: Evaluation,
  expression: Expression,
  helpers: Helpers,
  mostLeaves: number,
): Expression | { readonly why: string; readonly leaf: Leaf } {
  let size = 0;
  const meant = new Map<string, Expression>();
  for (const leaf of leaves(expression)) {
    const key = keyOf(leaf);
    const known = key === null ? null : (meant.get(key) ?? helpers(key) ?? localNamed(worked, leaf, helpers));
    if (known && 'why' in known) return { why: known.why, leaf };
    size += known ? leaves(known).length : 1;
    if (size > mostLeaves)
      return { why: 'this is too long with your own names written out; write it shorter', leaf };
    if (known && key !== null) meant.set(key, known);
  }
  if (meant.size === 0) return expression;
  return substitute(expression, (leaf) => {
    const known = meant.get(keyOf(leaf) ?? '');
    // A fault in a name's definition is shown where the name is used, because its own line is another text.
    return known ? substitute(known, (inner) => ({ ...inner, from: leaf.from, to: leaf.to })) : leaf;
  });
}

/** An answer in which every derivative is written as the language does: `dJ/du` for `dJ_du`, `grad_u` and `∂u`. */
export function withPlainDerivatives(worked: Evaluation, expression: Expression): Expression {
  const { slots } = worked;
  const isSpelled = (leaf: Leaf): leaf is Leaf & { kind: 'name' } =>
    leaf.kind === 'name' &&
    leaf.name.length > 1 &&
    !slots.has(leaf.name) &&
    !constants.has(leaf.name) &&
    !(leaf.name.startsWith('d') && slots.has(leaf.name.slice(1)));
  if (!leaves(expression).some(isSpelled)) return expression;
  return substitute(expression, (leaf) => {
    const target = isSpelled(leaf) ? targetOf(leaf.name, namesOf(worked)) : null;
    if (target?.kind !== 'derivative' || target.via === 'capitals') return leaf;
    const { of, by } = target;
    return { kind: 'derivative', of, by, from: leaf.from, to: leaf.to };
  });
}

const keyOf = (leaf: Leaf): string | null =>
  leaf.kind === 'name' ? leaf.name : leaf.kind === 'derivative' ? `d${leaf.of}/d${leaf.by}` : null;

/** `du_db`, where somebody wrote `du/db = c`; and `du/db`, where they wrote `du_db = c`. */
function localNamed(worked: Evaluation, leaf: Leaf, helpers: Helpers): ReturnType<Helpers> {
  if (leaf.kind !== 'name' || worked.slots.has(leaf.name) || !leaf.name.startsWith('d')) return null;
  const target = targetOf(leaf.name, namesOf(worked));
  return target?.kind === 'derivative' && target.of !== worked.output
    ? helpers(`d${target.of}/d${target.by}`)
    : null;
}

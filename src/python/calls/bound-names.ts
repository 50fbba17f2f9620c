import type { PyExpression, PyStatement } from '../text/syntax.ts';
import { type Callable, type PyValue, unknownValue } from '../values/values.ts';
import type { CallArguments } from './array-calls.ts';

/** What a function's parameters are bound to in a call; what Python raises where they don't fit. */
export function boundNames(
  { name, parameters, bound }: Callable & { kind: 'own' },
  { values, named, line }: CallArguments,
  fallbackOf: (fallback: PyExpression) => PyValue,
): Map<string, PyValue> | PyValue {
  const raised = (says: string): PyValue =>
    unknownValue(`Python would stop here: TypeError: ${name}() ${says}`, line, true);
  const all = bound ? [bound, ...values] : values;
  const names = new Map<string, PyValue>();
  const plain = parameters.filter(({ takes }) => takes === undefined);
  for (const [at, parameter] of plain.entries()) {
    const { fallback } = parameter;
    const value = named.get(parameter.name) ?? all[at] ?? (fallback ? fallbackOf(fallback) : null);
    if (!value) return raised(`is missing ${parameter.name}`);
    names.set(parameter.name, value);
  }
  const rest = all.slice(plain.length);
  const others = [...named].filter(([word]) => !names.has(word));
  const gathers = parameters.find(({ takes }) => takes === 'all');
  const keeps = parameters.find(({ takes }) => takes === 'named');
  if (gathers) names.set(gathers.name, { kind: 'sequence', of: 'tuple', items: rest });
  else if (rest.length > 0) return raised(`takes ${plain.length} arguments, but ${all.length} were given`);
  const [odd] = others;
  if (keeps) names.set(keeps.name, { kind: 'dictionary', entries: new Map(others) });
  else if (odd) return raised(`got an unexpected argument ${odd[0]}`);
  return names;
}

/** Whether a body is that of a generator, whose items are worked out one after the other. */
export const yields = (body: readonly PyStatement[]): boolean =>
  body.some(
    (each) =>
      each.kind === 'yield' ||
      (each.kind === 'if' && each.branches.some((branch) => yields(branch.body))) ||
      (/^(for|while|block)$/.test(each.kind) && 'body' in each && yields(each.body)),
  );

import type { PyStatement } from '../text/syntax.ts';
import { nameIn } from '../values/state.ts';
import type { Callable, OwnCallable, PyValue, Scope } from '../values/values.ts';
import type { Inner } from './part-stores.ts';

/** A class as something that can be called. */
export function ownClass(statement: PyStatement & { kind: 'class' }, scope: Scope, inner: Inner): PyValue {
  const parts = new Map<string, PyValue>();
  const fields: string[] = [];
  for (const base of basesOf(statement, scope)) {
    for (const [name, part] of base.parts) parts.set(name, part);
    fields.push(...base.fields);
  }
  for (const each of statement.body) {
    if (each.kind !== 'assign' && each.kind !== 'field') continue;
    const names =
      each.kind === 'field' ? [each.name] : each.targets.flatMap((of) => (of.kind === 'name' ? of.name : []));
    for (const name of names) {
      fields.push(name);
      if (each.kind === 'assign') parts.set(name, inner(each.value));
    }
  }
  const { name } = statement;
  return {
    kind: 'callable',
    callable: {
      kind: 'class',
      name,
      methods: methodsOf(statement, scope),
      parts,
      fields: [...new Set(fields)],
    },
  };
}

/** The classes that a class is made from, as far as they are known. */
const basesOf = ({ bases }: PyStatement & { kind: 'class' }, scope: Scope) =>
  bases.flatMap((base) => {
    const known = nameIn(scope, base);
    return known?.kind === 'callable' && known.callable.kind === 'class' ? [known.callable] : [];
  });

/** A function of the learner's own, with what stands behind `@` above it. */
export const ownFunction = (
  { name, parameters, body, decorators = [] }: PyStatement & { kind: 'function' },
  names: Scope,
): Callable & { kind: 'own' } => ({
  ...{ kind: 'own', name, parameters, body, bound: null, names },
  ...(decorators.includes('staticmethod') && { as: 'static' }),
  ...(decorators.includes('classmethod') && { as: 'class' }),
  ...(decorators.some((word) => /^(cached_)?property$|[.]cached_property$/.test(word)) && { as: 'property' }),
});

/** The methods of a class, those of the classes that it is made from included. */
function methodsOf(made: PyStatement & { kind: 'class' }, scope: Scope): ReadonlyMap<string, OwnCallable> {
  const above = new Map(basesOf(made, scope).flatMap(({ methods }) => [...methods]));
  const methods = new Map(above);
  for (const statement of made.body)
    if (statement.kind === 'function')
      methods.set(statement.name, { ...ownFunction(statement, scope), above });
  return methods;
}

import type { PyExpression, PyStatement } from './syntax.ts';

/**
 * A line that is nothing but a call may store all the same: `np.add(a, b, out=c)`, `np.copyto(a, b)`, `dW.fill(0)`,
 * `np.add.at(a, i, b)`. It is read as the store that it is, `c[...] = np.add(a, b)`; every other line stays as it is.
 */
export function storeOfCall(statement: PyStatement): PyStatement {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return statement;
  const { value: call } = statement;
  const { callee } = call;
  if (callee.kind === 'name' && callee.name === 'setattr') return storeOfAttribute(statement, call);
  if (callee.kind !== 'attribute') return statement;
  const into = (target: PyExpression, value: PyExpression): PyStatement => ({
    ...place(statement),
    kind: 'assign',
    targets: [
      {
        ...place(statement),
        kind: 'subscript',
        of: target,
        parts: [{ kind: 'index', value: { ...place(statement), kind: 'name', name: '...' } }],
      },
    ],
    value: { ...value, ...place(statement) },
  });
  const out = call.arguments.find(({ name }) => name === 'out');
  const [first, second] = call.arguments.map(({ value }) => value);
  if (out) return into(out.value, { ...call, arguments: call.arguments.filter((each) => each !== out) });
  if (callee.name === 'fill' && first && call.arguments.length === 1) return into(callee.of, first);
  if (callee.name === 'copyto' && first && second && call.arguments.length === 2) return into(first, second);
  if (callee.name === 'at' && callee.of.kind === 'attribute' && first) return into(first, call);
  if (first && /^(copyto|put|place|putmask|fill_diagonal|put_along_axis)$/.test(callee.name))
    return into(first, { ...place(statement), kind: 'unread', construct: `np.${callee.name}(...)` });
  if (
    /^(sort|put|itemset|partition|resize|sort_|mul_|add_|sub_|div_|copy_|masked_fill_|clamp_)$/.test(
      callee.name,
    )
  )
    return into(callee.of, { ...place(statement), kind: 'unread', construct: `${callee.name}(...)` });
  return statement;
}

/** `setattr(self, 'dW1', value)` stores a part by its name. */
function storeOfAttribute(statement: PyStatement, call: PyExpression & { kind: 'call' }): PyStatement {
  const [of, name, value] = call.arguments.map((argument) => argument.value);
  if (!of || !name || !value) return statement;
  const target: PyExpression = {
    ...place(statement),
    kind: 'subscript',
    of,
    parts: [{ kind: 'index', value: name }],
  };
  return { ...place(statement), kind: 'assign', targets: [target], value };
}

const place = ({ from, to, line }: PyStatement) => ({ from, to, line });

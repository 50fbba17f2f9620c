import { atom } from '../arrays/form.ts';
import { arrayEntries, type NdArray, pythonShape } from '../arrays/ndarray.ts';
import type { PyExpression, PyModule, PyStatement } from '../text/syntax.ts';
import type { PyContext } from '../values/context.ts';
import { newState, type State } from '../values/state.ts';
import { numbers, type PyValue, type Scope } from '../values/values.ts';
import { valueOfExpression } from './expressions.ts';
import { runStatements } from './statements.ts';

/** A forward pass that was written in Python, as a program of the tutor's. */
export interface ForwardPass {
  readonly statements: readonly string[];
  /** The arrays that stand in the text itself. */
  readonly values: ReadonlyMap<string, NdArray>;
}

/** Why a Python text is no program, and in which line. */
export interface NoForwardPass {
  readonly line: number;
  readonly why: string;
}

/**
 * Reads a Python text as a forward pass: each line that computes something is a statement, each that writes numbers down is a
 * value. The shapes of `given`, the values that stand elsewhere, tell what `*` means.
 */
export function forwardPassOf(
  module: PyModule,
  given: ReadonlyMap<string, NdArray>,
): ForwardPass | NoForwardPass {
  const [broken] = module.broken;
  if (broken !== undefined)
    return { line: broken, why: "this line can't be read as Python; is a bracket open?" };
  const state = newState(module.text, contextWith(given), new Set());
  const scope: Scope = { names: new Map(), outer: null };
  const made = { statements: [] as string[], values: new Map<string, NdArray>() };
  const top = throughStatements(state, module.body, scope, made);
  if (top) return top;
  const [only] = module.body.flatMap((each) =>
    each.kind === 'function' && !state.called.has(each.body) ? [each] : [],
  );
  if (made.statements.length === 0 && only) {
    const inside = throughStatements(state, only.body, { names: new Map(), outer: scope }, made);
    if (inside) return inside;
  }
  return made.statements.length > 0 ? made : { line: 1, why: 'this computes nothing' };
}

const contextWith = (given: ReadonlyMap<string, NdArray>): PyContext => ({
  value: (name) => given.get(name) ?? null,
  spelled: (name) => name,
  has: (name) => given.has(name),
  isParameter: () => false,
  derivative: () => null,
  truth: () => null,
  beforeActivation: () => null,
  word: (derivative) => derivative,
  scale: () => 1,
  entry: null,
  examples: null,
});

interface Made {
  readonly statements: string[];
  readonly values: Map<string, NdArray>;
}

function throughStatements(
  state: State,
  body: readonly PyStatement[],
  scope: Scope,
  made: Made,
): NoForwardPass | null {
  for (const statement of body) {
    const { line } = statement;
    switch (statement.kind) {
      case 'assign': {
        const [target] = statement.targets;
        if (target?.kind !== 'name' || statement.targets.length > 1)
          return { line, why: 'a program stores into one name per line' };
        const fault = statementFrom(state, target.name, statement.value, scope, line, made);
        if (fault) return fault;
        break;
      }
      case 'return': {
        if (!statement.value || statement.value.kind === 'name') return null;
        return statementFrom(state, 'J', statement.value, scope, line, made);
      }
      case 'function':
      case 'class':
      case 'import':
        runStatements(state, [statement], scope);
        break;
      case 'expression':
      case 'nothing':
      case 'global':
        break;
      case 'update':
        return { line, why: 'a program can give a name a value only once; store it under a new name' };
      default:
        return { line, why: "a program can't have loops or branches" };
    }
  }
  return null;
}

function statementFrom(
  state: State,
  name: string,
  expression: PyExpression,
  scope: Scope,
  line: number,
  made: Made,
): NoForwardPass | null {
  if (made.statements.some((each) => each.startsWith(`${name} = `)) || made.values.has(name))
    return { line, why: `${name} already has a value; store this under a new name` };
  const value = valueOfExpression(state, expression, scope, runStatements);
  const fault = faultOf(value);
  if (fault !== null || value.kind !== 'array')
    return { line, why: fault ?? 'this is not an array of numbers' };
  const plain = arrayEntries(value.array).length === 1 && value.array.shape.length < 2;
  const form = value.form;
  if (isLiteral(expression)) {
    made.values.set(name, value.array);
  } else if (form === null) {
    return { line, why: "dvar's language of programs has no spelling for this" };
  } else made.statements.push(`${name} = ${form.text}`);
  if (value.array.shape.length === 1 && !plain)
    return {
      line,
      why: `${name} has the shape ${pythonShape(value.array.shape)}, with one dimension; make it a row or a column, with keepdims=True or [[...]]`,
    };
  scope.names.set(name, numbers(value.array, atom(name)));
  return null;
}

function faultOf(value: PyValue): string | null {
  return value.kind === 'unknown' ? value.why : null;
}

/** Whether numbers are written down: signs, brackets, and `np.array(...)` around them. */
function isLiteral(expression: PyExpression): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'unary':
      return isLiteral(expression.operand);
    case 'sequence':
      return expression.items.every(isLiteral);
    case 'call':
      return (
        expression.callee.kind === 'attribute' &&
        /^(array|asarray|tensor|float64|zeros|ones)$/.test(expression.callee.name) &&
        expression.arguments.every(({ name, value }) => name === 'dtype' || isLiteral(value))
      );
    default:
      return false;
  }
}

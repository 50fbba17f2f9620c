import { atom } from '../arrays/form.ts';
import { arrayEntries, type NdArray, pythonShape } from '../arrays/ndarray.ts';
import type { PyExpression, PyModule, PyStatement } from '../text/syntax.ts';
import type { PyContext } from '../values/context.ts';
import { newState, type State } from '../values/state.ts';
import { numbers, type PyFlow, type PyValue, type Scope, unknownValue } from '../values/values.ts';
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

/** A program as it is put together: what is computed, by its name, and what is written down. */
interface Made {
  readonly statements: Map<string, string>;
  readonly values: Map<string, NdArray>;
  /** Why what was stored last has no spelling; null where it has one. */
  fault: NoForwardPass | null;
  /** A name that was stored under another one, last: all of a program that computes nothing else. */
  repeats: { readonly name: string; readonly of: string } | null;
}

/**
 * Reads a Python text as a forward pass: each line that computes something is a statement, each that writes numbers down is a
 * value. Loops are unrolled, and short functions stand where they are called. The shapes of `given`, the values that stand
 * elsewhere, tell what `*` means.
 */
export function forwardPassOf(
  module: PyModule,
  given: ReadonlyMap<string, NdArray>,
): ForwardPass | NoForwardPass {
  const [broken] = module.broken;
  if (broken !== undefined)
    return { line: broken, why: "this line can't be read as Python; is a bracket open?" };
  const made: Made = { statements: new Map(), values: new Map(), fault: null, repeats: null };
  const state = newState(module.text, contextWith(given), new Set());
  state.named = (name, value, source, line) => named(made, given, name, value, source, line);
  const scope: Scope = { names: new Map(), outer: null };
  for (const [name, array] of given) scope.names.set(name, symbol(name, array));
  runStatements(state, module.body, scope);
  const [only] = made.statements.size > 0 ? [] : notCalled(state, module.body);
  const output = only ? handedBack(state, made, only, scope) : null;
  if (made.fault) return made.fault;
  if (made.statements.size === 0 && made.repeats) made.statements.set(made.repeats.name, made.repeats.of);
  if (made.statements.size === 0) return { line: 1, why: 'this computes nothing' };
  return needed(made, output);
}

const notCalled = (
  state: State,
  body: readonly PyStatement[],
): readonly (PyStatement & { kind: 'function' })[] =>
  body.flatMap((each) => (each.kind === 'function' && !state.called.has(each.body) ? [each] : []));

/** Reads the body of a function that nobody calls; gives the name of what it returns, null where it returns nothing. */
function handedBack(
  state: State,
  made: Made,
  { body, line }: PyStatement & { kind: 'function' },
  outer: Scope,
): string | null {
  const returned = firstOf(runStatements(state, body, { names: new Map(), outer }));
  if (!returned || returned.kind === 'none' || made.fault) return null;
  const value = state.named?.('J', returned, null, line) ?? returned;
  return value.kind === 'array' ? (value.form?.text ?? null) : null;
}

/** What is returned, or the first of several. */
function firstOf(flow: PyFlow | null): PyValue | null {
  if (!flow || flow.kind === 'leave') return null;
  return flow.kind === 'sequence' ? (flow.items[0] ?? null) : flow;
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

/** A name of the program; whatever is worked out from it is known by `borrowed`. */
const symbol = (name: string, array: NdArray): PyValue => numbers(array, atom(name), true);

/** What a name is stored as: a statement of the program, a value that is written down, or what it was. */
function named(
  made: Made,
  given: ReadonlyMap<string, NdArray>,
  name: string,
  value: PyValue,
  source: PyExpression | null,
  line: number,
): PyValue {
  const elsewhere = given.get(name);
  if (value.kind === 'unknown') {
    if (elsewhere) return symbol(name, elsewhere);
    made.fault = { line: value.line, why: value.why };
    return value;
  }
  if (value.kind === 'dictionary') {
    for (const [key, entry] of value.entries)
      if (/^[A-Za-z]\w*$/.test(key) && entry.kind === 'array')
        value.entries.set(key, named(made, given, key, entry, null, line));
    return value;
  }
  if (value.kind === 'sequence') {
    for (const [at, item] of value.items.entries())
      if (item.kind === 'array' && item.array.shape.length > 0)
        value.items[at] = named(made, given, `${name}_${at}`, item, null, line);
    return value;
  }
  return value.kind === 'array' ? namedArray(made, given, name, value, source, line) : value;
}

function namedArray(
  made: Made,
  given: ReadonlyMap<string, NdArray>,
  name: string,
  value: PyValue & { kind: 'array' },
  source: PyExpression | null,
  line: number,
): PyValue {
  const { array, form, borrowed = false } = value;
  const flat = array.shape.length === 1 && arrayEntries(array).length > 1;
  // Sizes and counts are no values of a program; a number that is written down is one.
  const counted = array.shape.length === 0 && !borrowed && !(source && isLiteral(source));
  if (counted || form?.text === name) return value;
  if (flat || array.shape.length > 2) {
    const shape = pythonShape(array.shape);
    return faulty(
      made,
      flat
        ? `${name} has the shape ${shape}, with one dimension; make it a row or a column, with keepdims=True or [[...]]`
        : `${name} has the shape ${shape}; a program has two dimensions at most`,
      line,
    );
  }
  if (borrowed && form === null)
    return faulty(made, "dvar's language of programs has no spelling for this", line);
  made.fault = null;
  if (borrowed && isAnotherName(made, given, form?.text ?? '')) {
    made.repeats = { name, of: form?.text ?? '' };
    return value;
  }
  const own = freeName(made, name);
  if (borrowed) made.statements.set(own, form?.text ?? '');
  else made.values.set(own, array);
  return symbol(own, array);
}

/** What has no place in a program; nothing that is worked out from it has one. */
function faulty(made: Made, why: string, line: number): PyValue {
  made.fault = { line, why };
  return unknownValue(why, line);
}

/** Whether a text is a name of the program: what is stored under another name as well is no step. */
const isAnotherName = (made: Made, given: ReadonlyMap<string, NdArray>, text: string): boolean =>
  made.statements.has(text) || made.values.has(text) || given.has(text);

/** A name that is stored again is a new one, as `A_2` after `A`. */
function freeName(made: Made, name: string): string {
  const isTaken = (word: string): boolean => made.statements.has(word) || made.values.has(word);
  if (!isTaken(name)) return name;
  let at = 2;
  while (isTaken(`${name}_${at}`)) at++;
  return `${name}_${at}`;
}

const namesIn = (text: string): readonly string[] => text.match(/[A-Za-z_]\w*/g) ?? [];

/** The program without values that nothing reads, and, where a function says what it gives back, without what that does not read. */
function needed({ statements, values }: Made, output: string | null): ForwardPass {
  const wanted = new Set(output !== null && statements.has(output) ? [output] : statements.keys());
  for (const name of wanted) for (const word of namesIn(statements.get(name) ?? '')) wanted.add(word);
  return {
    statements: [...statements]
      .filter(([name]) => wanted.has(name))
      .map(([name, text]) => `${name} = ${text}`),
    values: new Map([...values].filter(([name]) => wanted.has(name))),
  };
}

/** Whether numbers are written down: signs, brackets, and `np.array(...)` around them. */
function isLiteral(expression: PyExpression): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'unary':
      return isLiteral(expression.operand);
    default:
      return false;
  }
}

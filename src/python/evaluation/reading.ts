import type { NdArray } from '../arrays/ndarray.ts';
import type { PyExpression, PyModule, PyStatement } from '../text/syntax.ts';
import type { PyContext, PyReading } from '../values/context.ts';
import { arrayFromValue } from '../values/conversions.ts';
import { derivativeOf, newState, note, type State } from '../values/state.ts';
import { type PyValue, type Scope, unknownValue } from '../values/values.ts';
import { valueOfExpression } from './expressions.ts';
import { storeGradient, takeLive } from './gradients.ts';
import { runStatements } from './statements.ts';

/**
 * Reads a Python text against a program: every store into a name that means a derivative is an answer. The text is
 * evaluated on the program's values, as NumPy would, and never run: its functions are a closed list, and what is not
 * known spreads to what depends on it.
 */
export function readGradients(module: PyModule, context: PyContext): PyReading {
  const state = {
    ...newState(module.text, context, storedNames(module.body)),
    octave: module.octave ?? false,
  };
  const scope: Scope = { names: new Map(), outer: null };
  const lines = module.text.split('\n');
  for (const line of module.broken) brokenLine(state, lines[line - 1] ?? '', line);
  const functions = functionsIn(module.body);
  for (const { parameters } of functions) for (const { name } of parameters) state.handed.add(name);
  runStatements(state, module.body, scope);
  const { entry } = context;
  state.muted = false;
  if (entry !== null && !functions.some(({ name }) => name === entry))
    note(state, 1, `there is no function ${entry} here, and the assignment reads only that one`);
  // What nobody calls is read with its parameters by their names, as a learner hands in the one function that was asked.
  for (const { name, body, parameters } of functions)
    if (!state.called.has(body) && (entry === null || entry === name)) {
      state.moved.clear();
      const names = new Map<string, PyValue>();
      for (const parameter of parameters)
        if (parameter.fallback && context.value(parameter.name) === null)
          names.set(parameter.name, valueOfExpression(state, parameter.fallback, scope, runStatements));
      runStatements(state, body, { names, outer: scope });
    }
  takeLive(state);
  return {
    gradients: state.gradients,
    notes: [...state.notes.values()].sort((a, b) => a.line - b.line),
    lines: [...state.lines.values()].sort((a, b) => a.line - b.line),
    own: [...state.own.values()],
    lost: [...state.lost].sort((a, b) => a - b),
    taken: [...state.taken].map(([name, means]) => ({ name, means })),
  };
}

/** The value of one line of Python, in the tutor's notation where it can be said there; `why` where it has none. */
export function readPythonLine(
  module: PyModule,
  context: PyContext,
): { readonly array: NdArray; readonly form: string | null } | { readonly why: string } {
  const state = newState(module.text, context, new Set());
  const last = module.body.at(-1);
  if (module.body.length !== 1 || (last?.kind !== 'expression' && last?.kind !== 'assign'))
    return { why: 'write one NumPy expression here' };
  const value = valueOfExpression(state, last.value, { names: new Map(), outer: null }, runStatements);
  const array = arrayFromValue(value);
  if (array) return { array, form: value.kind === 'array' ? (value.form?.text ?? null) : null };
  return { why: value.kind === 'unknown' ? value.why : 'this is not an array of numbers' };
}

function functionsIn(body: readonly PyStatement[]): readonly (PyStatement & { kind: 'function' })[] {
  return body.flatMap((statement) => {
    if (statement.kind === 'function') return [statement, ...functionsIn(statement.body)];
    if (statement.kind === 'class' || statement.kind === 'block') return functionsIn(statement.body);
    if (statement.kind === 'if') return statement.branches.flatMap((each) => functionsIn(each.body));
    return [];
  });
}

/** The names that a text stores anywhere, keys between quotes included. */
function storedNames(body: readonly PyStatement[]): ReadonlySet<string> {
  const found = new Set<string>();
  const target = (of: PyExpression): void => {
    if (of.kind === 'name' || of.kind === 'attribute') found.add(of.name);
    else if (of.kind === 'sequence') of.items.forEach(target);
    else if (of.kind === 'subscript') {
      const [part] = of.parts;
      if (part?.kind === 'index' && part.value.kind === 'text') found.add(part.value.value);
      else target(of.of);
    } else if (of.kind === 'applied') target(of.of);
  };
  const go = (statements: readonly PyStatement[]): void => {
    for (const statement of statements)
      if (statement.kind === 'assign') statement.targets.forEach(target);
      else if (statement.kind === 'update') target(statement.target);
      else if (statement.kind === 'if') for (const each of statement.branches) go(each.body);
      else if ('body' in statement) go(statement.body);
  };
  go(body);
  return found;
}

/** A broken line that was meant as an answer is one that can't be read; any other is told of. */
function brokenLine(state: State, text: string, line: number): void {
  const [, name, right = ''] =
    /^\s*(?:[\w.]+\[['"])?([A-Za-z_]\w*)(?:['"]\])?\s*[-+*/]?=(?!=)\s*(.*)$/.exec(text) ?? [];
  const derivative = name === undefined ? null : derivativeOf(state, name);
  const why = `this line can't be read as ${state.octave ? 'Octave' : 'Python'}; is a bracket open?`;
  state.lost.add(line);
  // A name of the learner's own is not known then; what the program or its derivatives have by the very name is.
  if (
    name !== undefined &&
    (derivative === null ? !state.context.has(name) : name !== state.context.word(derivative))
  )
    state.unknowns.set(name, unknownValue(`line ${line}: ${why}`, line));
  if (derivative === null || name === undefined) note(state, line, why);
  else storeGradient(state, derivative, name, unknownValue(why, line), right.trim(), line);
}

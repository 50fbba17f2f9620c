import { type Value, valueFrom } from '../../ops/matrix.ts';
import { arrayEntries, arrayOf, type NdArray } from '../../python/arrays/ndarray.ts';
import { forwardPassOf } from '../../python/evaluation/forward-pass.ts';
import { parsePython } from '../../python/text/parse-python.ts';
import { Failure } from '../shell/failure.ts';

/** A program that a file gives as Python, its forward pass, with the values that stand there. */
export function pythonProgram(
  file: string,
  source: string,
  given: ReadonlyMap<string, Value>,
): { readonly text: string; readonly values: ReadonlyMap<string, Value> } {
  const pass = forwardPassOf(
    parsePython(source),
    new Map([...given].map(([name, value]) => [name, arrayOf(value)])),
  );
  if ('why' in pass) throw new Failure(`${file}:${pass.line}: ${pass.why.replaceAll('`', "'")}`);
  const values = new Map([...pass.values].map(([name, array]) => [name, valueOfArray(array)]));
  return { text: pass.statements.join('\n'), values };
}

function valueOfArray(array: NdArray): Value {
  const [rows = 1, columns = 1] = array.shape.length === 2 ? array.shape : [1, array.shape[0] ?? 1];
  return valueFrom({ rows, columns }, arrayEntries(array));
}

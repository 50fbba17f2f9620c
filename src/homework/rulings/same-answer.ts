import { givensOf } from '../../engine/graph/givens.ts';
import { evaluateGraph, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { entriesOf, isFiniteValue, type Value, valueFrom } from '../../ops/matrix.ts';
import { plainSigns } from '../../reading/signs.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { sameValue } from '../../tutor/mistakes/equality.ts';
import type { GradedResult } from '../grading/grade.ts';

/**
 * The number of draws of values for an answer's names at which two answers are compared: they are the same if they
 * agree at all.
 */
const mostDraws = 4;
/** The shape of the matrices that names stand for: square ones fit in every product. */
const square = { rows: 3, columns: 3 };

const bare = (text: string): string => text.replaceAll(/[\s`]/g, '');

/**
 * Whether somebody answered as a ruling accepts it: in the same signs; with the same number to three digits; or with a
 * rule that means the same whatever its names stand for, as `c + du` and `du + c` do. Names are compared, not what they
 * stood for: so a ruling gives the same whether it comes with the grading or long after.
 */
export function isAccepted({ answer, value, expected }: GradedResult, accepted: string): boolean {
  if (answer !== null && bare(answer) === bare(accepted)) return true;
  const number = accepted.trim() === '' ? Number.NaN : Number(accepted);
  if (Number.isFinite(number)) return typeof value === 'number' && isNear(value, number);
  return answer !== null && meanTheSame(answer, accepted, typeof expected !== 'number');
}

/** To three digits. */
const isNear = (value: number, wanted: number): boolean =>
  Math.abs(value - wanted) <= 5e-4 * Math.abs(wanted) + 1e-9;

function meanTheSame(answer: string, accepted: string, matrices: boolean): boolean {
  const [first, second] = [asRule(answer), asRule(accepted)];
  if (!first || !second) return false;
  const names = [...new Set([...givensOf(first).keys(), ...givensOf(second).keys()])];
  // Numbers alone are compared as values are.
  if (names.length === 0) return false;
  const random = seeded(names.length);
  const entry = (): number => 0.5 + 2 * random();
  for (let draw = 0; draw < mostDraws; draw++) {
    const values = new Map(
      names.map((name): [string, Value] => [
        name,
        matrices ? valueFrom(square, Float64Array.from({ length: 9 }, entry)) : entry(),
      ]),
    );
    const [a, b] = [valueAt(first, values), valueAt(second, values)];
    if (a === null || b === null || !isAlike(a, b)) return false;
  }
  return true;
}

const isAlike = (a: Value, b: Value): boolean =>
  sameValue(a, b) &&
  Array.from(entriesOf(a)).every(
    (each, k) => Math.abs(each - (entriesOf(b)[k] ?? 0)) <= 1e-9 * (1 + Math.abs(each)),
  );

/** The name of the program's one statement, which no value has. */
const result = 'answer__';

/** An answer as a program of one statement, with `du` for `dJ/du`; null where it can't be read so. */
function asRule(text: string): ReturnType<typeof program> {
  const [last = ''] = plainSigns(text).replaceAll('`', '').split('=').slice(-1);
  return program(last.replaceAll(/(?<![\w.])d\w+\s*\/\s*d(\w+)/g, 'd$1'));
}

function program(text: string) {
  const parsed = parseProgram(`${result} = ${text}`);
  return parsed.ok ? parsed.value : null;
}

function valueAt(
  rule: NonNullable<ReturnType<typeof program>>,
  all: ReadonlyMap<string, Value>,
): Value | null {
  const own = givensOf(rule);
  const values = new Map([...all].filter(([name]) => own.has(name)));
  const worked = evaluateGraph(rule, { values, output: null, data: [...own.keys()] });
  if (!worked.ok) return null;
  const slot = worked.value.slots.get(result);
  const value = slot === undefined ? null : valueOfSlot(worked.value, slot);
  return value !== null && isFiniteValue(value) ? value : null;
}

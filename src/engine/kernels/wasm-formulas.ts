import type { Expression } from '../../language/expression.ts';
import { type OpName, table } from '../../ops/table.ts';
import { elementwiseRow, localRule, opOf, parseFormula, translated } from './rules.ts';
import { asNumber, type Bytes, callTo, choice, f64, f64Does, type } from './wasm-bytes.ts';

/** The functions of the machine that a module calls, in the order in which it imports them. */
export type Imports = Map<OpName, (...operands: readonly number[]) => number>;

/** WebAssembly that leaves an op's value on the stack, at operands that are such code themselves. */
export function valueCode(op: OpName, operands: readonly Bytes[], imports: Imports): Bytes {
  const { value } = elementwiseRow(op);
  switch (value.kind) {
    case 'machine': {
      const does = f64Does[value.operator];
      return [...operands.flat(), does, ...(isTruth(does) ? [asNumber] : [])];
    }
    case 'primitive': {
      if (value.instruction !== undefined) return [...operands.flat(), value.instruction];
      if (!imports.has(op)) imports.set(op, value.run);
      return [...operands.flat(), ...callTo([...imports.keys()].indexOf(op))];
    }
    case 'formula': {
      const names = table[op].operands;
      return code(parseFormula(value.formula), (name) => operands[names.indexOf(name)] ?? [], imports);
    }
  }
}

const isTruth = (does: number): boolean => does >= f64Does['=='] && does <= f64Does['>='];

/** WebAssembly that multiplies what is on the stack by an op's local derivative with respect to its k-th operand. */
export function timesLocalCode(
  op: OpName,
  k: number,
  named: (name: string) => Bytes,
  imports: Imports,
): Bytes {
  const { local, except, missing } = localRule(op, k);
  const own = (expression: Expression): Bytes => code(expression, named, imports);
  const unit = except || missing ? 0 : unitOf(local);
  if (unit !== 0) return unit > 0 ? [] : [f64Does.negate];
  let found = own(local);
  if (missing) found = [...truth(own(missing)), ...choice(type.f64, f64(Number.NaN), found)];
  if (except) found = [...truth(own(except.when)), ...choice(type.f64, own(except.local), found)];
  return [...found, f64Does['*']];
}

const absolute = 0x99;

/** Whether a number is neither 0 nor NaN: a condition, as JavaScript takes it. */
const truth = (number: Bytes): Bytes => [...number, absolute, ...f64(0), f64Does['>']];

/** 1 or -1 if a rule is that, else 0: a factor of 1 needs no product. */
function unitOf(local: Expression): number {
  if (local.kind === 'number') return local.value === 1 ? 1 : 0;
  const [inner] = local.kind === 'apply' && local.operands.length === 1 ? local.operands : [];
  if (local.kind !== 'apply' || inner?.kind !== 'number' || inner.value !== 1) return 0;
  const { value } = elementwiseRow(opOf(local.sign));
  return value.kind === 'machine' && value.operator === 'negate' ? -1 : 0;
}

const code = (expression: Expression, named: (name: string) => Bytes, imports: Imports): Bytes =>
  translated(expression, f64, named, (op, operands) => valueCode(op, operands, imports));

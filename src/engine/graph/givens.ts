import { ok, type Refusal, type Result, refuse } from '../../language/diagnostic.ts';
import { type Apply, fold, leaves, type NameLeaf } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { Program, Statement } from '../../language/program.ts';
import { functionNames } from '../../language/spelling.ts';
import { suggest } from '../../language/suggest.ts';
import { transposeMeant } from '../../language/transpose-meant.ts';
import { isFiniteValue, type Value } from '../../ops/matrix.ts';
import { constants } from '../../ops/table.ts';
import { needOf, opOf } from '../kernels/rules.ts';
import { appliedTo, evaluateAll } from './values.ts';

/** The values given beside a program, and choices that override the program's own. */
export interface GivenValue {
  readonly values: ReadonlyMap<string, Value>;
  readonly output?: string | null;
  readonly data?: readonly string[];
}

/** Every name that the program does not compute, with the value that its text gives it, in order of appearance. */
export function givensOf(program: Program): Map<string, Value | null> {
  const givens = new Map<string, Value | null>();
  const steps = new Set<string>();
  for (const statement of program.statements) {
    const { names } = statement;
    for (const { name } of names) if (!steps.has(name) && !givens.has(name)) givens.set(name, null);
    if (names.length > 0) steps.add(statement.name);
    else {
      const value = evaluateAll(statement.expression, () => undefined);
      // Shapes that clash between numbers alone are refused when the givens are bound.
      givens.set(statement.name, value.ok ? value.value : Number.NaN);
    }
  }
  return givens;
}

/** A program's givens with their values, and its output, all checked. */
export interface Bound {
  /** The givens' values, in their order; undefined for a constant that keeps its own value. */
  readonly values: readonly (Value | undefined)[];
  /** Names that were given a value and do not stand in the program. */
  readonly strangers: readonly string[];
  readonly output: string;
}

/** Assigns values to the givens; refuses a missing value, and a value for a name that cannot be given one. */
export function bindGivens(
  program: Program,
  givens: ReadonlyMap<string, Value | null>,
  setting: GivenValue,
): Result<Bound> {
  const computing = program.statements.filter((statement) => !givens.has(statement.name));
  for (const statement of program.statements) {
    const broken = givens.has(statement.name) ? brokenGiven(statement) : null;
    if (broken) return broken;
  }
  const output = outputOf(computing, givens, setting);
  if (!output.ok) return output;
  // Each is looked up once: there may be a hundred thousand.
  const values: (Value | undefined)[] = [];
  const missing: string[] = [];
  let known = 0;
  for (const [name, own] of givens) {
    const said = setting.values.get(name);
    if (said !== undefined) known++;
    const value = said ?? own ?? undefined;
    values.push(value);
    if (value === undefined && !constants.has(name)) missing.push(name);
  }
  const strangers =
    known === setting.values.size ? ok([]) : strangersIn(setting.values.keys(), computing, givens);
  if (!strangers.ok) return strangers;
  if (missing.length > 0) return noValue(program, missing, strangers.value);
  return ok({ values, strangers: strangers.value, output: output.value });
}

/** The names that were given a value and do not stand in the program; one that the program computes is refused. */
function strangersIn(
  names: Iterable<string>,
  computing: readonly Statement[],
  givens: ReadonlyMap<string, Value | null>,
): Result<readonly string[]> {
  const steps = new Map(computing.map((statement) => [statement.name, statement]));
  const strangers: string[] = [];
  for (const name of names) {
    const statement = steps.get(name);
    if (statement) {
      return refuse(`${name} is computed by the program; remove ${name}=...`, statement.from, statement.to);
    }
    if (!givens.has(name)) strangers.push(name);
  }
  return ok(strangers);
}

function outputOf(
  computing: readonly Statement[],
  givens: ReadonlyMap<string, Value | null>,
  { output }: GivenValue,
): Result<string> {
  const last = computing.at(-1);
  if (!last) return refuse('the program computes nothing; write a formula, as in J = 3*a');
  if (output === undefined || output === null) return ok(last.name);
  if (computing.some((statement) => statement.name === output)) return ok(output);
  if (givens.has(output)) return refuse(`${output} is an input; --output must name a computed step`);
  return refuse(
    `the program has no ${output} for --output;${didYouMean(
      output,
      computing.map((statement) => statement.name),
    )} it computes ${inWords(computing.map((statement) => statement.name))}`,
  );
}

/** The names that are data: marked as data, or left out of the output's header. */
export function dataOf(
  program: Program,
  givens: ReadonlyMap<string, Value | null>,
  { data = [], values }: GivenValue,
): Result<ReadonlySet<string>> {
  const named = new Set([...program.data, ...data]);
  for (const name of named) {
    if (givens.has(name) || values.has(name)) continue;
    const says = program.statements.some((statement) => statement.name === name)
      ? `${name} is computed; only an input can be data`
      : `${name} is listed as data, but the program has no ${name};${didYouMean(name, givens.keys())} remove or correct it`;
    return refuse(says);
  }
  const { header } = program;
  if (!header) return ok(named);
  for (const parameter of header.parameters) {
    if (!givens.has(parameter)) {
      const says = program.statements.some((statement) => statement.name === parameter)
        ? `${parameter} is computed; ${header.output}(...) lists inputs`
        : `${header.output}(...) lists ${parameter}, but the program has no ${parameter}`;
      return refuse(says);
    }
    if (named.has(parameter))
      return refuse(`${parameter} is listed as data and as a parameter of ${header.output}; choose one`);
  }
  return ok(new Set([...named, ...[...givens.keys()].filter((name) => !header.parameters.includes(name))]));
}

function noValue(program: Program, missing: readonly string[], strangers: readonly string[]): Result<never> {
  const first = placeOf(program, missing[0]);
  const guess = strangers.map((stranger) => suggest(stranger, missing)).find((near) => near !== null);
  const stranger = guess && strangers.find((candidate) => suggest(candidate, missing) === guess);
  const names = new Set([...strangers, ...givensOf(program).keys()]);
  const [meant] = program.statements.flatMap(({ expression }) =>
    missing.flatMap((name) => transposeMeant(expression, name, (word) => names.has(word)) ?? []),
  );
  const known = [...names].filter((name) => !missing.includes(name));
  const product = missing.map((name) => productMeant(name, known)).find((text) => text !== null);
  const hint = meant
    ? ` (${meant})`
    : product
      ? ` (did you mean ${product}? a product of names is written with *)`
      : guess
        ? ` (you gave ${stranger}: did you mean ${guess}?)`
        : '';
  const called = missing.find((name) => functionNames.includes(name));
  if (called !== undefined) {
    const leaf = placeOf(program, called);
    return refuse(
      `'${called}' is a function; write ${called}(x), or give it a value: ${called}=...`,
      leaf?.from ?? null,
      leaf?.to,
    );
  }
  return refuse(
    `${inWords(missing)} ${missing.length === 1 ? 'has' : 'have'} no value${hint}; add ${missing.map((name) => `${name}=...`).join(' ')}`,
    first?.from ?? null,
    first?.to,
  );
}

/** The product that an unknown name may mean, if it is made of names with values: `b*c` for `bc`; else null. */
function productMeant(name: string, known: readonly string[]): string | null {
  const made: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= name.length; end++) {
    const last = known.find((each) => made[end - each.length] && name.slice(0, end).endsWith(each));
    made.push(last === undefined ? null : [...(made[end - last.length] ?? []), last]);
  }
  const factors = made[name.length] ?? [];
  return factors.length > 1 ? factors.join('*') : null;
}

/** Where a name stands first in a program. */
const placeOf = (program: Program, name: string | undefined): NameLeaf | undefined =>
  program.statements
    .flatMap((statement) => leaves(statement.expression))
    .find((leaf): leaf is NameLeaf => leaf.kind === 'name' && leaf.name === name);

/** The message about a value whose name the program lacks. */
export function unknownValues(name: string, known: readonly string[]): string {
  const near = suggest(name, known);
  return `${name} is not in the program, so the derivative with respect to it is 0${near ? `; did you mean ${near}?` : ''}`;
}

const didYouMean = (word: string, known: Iterable<string>): string => {
  const near = suggest(word, known);
  return near ? ` did you mean ${near}?` : '';
};

/** `a`, `a and b`, `a, b and c`. */
export function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The refusal of a step between numbers alone that has no value. */
export function brokenNumber(name: string, part: Apply, operands: readonly Value[]): Refusal {
  const text = print(part);
  const numbers = operands.filter((operand) => typeof operand === 'number');
  const need = numbers.length === operands.length ? needOf(opOf(part.sign), numbers) : null;
  const operand = need && part.operands[need.operand];
  const says = operand
    ? `has no value: it needs ${print(operand)} to be ${need.says}; correct it`
    : 'is larger than the largest number (about 1.8e308); make it smaller';
  return refuse(
    `${text.length > 40 ? 'a part made of numbers' : text} in ${name} ${says}`,
    part.from,
    part.to,
  );
}

/** The refusal of a given whose own digits have no value; null where they have. */
function brokenGiven({ name, expression }: Statement): Refusal | null {
  let broken: Refusal | null = null;
  fold<Value>(
    expression,
    (leaf) => (leaf.kind === 'number' || leaf.kind === 'matrix' ? leaf.value : Number.NaN),
    (apply, operands) => {
      const value = appliedTo(apply, operands);
      if (typeof value === 'string') broken ??= refuse(value, apply.from, apply.to);
      else if (!isFiniteValue(value)) broken ??= brokenNumber(name, apply, operands);
      return typeof value === 'string' ? Number.NaN : value;
    },
  );
  return broken;
}

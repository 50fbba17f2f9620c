import { nudge } from '../../demos/nudge/nudge.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { readValue } from '../../engine/graph/value-text.ts';
import { type Evaluation, evaluateGraph, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { leaves } from '../../language/expression.ts';
import { formatNumber, shownDigits, valueFigures } from '../../language/number-format.ts';
import { parseProgram } from '../../language/program.ts';
import { suggest } from '../../language/suggest.ts';
import type { Value } from '../../ops/matrix.ts';

/** The digits of numbers after a nudge: with more, rounding noise would show. */
const nudgedDigits = 10;
const result = 'theResult';

/**
 * A number of a lesson's text. `db + 1` is over the values of the example and, as dNAME, their derivatives; behind a bar
 * stands a change: `J | v += 0.001` is J after that nudge, `dw | w = -3` the derivative there. Nothing else has a value,
 * so that no text can hold a number that the engine did not compute.
 */
export function numberIn(worked: Evaluation | null, text: string): Result<Value> {
  const [expression = '', change] = text.split('|').map((part) => part.trim());
  const lookup = change ? changed(worked, change) : ok(valuesOf(worked));
  if (!lookup.ok) return lookup;
  const plain = readValue(expression);
  if (plain.ok) return plain;
  const alone = lookup.value(expression);
  if (alone !== null) return ok(alone);
  const parsed = parseProgram(`${result} = ${expression}`);
  if (!parsed.ok) return refuse(`{${text}} can't be computed: ${parsed.trouble.message}`);
  const values = new Map<string, Value>();
  for (const leaf of parsed.value.statements.flatMap((statement) => [...leaves(statement.expression)])) {
    if (leaf.kind !== 'name') continue;
    const value = lookup.value(leaf.name);
    if (value === null) return refuse(`{${text}} can't be computed: ${stranger(worked, leaf.name)}`);
    values.set(leaf.name, value);
  }
  const found = evaluateGraph(parsed.value, { values, output: result, data: [] });
  if (!found.ok) return refuse(`{${text}} can't be computed: ${found.trouble.message}`);
  return ok(valueOfSlot(found.value, found.value.graph.output));
}

type Lookup = (name: string) => Value | null;

/** The most names that a message lists where the one that was meant is missing. */
const mostTold = 12;

/** The message about a name that a step's program lacks. */
function stranger(worked: Evaluation | null, name: string): string {
  if (!worked) return `there is no ${name}, since the step has no program:`;
  const known = [...worked.slots.keys()];
  const near = suggest(name, [...known, ...known.map((each) => `d${each}`)]);
  const told = known.slice(0, mostTold).join(', ');
  return `the step's program has no ${name}; ${near ? `did you mean ${near}?` : `it has ${told}, and d in front of a name is its derivative`}`;
}

const valuesOf =
  (worked: Evaluation | null): Lookup =>
  (name) => {
    const slot = worked?.slots.get(name);
    if (worked && slot !== undefined) return valueOfSlot(worked, slot);
    const by = name.startsWith('d') ? worked?.slots.get(name.slice(1)) : undefined;
    return worked && by !== undefined ? gradientAt(worked, by) : null;
  };

/** The values after a change: of a given, everything is computed again; of a step, what follows from it. */
function changed(worked: Evaluation | null, change: string): Result<Lookup> {
  const [, name = '', sign = '', amount = ''] = /^(\S+?)\s*(\+=|-=|=)\s*(\S+)$/u.exec(change) ?? [];
  const slot = worked?.slots.get(name);
  const by = readValue(amount);
  if (name === '' || !by.ok || typeof by.value !== 'number')
    return refuse(`'${change}' is no change of a value; write one such as w += 0.001 or w = 2`);
  if (!worked || slot === undefined) return refuse(`'${change}' changes nothing: ${stranger(worked, name)}`);
  const here = valueOfSlot(worked, slot);
  const moved = sign === '-=' ? -by.value : by.value;
  if (worked.graph.kind[slot] === kinds.step) {
    const nudged = nudge(worked, { slot, entry: 0 }, moved);
    if (!nudged.ok) return nudged;
    const after = new Map(nudged.value.moves.map((move) => [move.slot, move.after]));
    const before = valuesOf(worked);
    return ok((each) => after.get(worked.slots.get(each) ?? -1) ?? before(each));
  }
  if (typeof here !== 'number') return refuse(`${name} is a matrix; change a number`);
  const values = new Map<string, Value>();
  for (const [each, at] of worked.slots)
    if (worked.own.has(at) && worked.graph.kind[at] !== kinds.step) values.set(each, valueOfSlot(worked, at));
  values.set(name, sign === '=' ? moved : here + moved);
  const again = evaluateGraph(worked.program, { values, output: worked.output, data: dataOf(worked) });
  return again.ok ? ok(valuesOf(again.value)) : again;
}

const dataOf = ({ program, names, graph }: Evaluation): readonly string[] =>
  program.header
    ? []
    : names.filter((name, slot): name is string => name !== null && graph.kind[slot] === kinds.data);

/** A text with its numbers put in: `{dJ}` becomes the number; `{dw; 2}` with so many digits. */
export function filledIn(worked: Evaluation | null, text: string): Result<string> {
  const loose = looseBrace(text);
  if (loose !== null) return refuse(loose);
  let trouble: Result<never> | null = null;
  const filled = text.replaceAll(braced, (_, inside: string) => {
    const shown = shownNumber(worked, inside);
    if (!shown.ok) trouble ??= shown;
    return shown.ok ? shown.value : '';
  });
  return trouble ?? ok(filled);
}

/** What stands between braces, and is computed. */
const braced = /\{([^{}]+)\}/gu;
/** A machine's number has no more digits. */
export const mostDigits = 15;

/** A number as a text shows it, with as many digits as are asked for behind a semicolon. */
function shownNumber(worked: Evaluation | null, inside: string): Result<string> {
  const [expression = '', digits] = inside.split(';');
  const value = numberIn(worked, expression);
  if (!value.ok) return value;
  const usual = expression.includes('|') ? nudgedDigits : shownDigits;
  const count = digits === undefined ? usual : Number(digits);
  if (!Number.isInteger(count) || count < 1 || count > mostDigits)
    return refuse(
      `{${inside}} can't be shown: write the number of digits behind the semicolon, from 1 to ${mostDigits}, as in {${expression.trim()}; 3}`,
    );
  return ok(
    typeof value.value === 'number' ? formatNumber(value.value, count) : valueFigures(value.value, count),
  );
}

/** The message about a brace that belongs to no number; null where there is none. */
function looseBrace(text: string): string | null {
  const at = text.replaceAll(braced, (all) => '\u0000'.repeat(all.length)).search(/[{}]/u);
  if (at < 0) return null;
  const near =
    text
      .slice(at, at + 16)
      .split('\n')[0]
      ?.trimEnd() ?? '';
  const cure = 'write a number as {w}; a brace by itself has no meaning in a text';
  if (text[at] === '}') {
    const before =
      text
        .slice(Math.max(0, at - 15), at + 1)
        .split('\n')
        .at(-1)
        ?.trimStart() ?? '';
    return `the brace behind '${before}' was never opened: ${cure}`;
  }
  return /^\{\s*\}/u.test(text.slice(at))
    ? `there is nothing between the braces of '${near}': ${cure}`
    : `the brace of '${near}' is not closed: ${cure}`;
}

import { type Refusal, refuse } from '../../language/diagnostic.ts';
import { type Expression, fold, number, same, substitute } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { table } from '../../ops/table.ts';
import { entriesAt, type MatrixEntry } from '../graph/entry-words.ts';
import { type Graph, kinds, opAt, operandsAt, settingsAt } from '../graph/graph.ts';
import type { NamedGraph } from '../graph/names.ts';
import { spokenAt, stepAt, whereIn } from '../graph/step-words.ts';
import { curesOf, needOf, opOf, parseFormula } from '../kernels/rules.ts';
import type { Tape } from './tape.ts';

/** The refusal of a program whose forward pass breaks: which node, at which operands, why, and a cure if one is known. */
export function noValue(named: NamedGraph, tape: Tape, slot: number): Refusal {
  const { graph } = named;
  const op = opAt(graph, slot);
  if (!op) throw new Error('only a step can break');
  const operands = operandsAt(graph, slot);
  const broken = brokenEntry(graph, tape, slot);
  const numbers = broken?.operands ?? [];
  const terms = operands.map((operand) => print(spokenAt(named, operand)));
  const at = operands
    .map((operand, k) => ({ operand, text: `${terms[k]} = ${formatNumber(numbers[k] ?? 0)}` }))
    .filter(({ operand }) => broken && graph.kind[operand] !== kinds.literal)
    .map(({ text }) => text);
  const where = broken ? whereIn(graph, slot, broken).replace(', at', ' at') : '';
  const head = `${stepAt(named, slot)} has no value${where}${at.length > 0 ? `${where === '' ? ' at' : ', where'} ${[...new Set(at)].join(', ')}` : ''}`;
  const need = broken && needOf(op, numbers);
  const cure = cureFor(named, slot);
  const tail = cure ? `; write ${cure}` : '';
  const place = named.sources.at(slot);
  const says = need
    ? `${head}: it needs ${terms[need.operand]} to be ${need.says}${tail}`
    : `${head}: the result is larger than the largest number (about 1.8e308)${tail || '; smaller values may do'}`;
  return refuse(says, place?.from ?? null, place?.to);
}

/** The first entry of a step that is no finite number; null for a step that has no entries of its own. */
function brokenEntry(graph: Graph, tape: Tape, slot: number): MatrixEntry | null {
  for (const entry of entriesAt(graph, tape.value, slot)) if (!Number.isFinite(entry.out)) return entry;
  return null;
}

/** A way of writing this step that stays finite, where the table knows one: names are looked through to their steps. */
function cureFor(named: NamedGraph, slot: number): string | null {
  const op = opAt(named.graph, slot);
  if (!op) return null;
  for (const { written, instead } of curesOf(op)) {
    const found = match(named, parseFormula(written), slot);
    if (!found) continue;
    const put = (text: string): string =>
      print(
        asCalled(
          substitute(parseFormula(text), (leaf) => {
            const meant = leaf.kind === 'name' ? found.get(leaf.name) : undefined;
            return meant === undefined
              ? leaf
              : 'slot' in meant
                ? spokenAt(named, meant.slot)
                : number(meant.setting);
          }),
        ),
      );
    return `${put(instead)} for ${put(written)}`;
  }
  return null;
}

/** An expression in which no call says a setting that holds anyway. */
const asCalled = (expression: Expression): Expression =>
  fold<Expression>(
    expression,
    (leaf) => leaf,
    (node, operands) => {
      const row = table[opOf(node.sign)];
      const said = operands.at(-1);
      const [setting, more] = row.kind === 'structural' && node.sign.form === 'call' ? row.settings : [];
      const needless = setting && !more && operands.length > node.sign.arity && said?.kind === 'number';
      return {
        ...node,
        operands: needless && said.value === setting.absent ? operands.slice(0, -1) : operands,
      };
    },
  );

/** What a name of a pattern stands for: a slot of the graph, or the number of a setting. */
type Meant = { readonly slot: number } | { readonly setting: number };

/** What a pattern's names stand for when it is laid over the graph at a slot; null where it does not fit. */
function match(named: NamedGraph, pattern: Expression, slot: number): ReadonlyMap<string, Meant> | null {
  const found = new Map<string, Meant>();
  const waiting: [Expression, number][] = [[pattern, slot]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [part, at] = next;
    if (part.kind === 'name') {
      const known = found.get(part.name);
      if (named.graph.kind[at] === kinds.literal || (known && !('slot' in known && known.slot === at)))
        return null;
      found.set(part.name, { slot: at });
    } else if (part.kind === 'apply') {
      const op = opAt(named.graph, at);
      if (!op || !part.sign.ops.includes(op)) return null;
      const operands = operandsAt(named.graph, at);
      const settings = settingsAt(named.graph, at);
      for (const [k, operand] of part.operands.entries()) {
        const below = operands[k];
        const setting = settings[k - operands.length];
        if (below !== undefined) waiting.push([operand, below]);
        else if (operand.kind === 'name' && setting !== undefined) found.set(operand.name, { setting });
      }
    } else {
      const literal = named.sources.at(at);
      if (!literal || !same(literal, part)) return null;
    }
  }
  return found;
}

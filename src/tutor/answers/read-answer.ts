import { evaluateAll } from '../../engine/graph/values.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { type Expression, type Leaf, leaves } from '../../language/expression.ts';
import { formatNumber, halfUnit, valueFigures } from '../../language/number-format.ts';
import { parseExpression } from '../../language/parse.ts';
import { type Token, tokenize } from '../../language/tokenize.ts';
import { entriesOf, isFiniteValue, mapped, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { readLine } from '../../reading/line.ts';
import { partsOf, type Reads, respelled } from '../../reading/right-sides.ts';
import type { Question } from '../lesson/question.ts';
import { judgedDigits } from './judge.ts';
import { isUnusable, type KnownDerivatives, valueOfLeaf } from './known-derivatives.ts';
import { type Helpers, namesOf, writtenOut } from './own-names.ts';
import { primesAsSlopes } from './primes.ts';

/** What a learner typed, understood; or why not, and where. What can't be read is never counted as wrong. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly value: Value;
      readonly expression: Expression;
      /** What was typed, without a `db =` in front. */
      readonly body: string;
      /** How the text was taken, where that needs saying. */
      readonly remark: string | null;
      /** The patterns that it took to read it; none where it is plain. */
      readonly via?: readonly string[];
    }
  /** Every word is understood, and the shapes of two parts do not fit together: there is no value. */
  | {
      readonly kind: 'clash';
      readonly expression: Expression;
      readonly body: string;
      readonly message: string;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'unreadable';
      readonly message: string;
      readonly from: number | null;
      readonly to: number | null;
      /** The local derivative that is still open, where all else is understood. */
      readonly slope?: string;
    };

/** An answer may have at most so many characters and, with a learner's own names written out, so many leaves. */
export const longestAnswer = 10_000;

const unreadable = (
  message: string,
  place: { from: number; to: number } | null = null,
): Reading & { kind: 'unreadable' } => ({
  kind: 'unreadable',
  message,
  from: place?.from ?? null,
  to: place?.to ?? null,
});

/**
 * Reads an answer: a number, a fraction or an expression over values and derivatives found so far, and what is spelled
 * otherwise and means one. What could mean two things is asked back.
 */
export function readAnswer(
  worked: Evaluation,
  question: Question,
  text: string,
  found: KnownDerivatives,
  helpers: Helpers | null = null,
): Reading {
  const plainly = (each: string): Reading => readPlainly(worked, question, each, found, helpers);
  const plain = plainly(text);
  if (text.length > longestAnswer || gaveUp.test(text)) return plain;
  const body = bodyOf(worked, question, text);
  if (typeof body !== 'string') return body.kind === 'other' ? plain : unreadable(body.why);
  const { kind, parts } = partsOf(body);
  if (plain.kind !== 'unreadable' && kind === 'chain') return echoed(plain);
  const isName = (word: string): boolean => worked.slots.has(word);
  const reads = (each: string): boolean => plainly(each).kind !== 'unreadable';
  const [first = ''] = parts;
  // `u = b*c` repeats a statement, and answers nothing.
  if (parts.length > 1 && isName(first)) return plain;
  if (parts.length < 2) return respelledAnswer(first, plain, plainly, { reads, isName });
  const readings = parts.map((part) => respelledAnswer(part, plainly(part), plainly, { reads, isName }));
  // A remark in brackets that is no formula says nothing against the number before it.
  if (kind === 'beside' && readings[1]?.kind === 'unreadable')
    return respelledAnswer(body, plain.kind === 'read' ? unreadable('') : plain, plainly, { reads, isName });
  return agreed(parts, readings, kind) ?? plain;
}

/** What stands behind `db =`, however its left side is spelled. */
function bodyOf(
  worked: Evaluation,
  question: Question,
  text: string,
): string | { readonly kind: 'other' } | { readonly kind: 'doubtful'; readonly why: string } {
  if (!/[^\x21-\x7e]|[=:~>|<\\]/.test(text)) return text;
  const [statement, ...others] = readLine(text);
  if (!statement) return text;
  const target = targetOf(statement.left, namesOf(worked));
  if (target?.kind === 'doubtful')
    return {
      kind: 'doubtful',
      why: `${statement.left} can mean ${target.meanings.join(' or ')}; write the one that is meant`,
    };
  // `du*c = 6` is a chain, and no statement about a name.
  if (!target) return text;
  const mine = target.of === worked.output && worked.slots.get(target.by) === question.slot;
  return mine && others.length === 0 ? statement.right : { kind: 'other' };
}

/** An answer, respelled where it can't be read as it stands. */
function respelledAnswer(
  text: string,
  plain: Reading,
  plainly: (text: string) => Reading,
  ask: Reads,
): Reading {
  if (plain.kind !== 'unreadable') return plain;
  if (plain.slope !== undefined) return plain;
  const twice = /(?<![\d.])[1-9]\d{0,2},\d{3}(?![\d])/.test(text);
  if (twice) return plain;
  const open: Reading[] = [];
  const reads = (each: string): boolean => {
    const reading = plainly(each);
    if (reading.kind === 'unreadable' && reading.slope !== undefined) open.push(reading);
    return reading.kind !== 'unreadable';
  };
  const direct = plainly(text);
  if (direct.kind !== 'unreadable') return echoing(direct, 'left');
  if (direct.slope !== undefined) return direct;
  const other = respelled(text, { ...ask, reads });
  if (!other) return open[0] ?? plain;
  return echoing(plainly(other.text), ...other.via);
}

/** A reading that is said, since the text was written otherwise. */
function echoing(reading: Reading, ...via: readonly string[]): Reading {
  if (reading.kind !== 'read') return reading;
  const { value, body } = reading;
  const shown = typeof value === 'number' ? formatNumber(value) : null;
  const remark = shown === null || shown === body ? `read as ${body}` : `read as ${body} = ${shown}`;
  return { ...reading, remark: via[0] === 'left' ? reading.remark : remark, via };
}

/** A product that no sign spells is said: `6(3*2)` may have been meant as a number and its formula. */
function echoed(reading: Reading): Reading {
  if (reading.kind !== 'read' || !/(?<![\p{L}\d_.])[\d.]+\(/u.test(reading.body)) return reading;
  const body = reading.body.replaceAll(/(?<![\p{L}\d_.])([\d.]+)\(/gu, '$1*(');
  return { ...reading, ...pick(echoing({ ...reading, body }, 'product')) };
}

const pick = (reading: Reading) =>
  reading.kind === 'read' ? { remark: reading.remark, via: reading.via ?? [] } : {};

/** The one answer that all parts of a chain give; what they disagree about is asked back. Null where a part can't be read. */
function agreed(
  parts: readonly string[],
  readings: readonly Reading[],
  kind: 'chain' | 'beside',
): Reading | null {
  const read = readings.filter((reading) => reading.kind === 'read');
  const [first] = read;
  if (!first)
    return readings.find((reading) => reading.kind === 'clash' || reading.kind === 'unreadable') ?? null;
  // A slope that is still open, and the very thing that is asked, say nothing against the numbers beside them.
  const bad = readings.find(
    (reading) =>
      reading.kind !== 'read' &&
      (reading.kind === 'clash' ||
        (reading.slope === undefined && !/ is what is asked/.test(reading.message))),
  );
  if (bad) return bad.kind === 'unreadable' ? { ...bad, from: null, to: null } : bad;
  for (const [k, reading] of readings.entries()) {
    if (reading.kind !== 'read' || agree(first.value, reading.value)) continue;
    const at = readings.indexOf(first);
    const worth = (value: Value) => valueFigures(value);
    const formula = /^[-+]?[\d.]+$/.test(parts[at] ?? '') ? k : at;
    const number = formula === k ? at : k;
    const [left, right] = [readings[formula], readings[number]];
    if (left?.kind !== 'read' || right?.kind !== 'read') return null;
    const again = kind === 'beside' ? `; a product is written ${parts[number]}*(${parts[formula]})` : '';
    return unreadable(
      `you wrote ${parts[formula]} = ${parts[number]}, but ${parts[formula]} is ${worth(left.value)}${/^[-+]?[\d.]+$/.test(parts[number] ?? '') ? '' : ` and ${parts[number]} is ${worth(right.value)}`}: which do you mean${again}?`,
    );
  }
  const named =
    read.find((reading) =>
      leaves(reading.expression).some((leaf) => leaf.kind !== 'number' && leaf.kind !== 'matrix'),
    ) ?? first;
  if (kind === 'chain') return { ...named, via: [...(named.via ?? []), 'chain'] };
  return { ...named, remark: `read as ${parts[0]}, which is ${parts[1]}`, via: ['beside'] };
}

/** Whether two values are one to the digits in which answers are judged. */
function agree(a: Value, b: Value): boolean {
  if (!sameShape(shapeOf(a), shapeOf(b))) return false;
  const others = entriesOf(b);
  return Array.from(entriesOf(a)).every((entry, i) => {
    const other = others[i] ?? Number.NaN;
    const most = Math.max(
      halfUnit(entry, judgedDigits),
      halfUnit(other, judgedDigits),
      1e-6 * Number(entry === 0 || other === 0),
    );
    return Math.abs(entry - other) <= most * (1 + 1e-9);
  });
}

/** Reads an answer as the language spells it. */
function readPlainly(
  worked: Evaluation,
  question: Question,
  text: string,
  found: KnownDerivatives,
  helpers: Helpers | null,
): Reading {
  if (text.length > longestAnswer) {
    return unreadable(
      `an answer has at most ${longestAnswer} characters, and this one has ${text.length}; write it shorter`,
    );
  }
  if (gaveUp.test(text)) return unreadable(`nobody has to know: '?' gives a hint, :answer shows the answer`);
  const comma = decimalComma(text);
  if (comma?.doubtful)
    return unreadable(`${comma.typed} can be read two ways; write ${comma.decimal} or ${comma.thousands}`);
  const pointed = comma ? text.replace(',', '.') : text;
  const read = tokenize(primesAsSlopes(worked, pointed), (of, by) => isWord(worked, of, by));
  if (!read.ok) return unreadable(read.trouble.message, placed(read.trouble));
  const { tokens } = read.value;
  const start = afterLeftSide(worked, question, tokens, pointed);
  if (typeof start !== 'number') return start;
  const equals = tokens.slice(start).find((token) => token.kind === 'symbol' && token.text === '=');
  if (equals)
    return unreadable("an answer is one expression; leave out this '=' and one of its sides", equals);
  const parsed = parseExpression(tokens, start, {
    comparisons: true,
    asName: (name) => worked.slots.has(name),
  });
  if (!parsed.ok) return unreadable(parsed.trouble.message, placed(parsed.trouble));
  // A closing semicolon is a habit of other languages, and no second answer.
  const rest = tokens.slice(parsed.value.next);
  if (rest.some((token) => token.kind !== 'break' && token.kind !== 'end'))
    return unreadable('one answer at a time; what follows was not read', rest[0]);
  const expression = helpers
    ? writtenOut(worked, parsed.value.expression, helpers, longestAnswer)
    : parsed.value.expression;
  if ('why' in expression) return unreadable(expression.why, expression.leaf);
  const values = new Map<Leaf, Value>();
  for (const leaf of leaves(expression)) {
    const known = valueOfLeaf(worked, question, expression, leaf, found);
    if (isUnusable(known))
      return { ...unreadable(known.why, leaf), ...(known.slope !== undefined && { slope: known.slope }) };
    values.set(leaf, known);
  }
  const body = pointed.slice(tokens[start]?.from ?? 0).trim();
  // Shapes that nothing here has would take long, and can't be meant; what would fit is for the learner to find.
  const most = Math.max(100_000, worked.tape.value.length);
  const evaluated = evaluateAll(expression, (leaf) => values.get(leaf), { most, advise: false });
  if (!evaluated.ok) {
    const { message, from, to } = evaluated.trouble;
    return { kind: 'clash', expression, body, message, from: from ?? 0, to: to ?? from ?? 0 };
  }
  const { value } = evaluated;
  if (!isFiniteValue(value))
    return unreadable(
      'this has no value: something in it divides by 0, grows too large, or takes the log or root of a negative number',
    );
  return {
    kind: 'read',
    value: mapped(value, (each) => each + 0),
    expression,
    body,
    remark: comma ? `read as ${comma.decimal}` : null,
  };
}

const placed = ({ from, to }: { from: number | null; to: number | null }) =>
  from === null ? null : { from, to: to ?? from };

/** What people type who have no answer. */
const gaveUp = /^\s*(?:idk|dunno|no idea|(?:i\s+)?(?:do\s*n[o']?t|dont)\s+know)\W*$/i;

/** A comma between digits that are all of an answer: a decimal one, unless three digits after it could be thousands. */
function decimalComma(text: string) {
  const match = /^\s*(?:[^=,]*=\s*)?([-+−]?)(\d+),(\d+)\s*$/u.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', part = ''] = match;
  const doubtful = part.length === 3 && whole.length <= 3 && whole !== '0';
  return {
    doubtful,
    typed: `${sign}${whole},${part}`,
    decimal: `${sign}${whole}.${part}`,
    thousands: `${sign}${whole}${part}`,
  };
}

/** Whether dA/dB is one word: both are nodes, and the program itself has no dA and dB to divide. */
function isWord({ slots }: Evaluation, of: string, by: string): boolean {
  return slots.has(of) && slots.has(by) && !(slots.has(`d${of}`) && slots.has(`d${by}`));
}

/** The index of the token after `db =`, `dJ/db =` or `=`; 0 where there is none of them. */
function afterLeftSide(
  { slots }: Evaluation,
  question: Question,
  tokens: readonly Token[],
  text: string,
): number | Reading {
  const equals = tokens.findIndex((token) => token.kind === 'symbol' && token.text === '=');
  const [first] = tokens;
  if (equals < 0 || !first) return 0;
  const left = text.slice(0, tokens[equals]?.from).replaceAll('∂', 'd').trim();
  const brief = `d${question.name}`;
  if (left === '' || left === question.asks || (left === brief && !slots.has(brief))) return equals + 1;
  // dj/dt2, or d(J)/d(t2).
  const near = left.replaceAll(/[()\s]/g, '').toLowerCase();
  if (near === question.asks.toLowerCase())
    return unreadable(`did you mean ${question.asks} = ...? the value alone is enough`, first);
  if (equals > 1 || (first.kind !== 'name' && first.kind !== 'derivative')) return 0;
  return unreadable(`this question asks ${question.asks}, not ${left}; answer with its value alone`, first);
}

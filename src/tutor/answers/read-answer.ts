import { evaluateAll } from '../../engine/graph/values.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { type Expression, type Leaf, leaves, substitute } from '../../language/expression.ts';
import { parseExpression } from '../../language/parse.ts';
import { type Token, tokenize } from '../../language/tokenize.ts';
import { isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import type { Question } from '../lesson/question.ts';
import { isUnusable, type KnownDerivatives, valueOfLeaf } from './known-derivatives.ts';

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
    };

/** Names of a learner's own, each with what it stands for, or why it stands for nothing; null for all others. */
export type Helpers = (name: string) => Expression | { readonly why: string } | null;

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

/** Reads an answer: a number, a fraction or an expression over values and derivatives found so far. */
export function readAnswer(
  worked: Evaluation,
  question: Question,
  text: string,
  found: KnownDerivatives,
  helpers: Helpers | null = null,
): Reading {
  if (text.length > longestAnswer) {
    return unreadable(
      `an answer has at most ${longestAnswer} characters, and this one has ${text.length}; write it shorter`,
    );
  }
  if (gaveUp.test(text)) return unreadable(`nobody has to know: '?' gives a hint, :answer shows the answer`);
  const colon = /^\s*(d[^:=]*?)\s*:\s*(\S.*)$/su.exec(text);
  if (colon)
    return unreadable(
      `a name and its value are joined by '='; write ${question.asks} = ${colon[2]}, or ${colon[2]} alone`,
    );
  const comma = decimalComma(text);
  if (comma?.doubtful)
    return unreadable(`${comma.typed} can be read two ways; write ${comma.decimal} or ${comma.thousands}`);
  const pointed = comma ? text.replace(',', '.') : text;
  const read = tokenize(pointed, (of, by) => isWord(worked, of, by));
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
  const expression = helpers ? writtenOut(parsed.value.expression, helpers) : parsed.value.expression;
  if (expression.kind === 'unreadable') return expression;
  const values = new Map<Leaf, Value>();
  for (const leaf of leaves(expression)) {
    const known = valueOfLeaf(worked, question, expression, leaf, found);
    if (isUnusable(known)) return unreadable(known.why, leaf);
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

/** An answer with a learner's own names written out, each where it stands. */
function writtenOut(
  expression: Expression,
  helpers: Helpers,
): Expression | (Reading & { kind: 'unreadable' }) {
  let size = 0;
  const meant = new Map<string, Expression>();
  for (const leaf of leaves(expression)) {
    const known = leaf.kind === 'name' ? (meant.get(leaf.name) ?? helpers(leaf.name)) : null;
    if (known && 'why' in known) return unreadable(known.why, leaf);
    size += known ? leaves(known).length : 1;
    if (size > longestAnswer)
      return unreadable('this is too long with your own names written out; write it shorter', leaf);
    if (known && leaf.kind === 'name') meant.set(leaf.name, known);
  }
  if (meant.size === 0) return expression;
  return substitute(expression, (leaf) => {
    const known = leaf.kind === 'name' ? meant.get(leaf.name) : undefined;
    // What is wrong inside is shown where the name stands: its own line is another text.
    return known ? substitute(known, (inner) => ({ ...inner, from: leaf.from, to: leaf.to })) : leaf;
  });
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

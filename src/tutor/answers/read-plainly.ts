import { evaluateAll } from '../../engine/graph/values.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { applicationsIn, type Expression, type Leaf, leaves } from '../../language/expression.ts';
import { negativeSign } from '../../language/operators.ts';
import { parseExpression } from '../../language/parse.ts';
import { print } from '../../language/print.ts';
import { knownSign, signFor } from '../../language/spelling.ts';
import { isSymbol, type Token, tokenize } from '../../language/tokenize.ts';
import { isFiniteValue, mapped, type Value } from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';
import { examplesNamed } from '../../symbolic/convention.ts';
import type { Question } from '../lesson/question.ts';
import { isUnusable, type KnownDerivatives, valueOfLeaf } from './known-derivatives.ts';
import { type Helpers, withPlainDerivatives, writtenOut } from './own-names.ts';
import { primesAsSlopes } from './primes.ts';
import { asksAnother, longestAnswer, notRead, type Reading } from './reading.ts';

const powerSign = knownSign('infix', '^');

type Unreadable = Reading & { readonly kind: 'unreadable' };

/** Reads an answer as the language spells it. */
export function readPlainly(
  worked: Evaluation,
  question: Question,
  text: string,
  found: KnownDerivatives,
  helpers: Helpers | null,
): Reading {
  const pointed = withDecimalPoint(text);
  if ('kind' in pointed) return pointed;
  const parsed = answerIn(worked, question, pointed.text);
  if ('kind' in parsed) return parsed;
  const expression = inProgramsWords(worked, parsed.expression, helpers);
  if ('message' in expression) return expression;
  const values = valuesIn(worked, question, expression, found);
  if ('kind' in values) return values;
  return evaluated(
    worked,
    { expression, body: parsed.body, remark: pointed.remark ?? signSaid(expression) },
    values,
  );
}

/** `read as -(4^2)`: which comes first, where a number with a minus is raised to a power. */
function signSaid(expression: Expression): string | null {
  const turned = applicationsIn(expression).find(
    ({ sign, operands: [power] }) =>
      sign === negativeSign &&
      power?.kind === 'apply' &&
      power.sign === powerSign &&
      power.operands[0]?.kind === 'number',
  );
  const [power] = turned?.operands ?? [];
  return power ? `\`-${print(power)}\` read as \`-(${print(power)})\`` : null;
}

/** A text with a point for its decimal comma, and a remark that says so; what is plainly no answer is refused. */
function withDecimalPoint(
  text: string,
): { readonly text: string; readonly remark: string | null } | Unreadable {
  if (text.length > longestAnswer)
    return notRead(
      `an answer has at most ${longestAnswer} characters, and this one has ${text.length}; write it shorter`,
    );
  if (gaveUp(text)) return notRead(`that's fine: type ? for a hint, or :answer to see the solution`);
  if (/[Oo]/.test(text) && twoAnswers.test(text))
    return notRead('one answer at a time; write the one that you mean');
  const comma = decimalComma(text);
  if (!comma) return { text, remark: null };
  if (comma.doubtful)
    return notRead(`${comma.typed} can be read two ways; write ${comma.decimal} or ${comma.thousands}`);
  return { text: text.replace(',', '.'), remark: `read as ${comma.decimal}` };
}

/** The words of an answer, with the number of examples where a matrix is made of so many: `ones(m,1)`. */
const withExamplesCounted = (worked: Evaluation, tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, i) => {
    if (token.kind !== 'name') return token;
    const opens = isSymbol(tokens[i - 1], '(') ? i - 1 : isSymbol(tokens[i - 1], ',') ? i - 3 : -1;
    const maker = isSymbol(tokens[opens], '(') ? tokens[opens - 1] : undefined;
    const makes =
      maker?.kind === 'name' &&
      (signFor('call', maker.name)?.ops ?? []).some((op) => table[op].kind === 'maker');
    const value = makes ? examplesNamed(worked, token.name) : null;
    return value === null ? token : { kind: 'number', value, text: '', from: token.from, to: token.to };
  });

/** The one expression that a text is, and what was typed of it, without a left side. */
function answerIn(
  worked: Evaluation,
  question: Question,
  text: string,
): { readonly expression: Expression; readonly body: string } | Unreadable {
  const read = tokenize(primesAsSlopes(worked, text), (of, by) => isWord(worked, of, by));
  if (!read.ok) return notRead(read.trouble.message, placed(read.trouble));
  const tokens = withExamplesCounted(worked, read.value.tokens);
  const start = afterLeftSide(worked, question, tokens, text);
  if (typeof start !== 'number') return start;
  const equals = tokens.slice(start).find((token) => token.kind === 'symbol' && token.text === '=');
  if (equals) return notRead("an answer is one expression; leave out the '=' and one of its sides", equals);
  const parsed = parseExpression(tokens, start, {
    comparisons: true,
    asName: (name) => worked.slots.has(name),
  });
  if (!parsed.ok) return notRead(parsed.trouble.message, placed(parsed.trouble));
  // A semicolon at the end is a habit from other languages; it does not begin a second answer.
  const rest = tokens.slice(parsed.value.next);
  if (rest.some((token) => token.kind !== 'break' && token.kind !== 'end'))
    return notRead('one answer at a time; what follows was not read', rest[0]);
  return { expression: parsed.value.expression, body: text.slice(tokens[start]?.from ?? 0).trim() };
}

/** An expression with the learner's own names written out, and every derivative as the language spells it. */
function inProgramsWords(
  worked: Evaluation,
  expression: Expression,
  helpers: Helpers | null,
): Expression | Unreadable {
  const written = helpers ? writtenOut(worked, expression, helpers, longestAnswer) : expression;
  return 'why' in written ? notRead(written.why, written.leaf) : withPlainDerivatives(worked, written);
}

/** What each leaf of an expression stands for; or why one of them can't be used. */
function valuesIn(
  worked: Evaluation,
  question: Question,
  expression: Expression,
  found: KnownDerivatives,
): ReadonlyMap<Leaf, Value> | Unreadable {
  const values = new Map<Leaf, Value>();
  for (const leaf of leaves(expression)) {
    const known = valueOfLeaf(worked, question, expression, leaf, found);
    if (isUnusable(known))
      return { ...notRead(known.why, leaf), ...(known.slope !== undefined && { slope: known.slope }) };
    values.set(leaf, known);
  }
  return values;
}

/** The reading of an expression whose leaves have values: its own value, or why it has none. */
function evaluated(
  { tape }: Evaluation,
  { expression, body, remark }: Pick<Reading & { kind: 'read' }, 'expression' | 'body' | 'remark'>,
  values: ReadonlyMap<Leaf, Value>,
): Reading {
  // Shapes larger than anything here would take long, and can't be meant. Which shapes would fit is for the learner
  // to find.
  const most = Math.max(100_000, tape.value.length);
  const result = evaluateAll(expression, (leaf) => values.get(leaf), { most, advise: false });
  if (!result.ok) {
    const { message, from, to } = result.trouble;
    return { kind: 'clash', expression, body, message, from: from ?? 0, to: to ?? from ?? 0 };
  }
  if (!isFiniteValue(result.value))
    return notRead(
      'this has no value: something in it divides by 0, grows too large, or takes the log or root of a negative number',
    );
  return { kind: 'read', value: mapped(result.value, (each) => each + 0), expression, body, remark };
}

const placed = ({ from, to }: { from: number | null; to: number | null }) =>
  from === null ? null : { from, to: to ?? from };

/** Whether a text is what people type when they have no answer. */
export const gaveUp = (text: string): boolean => /[A-Za-z]/.test(text) && noAnswer.test(text);

const noAnswer =
  /^\W*(?:idk|dunno|(?:i\s+have\s+)?no (?:idea|clue|answer)|not sure|(?:i\s+)?give\s+up|(?:i\W?a?m\s+)?stuck|(?:i\s+)?(?:do\s*n[o'’]?t|dont)\s+know|keine\s+ahnung|weiß\s+(?:ich\s+)?nicht|no\s+(?:lo\s+)?sé|je\s+ne\s+sais\s+pas)\W*$/iu;

/** `6 or 9`. */
const twoAnswers = /^\s*[\d.,/*+-]+\s+(?:or|oder|ou|o)\s+[\d.,/*+-]+\s*[?.]?\s*$/i;

/** A comma between digits that are all of an answer: a decimal one, unless three digits after it could be thousands. */
function decimalComma(text: string) {
  if (!text.includes(',')) return null;
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
): number | Unreadable {
  const equals = tokens.findIndex((token) => token.kind === 'symbol' && token.text === '=');
  const [first] = tokens;
  if (equals < 0 || !first) return 0;
  const left = text.slice(0, tokens[equals]?.from).replaceAll('∂', 'd').trim();
  const brief = `d${question.name}`;
  if (left === '' || left === question.asks || (left === brief && !slots.has(brief))) return equals + 1;
  // dj/dt2, or d(J)/d(t2).
  const near = left.replaceAll(/[()\s]/g, '').toLowerCase();
  if (near === question.asks.toLowerCase())
    return notRead(`did you mean ${question.asks} = ...? the value alone is enough`, first);
  if (equals > 1 || (first.kind !== 'name' && first.kind !== 'derivative')) return 0;
  return notRead(asksAnother(question.asks, left), first);
}

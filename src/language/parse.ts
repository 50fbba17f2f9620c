import { binding } from '../ops/row.ts';
import { operandCountFault } from './call.ts';
import { ok, type Result, refuse } from './diagnostic.ts';
import { missing, noSuchFunction, twoSideBySide } from './expected.ts';
import { type Apply, apply, type Expression, taken } from './expression.ts';
import { compares, knownSign, reserved, type Sign, signFor } from './spelling.ts';
import type { Token } from './tokenize.ts';

/** An expression, the index of the token that ended it, and whether it was spelled as the tutor would not. */
export interface Parsed {
  readonly expression: Expression;
  readonly next: number;
  readonly rewritten: boolean;
}

/** What else an expression may hold, by where it stands. */
export interface Allowed {
  readonly comparisons: boolean;
  /** Whether a function's name that is not called is a name like any other. */
  readonly asName?: (name: string) => boolean;
}

type Waiting =
  | {
      readonly kind: 'operator';
      readonly sign: Sign;
      readonly binds: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'open'; readonly sign: Sign | null; readonly base: number; readonly from: number };

/**
 * Reads one expression from `start` up to the end of its statement: operator precedence with an explicit stack,
 * so that nesting has no limit. Comparisons are for answers and formulas.
 */
export function parseExpression(tokens: readonly Token[], start: number, allow: Allowed): Result<Parsed> {
  const operands: Expression[] = [];
  const waiting: Waiting[] = [];
  let depth = 0;
  let rewritten = false;
  let at = start;

  const reduce = (binds: number, rightward: boolean): void => {
    for (let top = waiting.at(-1); top?.kind === 'operator'; top = waiting.at(-1)) {
      if (top.binds < binds || (top.binds === binds && rightward)) return;
      waiting.pop();
      const { sign, from, to } = top;
      operands.push({ kind: 'apply', sign, operands: taken(operands, sign.arity), from, to });
    }
  };

  const token = (i: number): Token => tokens[Math.min(i, tokens.length - 1)] as Token; // the last token is `end`

  /** Whether whole numbers alone stand from a token up to a closing bracket, as where an entry is picked: `p(1)`, `W(2,1)`. */
  const isEntry = (from: number): boolean => {
    for (let i = from; ; i += 2) {
      const [number, sign] = [token(i), token(i + 1)];
      if (number.kind !== 'number' || !Number.isInteger(number.value) || sign.kind !== 'symbol') return false;
      const next = token(i + 2);
      // `J(2) = ...` is a header, and no entry.
      if (sign.text === ')') return !(next.kind === 'symbol' && next.text === '=');
      if (sign.text !== ',') return false;
    }
  };

  const operandAt = (here: Token): Result<null> => {
    switch (here.kind) {
      case 'number':
      case 'matrix':
      case 'derivative':
        operands.push(here);
        break;
      case 'name': {
        const called = nextIsOpen(token(at + 1));
        const sign = signFor('call', here.name);
        if (called && sign) {
          waiting.push({ kind: 'open', sign, base: operands.length, from: here.from });
          depth++;
          at += 2;
          return going;
        }
        if (called) return refuse(noSuchFunction(here.name, isEntry(at + 2)), here.from, here.to);
        if (sign && !allow.asName?.(here.name))
          return refuse(`'${here.name}' is a function; write ${here.name}(x)`, here.from, here.to);
        if (reserved.has(here.name)) {
          return refuse(`'${here.name}' can't be a name; choose another`, here.from, here.to);
        }
        operands.push(here);
        break;
      }
      case 'symbol': {
        if (here.text === '(') {
          waiting.push({ kind: 'open', sign: null, base: operands.length, from: here.from });
          depth++;
          at++;
          return going;
        }
        if (here.text === '+') {
          at++;
          return going;
        }
        const sign = signFor('prefix', here.text);
        if (!sign) return refuse(missing(at === start ? null : token(at - 1), here), here.from, here.to);
        waiting.push({ kind: 'operator', sign, binds: sign.binds, from: here.from, to: here.to });
        at++;
        return going;
      }
      case 'break':
      case 'end':
        return refuse(missing(at === start ? null : token(at - 1), here), here.from, here.to);
    }
    at++;
    expecting = false;
    return going;
  };

  const close = (here: Token): Result<null> => {
    reduce(0, false);
    const open = waiting.pop();
    if (open?.kind !== 'open')
      return refuse("this ')' closes nothing; take it away, or open one before", here.from, here.to);
    depth--;
    at++;
    if (!open.sign) return going;
    const given = operands.splice(open.base);
    const { sign } = open;
    const counted = operandCountFault(sign, given);
    if (counted) return refuse(counted, open.from, here.to);
    if (sign.nests && given.length > 2) rewritten = true;
    const place = { from: open.from, to: open.from + sign.symbol.length };
    const nested = given.reduce((left, right): Apply => ({ ...apply(sign, left, right), ...place }));
    operands.push(sign.nests ? nested : { ...apply(sign, ...given), ...place });
    return going;
  };

  const productAt = (here: Token): Result<null> => {
    const left = operands.at(-1);
    if (left?.kind === 'apply' && left.sign.form === 'postfix') {
      return refuse(
        `a product after a transpose can be read two ways; write ${left.sign.symbol}* for the product of matrices or ${left.sign.symbol}.* for entry by entry`,
        here.from,
        here.to,
      );
    }
    reduce(binding.implicit, false);
    const before = waiting.at(-1);
    if (before?.kind === 'operator' && before.sign.symbol.endsWith('/')) {
      return refuse(
        `what stands under the '${before.sign.symbol}' can be read two ways; write * and parentheses: (1${before.sign.symbol}2)*x or 1${before.sign.symbol}(2*x)`,
        before.from,
        here.to,
      );
    }
    waiting.push({ kind: 'operator', sign: times, binds: binding.implicit, from: here.from, to: here.from });
    rewritten = true;
    expecting = true;
    return going;
  };

  /** A sign behind its operand, which is there already: the mark of a transpose. */
  const markAt = (here: Token & { kind: 'symbol' }): Result<null> => {
    const mark = signFor('postfix', here.text);
    if (!mark) return refuse(`'${here.text}' can't stand here`, here.from, here.to);
    reduce(mark.binds, false);
    const [operand] = operands.splice(-1);
    if (operand) operands.push({ ...apply(mark, operand), from: here.from, to: here.to });
    at++;
    return going;
  };

  const operatorAt = (here: Token): Result<'ended' | null> => {
    switch (here.kind) {
      case 'break':
      case 'end': {
        reduce(0, false);
        const open = waiting.findLast((frame) => frame.kind === 'open');
        if (open) return refuse("this '(' is never closed; add a ')'", open.from, open.from + 1);
        return ok('ended');
      }
      case 'number':
      case 'matrix':
        return refuse(twoSideBySide(tokens, at), here.from, here.to);
      case 'name':
      case 'derivative':
        return productAt(here);
      case 'symbol':
        break;
    }
    if (here.text === '(') return productAt(here);
    if (here.text === ')') return close(here);
    if (here.text === ',') {
      reduce(0, false);
      const open = waiting.at(-1);
      if (open?.kind !== 'open' || !open.sign) {
        return refuse(
          "a ',' stands only between the operands of a function; a decimal has a point",
          here.from,
          here.to,
        );
      }
      at++;
      expecting = true;
      return going;
    }
    if (here.text === '=') {
      return refuse("a statement has one '='; put a ';' between two statements", here.from, here.to);
    }
    const sign = signFor('infix', here.text);
    if (!sign) return markAt(here);
    if (compares(sign) && !allow.comparisons) {
      const says =
        sign.symbol === '=='
          ? "'==' compares; write a single '=' to name a value"
          : `'${sign.symbol}' compares, and a program only computes; relu, max or min may be what you want`;
      return refuse(says, here.from, here.to);
    }
    reduce(sign.binds, sign.rightward);
    const left = operands.at(-1);
    if (compares(sign) && left?.kind === 'apply' && compares(left.sign)) {
      return refuse('comparisons are not chained; compare two numbers at a time', here.from, here.to);
    }
    waiting.push({ kind: 'operator', sign, binds: sign.binds, from: here.from, to: here.to });
    at++;
    expecting = true;
    return going;
  };

  let expecting = true;
  for (;;) {
    const here = token(at);
    if (here.kind === 'break' && here.text === '\n' && depth > 0) {
      at++;
      continue;
    }
    if (expecting) {
      const read = operandAt(here);
      if (!read.ok) return read;
    } else {
      const read = operatorAt(here);
      if (!read.ok) return read;
      if (read.value === 'ended') return ok({ expression: operands[0] as Expression, next: at, rewritten }); // one operand is left
    }
  }
}

/** What every step of the parser says that found nothing to refuse. */
const going = ok(null);

const times = knownSign('infix', '*');

const nextIsOpen = (token: Token): boolean => token.kind === 'symbol' && token.text === '(';

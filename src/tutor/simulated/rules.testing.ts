import { kinds, opAt, operandsAt } from '../../engine/graph/graph.ts';
import type { OpName } from '../../ops/table.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Way } from './world.testing.ts';

// For tests: how a learner writes a rule in names. Written by hand, as a book writes it, by nobody who has seen the table.

const between: Readonly<Partial<Record<OpName, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  pow: '^',
};

/** A slot as a learner writes it: by its name, a number, or what it is made of. */
export function written(lesson: Lesson, slot: number): string {
  const { graph, names, own, tape } = lesson.worked;
  if (graph.kind[slot] === kinds.literal) return bracketed(String(tape.value[slot]));
  if (own.has(slot)) return names[slot] ?? '';
  const op = opAt(graph, slot);
  const [a = '', b = ''] = operandsAt(graph, slot).map((each) => written(lesson, each));
  const sign = op && between[op];
  if (sign) return `(${a}${sign}${b})`;
  if (op === 'negate') return `(-${a})`;
  if (op === 'copy') return a;
  return op === 'square' ? `${a}^2` : `${op}(${a})`;
}

const bracketed = (text: string): string => (text.startsWith('-') ? `(${text})` : text);

/** The derivative of an op by one of its operands, between operands that are written so; null for an op that is not in this book. */
export function slopeWritten(
  op: OpName,
  by: number,
  [a = '', b = '']: readonly string[],
  out: string,
): string | null {
  switch (op) {
    case 'add':
    case 'copy':
      return '1';
    case 'subtract':
      return by === 0 ? '1' : '(-1)';
    case 'negate':
      return '(-1)';
    case 'multiply':
      return by === 0 ? b : a;
    case 'divide':
      return by === 0 ? `(1/${b})` : `(-${a}/${b}^2)`;
    case 'pow':
      return by === 0 ? `(${b}*${a}^(${b}-1))` : `(${out}*log(${a}))`;
    case 'square':
      return `(2*${a})`;
    case 'exp':
      return `exp(${a})`;
    case 'log':
      return `(1/${a})`;
    case 'sigmoid':
      return `(${out}*(1-${out}))`;
    case 'tanh':
      return `(1-${out}^2)`;
    case 'relu':
      return `(${a}>0)`;
    default:
      return null;
  }
}

/** What one use of an op has to do with, as it is written. */
interface Use {
  readonly op: OpName;
  readonly by: number;
  readonly operands: readonly string[];
  readonly out: string;
}

/** The uses of ops along a way, from the asked node on. */
export const usesAlong = (lesson: Lesson, { arrows }: Way): readonly Use[] =>
  arrows.flatMap(({ step, by }) => {
    const op = opAt(lesson.worked.graph, step);
    const operands = operandsAt(lesson.worked.graph, step).map((slot) => written(lesson, slot));
    return op ? [{ op, by, operands, out: written(lesson, step) }] : [];
  });

/** The derivative of the step where a way ends, as a word; 1 is left out. */
export const rateWritten = ({ worked }: Lesson, reader: number): string | null =>
  reader === worked.graph.output ? null : `d${worked.output}/d${worked.names[reader]}`;

/** A product; null where a factor can't be written. */
export const product = (factors: readonly (string | null)[]): string | null =>
  factors.includes(null) ? null : factors.length === 0 ? '1' : factors.join('*');

/** A sum over the ways; null where one of them can't be written. */
export const sum = (terms: readonly (string | null)[]): string | null =>
  terms.includes(null) || terms.length === 0 ? null : terms.join(' + ');

/** The product of the slopes along a way. */
export const alongWritten = (lesson: Lesson, way: Way): string | null =>
  product(usesAlong(lesson, way).map(({ op, by, operands, out }) => slopeWritten(op, by, operands, out)));

/** The right rule along a way. */
export function shareWritten(lesson: Lesson, way: Way): string | null {
  const rate = rateWritten(lesson, way.reader);
  const along = alongWritten(lesson, way);
  return rate === null ? along : product([rate, along]);
}

/** The right rule. */
export const rightWritten = (lesson: Lesson, ways: readonly Way[]): string | null =>
  sum(ways.map((way) => shareWritten(lesson, way)));

/** What learners write for the slope of an op instead, by the id of their mistake and which of several it is. */
export function slipWritten(
  { op, by, operands: [a = '', b = ''], out }: Use,
  id: string,
  as: string,
): string | null {
  const right = slopeWritten(op, by, [a, b], out);
  switch (id) {
    case 'slope-forgotten':
      return '1';
    case 'output-for-slope':
      return out;
    case 'rule-sign-flipped':
      return right === null ? null : `(-${right})`;
  }
  if (op === 'multiply') return id === 'both-factors' ? `(${a}+${b})` : by === 0 ? a : b;
  if (op === 'pow' && by === 0) return ofPowers(a, b, out)[as] ?? null;
  return null;
}

const ofPowers = (a: string, b: string, out: string): Readonly<Record<string, string>> => ({
  'a^(b-1)': `${a}^(${b}-1)`,
  'b*a^b': `(${b}*${a}^${b})`,
  b,
  'b*a': `(${b}*${a})`,
  'b*a^(b+1)': `(${b}*${a}^(${b}+1))`,
  'b*out^(b-1)': `(${b}*${out}^(${b}-1))`,
  'a^(b+1)/(b+1)': `(${a}^(${b}+1)/(${b}+1))`,
});

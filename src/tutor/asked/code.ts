import { nameAt } from '../../engine/named.ts';
import { evaluateAll } from '../../engine/values.ts';
import { apply, name } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { times } from '../../language/signs.ts';
import { readAnswer } from '../answer.ts';
import { hasNames } from '../consider.ts';
import { type Factor, factorsOf, reasons } from '../factor.ts';
import { namesIn } from '../link.ts';
import { redrawn } from '../mistake/view.ts';
import { leafValue } from '../paper.ts';
import { type Question, questionOf, readersOf } from '../question.ts';
import { inChain, math, quoted, statementOf, type Words } from '../words.ts';
import { type Asking, type Take, unread, wrong } from './asking.ts';
import { firstFactor } from './local.ts';

/** Whether several steps read a node, so that its line of code adds to what another line has found. */
const fansOut = (question: Question): boolean => readersOf(question).length > 1;

/** `db = dt1 * ?`, or `da ?= dt2 * ...` where a node is read more than once. */
function lineOf(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const readers = readersOf(question);
  const upstream = (slot: number): string => `d${nameAt(worked, slot)}`;
  if (!fansOut(question)) return `d${question.name} = ${upstream(firstFactor(words, question).reader)} * ?`;
  const [first, second] = factorsOf(words, question);
  if (!first || !second) throw new Error('a node that fans out has several readers');
  const share = ({ reader, rule }: Factor): string =>
    reader === worked.graph.output ? inChain(rule) : print(apply(times, name(upstream(reader)), rule));
  const more = readers.length > 2 ? '; and so on' : '';
  return `d${question.name} = ${share(first)}; d${question.name} ?= ${share(second)}${more}`;
}

/** A line of a backward pass with a hole in it. */
export const code: Asking = {
  applies(lesson, slot) {
    const question = questionOf(lesson, slot);
    const [reader] = readersOf(question);
    if (!question.plain || reader === undefined) return false;
    return fansOut(question) || reader !== lesson.worked.graph.output;
  },
  word: () => '?',
  shows: (words, question) => [
    ...readersOf(question).map((reader) => statementOf(words, reader)),
    lineOf(words, question),
  ],
  take(words, question, text, found) {
    const body = text.trim();
    if (fansOut(question)) return operatorTaken(question, body);
    const reading = readAnswer(
      words.lesson.worked,
      question,
      body.replace(/^d[\p{L}\p{N}_]+\s*=.*\*(.*)$/u, '$1'),
      found,
    );
    if (reading.kind !== 'read') return unread(quoted(reading.message), reading.from, reading.to);
    const { rule, reader } = firstFactor(words, question);
    const value = reading.value;
    if (namesIn(rule).length > 0 && !hasNames(reading.expression))
      return wrong(
        'A number is right for these values alone, and code is run with others: write the names.',
        value,
      );
    const { worked } = words.lesson;
    const worlds = [worked, ...redrawn(worked, true)];
    const same = worlds.every((world) => {
      const typed = evaluateAll(reading.expression, (leaf) => leafValue(world, leaf));
      const right = evaluateAll(rule, (leaf) => leafValue(world, leaf));
      if (!typed.ok || !right.ok || typeof typed.value !== 'number' || typeof right.value !== 'number')
        return false;
      return Math.abs(typed.value - right.value) <= 1e-9 * Math.max(1, Math.abs(right.value));
    });
    if (same) return { kind: 'right', value };
    const name = nameAt(worked, reader);
    return wrong(
      `Not that. What stands there is ${math(`d${name}/d${question.name}`)}: how far ${name} moves for each 1 of ${question.name}.`,
      value,
    );
  },
  hints: (words, question) =>
    fansOut(question)
      ? [
          `Two lines of code find shares of ${math(`d${question.name}`)}. What becomes of the first share when the second line has run?`,
        ]
      : [
          `The upstream gradient is there; what is missing is the local derivative of ${math(statementOf(words, firstFactor(words, question).reader))}.`,
          reasons(firstFactor(words, question)).join(' '),
        ],
  told: (words, question) =>
    fansOut(question)
      ? `${math('+=')}: each way brings back its share, and a plain ${math('=')} would forget the one before.`
      : `${math(lineOf(words, question).replace('?', inChain(firstFactor(words, question).rule)))}. ${reasons(firstFactor(words, question)).join(' ')}`,
};

function operatorTaken(question: Question, body: string): Take {
  if (body === '+=' || body === '+') return { kind: 'right', value: null };
  if (/^[-*/]?=?$/.test(body))
    return wrong(
      `With ${math(body)} the line would not add its share to the one before. What do shares do that arrive side by side at ${question.name}?`,
    );
  return unread('An operator is asked: what belongs in place of `?=`, as in `=` or `*=`?');
}

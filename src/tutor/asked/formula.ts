import { gradientAt } from '../../engine/work.ts';
import { leaves } from '../../language/expression.ts';
import { usualDigits } from '../../language/figures.ts';
import { readAnswer } from '../answer.ts';
import { hasNames } from '../consider.ts';
import { reasons } from '../factor.ts';
import { wholeRule } from '../matrices.ts';
import { diagnose, rightReason, sightsOf } from '../mistake/diagnose.ts';
import { mistakeAt } from '../mistake/scene.ts';
import { questionOf, readersOf } from '../question.ts';
import { inChain, math, quoted, statementOf } from '../words.ts';
import { type Asking, unread, wrong } from './asking.ts';

/**
 * A derivative in symbols. It is held against the truth at the values here and at redrawn ones, kinks on their side;
 * never by rewriting one formula into another, which may take for ever.
 */
export const formula: Asking = {
  // A rule that is a number has no symbols.
  applies(lesson, slot) {
    const rule = wholeRule({ lesson, digits: usualDigits }, questionOf(lesson, slot));
    return rule !== null && leaves(rule).some((leaf) => leaf.kind === 'name' || leaf.kind === 'derivative');
  },
  word: (_, { asks }) => `${asks} in symbols`,
  shows: () => null,
  take(words, question, text, found) {
    const { lesson } = words;
    const { worked } = lesson;
    const reading = readAnswer(worked, question, text, (slot) => {
      const known = found(slot);
      // In symbols a derivative may be named before its number is found.
      return typeof known === 'object' && 'why' in known ? gradientAt(worked, slot) : known;
    });
    if (reading.kind === 'unreadable' || reading.kind === 'clash')
      return unread(quoted(reading.message), reading.from, reading.to);
    if (!hasNames(reading.expression))
      return wrong('That is a number. Asked is the rule, in the names on the screen.', reading.value);
    const sights = sightsOf(lesson, question);
    const { value, expression } = reading;
    const exact = typeof question.exact === 'number' ? question.exact : null;
    const here =
      exact === null ||
      (typeof value === 'number' && Math.abs(value - exact) <= 1e-6 * Math.max(1, Math.abs(exact)));
    if (here && rightReason(sights, question, expression)) return { kind: 'right', value };
    const named = diagnose(sights, lesson, question, { value, expression, rounded: false, symbols: true });
    if (named.kind !== 'named')
      return wrong('Not that: at other values it does not give the derivative.', value);
    const { id, op } = named.mistake.rule;
    const mistake = mistakeAt(lesson, question, id, op);
    return wrong(mistake.message, value, mistake);
  },
  hints: (words, question) => [
    `Which steps read ${question.name}? ${readersOf(question)
      .map((reader) => math(statementOf(words, reader)))
      .join(
        ', ',
      )}. Write their derivatives as words, ${math(`d${words.lesson.worked.output}/d...`)}, where the rule needs them.`,
    reasons({ links: question.links ?? [] }).join(' '),
  ],
  told(words, question) {
    const rule = wholeRule(words, question);
    return rule
      ? `${math(`${question.asks} = ${inChain(rule)}`)}.`
      : `${math(question.asks)} has too many ways to be written down.`;
  },
};

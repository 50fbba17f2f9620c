import { leaves } from '../../language/expression.ts';
import { shownDigits } from '../../language/number-format.ts';
import type { Value } from '../../ops/matrix.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { counted, inChain, math, quoted, statementOf, type Words } from '../lesson/words.ts';
import { hasNames } from '../mistakes/counterfactual.ts';
import { sameValue } from '../mistakes/equality.ts';
import { candidatesOf } from '../mistakes/equivalence-classes.ts';
import { holdsEverywhere } from '../mistakes/rule-equivalence.ts';
import { reasons } from '../teaching/chain-rule.ts';
import { wholeRule } from '../teaching/matrix-rules.ts';
import { type KindOfQuestion, unreadTake, wrongTake } from './kind.ts';
import { inSymbols, wrongRule } from './rule-answer.ts';

/**
 * A derivative in symbols. It is held against the truth at the values here and at redrawn ones, kinks on their side;
 * never by rewriting one formula into another, which may take for ever.
 */
export const formulaKind: KindOfQuestion = {
  // A rule that is a number has no symbols.
  applies(lesson, slot) {
    const rule = wholeRule({ lesson, digits: shownDigits }, questionOf(lesson, slot));
    return rule !== null && leaves(rule).some((leaf) => leaf.kind === 'name' || leaf.kind === 'derivative');
  },
  word: (_, { asks }) => `${asks} in symbols`,
  shows: () => null,
  take(words, question, text, found) {
    const { lesson } = words;
    const reading = readAnswer(lesson.worked, question, text, inSymbols(lesson, found));
    if (reading.kind === 'unreadable') return unreadTake(quoted(reading.message), reading.from, reading.to);
    const { expression } = reading;
    const value = reading.kind === 'read' ? reading.value : null;
    if (!hasNames(expression))
      return wrongTake(
        `${typeof value === 'number' ? 'That is a number' : 'Those are numbers'}. Write the rule with the names on the screen.`,
        value,
      );
    const sights = candidatesOf(lesson, question);
    const here = value !== null && isHere(value, question.exact);
    if (here && holdsEverywhere(sights, question, expression)) return { kind: 'right', value };
    return wrongRule(
      lesson,
      question,
      expression,
      here
        ? 'Not yet: at these values this gives the derivative, but at others it does not.'
        : 'Not yet: this does not give the derivative, not even at the values on the screen.',
    );
  },
  hints: (words, question) => [
    whereToLook(words, question),
    reasons({ links: question.links ?? [] }).join(' '),
  ],
  told(words, question) {
    const rule = wholeRule(words, question);
    return rule
      ? `${math(`${question.asks} = ${inChain(rule)}`)}.`
      : `${math(question.asks)} has too many paths to be written down.`;
  },
};

/** Which steps read what is asked, and what to write for each. */
function whereToLook(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const readers = readersOf(question);
  const statements = readers.map((reader) => math(statementOf(words, reader)));
  const [first = worked.graph.output, ...others] = readers;
  const feeds = `${question.name} feeds ${counted(readers.length, 'step')}: ${statements.join(' and ')}`;
  if (others.length === 0 && first === worked.graph.output)
    return `${feeds}. Write the slope of ${worked.output} with respect to ${question.name}, as a formula that holds for every ${question.name}.`;
  const upstream = readers
    .filter((reader) => reader !== worked.graph.output)
    .map((reader) => math(wordAt(worked, reader)));
  return `${feeds}. You may write ${upstream.join(' and ')} as ${upstream.length === 1 ? 'a name' : 'names'} in your formula.`;
}

/** Whether a rule gives the derivative at the values on the screen. */
function isHere(value: Value, exact: Value): boolean {
  if (typeof value !== 'number' || typeof exact !== 'number') return sameValue(value, exact);
  return Math.abs(value - exact) <= 1e-6 * Math.max(1, Math.abs(exact));
}

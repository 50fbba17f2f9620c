import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { formatNumber } from '../../language/number-format.ts';
import { readAnswer } from '../answers/read-answer.ts';
import { asksAnother } from '../answers/reading.ts';
import { exactNumber, type Question } from '../lesson/question.ts';
import { math, quoted, type Words } from '../lesson/words.ts';
import { proofNudge } from '../teaching/nudge-proof.ts';
import { type KindOfQuestion, notSingle, unreadTake, wrongTake } from './kind.ts';

/** An answer may be off by this share of how far the output moves: a slope foretells no more. */
const near = 0.02;

/** So many digits tell a nudged number from the one before. */
const fine = 8;

interface Nudged {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

function nudged({ lesson: { worked } }: Words, { slot }: Question): Nudged {
  const from = numberAt(worked, slot);
  const to = from + proofNudge;
  return {
    from,
    to,
    before: numberAt(worked, worked.graph.output),
    after: outputWith(worked.graph, slot, to),
  };
}

/** Where the output arrives after a nudge: what a derivative foretells. */
export const nudgeKind: KindOfQuestion = {
  applies: ({ worked }, slot) => Number.isFinite(numberAt(worked, slot)),
  unasked: ({ worked }, slot) =>
    typeof valueOfSlot(worked, slot) === 'number' ? null : 'a nudge moves a single number',
  word: (words, question) =>
    `${words.lesson.worked.output} at ${question.name} = ${formatNumber(nudged(words, question).to, fine)}`,
  shows(words, question) {
    const { from, to, before } = nudged(words, question);
    const { output } = words.lesson.worked;
    return [
      `${question.name}: ${formatNumber(from, fine)} -> ${formatNumber(to, fine)}, and ${output} = ${formatNumber(before, fine)} becomes?`,
    ];
  },
  take(words, question, text, found) {
    const { output } = words.lesson.worked;
    const [left = '', ...right] = text.split('=');
    const label = nudgeKind.word(words, question);
    const named = left.trim();
    if (right.length > 0 && !['', output].includes(named) && !text.trim().startsWith(label))
      return unreadTake(asksAnother(label, named));
    const body = right.length > 0 ? (right.at(-1) ?? '') : left;
    const reading = readAnswer(words.lesson.worked, question, body, found);
    if (reading.kind !== 'read') return unreadTake(quoted(reading.message), reading.from, reading.to);
    if (typeof reading.value !== 'number') return notSingle(reading.value);
    const { value } = reading;
    const { before, after } = nudged(words, question);
    const change = after - before;
    const slack = Math.max(near * Math.abs(change), 1e-9 * Math.abs(before), 1e-12);
    if (Math.abs(value - after) <= slack) return { kind: 'right', value };
    if (Math.abs(value - change) <= slack)
      return wrongTake(`That is how much ${output} changes. What is its new value?`, value);
    if (Math.abs(value - before) <= slack && Math.abs(change) > slack)
      return wrongTake(`That is the value of ${output} before the nudge.`, value);
    if (Math.abs(value - (before - change)) <= slack)
      return wrongTake(
        `The right size, but the wrong direction. Does ${output} go up or down when ${question.name} goes up?`,
        value,
      );
    if (Math.abs(value - (before + exactNumber(question))) <= slack)
      return wrongTake(
        `You added the whole of ${math(question.asks)}. The step is only ${math(formatNumber(proofNudge))}.`,
        value,
      );
    return wrongTake(
      `Not yet. ${output} moves by about ${math(question.asks)} times the step in ${question.name}, and that step is ${math(formatNumber(proofNudge))}.`,
      value,
    );
  },
  hints: ({ lesson: { worked } }, question) => [
    `A tiny step ${math('ε')} in ${question.name} moves ${worked.output} by about ${math(question.asks)} times ${math('ε')}; here ${math(`ε = ${formatNumber(proofNudge)}`)}.`,
    `Start from the value of ${worked.output} and add ${math(formatNumber(proofNudge))} times ${math(question.asks)}.`,
  ],
  told(words, question) {
    const { before, after } = nudged(words, question);
    const { output } = words.lesson.worked;
    return `${output} moves from ${math(formatNumber(before, fine))} to ${math(formatNumber(after, fine))}, about ${math(question.asks)} times the step in ${question.name}.`;
  },
};

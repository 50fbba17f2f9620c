import { nameAt } from '../../engine/named.ts';
import { gradientAt } from '../../engine/work.ts';
import { figures } from '../../language/figures.ts';
import { carriedValue } from '../carried.ts';
import type { Lesson } from '../lesson.ts';
import { classesAt, type MistakeClass, sightsOf } from '../mistake/diagnose.ts';
import { mistakes } from '../mistake/sentences.ts';
import { type Question, questionOf, readersOf } from '../question.ts';
import { seeded } from '../random.ts';
import { math, type Words } from '../words.ts';
import { type Asking, unread, wrong } from './asking.ts';

/** A worked backward pass in which a line may be wrong, and all after it built on that. */
interface Pass {
  readonly lines: readonly string[];
  /** From 1; 0 where every line is right. */
  readonly wrong: number;
  readonly mistake: MistakeClass | null;
}

/** How often no line is wrong: whoever knows that one always is reads another way. */
const flawless = 0.25;

const passes = new WeakMap<Lesson, Pass>();

/** The pass that a lesson shows: always the same one, made from mistakes that give a number of their own. */
function passOf(words: Words): Pass {
  const { lesson } = words;
  const known = passes.get(lesson);
  if (known) return known;
  const made = madeFrom(words);
  passes.set(lesson, made);
  return made;
}

function madeFrom(words: Words): Pass {
  const { lesson } = words;
  const { worked, order } = lesson;
  const random = seeded(1000 * worked.graph.size + order.length);
  const candidates = order.flatMap((slot, at) => {
    const question = questionOf(lesson, slot);
    const told = classesAt(sightsOf(lesson, question), lesson, question).filter(({ values, ids }) => {
      const [value] = values;
      const plain =
        typeof value === 'number' &&
        figures(value, words.digits) !== figures(Number(question.exact), words.digits);
      return plain && ids.some((id) => visible.has(id));
    });
    return told.slice(0, 4).map((mistake) => ({ at, slot, mistake }));
  });
  const chosen = random() < flawless ? undefined : candidates[Math.floor(random() * candidates.length)];
  const own = new Map<number, number>();
  const lines = order.map((slot) => {
    const question = questionOf(lesson, slot);
    const carried = carriedValue(lesson, question, own);
    const truth = gradientAt(worked, slot);
    const value = slot === chosen?.slot ? Number(chosen.mistake.values[0]) : Number(carried ?? truth);
    if (value !== truth) own.set(slot, value);
    // Numbers alone: a rule beside them would tell which line is wrong.
    return `${question.asks} = ${figures(value, words.digits)}`;
  });
  return { lines, wrong: chosen ? chosen.at + 1 : 0, mistake: chosen?.mistake ?? null };
}

/** Mistakes that somebody who reads a pass can see, because they change what is multiplied or added there. */
const visible: ReadonlySet<string> = new Set([
  'local-only',
  'upstream-only',
  'first-path-only',
  'last-path-only',
  'opposite-sign',
  'added-instead-of-multiplied',
  'upstream-twice',
  'paths-multiplied',
  'operands-swapped',
  'part-dropped',
  'inner-sign-flipped',
  'slope-forgotten',
  'output-for-slope',
]);

/** Which line of a worked backward pass is wrong, or that none is. Lines after a wrong one are right for what it says. */
export const wrongLine: Asking = {
  applies: ({ worked, order }, slot) =>
    slot === worked.graph.output && worked.graph.layout === null && order.length > 1,
  word: () => 'wrong line',
  shows: (words) => passOf(words).lines.map((text, i) => `(${i + 1}) ${text}`),
  take(words, _, text) {
    const pass = passOf(words);
    const typed = text
      .trim()
      .toLowerCase()
      .replace(/^(?:wrong )?line\s*=?\s*/u, '');
    const number = /^(?:none|no|0)$/u.test(typed) ? 0 : Number(typed.replace(/^\(?(\d+)\)?$/u, '$1'));
    if (!Number.isInteger(number) || typed === '' || number > pass.lines.length || number < 0)
      return unread(
        `A line is named by its number, from 1 to ${pass.lines.length}; \`none\` says that all are right.`,
      );
    if (number === pass.wrong) return { kind: 'right', value: number };
    if (number === 0) return wrong('One of them is not: work each out from the lines above it.', number);
    const slot = words.lesson.order[number - 1] ?? -1;
    const later = pass.wrong > 0 && number > pass.wrong;
    const name = nameAt(words.lesson.worked, slot);
    return wrong(
      later
        ? `Line ${number} is built on a line above it, and right for what that says. Where did it begin?`
        : `Line ${number} is right: ${math(`d${words.lesson.worked.output}/d${name}`)} is that.`,
      number,
    );
  },
  hints: (words) => [
    `Work out each line from those above it, the first one first, and stop where you get another number. A line that is right for a wrong one above it is no mistake of its own.`,
    `There are ${words.lesson.order.length} lines; it may be that none is wrong.`,
  ],
  told(words) {
    const { wrong: at, mistake } = passOf(words);
    if (at === 0 || !mistake) return 'No line is wrong.';
    const slot = words.lesson.order[at - 1] ?? -1;
    const question: Question = questionOf(words.lesson, slot);
    const exact = figures(Number(question.exact), words.digits);
    const reader = readersOf(question)[0];
    const through = reader === undefined ? '' : ` (${mistakes[mistake.rule.id].means})`;
    return `Line ${at}: ${math(`${question.asks} = ${exact}`)}${through}.`;
  },
};

import { kinds } from '../../engine/graph/graph.ts';
import { valueOnPaper } from '../../engine/passes/on-paper.ts';
import { namesIn, writingOf } from '../../symbolic/link.ts';
import { type Block, line } from '../lesson/block.ts';
import { hiddenSteps, type Question, readersOf } from '../lesson/question.ts';
import { derivativeText, math, stated, statementOf, valueText, type Words } from '../lesson/words.ts';
import { factorsOf } from './chain-rule.ts';
import { ends, moreTexts } from './forward-screen.ts';
import { waysBack } from './way-back.ts';

/** A question shows so many statements, values or derivatives at most; `:graph` and `:values` have the rest. */
const most = 6;

/** A question on its own: the statement that it is about, the values that it needs, and the derivatives found so far. */
export function questionBlock(
  words: Words,
  question: Question,
  place: string,
  /** The slots whose derivatives are known, the latest last. */
  known: readonly number[],
): Block & { kind: 'question' } {
  const { worked, visible } = words.lesson;
  const readers = readersOf(question);
  const between = betweenOf(words, question);
  const statements = statementsOf(words, question);
  const inRules = new Set(factorsOf(words, question).flatMap(({ rule }) => namesIn(rule)));
  // A constant such as e has no slot, and needs no showing.
  const needed = [...inRules].flatMap((name) => worked.slots.get(name) ?? []);
  const standing = [...readingIt(question), ...between].flatMap((reader) => [
    ...namesIn(writingOf(worked, visible, reader)).map((name) => worked.slots.get(name)),
    // The output's value is in the way, unless a rule makes use of it, as that of exp does.
    reader === worked.graph.output && !needed.includes(reader) ? undefined : reader,
  ]);
  const values = [...new Set([...standing, ...needed])].filter((slot) => slot !== undefined);
  const upstream = readers.filter((reader) => known.includes(reader));
  const valuesKept = values.filter((slot, i) => i < 2 * most || needed.includes(slot));
  const latest = known.filter((slot) => !upstream.includes(slot)).slice(-Math.max(1, most - upstream.length));
  const foundKept = known.filter((slot) => upstream.includes(slot) || latest.includes(slot));
  return {
    kind: 'question',
    place,
    asks: question.asks,
    statements: statements.slice(0, most),
    values: valuesKept.map((slot) => valueText(words, slot)),
    found: foundKept.map((slot) => derivativeText(words, slot)),
    needs: [
      ...needed.map((slot) => valueText(words, slot)),
      ...upstream.map((slot) => derivativeText(words, slot)),
    ],
    ways: waysBack(words, question, known),
    more: {
      statements: Math.max(0, statements.length - most),
      values: values.length - valuesKept.length,
      found: known.length - foundKept.length,
    },
  };
}

/** Steps that have a name and are not asked stand between a node and its readers: they belong to its question. */
const betweenOf = ({ lesson }: Words, question: Question): readonly number[] =>
  hiddenSteps(lesson, question).filter((slot) => lesson.worked.own.has(slot));

/** The statements that a question is about. */
export const statementsOf = (words: Words, question: Question): readonly string[] =>
  [...readingIt(question), ...betweenOf(words, question)].map((step) => statementOf(words, step));

const readingIt = (question: Question): readonly number[] => question.cancels?.readers ?? readersOf(question);

/** Everything that a question's block puts before the learner, as one text. */
export const textOf = (block: Block & { kind: 'question' }): string =>
  [...block.statements, ...block.values, ...block.found].join(' ; ');

/** The forward values as a list, givens first. */
export function valueTexts(words: Words): readonly string[] {
  const { worked, visible } = words.lesson;
  const shown: string[] = [];
  for (let slot = 0; slot < worked.graph.size; slot++) {
    const kind = worked.graph.kind[slot];
    if (kind !== kinds.literal && (kind !== kinds.step || visible.has(slot)))
      shown.push(valueText(words, slot));
  }
  return shown;
}

/** The forward values side by side; of matrices each on a line of its own, the numbers before them. */
export function valueLines(words: Words): readonly Block[] {
  const texts = ends(valueTexts(words), math, moreTexts);
  const matrices = words.lesson.worked.graph.layout ? texts.filter((text) => /[[(]/.test(text)) : [];
  const numbers = texts.filter((text) => !matrices.includes(text));
  return [
    ...(numbers.length > 0 ? [line('plain', `${numbers.join(', ')}.`)] : []),
    ...matrices.map((text) => line('plain', text)),
  ];
}

/** The graph in sentences: each step, its value, and what has been found. */
export function graphTexts(words: Words, known: readonly number[]): readonly string[] {
  const { worked, visible, uses } = words.lesson;
  const drawn = Array.from({ length: worked.graph.size }, (_, slot) => slot).filter((slot) => {
    const kind = worked.graph.kind[slot];
    return kind !== kinds.literal && uses.reaches(slot) && (kind !== kinds.step || visible.has(slot));
  });
  const sentence = (slot: number): string => {
    const written =
      worked.graph.kind[slot] === kinds.step
        ? stated(statementOf(words, slot), valueOnPaper(worked, slot), words.digits)
        : valueText(words, slot);
    const found = known.includes(slot) ? `; ${math(derivativeText(words, slot))}` : '';
    return `${math(written)}${found}.`;
  };
  return ends(drawn, sentence, (count) => `And ${count} more.`);
}

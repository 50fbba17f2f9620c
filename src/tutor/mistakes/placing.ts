import { operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { isMatrixProduct } from '../../engine/kernels/rules.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { leaves } from '../../language/expression.ts';
import { formatNumber } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import { isSingle, sameShape, writtenShape } from '../../ops/matrix.ts';
import { table } from '../../ops/table.ts';
import { batchSize, scaleOf, wordAt } from '../../symbolic/convention.ts';
import { type LinkStep, writingOf } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonAt, type Question, readersOf } from '../lesson/question.ts';
import { counted } from '../lesson/words.ts';
import { symbolOf } from './catalogue.ts';
import { type Mistake, mistakeMessages } from './messages.ts';
import type { RuleName } from './scalar-malrules.ts';
import type { Placing } from './sentences/entry.ts';

/** A mistake as it is known before it is told: of a rule, or of a number. */
type Misplaced = Omit<RuleName, 'id'> & {
  readonly id: Mistake['id'];
  /** Whether what it gives has the shape of the answer; a clash has none. */
  readonly fits?: boolean;
};

/**
 * A mistake at a question, with the sentence that points to it. What the sentence
 * says gives exactly the number of that mistake: a test holds each against the engine.
 */
export function mistakeAt(lesson: Lesson, question: Question, rule: Misplaced, digits = 4): Mistake {
  const { id, intruder, fits = false } = rule;
  const { worked } = lesson;
  const found = readersOf(question);
  const readers = found.length > 0 ? found : [worked.graph.output];
  const [reader = worked.graph.output] = readers;
  const words = (question.links ?? []).map(({ to }) => wordAt(worked, to));
  const upstreams = words.length > 0 ? [...new Set(words)] : [wordAt(worked, reader)];
  const message = mistakeMessages[id].says({
    asked: question.name,
    output: worked.output,
    readers: readers.map((slot) => nameAt(worked, slot)),
    upstream: (words.length > 0 ? words : upstreams).join(' + '),
    upstreams,
    ...ruleOf(lesson, question, rule, digits),
    intruder: intruder ?? null,
    inside:
      readers.length === 1 ? standing(lessonAt(lesson, question), question, nameAt(worked, reader)) : null,
    single: isSingle(shapeAt(worked.graph, question.slot)),
    shape: fits ? null : shapeTelling(lesson, question),
    copied: isCopied(lesson, question),
    multiplied: (question.links ?? []).some(({ path }) => path.some(({ op }) => isMatrixProduct(op))),
    over: rule.shared ? String(batchSize(worked) ?? 1) : null,
    divided: scaleOf(worked, reader) === 1 && reader !== worked.graph.output,
  });
  return { id, message };
}

/** Whether what is asked is smaller than a step that reads it entry by entry, so that its entries stand there several times. */
const isCopied = ({ worked: { graph } }: Lesson, { slot, links }: Question): boolean =>
  (links ?? []).some(
    ({ path: [first] }) =>
      first !== undefined &&
      table[first.op].kind === 'elementwise' &&
      !sameShape(shapeAt(graph, slot), shapeAt(graph, first.step)),
  );

/** The shape of what is asked, where shapes tell a product from its transpose: not of numbers, nor where all is square. */
function shapeTelling({ worked: { graph } }: Lesson, question: Question): string | null {
  const asked = shapeAt(graph, question.slot);
  const near = readersOf(question).flatMap((reader) => [reader, ...operandsAt(graph, reader)]);
  const shapes = [asked, ...near.map((slot) => shapeAt(graph, slot))];
  return isSingle(asked) || shapes.every(({ rows, columns }) => rows === columns)
    ? null
    : writtenShape(asked);
}

/** `a appears twice in L`: where several ways lie inside one statement; `where` is how it is called. */
export function standing(lesson: Lesson, question: Question, where: string): string | null {
  const ways = question.links?.length ?? 0;
  const [reader] = readersOf(question);
  if (ways < 2 || reader === undefined) return null;
  const places = leaves(writingOf(lesson.worked, lesson.visible, reader)).filter(
    (leaf) => leaf.kind === 'name' && leaf.name === question.name,
  );
  return places.length === ways
    ? `${question.name} appears ${times(ways)} in ${where}`
    : `${question.name} reaches ${where} along ${counted(ways, 'path')}`;
}

/** `twice`, `three times`. */
const times = (count: number): string => (count === 2 ? 'twice' : counted(count, 'time'));

/** A part of a statement that is longer than this is not repeated in a sentence. */
const longestRepeated = 24;

/**
 * What a rule is for: the program's own step, such as `b*c`, and that step; the op's sign alone where several steps could
 * be meant. Where no op's rule went wrong, it is the one step that reads.
 */
function ruleOf(
  lesson: Lesson,
  question: Question,
  { op, operand }: Pick<RuleName, 'op' | 'operand'>,
  digits: number,
): Pick<Placing, 'rule' | 'part'> {
  const { worked, visible } = lessonAt(lesson, question);
  const links = question.links ?? [];
  const isTheirs = (edge: LinkStep): boolean =>
    edge.op === op && (operand === undefined || edge.operand === operand);
  const steps = new Set(
    op === null
      ? links.map(({ to }) => to)
      : links.flatMap(({ path }) => path.filter((edge) => isTheirs(edge)).map(({ step }) => step)),
  );
  const [step, another] = steps;
  if (step === undefined) return { rule: op && symbolOf(op), part: null };
  const written = new Set([...steps].map((each) => print(writingOf(worked, visible, each))));
  const [only = ''] = written;
  const text = written.size === 1 && only.length <= longestRepeated ? only : null;
  const value = valueOfSlot(worked, step);
  const worth = typeof value === 'number' ? formatNumber(value, digits) : null;
  const name = visible.has(step) ? worked.names[step] : null;
  const called = name ?? text;
  return {
    rule: op && (text ?? symbolOf(op)),
    part: another !== undefined || !called ? null : { text: called, name: Boolean(name), worth },
  };
}

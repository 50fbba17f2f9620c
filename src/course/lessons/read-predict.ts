import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { checked, has, keyPlace, nodeAt, text } from '../../homework/assignment/keys.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Example, Predict, Step, Trap } from './course.ts';
import { mostDigits, numberIn } from './numbers.ts';
import { textNeeded, textsAt } from './read-texts.ts';

/** The digits in which answers to predictions must agree, as other answers do. */
const usualDigits = 3;
/** How many choices there may be: they have letters, and there are at least two. */
const choiceCount = { least: 2, most: 8 } as const;

/** Reads a question that is asked before something is shown. */
export function readPredict(node: MapNode, common: Pick<Step, 'id' | 'example' | 'from'>): Result<Predict> {
  const { example } = common;
  const ask = textNeeded(node, 'predict', example, 'write the question');
  if (!ask.ok) return ask;
  const why = textNeeded(
    node,
    'why',
    example,
    'it is shown with the right answer, as in why: "{J}: twice as far."',
  );
  if (!why.ok) return why;
  const hints = textsAt(node, 'hints', example);
  if (!hints.ok) return hints;
  if (!hints.value?.length)
    return refuse('hints: is missing; every question has one or more, as in hints: ["..."]');
  const choices = readChoices(node, example);
  if (!choices.ok) return choices;
  const answer = readAnswer(node, choices.value, example);
  if (!answer.ok) return answer;
  const digits = readDigits(node);
  if (!digits.ok) return digits;
  const redraw = readRedraw(node, example);
  if (!redraw.ok) return redraw;
  const traps = readTraps(node, choices.value, example);
  if (!traps.ok) return traps;
  return ok({
    ...common,
    kind: 'predict',
    ask: ask.value,
    answer: answer.value,
    why: why.value,
    choices: choices.value,
    digits: digits.value,
    redraw: redraw.value,
    hints: hints.value,
    traps: traps.value,
  });
}

function readChoices(node: MapNode, example: Example | null): Result<readonly string[]> {
  const read = textsAt(node, 'choices', example);
  if (!read.ok || read.value === null) return read.ok ? ok([]) : read;
  const { length } = read.value;
  return length >= choiceCount.least && length <= choiceCount.most
    ? ok(read.value)
    : refuse(
        `choices: must be a list of ${choiceCount.least} to ${choiceCount.most} texts, as in ["yes", "no"]`,
        ...keyPlace(node, 'choices'),
      );
}

function readAnswer(node: MapNode, choices: readonly string[], example: Example | null): Result<string> {
  const read = text(node, 'answer');
  if (!read.ok) return read;
  const cure =
    choices.length > 0
      ? 'write the letter of the right choice, as in answer: b'
      : 'write what gives it, as in answer: dw';
  if (!read.value?.trim()) return refuse(`answer: is missing; ${cure}`);
  return answerOf(read.value, choices, example, nodeAt(node, 'answer') ?? node);
}

/** An answer as its expression; with choices, the number of one, which may be written as its letter. */
function answerOf(
  written: string,
  choices: readonly string[],
  example: Example | null,
  { from, to }: Pick<DocumentNode, 'from' | 'to'>,
): Result<string> {
  if (choices.length > 0) {
    const letter = 'abcdefgh'.indexOf(written.trim().toLowerCase());
    const place = written.trim().length === 1 && letter >= 0 ? letter + 1 : Number(written);
    return Number.isInteger(place) && place >= 1 && place <= choices.length
      ? ok(String(place))
      : refuse(
          `answer: must be the letter or the number of the right choice, from 1 to ${choices.length}`,
          from,
          to,
        );
  }
  const value = numberIn(example?.lesson.worked ?? null, written);
  if (!value.ok) return refuse(`in answer: ${value.trouble.message}`, from, to);
  return typeof value.value === 'number'
    ? ok(written)
    : refuse(
        `answer: ${written} is a matrix, and a prediction asks for one number; ask it with solo:`,
        from,
        to,
      );
}

function readDigits(node: MapNode): Result<number> {
  const read = text(node, 'digits');
  if (!read.ok) return read;
  const digits = read.value === null ? usualDigits : Number(read.value);
  return Number.isInteger(digits) && digits >= 1 && digits <= mostDigits
    ? ok(digits)
    : refuse(
        `digits: must be a whole number from 1 to ${mostDigits}, as in digits: 4`,
        ...keyPlace(node, 'digits'),
      );
}

function readRedraw(node: MapNode, example: Example | null): Result<boolean> {
  const read = text(node, 'redraw');
  if (!read.ok) return read;
  if (!['true', 'false', null].includes(read.value))
    return refuse('redraw: must be true or false', ...keyPlace(node, 'redraw'));
  return read.value === 'true' && !example
    ? refuse('redraw: true needs a program: whose numbers are drawn', ...keyPlace(node, 'redraw'))
    : ok(read.value === 'true');
}

function readTraps(
  node: MapNode,
  choices: readonly string[],
  example: Example | null,
): Result<readonly Trap[]> {
  const value = nodeAt(node, 'traps');
  if (!value) return ok([]);
  const form = 'write traps: [{ answer: "2*w", says: "..." }]';
  if (value.kind !== 'list') return refuse(`traps: is a list; ${form}`, value.from, value.to);
  const traps: Trap[] = [];
  for (const item of value.items) {
    if (item.kind !== 'map' || !has(item, 'answer') || !has(item, 'says'))
      return refuse(`a trap needs answer: and says:; ${form}`, item.from, item.to);
    const known = checked(item, ['answer', 'says']);
    if (!known.ok) return known;
    const says = textNeeded(item, 'says', example, form);
    if (!says.ok) return says;
    const answer = readAnswer(item, choices, example);
    if (!answer.ok) return answer;
    traps.push({ answer: answer.value, says: says.value });
  }
  return ok(traps);
}

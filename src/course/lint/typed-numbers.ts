import { gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { formatNumber, shownDigits } from '../../language/number-format.ts';
import type { Example, Step } from '../lessons/course.ts';

/** A number in a text that the engine could have given. */
export interface TypedNumber {
  readonly typed: string;
  /** What to write instead: `{dw}`. */
  readonly instead: string;
}

/** The texts of a step, including those of its hints and traps. */
function textsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'say':
      return [step.text];
    case 'predict':
      return [step.ask, step.why, ...step.choices, ...step.hints, ...step.traps.map(({ says }) => says)];
    case 'demo':
    case 'worked':
    case 'faded':
    case 'solo':
    case 'fresh':
      return [];
  }
}

/** Numbers that stand by themselves: none inside a name, a formula or a shape. */
const number = /(?<![\p{L}\p{N}_.,/*^(-])-?\d+(?:\.\d+)?(?![\p{L}\p{N}_/*^()]|[.,]\d)/gu;
/** A number that is said of a name: `w = 3`, `dJ/dw = 6`. */
const said =
  /(?<![\p{L}\p{N}_{|])(?:d\p{L}\w*\/)?(d?\p{L}[\p{L}\p{N}_]*)\s*=\s*(-?\d+(?:\.\d+)?)(?![\p{L}\p{N}_/*^()]|\s*[-+*/^]|[.,]\d)/gu;

/** A text without braces and code, which are not numbers that the author typed. */
const words = (text: string): string => text.replaceAll(/\{[^{}]*\}|`[^`]*`/gu, '\u0000');

/** The typed numbers of a step that are, or are said to be, a value or a derivative of its program. */
export function typedNumbers(step: Step): readonly TypedNumber[] {
  if (!step.example) return [];
  const known = numbersOf(step.example);
  const isNamed = (name: string): boolean => isOf(step.example, name);
  return textsOf(step).flatMap((text) => {
    const own = words(text);
    const named = [...own.matchAll(said)].flatMap(([, name = '', typed = '']) =>
      isNamed(name) ? [{ typed, instead: `{${name}}` }] : [],
    );
    const alone = [...own.matchAll(number)].flatMap(([typed]) => {
      const name = known.get(typed);
      return name === undefined ? [] : [{ typed, instead: `{${name}}` }];
    });
    const [first] = [...named, ...alone];
    return first ? [first] : [];
  });
}

/** Whether a name is a value of the program, or a derivative there. */
const isOf = (example: Example | null, name: string): boolean =>
  example?.lesson.worked.slots.has(name) === true ||
  (name.startsWith('d') && example?.lesson.worked.slots.has(name.slice(1)) === true);

/** 0 and 1 are too common to be recognised as a value of the program. */
const common: ReadonlySet<string> = new Set(['0', '1', '-1']);

/** The single numbers of a program, as they are shown, each with the first name that has it. */
function numbersOf({ lesson: { worked } }: Example): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (name: string, value: unknown): void => {
    const shown = typeof value === 'number' ? formatNumber(value, shownDigits) : '';
    if (shown !== '' && !common.has(shown) && !found.has(shown)) found.set(shown, name);
  };
  for (const [name, slot] of worked.slots) put(name, valueOfSlot(worked, slot));
  for (const [name, slot] of worked.slots) put(`d${name}`, gradientAt(worked, slot));
  return found;
}

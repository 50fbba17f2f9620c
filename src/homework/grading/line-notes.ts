import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import { suggest } from '../../language/suggest.ts';
import { entriesOf, type Value } from '../../ops/matrix.ts';
import { isWithin, judgedDigits } from '../../tutor/answers/judge.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { OtherLine } from './addressee.ts';

/** The note on a name that no answer uses; often it is a misspelling of another. */
export function unused({ worked, order }: Lesson, name: string): string {
  const near = suggest(
    name,
    order.map((slot) => `d${nameAt(worked, slot)}`),
  );
  if (name.includes('/')) return `${name} is a local derivative, which is not asked; ignored`;
  return near
    ? `\`${name}\` is not asked; did you mean \`${near}\`?`
    : `\`${name}\` is not asked, and no answer uses it; it costs nothing`;
}

/** The note on a line that is not an answer; null if the line needs none. */
export function remarkOn(
  lesson: Lesson,
  { entry: { right }, addressee }: OtherLine,
  read: (text: string) => Reading,
): string | null {
  const { worked } = lesson;
  switch (addressee.kind) {
    case 'output': {
      const reading = read(right);
      return reading.kind === 'read' && same(lesson, reading.value, 1)
        ? null
        : `\`d${worked.output}/d${worked.output}\` is always 1, so what is written here does not count`;
    }
    case 'repeats': {
      const reading = read(right);
      const name = nameAt(worked, addressee.slot);
      if (reading.kind !== 'read') return null;
      return same(lesson, reading.value, valueOfSlot(worked, addressee.slot))
        ? null
        : `this gives \`${name}\` a different value from the program's; ignored`;
    }
    case 'unknown':
      return addressee.why;
  }
}

/** Whether two values are the same, as answers are judged. */
function same(lesson: Lesson, value: Value, exact: Value): boolean {
  const rounded = Array.from(entriesOf(exact)).some((entry) => !Number.isInteger(entry));
  const digits = lesson.choice.digits ?? judgedDigits;
  return isWithin(value, exact, [{ exact: 0, magnitude: 0, band: { low: 0, high: 0, rounded }, digits }]);
}

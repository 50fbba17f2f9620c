import type { AnswerLine } from './submission.ts';

/**
 * A number with a comma in it, alone or in a formula; brackets are left out, because commas separate what is in them.
 */
const withComma = /(?<![\d.,])\d+(?:,\d+)+(?![\d.,]*\d)/g;
const withPoint = /\d\.\d|(?<!\d)\.\d/;

/** A right side without what stands in brackets. It is searched by hand: a pattern would look for each bracket's end anew. */
function outside(text: string): string {
  const kept: string[] = [];
  for (let from = 0; ; ) {
    const opens = placeOf(/[[({]/g, text, from);
    const closes = opens < 0 ? -1 : placeOf(/[\])}]/g, text, opens);
    if (closes < 0) return [...kept, text.slice(from)].join(' ');
    kept.push(text.slice(from, opens));
    from = closes + 1;
  }
}

/** Where a pattern is found first from a place on; -1 where it is not. */
function placeOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

/** Whether a comma in a number can only be the decimal one: three digits behind it could be thousands. */
const isDecimal = (number: string): boolean => /^(?:0|\d{4,}),\d+$|^\d+,(?!\d{3}$)\d+$/.test(number);
const isThousands = (number: string): boolean => /,\d+,/.test(number);

/**
 * A submission's lines with points for decimal commas, where all its other numbers show that `1,125` is a decimal.
 * Where that is not certain nothing is changed, and a number that can be read two ways is refused later.
 */
export function withDecimalPoints(entries: readonly AnswerLine[]): readonly AnswerLine[] {
  const numbers = entries.flatMap(({ right }) =>
    right.includes(',') ? (outside(right).match(withComma) ?? []) : [],
  );
  const isCertain =
    numbers.some(isDecimal) &&
    !numbers.some(isThousands) &&
    !entries.some(({ right }) => withPoint.test(outside(right)));
  if (!isCertain) return entries;
  return entries.map((entry) => {
    if (/[[({]/.test(entry.right)) return entry;
    const right = entry.right.replaceAll(withComma, (number) => number.replace(',', '.'));
    return right === entry.right
      ? entry
      : {
          ...entry,
          right,
          via: [...(entry.via ?? []), 'comma'],
          written: entry.written ?? `${entry.left} = ${entry.right}`,
        };
  });
}

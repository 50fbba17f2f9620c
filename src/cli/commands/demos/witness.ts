import { roughly } from '../../../demos/nudge/telling.ts';
import { jumps } from '../../../engine/checks/kinks.ts';
import { type Standing, standingOf, type Testimony, testimonies } from '../../../engine/checks/witnesses.ts';
import { nameAt } from '../../../engine/graph/names.ts';
import { formatNumber, valueFigures } from '../../../language/number-format.ts';
import { nested, type Value, writtenShape } from '../../../ops/matrix.ts';
import { answerKeyOf, type Lesson } from '../../../tutor/lesson/lesson.ts';
import { math, statementOf } from '../../../tutor/lesson/words.ts';
import { columns } from '../../screen/columns.ts';
import { sentences } from '../../screen/speech.ts';
import type { Theme } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';

/** What `show --witness` adds: every derivative beside what nudging and mathjs say of it. mathjs is loaded on use. */
export async function witnessed(lesson: Lesson): Promise<readonly Testimony[]> {
  const { derivativeByMathjs } = await import('../../../engine/checks/mathjs.ts');
  return testimonies(answerKeyOf(lesson), lesson.order, derivativeByMathjs);
}

/** The digits that show whether two engines agree. */
const telling = 7;

const standingSaid: Readonly<Record<Standing, string>> = {
  confirmed: 'agree',
  disputed: 'DISAGREE',
  convention: 'no witness',
  unwitnessed: 'no witness',
};

/** The witnesses as a table, or as sentences. */
export function witnessText(lesson: Lesson, all: readonly Testimony[], theme: Theme): string {
  const word = (name: string): string => `d${lesson.worked.output}/d${name}`;
  // Nobody compares seven digits for each entry of a matrix: the table gives its shape, and how far the witness is
  // off.
  const figure = (value: Value | null): string => {
    if (value === null) return '-';
    return typeof value === 'number' ? formatNumber(value, telling) : writtenShape(value);
  };
  if (theme.plain) {
    return all
      .flatMap((each) => {
        const { name, derivative, nudged, second, agrees } = each;
        const alone = nudged === null || second === null;
        const said = (what: string, value: Value | null): string =>
          value === null ? `${what} could not check` : `${what} says \`${valueFigures(value, telling)}\``;
        const verdict = agrees ? (alone ? 'That agrees.' : 'They agree.') : 'They disagree.';
        if (nudged === null && second === null) return silenceSaid(lesson, each).flatMap(sentences);
        return sentences(
          `\`${word(name)}\` is \`${valueFigures(derivative, telling)}\`; ${said('nudging', nudged)}, ${said('mathjs', second)}. ${verdict}`,
        );
      })
      .join('\n');
  }
  const rows = all.map((each) => [
    word(each.name),
    figure(each.derivative),
    figure(each.nudged),
    figure(each.second),
    each.nudged === null && each.second === null ? '-' : roughly(each.error),
    standingSaid[standingOf(each)] + (each.corner ? ', corner' : ''),
  ]);
  return [
    ...columns(['', 'dvar', 'nudging', 'mathjs', 'off by', ''], rows, theme),
    ...remarks(lesson, all, theme),
  ].join('\n');
}

/** The witnesses for other programs: a corner by the name of its step. */
export function witnessJson({ worked }: Lesson, all: readonly Testimony[]): readonly object[] {
  return all.map(({ corner, ...each }) => ({
    ...each,
    standing: standingOf({ corner, ...each }),
    derivative: nested(each.derivative),
    nudged: each.nudged === null ? null : nested(each.nudged),
    corner: corner && { ...corner, step: nameAt(worked, corner.step) },
  }));
}

/** The sentences under the table: about derivatives at a corner, and about those that no witness can tell. */
function remarks(lesson: Lesson, all: readonly Testimony[], theme: Theme): readonly string[] {
  return all
    .flatMap((each) => silenceSaid(lesson, each))
    .flatMap((text) => (theme.plain ? sentences(text) : wrapped('', text, 'note', theme)));
}

/**
 * The sentence about a derivative that a witness can't check: `J = abs(w)` has a corner here, with the slopes of its
 * two sides and the one that the tutor takes; or no witness could work it out.
 */
function silenceSaid(
  lesson: Lesson,
  { name, derivative, nudged, second, corner, agrees }: Testimony,
): readonly string[] {
  if (!corner) {
    const word = math(`d${lesson.worked.output}/d${name}`);
    return nudged === null && second === null
      ? [`Nothing could check ${word}: no nudge is small enough, and mathjs can't work it out.`]
      : [];
  }
  const said = (value: number): string => math(formatNumber(value, 4));
  const statement = math(statementOf({ lesson, digits: telling }, corner.step));
  if (typeof derivative !== 'number')
    return [`${statement} has a corner here, exactly at an entry of ${name}: nudging can't check it.`];
  const word = math(`d${lesson.worked.output}/d${name}`);
  if (jumps(corner))
    return [
      `${statement} jumps here or is vertical, so it has no slope with respect to ${name}. By convention ${word} is ${said(derivative)}.`,
    ];
  return [
    `${statement} has a corner here: the slope of ${lesson.worked.output} with respect to ${name} is ${said(corner.left)} on its left and ${said(corner.right)} on its right. By convention ${word} is ${said(derivative)}${agrees ? '' : ', which is not between the two: they disagree'}.`,
  ];
}

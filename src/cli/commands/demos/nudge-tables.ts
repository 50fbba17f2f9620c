import { coarse, fine, type Nudging, roughly, tellingOfMatrices } from '../../../demos/nudge/telling.ts';
import { shapeAt } from '../../../engine/graph/graph.ts';
import { nameAt, siteName } from '../../../engine/graph/names.ts';
import { sizeOf } from '../../../ops/matrix.ts';
import type { BlockRole } from '../../../tutor/lesson/block.ts';
import type { Lesson } from '../../../tutor/lesson/lesson.ts';
import { statementOf, type Words } from '../../../tutor/lesson/words.ts';
import { columns } from '../../screen/columns.ts';
import { sentences } from '../../screen/speech.ts';
import type { Theme } from '../../screen/theme.ts';
import { inAscii } from '../../screen/theme.ts';
import { wrapped } from '../../screen/wrap.ts';

/** Sentences as this screen shows them. */
export function noteLines(role: BlockRole, texts: readonly string[], theme: Theme): readonly string[] {
  return texts
    .map((text) => inAscii(text, theme))
    .flatMap((text) => (theme.plain ? sentences(text) : wrapped('', text, role, theme)));
}

/** On a screen with fewer columns, steps are shown by their names alone. */
const roomy = 60;

/** The forward pass before and after the first nudge, side by side. */
export function beforeAndAfter(
  words: Words,
  { slot, nudges: [first] }: Pick<Nudging, 'slot' | 'nudges'>,
  theme: Theme,
): readonly string[] {
  const { worked, visible } = words.lesson;
  if (worked.graph.layout) return beforeInMatrices(words, { slot, nudges: [first] }, theme);
  const narrow = theme.width() < roomy;
  const rows = first.moves
    .filter((move) => move.slot === slot || visible.has(move.slot))
    .map((move) => [
      move.slot === slot || narrow ? nameAt(worked, move.slot) : statementOf(words, move.slot),
      fine(move.before, move.change),
      fine(move.after, move.change),
      coarse(move.change),
      coarse(move.change / first.by),
    ]);
  return columns(['', 'before', 'after', 'moved by', 'ratio'], rows, theme);
}

/** The same for matrices: of each the entry that moved most, and how many entries moved. */
function beforeInMatrices(
  { lesson: { worked, visible } }: Words,
  { slot, nudges: [first] }: Pick<Nudging, 'slot' | 'nudges'>,
  theme: Theme,
): readonly string[] {
  const digits = tellingOfMatrices;
  const rows = first.moves
    .filter((move) => move.slot === slot || visible.has(move.slot))
    .map((move) => [
      siteName(worked, move),
      fine(move.before, move.change, digits),
      fine(move.after, move.change, digits),
      coarse(move.change, digits),
      coarse(move.change / first.by, digits),
      `${move.count} of ${sizeOf(shapeAt(worked.graph, move.slot))}`,
    ]);
  const note = 'For each matrix, this shows the entry that moved most.';
  return [
    ...columns(
      // A screen reader would run the indices of a name and the number after them together.
      ['', 'before', 'after', 'moved by', 'ratio', 'moved'],
      rows,
      theme,
    ),
    ...noteLines('note', [note], theme),
  ];
}

/** Several nudges, one a row: how the ratio settles, and how rounding spoils the tiny ones. */
export function trials(
  { worked }: Lesson,
  { name, exact, nudges }: Nudging,
  theme: Theme,
): readonly string[] {
  const rows = nudges.map(({ by, moves, ratio }) => {
    const [first, last] = [moves[0], moves.at(-1)];
    return [
      coarse(by),
      first ? fine(first.after, first.change) : '',
      last ? fine(last.after, last.change) : '',
      coarse(ratio),
      exact === null ? '' : roughly(Math.abs(ratio - exact)),
    ];
  });
  return columns(['nudge', name, worked.output, 'ratio', 'off by'], rows, theme);
}

import { mistakeMeaning } from '../../homework/grading/grade.ts';
import type { ItemStatistics, Statistics } from '../../homework/report/statistics.ts';
import { plainNumber } from '../../language/print.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';

/** The sentence about submissions without points, and why they have none. */
function notGraded({ unread, blank, ungradable, graderErrors, partlyRead }: Statistics): readonly string[] {
  const counts = [
    [unread, 'in which nothing was understood'],
    [blank, 'in which nothing is filled in'],
    [ungradable, 'that could not be read'],
    [graderErrors, 'because the grader failed'],
  ] as const;
  const said = counts.flatMap(([count, why]) => (count > 0 ? [`${count} ${why}`] : []));
  return [
    ...(said.length > 0 ? [`Not graded: ${said.join(', ')}.`] : []),
    ...(partlyRead > 0
      ? [
          partlyRead === 1
            ? 'One was read in part; look at what was not read.'
            : `${partlyRead} were read in part; look at what was not read.`,
        ]
      : []),
  ];
}

/** The most students with a common mistake that are named. */
const mostNamed = 12;
/** The most mistakes that are listed. */
const mostMistakes = 10;
/** A question with a lower discrimination than this tells little about who has understood. */
const weakest = 0.1;

/** The most pairs that are named. */
const mostPairs = 10;

/** Writes a sentence as lines of the screen. */
type Put = (text: string, indent?: string) => readonly string[];

/** What a teacher wants to know about the class: how each question went, and which mistakes were made how often. */
export function statisticsLines(all: Statistics, theme: Theme): readonly string[] {
  const put: Put = (text, indent = '') =>
    theme.plain ? [text.replaceAll('`', '')] : wrapped(indent, text, 'plain', theme);
  return [
    ...put(
      `${all.graded} of ${all.submissions} graded, ${all.passed} passed, ${plainNumber(all.meanPoints)} of ${plainNumber(all.maxPoints)} points on average (of the ${all.graded} graded).`,
    ),
    ...notGraded(all).flatMap((text) => put(text)),
    ...(all.absent > 0
      ? put(
          `${all.absent} on the roster handed in nothing, and ${all.absent === 1 ? 'is' : 'are'} not counted.`,
        )
      : []),
    ...questionLines(all, theme, put),
    ...mistakeLines(all, put),
    ...causeLines(all, put),
    ...(all.nobody.length > 0 ? ['', ...put(`Nobody got ${all.nobody.join(', ')} right.`)] : []),
    ...alikeLines(all, put),
  ];
}

/** The questions: how they went, how easy they were, and how well they tell who has understood. */
function questionLines({ items }: Statistics, theme: Theme, put: Put): readonly string[] {
  if (items.length === 0) return [];
  const [right, follow, wrong, none] = theme.ascii ? ['+', '~', 'x', '.'] : ['✓', '≈', '✗', '·'];
  const head = theme.plain
    ? []
    : [
        '',
        ...put(
          `question: ${right} right, ${follow} followed through, ${wrong} wrong, ! not read, ${none} missing`,
        ),
      ];
  const counts = (item: ItemStatistics): string =>
    theme.plain
      ? `${item.id}: ${item.right} right, ${item.followThrough} followed through, ${item.wrong} wrong, ${item.unreadable} not read, ${item.missing} missing`
      : `${quoted(item.id)}: ${right}${item.right} ${follow}${item.followThrough} ${wrong}${item.wrong} !${item.unreadable} ${none}${item.missing}`;
  const line = (item: ItemStatistics): string =>
    `${counts(item)}, ease ${percent(item.ease)}${item.discrimination === null ? '' : `, discrimination ${item.discrimination.toFixed(2)}`}${theme.plain ? '.' : ''}`;
  const weak = items.filter(({ discrimination }) => discrimination !== null && discrimination < weakest);
  return [
    ...head,
    ...items.flatMap((item) => put(line(item), '  ')),
    ...(weak.length > 0
      ? put(
          `Look at ${weak.map(({ id }) => quoted(id)).join(', ')}: it does not show who understands the rest.`,
        )
      : []),
  ];
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;

function mistakeLines({ mistakes }: Statistics, put: Put): readonly string[] {
  if (mistakes.length === 0) return [];
  const line = ({ id, item, count, example }: Statistics['mistakes'][number]): readonly string[] => {
    const where = `${example.file ?? ''}${example.line === null ? '' : (example.place ?? `:${example.line}`)}`;
    return put(
      `${count} x ${item}: ${mistakeMeaning(id)}, as \`${quoted(example.answer).slice(0, 40)}\` in ${quoted(where)}.`,
      '  ',
    );
  };
  return ['', ...put('Mistakes, the most frequent first:'), ...mistakes.slice(0, mostMistakes).flatMap(line)];
}

function causeLines({ causes }: Statistics, put: Put): readonly string[] {
  const shared = causes.filter(({ count }) => count > 1).slice(0, mostMistakes);
  if (shared.length === 0) return [];
  const line = ({ id, count, students, roots }: Statistics['causes'][number]): readonly string[] => {
    const [root] = roots;
    const names = students.slice(0, mostNamed).map((student) => quoted(student));
    const more = students.length > mostNamed ? ` and ${students.length - mostNamed} more` : '';
    const begins = root ? `; it begins at ${quoted(root.item)} in ${root.count}` : '';
    return put(`${mistakeMeaning(id)}: ${count} students (${names.join(', ')}${more})${begins}.`, '  ');
  };
  return ['', ...put('What is behind them, by number of students:'), ...shared.flatMap(line)];
}

/** Pairs whose answers are more alike than chance makes likely: a reason to ask, not a verdict. */
function alikeLines({ alike, fitOthers }: Statistics, put: Put): readonly string[] {
  const pairs = alike
    .slice(0, mostPairs)
    .map(
      ({ first, second, items }) =>
        `${quoted(first)} and ${quoted(second)} have the same wrong answers at ${items.join(', ')}.`,
    );
  const fits = fitOthers.map(
    ({ student, fits: whose }) =>
      `The answers of ${quoted(student ?? '?')} fit the numbers drawn for ${quoted(whose)}.`,
  );
  const more = alike.length > mostPairs ? [`And ${alike.length - mostPairs} more pairs.`] : [];
  return pairs.length + fits.length === 0
    ? []
    : [
        '',
        ...put(
          'These answers are more alike than chance makes likely. That is a reason to ask, not a verdict:',
        ),
        ...[...pairs, ...more, ...fits].flatMap((text) => put(text, '  ')),
      ];
}

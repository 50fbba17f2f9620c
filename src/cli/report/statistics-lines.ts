import {
  type Bar,
  type ClassFacts,
  type SaidTopic,
  type SectionPart,
  studentsCounted,
} from '../../homework/report/class-facts.ts';
import type { ItemStatistics } from '../../homework/report/statistics.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';

/** Writes a sentence as lines of the screen. */
type Put = (text: string, indent?: string) => readonly string[];

/**
 * What a teacher wants to know about the class, in the sections of the page: what to talk about, how each question
 * went, and the rest. What could not be read stands in the table, with its reason.
 */
export function statisticsLines({ lead, sections }: ClassFacts, theme: Theme): readonly string[] {
  const put: Put = (text, indent = '') =>
    theme.plain ? [text.replaceAll('`', '')] : wrapped(indent, text, 'plain', theme);
  return [
    ...lead.flatMap((text) => put(text)),
    ...sections.flatMap(({ heading, parts }) => [
      ...(theme.plain ? [] : ['']),
      ...put(`${heading}:`),
      ...parts.flatMap((part) => partLines(part, theme, put)),
    ]),
  ];
}

function partLines(part: SectionPart, theme: Theme, put: Put): readonly string[] {
  const under: Put = (text) => put(text, '  ');
  switch (part.kind) {
    case 'sentence':
      return under(part.text);
    case 'topics':
      return part.topics.flatMap((topic) => under(topicText(topic)));
    case 'help':
      return part.people.flatMap(({ name, points, why }) =>
        under(`${quoted(name)} ${points}${why === '' ? '' : `: ${why}`}`),
      );
    case 'unread':
      return [];
    case 'bars':
      return under(barsText(part.bars));
    case 'questions':
      return questionLines(part.items, theme, under);
    case 'list':
      return part.lines.flatMap((text) => under(text));
    case 'group':
      return under(`${part.head}: ${part.people}.`);
  }
}

const topicText = ({ students, what, asks, answer, where, names }: SaidTopic): string =>
  `${students}: ${what}, as in \`${asks} = ${quoted(answer)}\`${where === null ? '' : ` (${quoted(where)})`}: ${names}.`;

/** How many students have how many points, from the fewest on. */
const barsText = (bars: readonly Bar[]): string =>
  `${bars
    .filter(({ count }) => count > 0)
    .map(({ range, count }, k) => `${k === 0 ? studentsCounted(count) : count} with ${range}`)
    .join(', ')}.`;

/** The questions: how they went, how easy they were, and how well they tell who has understood. */
function questionLines(items: readonly ItemStatistics[], theme: Theme, put: Put): readonly string[] {
  const [right, follow, wrong, none] = theme.ascii ? ['+', '~', 'x', '.'] : ['✓', '≈', '✗', '·'];
  const head = theme.plain
    ? []
    : put(`${right} right, ${follow} followed through, ${wrong} wrong, ! not read, ${none} missing`);
  const counts = (item: ItemStatistics): string =>
    theme.plain
      ? `${item.id}: ${item.right} right, ${item.followThrough} followed through, ${item.wrong} wrong, ${item.unreadable} not read, ${item.missing} missing`
      : `${quoted(item.id)}: ${right}${item.right} ${follow}${item.followThrough} ${wrong}${item.wrong} !${item.unreadable} ${none}${item.missing}`;
  const line = (item: ItemStatistics): string =>
    `${counts(item)}, ease ${percent(item.ease)}${item.discrimination === null ? '' : `, discrimination ${item.discrimination.toFixed(2)}`}${theme.plain ? '.' : ''}`;
  return [...head, ...items.flatMap((item) => put(line(item)))];
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;

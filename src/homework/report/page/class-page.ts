import { plainNumber } from '../../../language/print.ts';
import { mistakeMeaning } from '../../grading/grade.ts';
import { type GradeRow, hasPoints, itemId, needsLook } from '../../grading/row.ts';
import { alikePairs } from '../alike.ts';
import { inHtml } from '../feedback-forms.ts';
import { analysedItems } from '../item-analysis.ts';
import { type Statistics, statisticsOf } from '../statistics.ts';
import { classPageStyle } from './class-page-style.ts';

/** How a class's page is made. */
export interface PageChoice {
  readonly title: string;
  /** Whether students are numbered rather than named, as for a projector. */
  readonly hideNames: boolean;
}

/** The most names in a sentence, and the most rows of the page's lists. */
const most = { names: 12, causes: 12, help: 15 };

/**
 * A class's page: one file without scripts, which begins with what to talk about. It holds facts for the teacher
 * alone.
 */
export function classPage(rows: readonly GradeRow[], { title, hideNames }: PageChoice): string {
  const nameOf = hideNames ? numbered() : (row: GradeRow) => inHtml(row.student ?? row.file ?? '?');
  const all = statisticsOf(rows);
  const sections = [
    section('Talk about', causes(rows, nameOf)),
    section('Who needs help', help(rows, nameOf)),
    section('What could not be read', unread(rows, nameOf, hideNames)),
    section('Points', distribution(rows, all)),
    section('Questions', questions(rows, all)),
    section('Answers that are alike', alike(rows, all, nameOf)),
    section('Late and missing', lateAndMissing(rows, nameOf)),
  ];
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(title)}</title>
<style>${classPageStyle}</style>
</head><body>
<h1>${inHtml(title)}</h1>
<p class="lead">${inHtml(summary(all))}</p>
${sections.join('')}</body></html>
`;
}

type NameOf = (row: GradeRow) => string;

/** Numbers in place of names: students are numbered in the order in which the page names them. */
function numbered(): NameOf {
  const numbers = new Map<GradeRow, number>();
  return (row) => {
    numbers.set(row, numbers.get(row) ?? numbers.size + 1);
    return `student ${numbers.get(row)}`;
  };
}

const section = (heading: string, body: string): string =>
  body === '' ? '' : `<section><h2>${heading}</h2>\n${body}</section>\n`;

const summary = (all: Statistics): string =>
  `${all.graded} of ${all.submissions} graded, ${all.passed} passed, ${plainNumber(all.meanPoints)} of ${plainNumber(all.maxPoints)} points on average.`;

const listed = (names: readonly string[]): string =>
  names.length <= most.names
    ? names.join(', ')
    : `${names.slice(0, most.names).join(', ')} and ${names.length - most.names} more`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead>\n<tbody>\n${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}\n</tbody></table>\n`;

/** Mistakes over all questions, the most people first, each with an example. */
function causes(rows: readonly GradeRow[], nameOf: NameOf): string {
  const by = new Map<string, { who: Set<GradeRow>; items: Set<string>; answer: string; asks: string }>();
  for (const row of rows.filter(hasPoints))
    for (const result of row.graded.results) {
      // An answer that only follows from a mistake is no mistake of its own.
      const id = result.cause ? result.cause.id : (result.mistake?.id ?? null);
      if (id === null || result.cause?.follows.includes(result.name)) continue;
      const cause = by.get(id) ?? {
        who: new Set(),
        items: new Set(),
        answer: result.answer ?? '',
        asks: result.asks,
      };
      cause.who.add(row);
      cause.items.add(itemId(result));
      by.set(id, cause);
    }
  const sorted = [...by].sort(([, a], [, b]) => b.who.size - a.who.size).slice(0, most.causes);
  if (sorted.length === 0) return '';
  const items = sorted.map(
    ([id, { who, items: at, answer, asks }]) =>
      `<li><strong>${who.size}</strong> ${inHtml(mistakeMeaning(id).replaceAll('`', ''))}, at ${inHtml([...at].join(', '))}<br>
<span class="example">as in <code>${inHtml(asks)} = ${inHtml(answer.slice(0, 80))}</code></span><br>
<span class="who">${listed([...who].map(nameOf))}</span></li>`,
  );
  return `<ol class="causes">\n${items.join('\n')}\n</ol>\n`;
}

/** Those who did not pass, the fewest points first. */
function help(rows: readonly GradeRow[], nameOf: NameOf): string {
  const own = rows
    .filter((row) => hasPoints(row) && !row.excused && !row.graded.passed)
    .sort((a, b) => a.graded.points - b.graded.points);
  if (own.length === 0) return '';
  const shown = own
    .slice(0, most.help)
    .map((row) => [
      nameOf(row),
      `${plainNumber(row.graded.points)}/${plainNumber(row.graded.maxPoints)}`,
      inHtml(
        [
          ...new Set(
            row.graded.results.flatMap(({ mistake }) =>
              mistake ? [mistakeMeaning(mistake.id).replaceAll('`', '')] : [],
            ),
          ),
        ].join('; '),
      ),
    ]);
  const more = own.length > most.help ? `<p>And ${own.length - most.help} more.</p>\n` : '';
  return table(['student', 'points', 'mistakes'], shown) + more;
}

/** The submissions that somebody has to look at. A reason may quote a file's name, and that its student's. */
function unread(rows: readonly GradeRow[], nameOf: NameOf, hideNames: boolean): string {
  const own = rows.filter((row) => needsLook(row) || row.status === 'partly-read');
  if (own.length === 0) return '';
  return table(
    ['student', 'what', 'why'],
    own.map((row) => [
      nameOf(row),
      row.status.replace('-', ' '),
      hideNames ? '' : inHtml((row.error ?? whatIsLost(row)).replaceAll('`', '')),
    ]),
  );
}

/** What was not read of a submission that has points, in the words of its notes. */
const whatIsLost = ({ graded }: GradeRow): string =>
  graded.notes.find(({ message }) => /not read|were read|was read/.test(message))?.message ??
  'not all of it was read';

/** The distribution of points, in ten steps. */
function distribution(rows: readonly GradeRow[], all: Statistics): string {
  const own = rows.filter((row) => hasPoints(row) && !row.excused && row.graded.maxPoints > 0);
  if (own.length === 0) return '';
  const steps = Array.from({ length: 10 }, () => 0);
  for (const { graded } of own) {
    const at = Math.min(9, Math.floor((10 * graded.points) / graded.maxPoints));
    steps[at] = (steps[at] ?? 0) + 1;
  }
  const highest = Math.max(...steps);
  const bars = steps.map((count, k) => {
    const height = (100 * count) / highest;
    const label =
      count === 0 ? '' : `<text x="${k * 40 + 18}" y="${112 - height}" text-anchor="middle">${count}</text>`;
    return `<rect x="${k * 40 + 2}" y="${118 - height}" width="32" height="${height}"/>${label}<text x="${k * 40 + 18}" y="134" text-anchor="middle">${k * 10}%</text>`;
  });
  const said = steps.map((count, k) => `${count} from ${k * 10}%`).join(', ');
  return `<svg class="bars" viewBox="0 0 400 140" role="img" aria-label="${said}">${bars.join('')}</svg>
<p>${inHtml(summary(all))}</p>
`;
}

/** The questions: how they went, how easy they were, and how well they tell who has understood. */
function questions(rows: readonly GradeRow[], all: Statistics): string {
  const items = analysedItems(rows);
  if (items.length === 0) return '';
  const counts = new Map(all.items.map((item) => [item.id, item]));
  const body = items.map(({ id, ease, discrimination }) => {
    const item = counts.get(id);
    const numbers = item ? [item.right, item.followThrough, item.wrong, item.unreadable, item.missing] : [];
    const low =
      discrimination !== null && discrimination < 0.1 ? ' <span class="flag">look at it</span>' : '';
    return [
      `<code>${inHtml(id)}</code>`,
      ...numbers.map(String),
      `${Math.round(100 * ease)}%`,
      discrimination === null ? '' : `${discrimination.toFixed(2)}${low}`,
    ];
  });
  const head = ['question', 'right', 'followed', 'wrong', 'unread', 'missing', 'ease', 'discrimination'];
  return `<div class="wide">${table(head, body)}</div>
<p class="note">Ease is the mean share of the points. Discrimination is the correlation with the sum of all other questions: if it is near 0 or negative, the question does not show who understands the rest.</p>
`;
}

/** Pairs with answers that are alike: a reason to ask, not a verdict. */
function alike(rows: readonly GradeRow[], all: Statistics, nameOf: NameOf): string {
  const byStudent = new Map(rows.map((row) => [row.student, row]));
  const said = (student: string | null): string => {
    const row = byStudent.get(student);
    return row ? nameOf(row) : '?';
  };
  const lines = [
    ...alikePairs(rows).map(
      ({ first, second, items }) =>
        `${nameOf(first)} and ${nameOf(second)} have the same wrong answers at ${inHtml(items.join(', '))}.`,
    ),
    ...all.fitOthers.map(
      ({ student, fits }) => `The answers of ${said(student)} fit the numbers drawn for ${said(fits)}.`,
    ),
  ];
  if (lines.length === 0) return '';
  return `<p class="note">These answers are more alike than chance makes likely. That can mean working together, a common source, or chance: it is a reason to ask, not a verdict.</p>
<ul>\n${lines.map((line) => `<li>${line}</li>`).join('\n')}\n</ul>\n`;
}

function lateAndMissing(rows: readonly GradeRow[], nameOf: NameOf): string {
  const names = (wanted: (row: GradeRow) => boolean): readonly string[] => rows.filter(wanted).map(nameOf);
  const groups = [
    ['Late', names((row) => row.late !== undefined)],
    ['Handed in nothing', names(({ status }) => status === 'absent')],
    ['Excused', names((row) => row.excused === true)],
  ] as const;
  return groups
    .filter(([, people]) => people.length > 0)
    .map(([head, people]) => `<p><strong>${head} (${people.length}):</strong> ${people.join(', ')}</p>\n`)
    .join('');
}

import type { GradeRow } from '../../grading/row.ts';
import type { Bar, ClassSection, NameOf, SectionPart } from '../class-facts.ts';
import { classFacts, weakest } from '../class-sections.ts';
import { inHtml } from '../feedback-forms.ts';
import type { ItemStatistics } from '../statistics.ts';
import { classPageStyle } from './class-page-style.ts';

/** How a class's page is made. */
export interface PageChoice {
  readonly title: string;
  /** Whether students are numbered rather than named, as for a projector. */
  readonly hideNames: boolean;
}

/**
 * A class's page: one file without scripts, which begins with what to talk about. It holds facts for the teacher
 * alone.
 */
export function classPage(rows: readonly GradeRow[], { title, hideNames }: PageChoice): string {
  const nameOf = hideNames ? numbered() : (row: GradeRow) => row.student ?? row.file ?? '?';
  const { lead, sections } = classFacts(rows, nameOf, hideNames);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(title)}</title>
<style>${classPageStyle}</style>
</head><body>
<h1>${inHtml(title)}</h1>
<p class="lead">${said(lead.join(' '))}</p>
${sections.map(sectionHtml).join('')}</body></html>
`;
}

/** Numbers in place of names: students are numbered in the order in which the page names them. */
function numbered(): NameOf {
  const numbers = new Map<GradeRow, number>();
  return (row) => {
    numbers.set(row, numbers.get(row) ?? numbers.size + 1);
    return `student ${numbers.get(row)}`;
  };
}

const sectionHtml = ({ heading, parts }: ClassSection): string =>
  `<section><h2>${heading}</h2>\n${parts.map(partHtml).join('')}</section>\n`;

/** A text as HTML: what stands between backticks is set as code. */
const said = (text: string): string => inHtml(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>');

function partHtml(part: SectionPart): string {
  switch (part.kind) {
    case 'sentence':
      return `<p class="note">${said(part.text)}</p>\n`;
    case 'topics': {
      const items = part.topics.map(
        ({ students, what, asks, answer, where, names }) =>
          `<li><strong>${students}:</strong> ${said(what)}<br>
<span class="example">as in <code>${inHtml(`${asks} = ${answer}`)}</code>${where === null ? '' : ` (${inHtml(where)})`}</span><br>
<span class="who">${inHtml(names)}</span></li>`,
      );
      return `<ol class="topics">\n${items.join('\n')}\n</ol>\n`;
    }
    case 'help':
      return table(
        ['student', 'points', 'what is behind it'],
        part.people.map(({ name, points, why }) => [inHtml(name), points, said(why)]),
      );
    case 'unread':
      // Where names are hidden, so are the reasons.
      return part.rows.every(({ why }) => why === '')
        ? table(
            ['student', 'what'],
            part.rows.map(({ name, what }) => [inHtml(name), what]),
          )
        : table(
            ['student', 'what', 'why'],
            part.rows.map(({ name, what, why }) => [inHtml(name), what, said(why)]),
          );
    case 'bars':
      return bars(part.bars);
    case 'questions':
      return questions(part.items, part.discriminates);
    case 'list':
      return `<ul>\n${part.lines.map((line) => `<li>${said(line)}</li>`).join('\n')}\n</ul>\n`;
    case 'group':
      return `<p><strong>${part.head}:</strong> ${inHtml(part.people)}</p>\n`;
  }
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead>\n<tbody>\n${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}\n</tbody></table>\n`;

/** How many students have how many points, as bars. */
function bars(all: readonly Bar[]): string {
  const highest = Math.max(...all.map(({ count }) => count));
  const drawn = all.map(({ from, count }, k) => {
    const height = (100 * count) / highest;
    const middle = k * 40 + 18;
    const label =
      count === 0 ? '' : `<text x="${middle}" y="${112 - height}" text-anchor="middle">${count}</text>`;
    return `<rect x="${k * 40 + 2}" y="${118 - height}" width="32" height="${height}"/>${label}<text x="${middle}" y="134" text-anchor="middle">${from}</text>`;
  });
  const spoken = all.map(({ range, count }) => `${count} with ${range}`).join(', ');
  return `<svg class="bars" viewBox="0 0 ${40 * all.length} 140" role="img" aria-label="students by their share of the points: ${spoken}">${drawn.join('')}</svg>\n`;
}

function questions(items: readonly ItemStatistics[], discriminates: boolean): string {
  const body = items.map((item) => {
    const { id, right, followThrough, wrong, unreadable, missing, ease, discrimination } = item;
    const low =
      discrimination !== null && discrimination < weakest ? ' <span class="flag">look at it</span>' : '';
    return [
      `<code>${inHtml(id)}</code>`,
      ...[right, followThrough, wrong, unreadable, missing].map(String),
      `${Math.round(100 * ease)}%`,
      ...(discriminates ? [discrimination === null ? '-' : `${discrimination.toFixed(2)}${low}`] : []),
    ];
  });
  const head = ['question', 'right', 'followed through', 'wrong', 'not read', 'missing', 'ease'];
  return `<div class="wide">${table([...head, ...(discriminates ? ['discrimination'] : [])], body)}</div>\n`;
}

import { plainNumber } from '../../language/print.ts';
import { totalOf } from '../assignment/points.ts';
import { type GradeRow, hasPoints } from '../grading/row.ts';
import { inCells } from '../submission/cells.ts';
import { drawnForYou, feedbackOf, verdictMeaning, youAreExcused } from './feedback.ts';
import { messageForStudent, noteSentences } from './for-student.ts';
import { inMarkdown } from './markdown.ts';
import { readWord } from './report.ts';
import type { RowFrame } from './row-json.ts';

/** How feedback for a student may be written, by the ending of its file. */
export const feedbackForms = ['md', 'html', 'txt'] as const;
export type FeedbackForm = (typeof feedbackForms)[number];

/** The picture of a problem with somebody's own answers, as lines in the form of the feedback around it. */
export interface AnswerPicture {
  /** What the problem is called; null where there is but one, without a name. */
  readonly problem: string | null;
  readonly caption: string;
  readonly lines: readonly string[];
}

/**
 * The feedback for one student, without the key, and with no more than the assignment allows. A row does not hold the program,
 * so whoever has the assignment passes the pictures in; text has none.
 */
export function feedbackIn(
  form: FeedbackForm,
  frame: RowFrame,
  row: GradeRow,
  pictures: readonly AnswerPicture[] = [],
): string {
  const allowed = frame.totalOnly || !hasPoints(row) ? [] : pictures;
  switch (form) {
    case 'md':
      return feedbackOf(frame, row) + markdownPictures(allowed);
    case 'html':
      return htmlFeedback(frame, row, allowed);
    case 'txt':
      return textFeedback(frame, row);
  }
}

/** Text for HTML: its signs escaped, without control characters. */
export const inHtml = (text: string): string =>
  text.replaceAll(/[^\P{C}\n]/gu, ' ').replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The content of feedback: a heading, a sentence on the points, a line for each answer, and notes. */
interface Said {
  readonly heading: string;
  readonly points: string;
  readonly answers: readonly (readonly [
    line: string,
    asks: string,
    answer: string,
    verdict: string,
    points: string,
    told: string,
  ])[];
  readonly notes: readonly string[];
}

function saidOf({ title, totalOnly }: RowFrame, row: GradeRow): Said {
  const { student, file, error, graded, drawnFor } = row;
  const heading = `${title ?? 'Homework'}: ${student ?? file ?? 'nobody'}`;
  if (!hasPoints(row))
    return { heading, points: `This was not graded: ${plain(error ?? '')}.`, answers: [], notes: [] };
  const cells = graded.cells ?? null;
  const drawn = drawnFor === null ? '' : ` ${drawnForYou}`;
  return {
    heading,
    points: row.excused
      ? youAreExcused
      : `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points, ${graded.passed ? 'passed' : 'not passed'}.${drawn}`,
    answers: totalOnly
      ? []
      : graded.results.map(({ line, asks, problem, answer, verdict, points, maxPoints, message }) => [
          line === null ? '' : inCells(cells ? `line ${line}` : String(line), cells),
          problem === null ? asks : `${asks} (${problem})`,
          (answer ?? '').slice(0, 200),
          verdictMeaning(verdict),
          `${plainNumber(totalOf([points]))}/${plainNumber(totalOf([maxPoints]))}`,
          inCells(
            plain(verdict === 'correct' ? readWord(message) : messageForStudent(message, line !== null)),
            cells,
          ),
        ]),
    notes: noteSentences(graded, totalOnly ? 'none' : 'all'),
  };
}

const plain = (text: string): string => text.replaceAll('`', '');

function textFeedback(frame: RowFrame, row: GradeRow): string {
  const { heading, points, answers, notes } = saidOf(frame, row);
  const lines = answers.map(([line, asks, answer, verdict, worth, told]) =>
    [
      `${line === '' ? '' : /^\d/.test(line) ? `Line ${line}: ` : `${line}: `}${asks}${answer === '' ? '' : ` = ${answer}`}`,
      `    ${verdict}, ${worth}${told === '' ? '' : `. ${told}`}`,
    ].join('\n'),
  );
  const all = [
    heading,
    '',
    points,
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
  return `${all.join('\n').replaceAll(/[^\P{C}\n]/gu, ' ')}\n`;
}

/** The heading of a picture. */
const pictureHeading = ({ problem }: AnswerPicture): string =>
  `Your answers on the graph${problem === null ? '' : ` of ${problem}`}`;

const markdownPictures = (pictures: readonly AnswerPicture[]): string =>
  pictures
    .flatMap((picture) => [
      '',
      `## ${inMarkdown(pictureHeading(picture))}`,
      '',
      picture.caption,
      '',
      ...picture.lines,
    ])
    .map((line) => `${line}\n`)
    .join('');

const htmlPictures = (pictures: readonly AnswerPicture[]): string =>
  pictures
    .map(
      (picture) =>
        `<h2>${inHtml(pictureHeading(picture))}</h2>\n<figure>${picture.lines.join('\n')}\n<figcaption>${inHtml(picture.caption)}</figcaption></figure>\n`,
    )
    .join('');

function htmlFeedback(frame: RowFrame, row: GradeRow, pictures: readonly AnswerPicture[]): string {
  const { heading, points, answers, notes } = saidOf(frame, row);
  const rows = answers.map(
    ([line, asks, answer, verdict, worth, told]) =>
      `<tr><td>${line}</td><td><code>${inHtml(asks)}</code></td><td><code>${inHtml(answer)}</code></td><td>${verdict}</td><td>${worth}</td><td>${inHtml(told)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th>line</th><th>asked</th><th>answer</th><th></th><th>points</th><th></th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table>\n`;
  const list =
    notes.length === 0 ? '' : `<ul>\n${notes.map((note) => `<li>${inHtml(note)}</li>`).join('\n')}\n</ul>\n`;
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${inHtml(heading)}</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.2rem .6rem;border-bottom:1px solid #8886}h2{font-size:1.1rem}figure{margin:.5rem 0}figure svg{max-width:100%;height:auto}figcaption{font-size:.9rem}</style>
</head><body>
<h1>${inHtml(heading)}</h1>
<p>${inHtml(points)}</p>
${table}${list}${htmlPictures(pictures)}</body></html>
`;
}

/**
 * Where a platform takes feedback back: Moodle in the folder of whoever handed in, whose name begins `Full Name_123_`; Canvas
 * beside a file that was handed in, by the numbers in its name. Elsewhere a file is called as the student is.
 */
export function feedbackPath(file: string | null, name: string, form: FeedbackForm): string {
  const parts = (file ?? '').replaceAll('\\', '/').split('/');
  const moodle = parts
    .map((part) => /^([^_]+_\d+_assignsubmission_)(?:file|onlinetext)(?:_|$)/.exec(part)?.[1])
    .find((part) => part !== undefined);
  if (moodle !== undefined) return `${moodle}file_/feedback.${form}`;
  const canvas = /^(\P{Lu}+?_(?:LATE_)?\d+_\d+_).+\.[^.]*$/u.exec(parts.at(-1) ?? '')?.[1];
  return canvas === undefined ? `${name}.${form}` : `${canvas}feedback.${form}`;
}

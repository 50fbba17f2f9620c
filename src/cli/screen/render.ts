import { boxesOf } from '../../picture/boxes.ts';
import { columnsOf } from '../../picture/measure.ts';
import { drawGraph } from '../../picture/picture.ts';
import type { Block } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { capital, counted } from '../../tutor/lesson/words.ts';
import { sentences } from './speech.ts';
import { stripDrawn, stripSaid } from './strip.ts';
import { inAscii, roleSign, roleWord, type Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** The most lines of a question, the prompt included. */
const questionLines = 5;

/** How the steps in the boxes are written; the tutor's own notation where it is left out. */
type Spelled = Parameters<typeof boxesOf>[3];

/** Blocks as lines of the screen at hand. */
export function rendered(
  blocks: readonly Block[],
  lesson: Lesson,
  digits: number,
  theme: Theme,
  spelled?: Spelled,
): readonly string[] {
  return blocks.flatMap((block, i) => {
    if (theme.plain) return said(block);
    // A blank line between a picture and the text below it; a question brings its own.
    const air = block.kind === 'picture' && (blocks[i + 1]?.kind ?? 'question') !== 'question' ? [''] : [];
    return [...drawnOnce(block, lesson, digits, theme, spelled), ...air];
  });
}

/** Blocks that were drawn, with what else that depends on. */
const drawings = new WeakMap<Block, { readonly on: readonly unknown[]; readonly lines: readonly string[] }>();

/** A block as it is drawn. It is kept, because a screen is measured before it is shown. */
function drawnOnce(block: Block, ...on: readonly [Lesson, number, Theme, Spelled?]): readonly string[] {
  const all = [...on, on[2].width()];
  const kept = drawings.get(block);
  if (kept?.on.every((each, at) => each === all[at])) return kept.lines;
  const lines = drawn(block, ...on);
  drawings.set(block, { on: all, lines });
  return lines;
}

function drawn(
  block: Block,
  lesson: Lesson,
  digits: number,
  theme: Theme,
  spelled?: Spelled,
): readonly string[] {
  switch (block.kind) {
    case 'question':
      return ['', ...questionDrawn(block, theme), ...strips(block, theme)];
    case 'line':
      return wrapped(roleSign(block.role, theme.ascii), inAscii(block.text, theme), block.role, theme);
    case 'matrix':
      return matrixDrawn(block, theme);
    case 'place':
      return placed(block, theme);
    case 'picture':
      return pictured(lesson, block, digits, theme, spelled);
  }
}

/** The graph, drawn or listed, as coloured lines. */
function pictured(
  lesson: Lesson,
  { known, part }: Block & { kind: 'picture' },
  digits: number,
  theme: Theme,
  spelled?: Spelled,
): readonly string[] {
  const boxes = boxesOf(lesson, known, digits, spelled, part ?? null);
  return drawGraph(boxes, { width: theme.width(), ascii: theme.ascii }).map((line) =>
    line.map(({ role, text }) => theme.paint(role, text)).join(''),
  );
}

/** A matrix in rows and columns after its lead, or below it where the screen is too narrow for both. */
function matrixDrawn({ lead, cells, shape }: Block & { kind: 'matrix' }, theme: Theme): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const rows = cells.map(
    (row) => `[ ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')} ]`,
  );
  const wide = Math.max(...rows.map((row) => row.length));
  const head = `${lead} = `;
  const fits = columnsOf(head) + wide + shape.length + 2 <= theme.width();
  if (!fits && wide + 2 > theme.width()) return wrapped('', `\`${lead} ${shape}\``, 'plain', theme);
  const indent = ' '.repeat(fits ? columnsOf(head) : 2);
  const said = rows.map(
    (row, i) => indent + theme.paint('math', row) + (i === rows.length - 1 ? `  ${shape}` : ''),
  );
  if (!fits) return [...wrapped('', `\`${lead} =\``, 'plain', theme), ...said];
  const [first = '', ...more] = said;
  return [theme.paint('math', head) + first.slice(indent.length), ...more];
}

/** What was typed, with carets under the place. Long lines are shown around it, so that it stays in sight. */
function placed({ source, from, to }: Block & { kind: 'place' }, theme: Theme): readonly string[] {
  const room = Math.max(8, theme.width() - 4);
  // Rows that were typed below each other stand side by side here.
  const inLine = source.replaceAll(/(?<![[;]\s*)\n(?!\s*[\];])/g, ';');
  const clean = inLine.replaceAll(/[\p{C}\s]/gu, (char) => ' '.repeat(char.length));
  const start = columnsOf(clean.slice(0, from)) > room - 10 ? Math.max(0, from - Math.floor(room / 4)) : 0;
  const before = clean.slice(start, from);
  const place = fitting(clean.slice(from, Math.max(to, from + 1)), room - columnsOf(before));
  const after = fitting(clean.slice(from + place.length), room - columnsOf(before + place));
  const marks = '^'.repeat(Math.max(1, columnsOf(place)));
  return [
    `  ${before}${place}${after}`.trimEnd(),
    `  ${' '.repeat(columnsOf(before))}${theme.paint('place', marks)}`,
  ];
}

/** As much of the beginning of a text as fits into so many columns. */
function fitting(text: string, columns: number): string {
  let kept = '';
  for (const point of text) {
    if (columnsOf(kept + point) > columns) break;
    kept += point;
  }
  return kept;
}

const listed = (texts: readonly string[]): string => texts.map((each) => `\`${each}\``).join(', ');

type QuestionBlock = Block & { readonly kind: 'question' };

/**
 * A question in few lines: on a narrow screen derivatives (the first found first) and values that it does not need
 * are left out, and counted.
 */
function questionDrawn(block: QuestionBlock, theme: Theme): readonly string[] {
  const needed = new Set(block.needs);
  const spare = (text: string): boolean => !needed.has(text);
  // Lines that are the question itself do not count against the room for what stands beside them.
  const most = questionLines + (block.lead === undefined ? 0 : about(block, theme).length);
  for (let shown = block; ; ) {
    const lines = questionWith(shown, theme);
    if (lines.length < most) return lines;
    const { values, found, more } = shown;
    const [atFound, atValue] = [found.findIndex(spare), values.findLastIndex(spare)];
    if (atFound >= 0)
      shown = { ...shown, found: found.toSpliced(atFound, 1), more: { ...more, found: more.found + 1 } };
    else if (atValue >= 0)
      shown = { ...shown, values: values.toSpliced(atValue, 1), more: { ...more, values: more.values + 1 } };
    else return lines;
  }
}

/** The ways back to what is asked, one a line; those that are too wide for the screen are left out. */
const strips = ({ ways }: QuestionBlock, theme: Theme): readonly string[] =>
  ways.map((way) => stripDrawn(way, theme)).filter((text) => text !== '');

/** A line that is asked about, `(1) dJ/dv = 3`, as its number and what it says. */
function numbered(text: string): readonly [number: string, formula: string] {
  const [, number = '', formula = text] = /^\((\d+)\) (.*)$/u.exec(text) ?? [];
  return [number, formula];
}

/** What a question is about: its statements side by side, or one under the other where each is a line that is asked about. */
function about({ place, statements, asks, lead, more }: QuestionBlock, theme: Theme): readonly string[] {
  if (lead === undefined)
    return wrapped(
      `${place}: `,
      andMore(statements.length > 0 ? statements : [asks], more.statements),
      'plain',
      theme,
    );
  const each = statements.flatMap((text) => {
    const [number, formula] = numbered(text);
    return wrapped(`  (${number}) `, `\`${formula}\``, 'plain', theme);
  });
  return [...wrapped(`${place}: `, lead, 'plain', theme), ...each];
}

function questionWith(block: QuestionBlock, theme: Theme): readonly string[] {
  const { values, found, more } = block;
  return [
    ...about(block, theme),
    ...(values.length > 0 ? wrapped('  ', andMore(values, more.values), 'plain', theme) : []),
    ...(values.length === 0 && more.values > 0
      ? wrapped('  ', `${counted(more.values, 'value')} in \`:values\``, 'plain', theme)
      : []),
    ...(found.length > 0 ? wrapped('  found: ', andMore(found, more.found), 'plain', theme) : []),
  ];
}

/** A list, and how many more there are. */
const andMore = (texts: readonly string[], more: number): string =>
  listed(texts) + (more > 0 ? `, and ${more} more` : '');

function said(block: Block): readonly string[] {
  switch (block.kind) {
    case 'question':
      return questionSaid(block);
    case 'line':
      return sentences(`${roleWord(block)}${block.text}`);
    case 'matrix':
      return matrixSaid(block);
    case 'place':
      return [`The place is character ${block.from + 1}.`];
    case 'picture':
      // A screen reader can't use a drawing, so it gets sentences.
      return (block.spoken ?? []).flatMap(sentences);
  }
}

/** A matrix for a screen reader: its shape, then row by row. */
function matrixSaid({ lead, cells, shape }: Block & { kind: 'matrix' }): readonly string[] {
  const [rows, columns] = shape.replaceAll(/[()]/g, '').split(',');
  const told = cells.map((row, i) => {
    const entries = row.map((cell) => (cell === '..' ? 'and so on' : `\`${cell}\``)).join(', ');
    return row.every((cell) => cell === '..')
      ? 'And so on.'
      : `${i === cells.length - 1 && i > 0 && cells[i - 1]?.[0] === '..' ? 'Last row' : `Row ${i + 1}`}: ${entries}.`;
  });
  return [`\`${lead}\`, which is ${rows} by ${columns}.`, ...told].flatMap(sentences);
}

/** What is asked, as a question: a kind's own words stand for a derivative's name. */
function asked(asks: string): string {
  if (asks === '?') return 'What belongs where the question mark is?';
  return /^(?:shape|wrong)/.test(asks) ? `What is the ${asks}?` : `What is \`${asks}\`?`;
}

function questionSaid({ place, asks, statements, lead, values, found, ways, more }: QuestionBlock) {
  const head = /\d/.test(place) ? `Question ${place}.` : `An ${place}.`;
  // The first derivative is named in full, and the others by their variables.
  const known = found.map((text, i) =>
    i === 0 ? `\`${text}\`` : `with respect to \`${text.replace(/^d[^/]+\/d/, '')}\``,
  );
  const rest = more.found > 0 ? [`and ${more.found} more`] : [];
  return [
    head,
    ...statements.map((text) => {
      const [number, formula] = numbered(text);
      return `${lead === undefined ? '' : `Line ${number}: `}\`${formula}\`.`;
    }),
    ...(values.length > 0 ? [`${andMore(values, more.values)}.`] : []),
    ...(known.length > 0 ? [`Found so far: ${[...known, ...rest].join(', ')}.`] : []),
    ...ways.filter(({ stops }) => stops.length > 1).map(stripSaid),
    lead === undefined ? asked(asks) : capital(lead),
  ].flatMap(sentences);
}

import { columnsOf } from '../../picture/measure.ts';
import { columns } from './columns.ts';
import { narrowed } from './fit.ts';
import { type MarkdownBlock, readMarkdown } from './markdown.ts';
import type { Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** A page of the manual as lines no wider than the screen. */
export function manualPage(text: string, theme: Theme): readonly string[] {
  const blocks = readMarkdown(text);
  return blocks.flatMap((block, i) => {
    const lines = theme.plain ? spokenBlock(block) : drawnBlock(block, theme);
    const shown = theme.ascii || theme.plain ? lines.map(inAscii) : lines;
    return i > 0 && hasAir(blocks[i - 1], block) && !theme.plain ? ['', ...shown] : shown;
  });
}

/** Whether a blank line stands before a block: between all blocks but the items of one list. */
const hasAir = (before: MarkdownBlock | undefined, { kind }: MarkdownBlock): boolean =>
  !(kind === 'item' && before?.kind === 'item');

function drawnBlock(block: MarkdownBlock, theme: Theme): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return headingDrawn(block.text, block.level, theme);
    case 'paragraph':
      return wrapped('', block.text, 'plain', theme);
    case 'item':
      return wrapped(block.sign, block.text, 'plain', theme);
    case 'code':
      return isExample(block.lines) ? exampleDrawn(block.lines, theme) : codeDrawn(block.lines, theme);
    case 'table':
      return tableDrawn(block, theme);
  }
}

/** A page's title and its sections are underlined, so that they stand out without colour. */
function headingDrawn(text: string, level: number, theme: Theme): readonly string[] {
  const lines = wrapped('', bare(text), 'plain', theme);
  const wide = Math.max(...lines.map(columnsOf));
  const painted = lines.map((line) => theme.paint('math', line));
  if (level > 2) return painted;
  return [...painted, theme.paint('note', (level === 1 ? '=' : '-').repeat(wide))];
}

/**
 * Lines of code, indented where there is room. A line that is too long goes on below, indented further; no word is
 * cut.
 */
function codeDrawn(lines: readonly string[], theme: Theme): readonly string[] {
  const margin = lines.every((line) => columnsOf(line) + 2 <= theme.width()) ? '  ' : '';
  return lines.flatMap((line) =>
    columnsOf(line) <= theme.width() ? [line === '' ? '' : margin + line] : narrowed(line, theme.width()),
  );
}

/** Whether code is a command, behind `$`, and what it prints. */
const isExample = ([first = '']: readonly string[]): boolean => first.startsWith('$ ');

/**
 * A command and what it prints. Where the output is a drawing too wide for this screen, only the command is shown,
 * because running it fits the screen; sentences are broken instead.
 */
function exampleDrawn([command = '', ...output]: readonly string[], theme: Theme): readonly string[] {
  const fits = (line: string): boolean => columnsOf(line) <= theme.width();
  const head = narrowed(command, theme.width()).map((line) => theme.paint('math', line));
  if (output.every((line) => fits(line) || isSentence(line)))
    return [...head, ...output.flatMap((line) => (fits(line) ? [line] : narrowed(line, theme.width())))];
  const says = '(Run it to see what it prints: this screen is too narrow for the example.)';
  return [...head, ...wrapped('', says, 'note', theme)];
}

/** Whether a line of output is running text: neither a part of a drawing nor a row of a table. */
const isSentence = (line: string): boolean => /^\S/.test(line) && !/[\u2500-\u257f]| {2}/u.test(line);

/** The widest first column that has the others beside it. */
const widestTerm = 8;

function tableDrawn(
  { headings, rows }: Extract<MarkdownBlock, { kind: 'table' }>,
  theme: Theme,
): readonly string[] {
  const texts = rows.map((row) => row.map(bare));
  const widths = headings.map((heading, i) =>
    Math.max(columnsOf(heading), ...texts.map((row) => columnsOf(row[i] ?? ''))),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  if (total <= theme.width()) return columns(headings, texts, theme);
  if (headings.length > 2)
    return rows.flatMap((row) => wrapped('- ', cellsAsText(headings, row), 'plain', theme));
  const term = (text: string): string => theme.paint('math', bare(text));
  if (Math.max(...texts.map(([first = '']) => columnsOf(first))) <= widestTerm)
    return rows.flatMap(([first = '', second = '']) =>
      wrapped(bare(first).padEnd(widestTerm + 2), second, 'plain', theme),
    );
  return rows.flatMap(([first = '', second = '']) => [
    ...wrapped('', bare(first), 'plain', theme).map(term),
    ...wrapped('    ', second, 'plain', theme),
  ]);
}

/** A row in a line: its first cell, and the others after their headings. */
function cellsAsText(headings: readonly string[], [first = '', ...cells]: readonly string[]): string {
  const said = cells.flatMap((cell, i) => {
    if (cell === '') return [];
    // In a table of two columns, the second explains the first, whatever its heading.
    return [cells.length === 1 ? cell : `${headings[i + 1]}: ${cell}`];
  });
  return `${first}: ${said.join('; ')}`;
}

/**
 * For a screen reader: a sentence a line. What is typed (commands, options, code) stays as it must be typed; what a
 * command prints is left out, because running it with `--plain` gives it in words.
 */
function spokenBlock(block: MarkdownBlock): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [`${bare(block.text)}.`];
    case 'paragraph':
    case 'item':
      return sentencesOf(block.text);
    case 'table':
      return block.rows.flatMap((row) => sentencesOf(cellsAsText(block.headings, row)));
    case 'code':
      return isExample(block.lines)
        ? block.lines.slice(0, 1).map((line) => line.replace(/^\$ /, ''))
        : block.lines
            .filter((line) => line.trim() !== '')
            .map((line) => line.replaceAll(/(?<=\S) {2,}/g, ' '));
  }
}

/** The sentences of a text; a full stop inside code does not end one. */
function sentencesOf(text: string): readonly string[] {
  const ends = text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? part : part.replaceAll(/(?<=[.?!]) /g, '\n')))
    .join('');
  return ends.split('\n').map((sentence) => (/[.?!:;]$/.test(sentence) ? sentence : `${sentence}.`));
}

const bare = (text: string): string => text.replaceAll('`', '');

/** What a screen of ASCII shows for the signs of the examples. */
const asciiFor: Readonly<Record<string, string>> = {
  ...{
    '─': '-',
    '│': '|',
    '┌': '+',
    '┐': '+',
    '└': '+',
    '┘': '+',
    '├': '+',
    '┤': '+',
    '┬': '+',
    '┴': '+',
    '┼': '+',
  },
  ...{
    '▶': '>',
    '✓': 'ok',
    '✗': 'x',
    '→': '->',
    '←': '<-',
    '•': '*',
    '∂': 'd',
    '…': '...',
    '≈': '~',
    '·': '.',
  },
  ...{
    '²': '^2',
    '³': '^3',
    '×': 'x',
    '÷': '/',
    '−': '-',
    '–': '-',
    µ: 'u',
    ε: 'e',
    '’': "'",
    '“': '"',
    '”': '"',
  },
};

/** A line in ASCII, as far as its signs have an ASCII spelling. */
const inAscii = (line: string): string =>
  line
    .replaceAll('\u2800', ' ')
    // A braille cell of a plot becomes one star.
    .replaceAll(/[\u2801-\u28ff]/gu, '*')
    .replaceAll(/[^\x00-\x7f]/gu, (sign) => asciiFor[sign] ?? sign);

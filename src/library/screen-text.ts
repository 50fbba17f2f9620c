import { boxesOf } from '../picture/boxes.ts';
import { drawGraph } from '../picture/picture.ts';
import type { Block } from '../tutor/lesson/block.ts';
import type { Lesson } from '../tutor/lesson/lesson.ts';
import type { ShowOptions } from './types.ts';

/** Blocks of the screen as text without colours. Lines are as long as they are: whoever shows them breaks them. */
export const screenText = (blocks: readonly Block[], lesson: Lesson, options: ShowOptions): string =>
  blocks.flatMap((block) => linesOf(block, lesson, options)).join('\n');

function linesOf(block: Block, lesson: Lesson, options: ShowOptions): readonly string[] {
  const { width = 80, ascii = false, digits = 4 } = options;
  switch (block.kind) {
    case 'picture':
      return [
        ...drawGraph(boxesOf(lesson, block.known, digits), { width, ascii }).map((line) =>
          line.map(({ text }) => text).join(''),
        ),
        '',
      ];
    case 'line':
      return [bare(block.text)];
    case 'matrix':
      return matrixLines(block);
    case 'place':
      return [`  ${block.source}`, `  ${' '.repeat(block.from)}^`];
    case 'question':
      return [
        `${block.place}: ${block.lead ?? block.asks}`,
        ...block.statements,
        ...listed('', block.values),
        ...listed('found: ', block.found),
      ].map(bare);
  }
}

function matrixLines({ lead, cells, shape }: Extract<Block, { kind: 'matrix' }>): readonly string[] {
  const [first = []] = cells;
  const widths = first.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const indent = ' '.repeat(lead.length + 3);
  return cells.map((row, i) => {
    const entries = row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ');
    return `${i === 0 ? `${lead} = ` : indent}[ ${entries} ]${i === cells.length - 1 ? `  ${shape}` : ''}`;
  });
}

const listed = (lead: string, parts: readonly string[]): readonly string[] =>
  parts.length === 0 ? [] : [`${lead}${parts.join(', ')}`];

const bare = (text: string): string => text.replaceAll('`', '');

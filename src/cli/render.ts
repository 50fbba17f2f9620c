import { boxesOf } from '../picture/boxes.ts';
import { drawGraph } from '../picture/picture.ts';
import type { Block } from '../tutor/block.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { type Look, signOf, wordOf } from './look.ts';
import { sentences } from './speech.ts';
import { wrapped } from './wrap.ts';

/** A question takes so many lines at most, the prompt included. */
const questionLines = 5;

/** Blocks as lines of the screen at hand. */
export function rendered(
  blocks: readonly Block[],
  lesson: Lesson,
  digits: number,
  look: Look,
): readonly string[] {
  return blocks.flatMap((block) => (look.plain ? said(block, lesson) : drawn(block, lesson, digits, look)));
}

function drawn(block: Block, lesson: Lesson, digits: number, look: Look): readonly string[] {
  switch (block.kind) {
    case 'question':
      return ['', ...questionDrawn(block, look)];
    case 'line':
      return wrapped(signOf(block.role, look.ascii), block.text, block.role, look);
    case 'place': {
      // Long lines are shown around the place, so that the caret stays under it.
      const room = Math.max(20, look.width() - 4);
      const start = block.from > room - 10 ? block.from - Math.floor(room / 2) : 0;
      const source = block.source.replaceAll(/[\p{C}\s]/gu, ' ').slice(start, start + room);
      const marks = '^'.repeat(Math.max(1, Math.min(block.to - block.from, room - (block.from - start))));
      return [`  ${source}`, `  ${' '.repeat(block.from - start)}${look.paint('place', marks)}`];
    }
    case 'picture':
      return [...pictured(lesson, block.known, digits, look), ''];
  }
}

/** The graph, drawn or listed, as coloured lines. */
export function pictured(
  lesson: Lesson,
  known: ReadonlySet<number>,
  digits: number,
  look: Look,
): readonly string[] {
  const lines = drawGraph(boxesOf(lesson, known, digits), { width: look.width(), ascii: look.ascii });
  return lines.map((line) => line.map(({ role, text }) => look.paint(role, text)).join(''));
}

function questionDrawn(block: Block & { kind: 'question' }, look: Look): readonly string[] {
  const head = wrapped(
    `${block.place}: `,
    block.statements.map((each) => `\`${each}\``).join(', '),
    'plain',
    look,
  );
  const room = questionLines - 1 - head.length;
  const values = wrapped('  ', block.values.map((each) => `\`${each}\``).join(', '), 'plain', look);
  const kept = values.slice(0, Math.max(1, room - 1));
  const left = room - kept.length;
  const found = foundDrawn(block, look, left);
  return [...head, ...kept, ...found].slice(0, questionLines - 1);
}

/** What has been found, as many as fit into the lines that are left; those that the question needs come first. */
function foundDrawn(block: Block & { kind: 'question' }, look: Look, lines: number): readonly string[] {
  if (block.found.length === 0 || lines < 1) return [];
  for (let count = block.found.length; count > 0; count--) {
    const more = block.found.length - count + block.more;
    const text =
      block.found
        .slice(0, count)
        .map((each) => `\`${each}\``)
        .join(', ') + (more > 0 ? `, and ${more} more` : '');
    const tried = wrapped('  found: ', text, 'plain', look);
    if (tried.length <= lines || count === 1) return tried.slice(0, lines);
  }
  return [];
}

function said(block: Block, lesson: Lesson): readonly string[] {
  switch (block.kind) {
    case 'question': {
      const all = (label: string, texts: readonly string[]): string =>
        texts.length === 0 ? '' : `${label}${texts.map((each) => `\`${each}\``).join(', ')}. `;
      return sentences(
        `Question ${block.place}. ${all('', block.statements)}${all('', block.values)}${all('Found so far: ', block.found)}What is \`${block.asks}\`?`,
      );
    }
    case 'line':
      return sentences(`${wordOf(block)}${block.text}`);
    case 'place':
      return [`The place is character ${block.from + 1} of what was typed.`];
    case 'picture':
      // A drawing says nothing to a voice; the forward pass that follows it says the same.
      return block.known.size === 0 ? [] : saidGraph(lesson, block.known);
  }
}

function saidGraph({ worked }: Lesson, known: ReadonlySet<number>): readonly string[] {
  return [...known].map(
    (slot) => `The derivative of ${worked.output} by ${worked.names[slot]} has been found.`,
  );
}

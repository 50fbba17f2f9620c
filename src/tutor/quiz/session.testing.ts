import type { Block } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Session, type Stepped, startSession } from '../session/state.ts';
import { asking, step } from './session.ts';

/** For tests: what blocks say, as lines with their mathematics still between backticks. */
export function textIn(blocks: readonly Block[]): string {
  return blocks.flatMap(linesIn).join('\n');
}

/** For tests: the lines of one block. */
export function linesIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'question':
      return [block.place, block.asks, ...block.statements, ...block.values, ...block.found];
    case 'line':
      return [block.text];
    case 'matrix':
      return [`\`${block.lead} ${block.shape}\``, ...block.cells.map((row) => row.join(' '))];
    case 'place':
      return [block.source];
    case 'picture':
      return block.spoken ?? [];
  }
}

/** For tests: a quiz driven by lines, with what came of the last one. */
export function typed(session: Session, ...lines: readonly string[]): Stepped {
  let stepped: Stepped = { session, shown: [], effect: null };
  const waiting = [...lines];
  for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
    stepped = step(stepped.session, line);
    if (stepped.effect?.kind === 'again') waiting.unshift(...stepped.effect.lines);
  }
  return stepped;
}

export const atPrompt = (lesson: Lesson): Session => startSession(lesson, 'prompt', 4);
export const inPipe = (lesson: Lesson): Session => startSession(lesson, 'piped', 4);

/** For tests: what was said last, and the name that is asked now. */
export const said = ({ shown }: Stepped): string => textIn(shown).replaceAll('`', '');
export const asks = (session: Session): string | undefined => {
  const [block] = asking(session);
  return block?.kind === 'question' ? block.asks : undefined;
};

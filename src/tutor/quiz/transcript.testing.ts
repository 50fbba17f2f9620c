import { solved } from '../../engine/solved.testing.ts';
import type { Block } from '../lesson/block.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLesson, lessonFor, valuesFrom } from '../lesson/lessons.testing.ts';
import { questionKinds } from '../lesson/question-kind.ts';
import { startSession } from '../session/state.ts';
import { linesIn } from './session.testing.ts';
import { asking, closing, step } from './session.ts';

/** For tests: a dialogue driven again by what the learner types in it, written down anew. */
export function transcriptOf(text: string): string {
  const [head = '', ...dialogue] = text.split(/\n\n/);
  const typed = dialogue
    .join('\n\n')
    .split('\n')
    .filter((line) => line.startsWith('>'));
  let session = startSession(lessonIn(head), /^piped$/m.test(head) ? 'piped' : 'prompt', 4);
  const written: string[] = [head, '', ...shown(asking(session))];
  for (const line of typed) {
    const before = session.queue[0];
    const stepped = step(session, line.slice(2));
    session = stepped.session;
    written.push(line, ...shown(stepped.shown));
    if (stepped.effect?.kind === 'save')
      written.push(`(${stepped.effect.file})`, ...stepped.effect.text.trimEnd().split('\n'));
    if (session.queue[0] !== before && !session.over) written.push('', ...shown(asking(session)));
  }
  return `${[...written, '', ...shown(closing(session))].join('\n')}\n`;
}

function lessonIn(head: string): Lesson {
  const told = (word: string): string | undefined => new RegExp(`^${word}: (.*)$`, 'm').exec(head)?.[1];
  const lecture = told('lecture');
  const skip = told('skip')?.split(', ');
  const kinds = questionKinds.filter((kind) => told('kinds')?.split(', ').includes(kind));
  if (lecture !== undefined) {
    const { worked, choice } = lectureLesson(lecture);
    return lessonFor(worked, { ...choice, ...(skip && { skip }), ...(kinds.length > 0 && { kinds }) });
  }
  const program = head.split('\n').filter((line) => /^\w+ = /.test(line));
  if (program.length === 0) throw new Error('a dialogue is about a lecture or a program');
  return lessonFor(
    solved(program.join('\n'), valuesFrom(told('values') ?? ''), { data: told('data')?.split(', ') ?? [] }),
    kinds.length > 0 ? { kinds } : {},
  );
}

const shown = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap(written).map((line) => line.replaceAll('`', ''));

function written(block: Block): readonly string[] {
  if (block.kind === 'place') return [`  ${block.source}`, `  ${' '.repeat(block.from)}^`];
  if (block.kind !== 'question') return linesIn(block);
  const found = block.found.length > 0 ? [`found: ${block.found.join(', ')}`] : [];
  return [`${block.place}: ${block.asks}`, block.statements.join(', '), block.values.join(', '), ...found];
}

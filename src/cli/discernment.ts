import { type Discernment, discern, sharpness } from '../tutor/discern.ts';
import type { Lesson } from '../tutor/lesson.ts';
import type { MistakeId } from '../tutor/mistake/wrong.ts';
import type { Look } from './look.ts';
import { sentences } from './speech.ts';
import { wrapped } from './wrap.ts';

/** What `show --explain` adds: question by question, which mistakes these numbers would show, and which they would hide. */
export function discernmentText(lesson: Lesson, look: Look): string {
  const all = discern(lesson);
  const percent = Math.round(100 * sharpness(all));
  const lines = [
    `Of 100 known mistakes these numbers tell ${percent} apart.${percent < 90 ? ' dvar like finds others.' : ''}`,
    ...all.flatMap(saidOf),
  ];
  return lines.flatMap((text) => (look.plain ? sentences(text) : wrapped('', text, 'note', look))).join('\n');
}

function saidOf({ question, told, hidden, confused }: Discernment): readonly string[] {
  const head = `\`${question.asks}\``;
  const listed = (ids: readonly MistakeId[]): string => [...new Set(ids)].join(', ');
  return [
    ...(hidden.length > 0 ? [`${head}: the right number comes out of ${listed(hidden)} as well.`] : []),
    ...confused.map((ids) => `${head}: ${listed(ids)} give the same number.`),
    ...(told.length > 0 ? [`${head}: seen for what they are: ${listed(told)}.`] : []),
  ];
}

/** The same for other programs. */
export const discernmentJson = (lesson: Lesson): readonly object[] =>
  discern(lesson).map(({ question, told, hidden, confused }) => ({
    name: question.name,
    told,
    hidden,
    confused,
  }));

import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';
import type { MistakeId } from '../../tutor/mistakes/scalar-malrules.ts';
import { type Discrimination, discriminate, sharpness } from '../../tutor/values/discrimination.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import { percent } from './like.ts';

/** A program whose numbers tell fewer mistakes apart than this share should get others. */
const sharpEnough = 0.9;

/** What `show --explain` adds: question by question, which mistakes these numbers would show, and which they would hide. */
export function discernmentText(lesson: Lesson, theme: Theme): string {
  const all = discriminate(lesson);
  const sharp = sharpness(all);
  const lines = [
    `These numbers tell ${percent(sharp)} of the known mistakes apart.${sharp < sharpEnough ? ' dvar like finds others.' : ''}`,
    ...all.flatMap(saidOf),
  ];
  return lines
    .flatMap((text) => (theme.plain ? sentences(text) : wrapped('', text, 'note', theme)))
    .join('\n');
}

/**
 * The sentences about one question. A mistake that can be made at several ops gives several numbers: it is listed
 * once, where it shows least.
 */
function saidOf({ question, told, hidden, confused }: Discrimination): readonly string[] {
  const head = `\`${question.asks}\``;
  const unseen = [...new Set(hidden)];
  const groups = confused.map((ids) => [...new Set(ids)]).filter((ids) => ids.length > 1);
  const alone = confused.map((ids) => [...new Set(ids)]).filter((ids) => ids.length === 1);
  const elsewhere = new Set([...unseen, ...groups.flat()]);
  const seen = [...new Set([...told, ...alone.flat()])].filter((id) => !elsewhere.has(id));
  return [
    ...unseen.map((id) => `${head}: gives the right number as well: ${wordsOf(id)}.`),
    ...groups.map((ids) => `${head}: cannot be told apart: ${ids.map(wordsOf).join('; ')}.`),
    ...(seen.length > 0 ? [`${head}: can be told apart: ${seen.map(wordsOf).join('; ')}.`] : []),
  ];
}

/** A mistake in words, with the id by which reports know it. */
const wordsOf = (id: MistakeId): string => `${mistakeMessages[id].means} (${id})`;

/** The same for other programs. */
export const discernmentJson = (lesson: Lesson): readonly object[] =>
  discriminate(lesson).map(({ question, told, hidden, confused }) => ({
    name: question.name,
    told,
    hidden,
    confused,
  }));

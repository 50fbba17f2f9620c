import { type Term, termIn } from '../../course/lessons/terms.ts';
import { summaryLines } from '../../course/walk/ending.ts';
import { suggest } from '../../language/suggest.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { mapLines } from './map.ts';
import { type Stage, say } from './stage.ts';
import { localNow } from './when.ts';

/**
 * What a line led to: `told` (what it asks for was shown), `back` (a effect to go back a step), or null where it is no
 * word of the course.
 */
export type Heard = 'told' | 'back' | null;

/** What works at every prompt of the course, for those who ask. */
export const courseHelp =
  '`:back` goes back a step, `:what` WORD says what a word means (as in `:what chain rule`), `:map` shows where you are, `:summary` says what you have learned, `:quit` leaves.';

/** `what is a0?`, `what does keepdims mean`, `:what epoch`, `explain ReLU`. */
const wanted: readonly RegExp[] = [
  /^:(?:what|word|words|glossary|explain|define)\b(?:\s+(?:is|are|does))?(.*?[^\s?]|)(?:\smean)?[?\s]*$/iu,
  /^(?:what\s+(?:is|are|was)|what's|whats|define|explain)\s(.+?)[?.!]*$/iu,
  /^what\s+(?:does|do)\s(.+?)\smean\s*[?.!]*$/iu,
  /^(.+)\?$/u,
];

/** Does what a word of the course asks for, wherever somebody is in it. */
export function hear(stage: Stage, typed: string, isName: (word: string) => boolean): Heard {
  const text = typed.trim();
  if (text === '' || isName(text)) return null;
  if (/^:?(?:back|previous)$/iu.test(text)) return 'back';
  if (/^:(?:map|list)$|^(?:map|where am i\W*)$/iu.test(text)) return toldMap(stage);
  if (/^:(?:summary|sum|learned|learnt)$|^(?:what (?:did|have) i learn(?:ed|t)?|summary)\W*$/iu.test(text))
    return toldSummary(stage);
  for (const [i, form] of wanted.entries()) {
    const name = form.exec(text)?.[1]?.trim();
    if (name === undefined) continue;
    const term = termIn(stage.at.course?.terms ?? [], name);
    if (term) return tell(stage, `${term.names[0]}: ${term.means}`);
    if (i === 0) return tell(stage, unknownWord(stage.at.course?.terms ?? [], name));
  }
  return null;
}

function tell(stage: Stage, text: string): Heard {
  say(stage, text, 'told');
  return 'told';
}

function unknownWord(terms: readonly Term[], name: string): string {
  const all = terms.flatMap(({ names }) => names[0] ?? []).sort((a, b) => a.localeCompare(b, 'en'));
  if (all.length === 0) return 'This course explains no words.';
  const near = suggest(
    name.toLowerCase(),
    terms.flatMap(({ names }) => names),
  );
  if (name === '') return `\`:what\` WORD says what a word means. The words: ${all.join(', ')}.`;
  return near
    ? `'${quoted(name, 40)}' is not one of the words that this course explains; did you mean \`:what ${near}\`?`
    : `'${quoted(name, 40)}' is not one of the words that this course explains; \`:what\` lists them.`;
}

function toldMap(stage: Stage): Heard {
  const { course } = stage.at;
  if (course)
    say(stage, mapLines(stage.memory, course, localNow(stage.environment), stage.theme.ascii).join('\n'));
  return 'told';
}

function toldSummary(stage: Stage): Heard {
  const { course } = stage.at;
  if (course) say(stage, summaryLines(stage.memory, course).join('\n'));
  return 'told';
}

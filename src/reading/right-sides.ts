import { type NoisePattern, noisePatterns } from './noise.ts';
import type { Reads, RightRow } from './respelling.ts';
import { type RightPattern, rightPatterns } from './right-patterns.ts';

/** A text that was written otherwise, and the patterns that it took to read it. */
export interface Respelled {
  readonly text: string;
  readonly via: readonly (RightPattern | NoisePattern)[];
}

/** Spellings that can mean one thing only: what is read of them may be judged without asking back. */
export const oneMeaning: ReadonlySet<string> = new Set<RightPattern | NoisePattern>([
  'signs',
  'wrapped',
  'suffix',
  'raised',
  'indicator',
  'conditional',
  'numpy',
  'marks',
  'closing',
]);

/** What is longer says more than a number with a remark. */
const longestNoisy = 2000;
/** So often one thing may stand around another. */
const mostLayers = 6;

/** A right side in plain signs and without what stands around it and says nothing: Markdown, comments, remarks, a lead-in. */
export function tidied(text: string, ask: Reads): Respelled {
  const via: Respelled['via'][number][] = [];
  let now = text;
  const apply = (id: Respelled['via'][number], { respell }: RightRow): void => {
    const next = respell(now, ask)?.trim();
    if (next === undefined || next === '' || next === now.trim()) return;
    now = next;
    via.push(id);
  };
  apply('signs', rightPatterns.signs);
  apply('latex', rightPatterns.latex);
  if (now.length > longestNoisy) return { text: now, via };
  // Its parentheses are no remark, and its == joins no parts of a chain.
  const choice = rightPatterns.conditional.respell(now, ask);
  if (choice !== null && ask.reads(choice)) apply('conditional', rightPatterns.conditional);
  for (let layer = 0; layer < mostLayers; layer++) {
    const before = now;
    for (const [id, row] of Object.entries<RightRow>(noisePatterns)) apply(id as NoisePattern, row); // its keys
    if (now === before) break;
  }
  return { text: now, via };
}

/** The respelling of a text that reads, and the patterns that it took; null where none does. */
export function respelled(text: string, ask: Reads): Respelled | null {
  const clean = tidied(text, ask);
  if (clean.via.length > 0 && ask.reads(clean.text)) return clean;
  let now = clean.text;
  const via: Respelled['via'][number][] = [...clean.via];
  for (const [id, row] of Object.entries<RightRow>(rightPatterns) as [RightPattern, RightRow][]) {
    const next = row.respell(now, ask);
    if (next === null || next.trim() === now.trim()) continue;
    now = next;
    via.push(id);
    if (now.trim() !== '' && ask.reads(now)) return { text: now.trim(), via };
  }
  return null;
}

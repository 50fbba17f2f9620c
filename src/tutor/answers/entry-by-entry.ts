import { translatedFromNumpy } from '../../language/numpy/whole-line.ts';
import type { Reading } from './reading.ts';
import { echoing } from './respelled-answer.ts';

/** What only the tutor's own language writes. */
const ownSigns = /\.[*/^]|['′’]/;

/**
 * A line that has no value as it stands, as NumPy has it, where that gives the answer: who writes `dA*A*(1 - A)` or `-Y/P`
 * of matrices that only go together entry by entry means that. Null where it gives anything else: then nobody knows which
 * product was meant, and the sizes that do not match say more.
 */
export function entryByEntry(
  text: string,
  plainly: (text: string) => Reading,
  isAnswer: (reading: Reading & { kind: 'read' }) => boolean,
): Reading | null {
  if (ownSigns.test(text) || !/[*/]/.test(text)) return null;
  const translated = translatedFromNumpy(text, true);
  const reading = translated === null ? null : plainly(translated);
  return reading?.kind === 'read' && isAnswer(reading) ? echoing(reading, 'numpy') : null;
}

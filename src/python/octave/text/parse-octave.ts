import type { PyModule } from '../../text/syntax.ts';
import { withoutComments } from './plain-text.ts';
import { readScript } from './statements.ts';
import { tokensOf } from './tokens.ts';
import { lineAt } from './words.ts';

/**
 * Reads a text as Octave or MATLAB: the same tree as Python's, so that one evaluation serves both. A line that is broken costs
 * itself alone; nothing is ever run.
 */
export function parseOctave(source: string): PyModule {
  const plain = source.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const cleaned = withoutComments(plain);
  const { text } = cleaned;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const { tokens, broken: offsets } = tokensOf(cleaned);
  const broken = new Set(offsets.map((offset) => lineAt(starts, offset)));
  const body = readScript({ tokens, starts, at: 0, depth: 0, blocks: 0 }, broken);
  return { text, octave: true, body, broken: [...broken].sort((a, b) => a - b) };
}

import { Chalk } from 'chalk';
import type { Ink, Paint } from './theme.ts';

/**
 * Colours by their number in the fixed part of the 256 that terminals share (16 to 255 are the same in every palette).
 * Each has a contrast of at least 4.5 on black and on white, which none of the first sixteen has in every palette; a test
 * computes it. Only signs and numbers are coloured: sentences have the terminal's own ink.
 */
export const colourNumbers = {
  right: 29,
  wrong: 163,
  hint: 98,
  told: 98,
  trouble: 163,
  value: 63,
  gradient: 131,
  place: 163,
} as const satisfies Partial<Record<Ink, number>>;

/**
 * Paints by role. Where the terminal has only sixteen colours, whose look is unknown, bold and dim take their place.
 */
export function coloursOf(many: boolean): Paint {
  const chalk = new Chalk({ level: many ? 2 : 1 });
  const numbers: Partial<Record<Ink, number>> = colourNumbers;
  return (ink, text) => {
    const number = numbers[ink];
    if (number === undefined) return ink === 'math' || ink === 'name' ? chalk.bold(text) : text;
    return many ? chalk.ansi256(number)(text) : chalk.bold(text);
  };
}

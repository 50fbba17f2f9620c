import { Chalk } from 'chalk';
import type { Ink, Paint } from './theme.ts';

/** The sixteen colours of the terminal's own theme, so that light and dark both stay readable. Loaded on use. */
export function coloursOf(): Paint {
  const chalk = new Chalk({ level: 1 });
  const inks: Readonly<Record<Ink, (text: string) => string>> = {
    right: chalk.green,
    wrong: chalk.yellow,
    hint: chalk.magenta,
    told: chalk.magenta,
    trouble: chalk.yellow,
    note: chalk.dim,
    plain: (text) => text,
    math: chalk.bold,
    name: chalk.bold,
    value: chalk.cyan,
    gradient: chalk.red,
    edge: chalk.dim,
    place: chalk.yellow,
  };
  return (ink, text) => inks[ink](text);
}

import type { InkRole as PictureRole } from '../../picture/picture.ts';
import type { Block, BlockRole } from '../../tutor/lesson/block.ts';
import type { Environment } from '../shell/environment.ts';

/** What a stretch of the screen is for: colours are named by role, never by colour. */
export type Ink = BlockRole | PictureRole | 'math' | 'place';

/** Colours a text by its role; without colour it gives the text back. */
export type Paint = (ink: Ink, text: string) => string;

/** What the screen can show, found out once at the start. */
export interface Theme {
  /** Columns of the terminal; 80 where there is none. */
  readonly width: () => number;
  readonly ascii: boolean;
  /** One sentence a line, symbols in words, nothing repainted: for screen readers, and where TERM=dumb. */
  readonly plain: boolean;
  readonly paint: Paint;
}

/** How a command finds out what the screen can show. */
export type ThemeOf = (
  environment: Environment,
  options: { readonly plain?: boolean; readonly color: boolean },
) => Promise<Theme>;

/** No colours: in pipes, with NO_COLOR, and for tests. */
export const uncoloured: Paint = (_, text) => text;

/** What a theme depends on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly isTerminal: boolean;
}

/** Whether only ASCII is safe: a dumb terminal, or a locale that is set and is not UTF-8. */
export function asciiOnly({ env, platform }: Surroundings): boolean {
  if (env.TERM === 'dumb') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (platform === 'win32') return env.WT_SESSION === undefined && env.TERM_PROGRAM === undefined;
  // Containers and cron have no locale at all; their output is read elsewhere, as UTF-8.
  return locale !== '' && !/utf-?8/i.test(locale);
}

/** Whether to colour: in a terminal, unless NO_COLOR, --no-color or a dumb terminal say no. FORCE_COLOR says yes. */
export function coloured({ env, isTerminal }: Surroundings, wanted: boolean): boolean {
  if (!wanted || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal;
}

/** Whether the terminal has the 256 colours whose look is known. */
export const manyColours = ({ env, platform }: Surroundings): boolean =>
  platform === 'win32' ||
  Boolean(env.COLORTERM) ||
  /256|direct|kitty|alacritty|ghostty|foot|wezterm/.test(env.TERM ?? '');

/** Greek letters and `∂` of sentences in ASCII, where nothing else is safe: `12*eps`, `dJ/dw`. */
export const inAscii = (text: string, { ascii }: Theme): string =>
  ascii
    ? text
        .replaceAll(/(?<=\d)ε/gu, '*eps')
        .replaceAll('ε', 'eps')
        .replaceAll('∂', 'd')
    : text;

/** The sign before a line, which says what its colour says. */
export function roleSign(role: BlockRole, ascii: boolean): string {
  switch (role) {
    case 'right':
      return ascii ? 'ok ' : '✓ ';
    case 'wrong':
      return ascii ? 'x ' : '✗ ';
    case 'hint':
      return '? ';
    case 'told':
      return ascii ? '-> ' : '→ ';
    case 'trouble':
      return '! ';
    case 'note':
    case 'plain':
      return '';
  }
}

/** The word before a line for a screen reader. */
export function roleWord(block: Block & { kind: 'line' }): string {
  switch (block.role) {
    case 'right':
      return 'Right: ';
    case 'hint':
      return 'Hint: ';
    case 'told':
      return 'The answer: ';
    case 'trouble':
      return 'Not read: ';
    case 'wrong':
      return 'Wrong: ';
    case 'note':
    case 'plain':
      return '';
  }
}

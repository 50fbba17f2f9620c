import type { Environment } from '../shell/environment.ts';
import { asciiOnly, coloured, manyColours, type Theme, uncoloured } from './theme.ts';

/** How a command's screen looks, by its options and by where it is printed. */
export async function lookOf(
  environment: Environment,
  options: { readonly plain?: boolean; readonly color: boolean },
): Promise<Theme> {
  const surroundings = {
    env: environment.env,
    platform: environment.platform,
    isTerminal: environment.stdout.isTTY === true,
  };
  const plain = options.plain === true || environment.env.TERM === 'dumb';
  const paint =
    !plain && coloured(surroundings, options.color)
      ? (await import('./colour.ts')).coloursOf(manyColours(surroundings))
      : uncoloured;
  return { width: () => environment.stdout.columns || 80, ascii: asciiOnly(surroundings), plain, paint };
}

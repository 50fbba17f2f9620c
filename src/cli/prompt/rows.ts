import type { Environment } from '../shell/environment.ts';

/** Commands that print and ask nothing, and may print more than a screen holds. */
const printing: ReadonlySet<string> = new Set([
  'list',
  'help',
  'show',
  'nudge',
  'train',
  'cost',
  'ops',
  'progress',
]);

/** On lower screens than this there is no room for pages. */
const leastRows = 8;

/** Whether what is printed goes to a person who has only so many rows: never in a pipe, with `--plain`, or for other programs. */
export const hasRows = (environment: Environment): boolean =>
  environment.stdin.isTTY &&
  environment.stdout.isTTY === true &&
  environment.stderr.isTTY === true &&
  environment.env.TERM !== 'dumb' &&
  (environment.stdout.rows ?? 0) >= leastRows;

/** Whether a command line prints something that may be longer than the screen. */
export function mayBeLong(argv: readonly string[], environment: Environment): boolean {
  const asks = argv.some((word) => word === '--help' || word === '-h');
  const other = argv.some(
    (word) => word.startsWith('--') && /^--(?:plain|format|out)\b/.test(word) && word !== '--format=text',
  );
  return (asks || printing.has(argv[0] ?? '')) && !other && hasRows(environment);
}

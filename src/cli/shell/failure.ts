import { type Diagnostic, locate } from '../../language/diagnostic.ts';
import type { Environment } from './environment.ts';

/** The exit codes of the contract. */
export const exitCodes = {
  done: 0,
  notPassed: 1,
  usage: 2,
  notGraded: 3,
  bug: 70,
  interrupted: 130,
} as const;

/** A user's request that cannot be carried out: one line for standard error, and exit code 2. It is the only error thrown on purpose. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code = exitCodes.usage;
  /** The lines under the message: the source and a caret. */
  readonly below: readonly string[];

  constructor(message: string, below: readonly string[] = []) {
    super(message);
    this.below = below;
  }
}

/** Whether a thrown value is a failure. It looks at the name, because each bundle that is loaded on use has its own copy of the class. */
export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && error.name === 'Failure' && 'below' in error;

/**
 * The text of a failure: one line (in a terminal of so many columns, ended between words), then the source and a caret if it has a place. A message may quote a user's text;
 * nothing of that may tell a terminal what to do, or turn the direction in which the line is read.
 */
export const failureLines = ({ message, below }: Failure, columns?: number): readonly string[] => {
  const text = `dvar: ${message.replaceAll(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu, ' ')}`;
  return [...(columns === undefined ? [text] : betweenWords(text, columns)), ...below];
};

/** A text in lines of so many columns at most, ended between words, where a terminal would cut words in two. */
function betweenWords(text: string, columns: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Says on standard error why a request was refused, and gives the exit code; any other error is thrown again. */
export function refused(error: unknown, { stderr }: Pick<Environment, 'stderr'>): number {
  if (!isFailure(error)) throw error;
  const lines = failureLines(error, stderr.isTTY ? stderr.columns : undefined);
  stderr.write(`${lines.join('\n')}\n`);
  return error.code;
}

/** A diagnostic as a failure: the sentence, then the source line and a caret where it has a place. */
export function failureOf(trouble: Diagnostic, source: string, file: string | null = null): Failure {
  if (trouble.from === null)
    return new Failure(file === null ? trouble.message : `${file}: ${trouble.message}`);
  const { line, column, source: text } = locate(source, trouble.from);
  const where =
    file === null && !source.includes('\n')
      ? ''
      : `${file ?? 'line '}${file === null ? '' : ':'}${line}:${column}: `;
  return new Failure(
    where + trouble.message,
    caret(text, column - 1, (trouble.to ?? trouble.from) - trouble.from),
  );
}

/** The source line with carets under a stretch of it; a long line is shown around its place. */
export function caret(text: string, from: number, length: number, width = 76): readonly string[] {
  const start = from > width - 16 ? from - Math.floor(width / 2) : 0;
  const shown = text.slice(start, start + width).replaceAll(/[\p{C}\p{Zs}]/gu, ' ');
  const room = Math.max(1, Math.min(length, width - (from - start), text.length - from));
  const lead = start > 0 ? '...' : '';
  return [
    `  ${lead}${shown}${start + width < text.length ? '...' : ''}`,
    `  ${' '.repeat(lead.length + from - start)}${'^'.repeat(room)}`,
  ];
}

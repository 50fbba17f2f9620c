import type { Around } from '../cli/shell/environment.testing.ts';
import type { Texts } from './texts.ts';

/** A command line, and what stands around it. */
export interface Call {
  readonly argv: readonly string[];
  readonly around: Around;
}

/** A place where somebody's text comes in. */
export interface FuzzedReader {
  /** Content of the kind that this reader takes, or nearly. */
  readonly content: (texts: Texts) => Buffer;
  /** The command that reads it; `folder` is an empty one on the disk, removed afterwards. */
  readonly call: (content: Buffer, folder: string) => Call;
}

/** Content as text. */
export const contentText = (content: Buffer): string => content.toString('utf8');

/** One of several contents. */
export const either = (texts: Texts, makers: readonly (() => Buffer)[]): Buffer => texts.oneOf(makers)();

/** Content of words that such a reader knows. */
export const fromWords = (texts: Texts, list: readonly string[], most: number) => (): Buffer =>
  Buffer.from(texts.fromWords(list, most));

import { StringDecoder } from 'node:string_decoder';

/** The key strokes that act on the program itself, and never reach the prompt: Ctrl-C, Ctrl-\, Ctrl-Z and Ctrl-D. */
export type Gesture = 'interrupt' | 'quit' | 'suspend' | 'end';

const gestures: Readonly<Record<string, Gesture>> = {
  '\x03': 'interrupt',
  '\x1c': 'quit',
  '\x1a': 'suspend',
  '\x04': 'end',
};
/** What terminals put around a pasted block. */
const pasteMarks = /\x1b\[20[01]~/g;
/** Up to the end of a line, up to a gesture, or whatever there is. */
const stretch = /^[^\r\n\x04]*(?:\r\n|[\r\n\x04])?/;

/** A stretch of keys that belongs to one line: to its end, to a Ctrl-D, or unfinished. */
export interface Stretch {
  readonly keys: string;
  readonly complete: boolean;
  readonly end: boolean;
}

/** The keys that have come and that no prompt has taken yet. */
export interface KeyInput {
  /** Takes what the terminal sent; gives the gesture in it that can't wait for its turn. */
  readonly add: (chunk: Buffer | string) => Gesture | null;
  readonly take: () => Stretch | null;
}

/**
 * Holds keys until a prompt is up. Ctrl-C, Ctrl-\ and Ctrl-Z act at once, and Ctrl-C drops what was typed ahead, as terminals do;
 * Ctrl-D waits for its turn, since its meaning depends on the line that it stands in.
 */
export function heldKeys(): KeyInput {
  const decoder = new StringDecoder('utf8');
  let waiting = '';
  return {
    add(chunk) {
      const text = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).replaceAll(pasteMarks, '');
      const urgent = /[\x03\x1a\x1c]/.exec(text)?.[0];
      waiting += text.replaceAll(/[\x03\x1a\x1c]/g, '');
      return urgent === undefined ? null : (gestures[urgent] ?? null);
    },
    take() {
      if (waiting === '') return null;
      const [found = ''] = stretch.exec(waiting) ?? [];
      waiting = waiting.slice(found.length);
      return {
        keys: found.replace(/(?:\r?\n|\x04)$/, (last) => (last === '\x04' ? '' : '\r')),
        complete: /[\r\n]$/.test(found),
        end: found.endsWith('\x04'),
      };
    },
  };
}

import { PassThrough, Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import inquirer from 'inquirer';
import { type Arrival, type LineSource, signalled } from './lines.ts';
import type { Paint } from './look.ts';

const ctrlC = '\x03';
const ctrlZ = '\x1a';

/**
 * Lines typed at inquirer's prompt. The keys are held here and handed on a line at a time, when the prompt is up: what
 * is typed ahead, or pasted as a block, answers one question after the other instead of being thrown away.
 */
export function promptedLines(terminal: ReadStream, output: Writable, paint: Paint): LineSource {
  let waiting = '';
  let hand: ((keys: string) => void) | null = null;
  const signal = signalled();

  const feed = (): void => {
    if (!hand || waiting === '') return;
    const [keys = ''] = /^[^\r\n]*(?:\r\n|[\r\n])?/.exec(waiting) ?? [];
    waiting = waiting.slice(keys.length);
    hand(keys.replace('\n', '\r').replace('\r\r', '\r'));
    // A line is complete: what follows waits for the next prompt.
    if (/[\r\n]$/.test(keys)) hand = null;
    else feed();
  };

  const typed = (chunk: Buffer | string): void => {
    const keys = String(chunk).replaceAll(/\x1b\[20[01]~/g, '');
    if (keys.includes(ctrlC)) {
      waiting = '';
      process.emit('SIGINT');
      return;
    }
    if (keys === ctrlZ && process.platform !== 'win32') {
      suspend(terminal);
      return;
    }
    waiting += keys;
    feed();
  };
  const resumed = (): void => {
    terminal.setRawMode(true);
    // A key that changes nothing makes the prompt draw itself again.
    hand?.(' \x7f');
  };
  terminal.setRawMode(true);
  terminal.on('data', typed);
  process.on('SIGCONT', resumed);

  return {
    async next(prompt) {
      const keys = new PassThrough();
      const ended = new Promise<Arrival>((resolve) => {
        // Ctrl-D on an empty line closes the reader without an answer; inquirer does not say so.
        keys.on('pause', () => setImmediate(() => resolve({ kind: 'end' })));
        terminal.once('end', () => resolve({ kind: 'end' }));
      });
      const ready = onFirstWrite(output, () => {
        hand = (text) => keys.write(text);
        setImmediate(feed);
      });
      const ask = inquirer.createPromptModule({
        input: keys as unknown as NodeJS.ReadStream,
        output: ready,
        skipTTYChecks: true,
      }); // inquirer reads nothing but the stream
      const theme = {
        prefix: { idle: '', done: '' },
        style: { message: (text: string) => paint('name', text), answer: (text: string) => text },
      };
      const answered = ask([{ type: 'input', name: 'line', message: prompt.trimEnd(), theme }]).then(
        ({ line }): Arrival => ({ kind: 'line', text: String(line ?? '') }),
        (): Arrival => ({ kind: 'end' }),
      );
      const arrival = await Promise.race([
        answered,
        ended.then((end) => lastWord(answered, end)),
        signal.arrived,
      ]);
      hand = null;
      if (arrival.kind !== 'line') output.write('\n');
      return arrival;
    },
    rest: async () => 0,
    close() {
      signal.forget();
      process.off('SIGCONT', resumed);
      terminal.off('data', typed);
      terminal.setRawMode(false);
      terminal.pause();
    },
  };
}

/** An answer also closes the reader, a moment before it arrives: it has the word. */
async function lastWord(answered: Promise<Arrival>, end: Arrival): Promise<Arrival> {
  const late = new Promise<Arrival>((resolve) => setTimeout(() => resolve(end), 50));
  return Promise.race([answered, late]);
}

/** Gives the terminal back to the shell until fg. */
function suspend(terminal: ReadStream): void {
  terminal.setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

/** A stream in front of another that tells when the prompt has first been drawn. */
function onFirstWrite(output: Writable, drawn: () => void): NodeJS.WriteStream {
  let first = true;
  const front = new Writable({
    write(chunk, encoding, done) {
      output.write(chunk, encoding);
      if (first) {
        first = false;
        drawn();
      }
      done();
    },
  });
  return front as NodeJS.WriteStream; // inquirer writes to it, and asks for nothing else
}

import { PassThrough, Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import inquirer from 'inquirer';
import { type Arrival, type LineSource, signalled } from './lines.ts';
import type { Paint } from './look.ts';

const ctrlC = '\x03';
const ctrlD = '\x04';
const ctrlZ = '\x1a';
/** What terminals put around a pasted block. */
const pasteMarks = /\x1b\[20[01]~/g;

/** A prompt that is up: keys go in by `hand`, and `leave` takes it down with another arrival than a line. */
interface Prompt {
  readonly hand: (keys: string) => void;
  readonly leave: (arrival: Arrival) => void;
  line: string;
  drawn: boolean;
}

/**
 * Lines typed at inquirer's prompt. The keys are held here and handed on a line at a time, when the prompt is up: what
 * is typed ahead, or pasted as a block, answers one question after the other instead of being thrown away.
 */
export function promptedLines(terminal: ReadStream, output: Writable, paint: Paint): LineSource {
  let waiting = '';
  let prompt: Prompt | null = null;
  let gone: Arrival | null = null;
  const signal = signalled();

  const feed = (): void => {
    while (prompt?.drawn && waiting !== '') {
      const [keys = ''] = /^[^\r\n]*(?:\r\n|[\r\n])?/.exec(waiting) ?? [];
      waiting = waiting.slice(keys.length);
      const complete = /[\r\n]$/.test(keys);
      // What follows a complete line waits for the next prompt.
      if (complete) prompt.drawn = false;
      prompt.hand(keys.replace(/\r?\n$/, '\r'));
    }
  };

  const leave = (arrival: Arrival): void => {
    gone = arrival;
    prompt?.leave(arrival);
  };

  const typed = (chunk: Buffer | string): void => {
    const keys = String(chunk).replaceAll(pasteMarks, '');
    if (keys.includes(ctrlC)) leave({ kind: 'signal', signal: 'SIGINT' });
    else if (keys === ctrlD) {
      if (waiting === '' && !prompt?.line) leave({ kind: 'end' });
    } else if (keys === ctrlZ && process.platform !== 'win32') {
      terminal.setRawMode(false);
      process.kill(process.pid, 'SIGTSTP');
    } else {
      waiting += keys;
      feed();
    }
  };

  const resumed = (): void => {
    terminal.setRawMode(true);
    // A blank typed and taken back makes the prompt draw itself again.
    prompt?.hand(' \x7f');
  };

  void signal.arrived.then(leave);
  terminal.setRawMode(true);
  terminal.on('data', typed);
  terminal.on('end', () => leave({ kind: 'end' }));
  process.on('SIGCONT', resumed);

  return {
    async next(label) {
      if (gone) return gone;
      const keys = new PassThrough();
      const up: Prompt = {
        line: '',
        drawn: false,
        hand: (text) => keys.write(text),
        // Ctrl-C is the one way to take inquirer's prompt down that also cleans its screen up.
        leave: () => keys.write(ctrlC),
      };
      prompt = up;
      const drawn = (): void => {
        up.drawn = true;
        setImmediate(feed);
      };
      const ask = inquirer.createPromptModule({
        input: keys as unknown as NodeJS.ReadStream, // inquirer only reads from it
        output: watched(output, drawn),
        skipTTYChecks: true,
      });
      const transformer = (line: string): string => {
        up.line = line;
        return line;
      };
      try {
        const { line } = await ask([
          { type: 'input', name: 'line', message: label.trimEnd(), theme: themeOf(paint), transformer },
        ]);
        return { kind: 'line', text: String(line ?? '') };
      } catch {
        return gone ?? { kind: 'end' };
      } finally {
        prompt = null;
      }
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

const themeOf = (paint: Paint) => ({
  prefix: { idle: '', done: '' },
  style: { message: (text: string) => paint('name', text), answer: (text: string) => text },
});

/** A stream in front of another that tells when the prompt has first been drawn. */
function watched(output: Writable, drawn: () => void): NodeJS.WriteStream {
  let first = true;
  const front = new Writable({
    write(chunk, encoding, done) {
      output.write(chunk, encoding);
      if (first) drawn();
      first = false;
      done();
    },
  });
  return front as NodeJS.WriteStream; // inquirer only writes to it
}

import { PassThrough, Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import inquirer from 'inquirer';
import type { Paint } from '../screen/theme.ts';
import { historyOfLines } from './history.ts';
import { heldKeys } from './keys.ts';
import { type LineEvent, type LineSource, signalled } from './lines.ts';

const ctrlC = '\x03';
/** A key as a terminal sends it: a character, or an escape sequence. */
const oneKey = /\x1b(?:\[[?\d;]*[@-~]|O.|.)?|./gsu;

/** A prompt that is up: keys go in by `hand`, and `leave` takes it down. */
interface Prompt {
  readonly hand: (keys: string) => void;
  readonly leave: () => void;
  line: string;
  drawn: boolean;
}

/**
 * Lines typed at inquirer's prompt. The keys are held here and handed on a line at a time, when the prompt is up: what
 * is typed ahead, or pasted as a block, answers one question after the other instead of being thrown away.
 */
export function promptedLines(terminal: ReadStream, output: Screen, paint: Paint): LineSource {
  const held = heldKeys();
  const history = historyOfLines();
  let prompt: Prompt | null = null;
  let gone: LineEvent | null = null;
  let feeding = false;
  const signal = signalled();

  /** Hands on what is held, a stretch at a time; the prompt has drawn each before the next one comes. */
  const feed = (): void => {
    feeding = false;
    const stretch = prompt?.drawn ? held.take() : null;
    if (!prompt || !stretch) return;
    const { keys, complete, end } = stretch;
    if (end && keys === '' && prompt.line === '') {
      leave({ kind: 'end' });
      return;
    }
    // What follows a complete line waits for the next prompt.
    if (complete) prompt.drawn = false;
    // One key at a time: of keys that come together, readline puts all letters at the end of the line.
    for (const [key] of keys.matchAll(oneKey))
      for (const each of history.move(key, prompt.line) ?? [key]) prompt.hand(each);
    feedSoon();
  };
  const feedSoon = (): void => {
    if (!feeding) setImmediate(feed);
    feeding = true;
  };

  const leave = (arrival: LineEvent): void => {
    gone ??= arrival;
    prompt?.leave();
  };

  const typed = (chunk: Buffer | string): void => {
    const gesture = held.add(chunk);
    if (gesture === 'interrupt') leave({ kind: 'signal', signal: 'SIGINT' });
    else if (gesture === 'suspend' && process.platform !== 'win32') suspend();
    else feedSoon();
  };

  /** Stops as Ctrl-Z stops any program: the whole job, with the terminal as the shell knows it. */
  const suspend = (): void => {
    terminal.setRawMode(false);
    process.kill(0, 'SIGTSTP');
    // Here the job goes on; where no shell could wake it up, nothing has stopped.
    resumed();
  };

  const resumed = (): void => {
    if (gone) return;
    // Whoever was in the foreground may have set the terminal in another way than Node remembers.
    terminal.setRawMode(false);
    terminal.setRawMode(true);
    // A blank typed and taken back makes the prompt draw itself again.
    prompt?.hand(' ');
    prompt?.hand('\x7f');
    feedSoon();
  };

  // A terminal that is gone can be neither read nor written.
  const lost = (): void => leave({ kind: 'signal', signal: 'SIGHUP' });

  void signal.arrived.then(leave);
  terminal.setRawMode(true);
  terminal.on('data', typed);
  terminal.on('end', lost);
  terminal.on('error', lost);
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
        feedSoon();
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
        const text = String(line ?? '');
        history.entered(text);
        return { kind: 'line', text };
      } catch {
        return gone ?? { kind: 'end' };
      } finally {
        prompt = null;
      }
    },
    rest: async () => 0,
    close() {
      gone ??= { kind: 'end' };
      signal.forget();
      process.off('SIGCONT', resumed);
      terminal.off('data', typed);
      terminal.setRawMode(false);
      terminal.pause();
    },
  };
}

/** A terminal's output, which knows how wide it is at the moment. */
type Screen = Writable & { readonly columns?: number };

const themeOf = (paint: Paint) => ({
  // Even an empty prefix would put a blank in front of the prompt.
  prefix: { idle: undefined, done: undefined } as unknown as { idle: string; done: string },
  style: { message: (text: string) => paint('name', text), answer: (text: string) => text },
});

/** A stream in front of another that tells when the prompt has first been drawn. */
function watched(output: Screen, drawn: () => void): NodeJS.WriteStream {
  let first = true;
  const front = new Writable({
    write(chunk, encoding, done) {
      output.write(chunk, encoding);
      if (first) drawn();
      first = false;
      done();
    },
  });
  // Without its width a long answer would be drawn again on the wrong line.
  Object.defineProperty(front, 'columns', { get: () => output.columns });
  return front as unknown as NodeJS.WriteStream; // inquirer only writes to it, and asks how wide it is
}

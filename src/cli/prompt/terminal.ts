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

/** A terminal at which lines are typed, from the first prompt to the last. */
interface Typing {
  readonly terminal: ReadStream;
  readonly output: Screen;
  readonly paint: Paint;
  readonly held: ReturnType<typeof heldKeys>;
  readonly history: ReturnType<typeof historyOfLines>;
  /** The prompt that is up, if one is. */
  prompt: Prompt | null;
  /** What ended the typing; null while it goes on. */
  gone: LineEvent | null;
  /** Whether keys are being handed on. */
  feeding: boolean;
}

/**
 * Lines typed at inquirer's prompt. The keys are held here and handed on a line at a time, when the prompt is up: what
 * is typed ahead, or pasted as a block, answers one question after the other instead of being thrown away.
 */
export function promptedLines(terminal: ReadStream, output: Screen, paint: Paint): LineSource {
  const typing: Typing = {
    ...{ terminal, output, paint, held: heldKeys(), history: historyOfLines() },
    ...{ prompt: null, gone: null, feeding: false },
  };
  const signal = signalled();
  const typed = (chunk: Buffer | string): void => takeKeys(typing, chunk);
  const resumed = (): void => resume(typing);
  // A terminal that is gone can be neither read nor written.
  const lost = (): void => leave(typing, { kind: 'signal', signal: 'SIGHUP' });

  void signal.arrived.then((arrival) => leave(typing, arrival));
  terminal.setRawMode(true);
  terminal.on('data', typed);
  terminal.on('end', lost);
  terminal.on('error', lost);
  process.on('SIGCONT', resumed);

  return {
    next: (label) => askLine(typing, label),
    rest: async () => 0,
    close() {
      typing.gone ??= { kind: 'end' };
      signal.forget();
      process.off('SIGCONT', resumed);
      terminal.off('data', typed);
      terminal.setRawMode(false);
      terminal.pause();
    },
  };
}

/** Hands on what is held, a stretch at a time; the prompt has drawn each before the next one comes. */
function feed(typing: Typing): void {
  const { prompt, held, history } = typing;
  typing.feeding = false;
  const stretch = prompt?.drawn ? held.take() : null;
  if (!prompt || !stretch) return;
  const { keys, complete, end } = stretch;
  if (end && keys === '' && prompt.line === '') {
    leave(typing, { kind: 'end' });
    return;
  }
  // What follows a complete line waits for the next prompt.
  if (complete) prompt.drawn = false;
  // One key at a time, because readline puts all letters of keys that come together at the end of the line.
  for (const [key] of keys.matchAll(oneKey))
    for (const each of history.move(key, prompt.line) ?? [key]) prompt.hand(each);
  feedSoon(typing);
}

function feedSoon(typing: Typing): void {
  if (!typing.feeding) setImmediate(feed, typing);
  typing.feeding = true;
}

function leave(typing: Typing, arrival: LineEvent): void {
  typing.gone ??= arrival;
  typing.prompt?.leave();
}

function takeKeys(typing: Typing, chunk: Buffer | string): void {
  const gesture = typing.held.add(chunk);
  if (gesture === 'interrupt') leave(typing, { kind: 'signal', signal: 'SIGINT' });
  else if (gesture === 'quit') leave(typing, { kind: 'signal', signal: 'SIGQUIT' });
  else if (gesture === 'suspend' && process.platform !== 'win32') suspend(typing);
  else feedSoon(typing);
}

/** Stops as Ctrl-Z stops any program: the whole job, with the terminal as the shell knows it. */
function suspend(typing: Typing): void {
  typing.terminal.setRawMode(false);
  process.kill(0, 'SIGTSTP');
  // Execution continues here when the job is woken up. Where there is no shell to do that, nothing was stopped.
  resume(typing);
}

function resume(typing: Typing): void {
  const { terminal, prompt, gone } = typing;
  if (gone) return;
  // The program that was in the foreground may have changed the terminal's mode without Node knowing.
  terminal.setRawMode(false);
  terminal.setRawMode(true);
  // A blank typed and taken back makes the prompt draw itself again.
  prompt?.hand(' ');
  prompt?.hand('\x7f');
  feedSoon(typing);
}

/** Puts a prompt up and waits for its line, or for what ends the typing. */
async function askLine(typing: Typing, label: string): Promise<LineEvent> {
  if (typing.gone) return typing.gone;
  const keys = new PassThrough();
  const prompt: Prompt = {
    line: '',
    drawn: false,
    hand: (text) => keys.write(text),
    // Ctrl-C is the only way to end inquirer's prompt that also cleans up its screen.
    leave: () => keys.write(ctrlC),
  };
  typing.prompt = prompt;
  const drawn = (): void => {
    prompt.drawn = true;
    feedSoon(typing);
  };
  const ask = inquirer.createPromptModule({
    input: keys as unknown as NodeJS.ReadStream, // inquirer only reads from it
    output: watched(typing.output, drawn),
    skipTTYChecks: true,
  });
  const transformer = (line: string): string => {
    prompt.line = line;
    return line;
  };
  const theme = themeOf(typing.paint);
  try {
    const { line } = await ask([
      { type: 'input', name: 'line', message: label.trimEnd(), theme, transformer },
    ]);
    const text = String(line ?? '');
    typing.history.entered(text);
    return { kind: 'line', text };
  } catch {
    return typing.gone ?? { kind: 'end' };
  } finally {
    typing.prompt = null;
  }
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

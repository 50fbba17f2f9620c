import { expect } from '@jest/globals';
import { inTerminal, type Terminal } from '../cli/prompt/terminal.testing.ts';
import { eachOf, quiz } from './classroom.testing.ts';
import { testCells } from './table.testing.ts';

// Each signal at each prompt, and a terminal that goes away under it.

const signals = { SIGINT: 130, SIGQUIT: 131, SIGTERM: 143, SIGHUP: 129 } as const;
/** A command that asks, and the end of what it shows then. */
const prompts = {
  quiz: { args: quiz, shows: /1 of 5/, asks: / =(?:\x1b\[\d*[A-Za-z])*$/, types: '' },
  learn: { args: ['learn', '1'], shows: /There J = 9/, asks: /Enter goes on/, types: '' },
  'dvar alone': { args: [], shows: /such as\s+J = 3\*/, asks: /program:/, types: '' },
  'values of a program': { args: [], shows: /such as\s+J = 3\*/, asks: /program:/, types: 'J = a*b\r' },
} as const;

/** Fails unless the shell found the terminal in order: lines are edited and shown again, and the cursor is there. */
function expectInOrder(terminal: Terminal): void {
  const all = terminal.output();
  const settings = all.slice(all.lastIndexOf('line = 0'));
  for (const word of ['icanon', 'echo', 'isig']) expect(settings).toMatch(new RegExp(`\\s${word}\\s`));
  expect(all.lastIndexOf('\x1b[?25h')).toBeGreaterThanOrEqual(all.lastIndexOf('\x1b[?25l'));
}

type Prompt = (typeof prompts)[keyof typeof prompts];

const signalled =
  ({ args, asks, types }: Prompt) =>
  () =>
    eachOf(Object.entries(signals), async ([name, code]) => {
      const terminal = inTerminal(args);
      await terminal.sees(asks);
      if (types !== '') {
        terminal.type(types);
        await terminal.sees(/a =/);
      }
      terminal.resize(61);
      terminal.signal('SIGTSTP');
      terminal.signal('SIGCONT');
      terminal.signal(name as keyof typeof signals); // the keys of that table
      expect({ name, code: await terminal.exit() }).toEqual({ name, code });
      expect(terminal.output()).not.toMatch(/ {4}at |Error|\bbug\b/);
      expectInOrder(terminal);
    });

testCells('signals', {
  quiz: signalled(prompts.quiz),
  learn: signalled(prompts.learn),
  'values of a program': signalled(prompts['values of a program']),
  'dvar alone': signalled(prompts['dvar alone']),
});

const hungUp =
  ({ args, asks, shows }: Prompt) =>
  () =>
    eachOf(['"$@"', '"$@" 2>>errors'], async (start) => {
      const terminal = inTerminal(args, { script: `echo >errors; trap : HUP; ${start}; echo "$?" >code` });
      await terminal.sees(start.includes('errors') ? shows : asks);
      terminal.hangUp();
      expect(await terminal.wrote('code')).toBe('129\n');
      expect(terminal.file('errors')).not.toMatch(/ at |Error/);
    });

testCells('hangup', {
  quiz: hungUp(prompts.quiz),
  learn: hungUp(prompts.learn),
  'dvar alone': hungUp(prompts['dvar alone']),
});

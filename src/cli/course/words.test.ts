import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readLines } from '../../course/memory/entry.ts';
import { commandWords } from '../../tutor/answers/command-words.ts';
import { inTerminal, type Terminal } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// What is typed that is no answer does the sensible thing at every prompt of the course, and is never taken for one.

/** The end of each kind of prompt. */
const prompts = {
  pause: /goes on(?: · :solo[\w ]*)? ?(?:\x1b\[\d*[A-Za-z])*$/,
  prediction: /(?:^|\n)>(?:\x1b\[\d*[A-Za-z])*$/,
  question: / =(?:\x1b\[\d*[A-Za-z])*$/,
};

/** Words that leave one where one is, with what is said. */
const staying: readonly (readonly [string, RegExp])[] = [
  ['what is the chain rule?', /chain rule: slopes along a path are multiplied/],
  [':what epoch', /epoch: one pass over all examples/],
  [':what', /:what WORD says what a word means/],
  [':map', /2 +Derivatives on a graph/],
  ['what did I learn', /Each lecture ends with a summary/],
  ['help', /:back goes back a step/],
];
const atQuestions: readonly (readonly [string, RegExp])[] = [
  ['?', /\S/],
  ['hint', /\S/],
  ['why', /\S/],
  ["I don't know", /fine/],
  ['idk', /fine/],
  ['no idea', /fine/],
  ['graph', /┌/],
  [':values', /[uJ] = \d/],
  [':save x.txt', /quiz/],
  [':load x.txt', /quiz/],
  [':another', /quiz/],
  [':nonsense', /there is no :nonsense/],
  ['how do I do this', /not an answer/],
  [':undo', /\S/],
];

const refused = /not a number|none of the choices|can't be computed|is not known/;

async function says(terminal: Terminal, prompt: RegExp, word: string, text: RegExp): Promise<void> {
  await terminal.answers(word, prompt);
  const said = await terminal.sees(text);
  expect(said).not.toMatch(refused);
}

const answersIn = (terminal: Terminal) => {
  const file = join(terminal.folder, 'state', 'progress.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return readLines(text).filter(({ type }) => type === 'answer');
};

describe('every word', () => {
  test('where Enter goes on', async () => {
    const terminal = inTerminal(['learn', '1']);
    for (const [word, text] of staying) await says(terminal, prompts.pause, word, text);
    for (const word of ['?', 'why', '9.006', ':solo', ':save x', 'idk'])
      await says(terminal, prompts.pause, word, /Enter goes on\./);
    // The commands were listed before.
    await says(terminal, prompts.pause, '9.006', /There is no question here: Enter goes on\.\r?\n/);
    await says(terminal, prompts.pause, ':back', /This is the first step of the lecture/);
    await terminal.answers('next', prompts.pause);
    await terminal.sees(/2 of \d+ · predict/);
    terminal.type('\x03');
    await terminal.exit();
  });

  test('at a prediction', async () => {
    const terminal = inTerminal(['learn', '1']);
    await terminal.answers('', prompts.pause);
    for (const [word, text] of [...staying, ...atQuestions.filter(([word]) => !/graph|values/.test(word))])
      await says(terminal, prompts.prediction, word, text);
    expect(answersIn(terminal)).toEqual([]);
    await says(terminal, prompts.prediction, 'back', /1 of \d+ · read/);
    await terminal.answers('ok', prompts.pause);
    await says(terminal, prompts.prediction, 'skip', /J becomes 9\.006001/);
    expect(answersIn(terminal).map((entry) => (entry as { verdict?: string }).verdict)).toEqual(['revealed']);
    await terminal.answers('bye', prompts.pause);
    expect(await terminal.exit()).toBe(0);
  });

  test('at a question', async () => {
    const terminal = inTerminal(['learn', '2']);
    for (const answer of ['', '', '3', '33.003', '', '', '', 'b', '', 'c'])
      await terminal.answers(answer, /(?:[?>]|goes on(?: · :solo[\w ]*)? ?)(?:\x1b\[\d*[A-Za-z])*$/);
    await terminal.sees(/fill the gap/);
    const before = answersIn(terminal).length;
    for (const [word, text] of [...staying, ...atQuestions])
      await says(
        terminal,
        prompts.question,
        word,
        word === ':undo' || /fine/.test(text.source) ? /\S/ : text,
      );
    expect(answersIn(terminal)).toHaveLength(before);
    await says(terminal, prompts.question, ':back', /9 of \d+ · predict/);
    terminal.type('\x03');
    await terminal.exit();
  });
});

describe('in a pipe', () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'dvar-words-'));
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));
  const first = async (words: readonly string[]) => {
    await ran(['learn', '1'], { stdin: `${words.join('\n')}\n9.006\n`, state });
    const text = readFileSync(join(state, 'progress.jsonl'), 'utf8');
    return readLines(text).find(({ type }) => type === 'answer') as { verdict: string; tries: number };
  };

  test('what asks for something is no answer, and the next line is', async () => {
    const words = [
      '?',
      'why',
      ':what k',
      ':map',
      'what is a derivative?',
      ':graph',
      ':values',
      ':help',
      ':back',
      ':undo',
    ];
    expect(await first(words)).toMatchObject({ verdict: 'correct', tries: 1 });
  });

  test('every command of a quiz is known at a prediction', async () => {
    for (const word of commandWords) {
      const { out } = await ran(['learn', '1'], { stdin: `:${word}\n` });
      expect([word, refused.test(out)]).toEqual([word, false]);
    }
  });

  test.each([
    '9.006',
    'J = 9.006',
    '9,006',
    'about 9.006',
    '≈ 9.006',
    '9.006001',
    '3.001^2',
    '9 + 6*0.001',
    'it is 9.006?',
    '$9.006$',
    '9.006 units',
    'w += 6.006',
  ])('a prediction takes %s', async (answer) => {
    const { out } = await ran(['learn', '1'], { stdin: `${answer}\n` });
    expect(out).toContain('✓ J becomes 9.006001');
  });

  test.each(['b', 'B)', '(b)', '2', 'Each slope scales', 'a step in v.', 'answer b'])(
    'a choice may be %s',
    async (answer) => {
      const { out } = await ran(['learn', '2'], { stdin: `3\n33.003\n${answer}\n` });
      expect(out).toContain('✓ This is the chain rule: slopes along a path are multiplied.');
    },
  );

  test('the name of what is asked is no answer', async () => {
    const { out } = await ran(['learn', '2'], { stdin: 'da\n33.003\n' });
    expect(out).not.toContain('✓ 3, wherever a is');
  });
});

import { describe, expect, test } from '@jest/globals';
import { lectureLesson } from '../lesson/lessons.testing.ts';
import { type Session, startSession } from '../session/state.ts';
import { afterwards, ending } from './afterwards.ts';
import { linesIn } from './session.testing.ts';
import { load, step } from './session.ts';
import { answersFile } from './summary.ts';

const start = (name = 'running-example'): Session => startSession(lectureLesson(`${name}.txt`), 'prompt', 4);
const typed = (session: Session, ...lines: readonly string[]): Session =>
  lines.reduce((before, line) => step(before, line).session, session);
const saidBy = (session: Session, line: string): string =>
  afterwards(session, line).shown.flatMap(linesIn).join('\n').replaceAll('`', '');

describe('after the last answer', () => {
  const done = typed(start(), '3', '5', '3', '5', '3', '?', '6', ':answer');

  test('what was right at once, what to look at again by the name of its mistake, and the ways on', () => {
    const said = ending(done, 'fan-out').flatMap(linesIn).join('\n').replaceAll('`', '');
    expect(said).toBe(
      [
        '4 of 5 right: 1 at the first try, 2 after more tries, 1 with hints, 1 with the answer shown.',
        'Right at once: dJ/dv.',
        'Look at again:',
        '- dJ/da: which mistake was it? See below.',
        '- dJ/du: right after 2 tries; look at v = a + u.',
        '- dJ/db: right with a hint.',
        '- dJ/dc: you let dvar show the answer; look at u = b*c.',
        'What was wrong with your 5 for dJ/da? Type 1 or 2, or go on.',
        '1: only the local derivative, without the upstream gradient',
        '2: the value of the variable instead of the derivative with respect to it',
        ':why explains the last answer, :another asks this graph with other numbers, :next goes on to fan-out, Enter leaves.',
      ].join('\n'),
    );
  });

  test(':why explains the last answer, or the one that is named, however it is named', () => {
    expect(saidBy(done, ':why')).toMatch(/dJ\/dc = dJ\/du \* du\/dc/);
    for (const name of ['b', 'db', 'dJ/db', '∂J/∂b'])
      expect(saidBy(done, `why ${name}`)).toMatch(/dJ\/db = dJ\/du \* du\/db/);
    expect(saidBy(done, ':why nobody')).toBe('No answered question is about nobody.');
  });

  test(':why works on a program of one question', () => {
    expect(saidBy(typed(start('w-squared-at-3'), '6'), ':why')).toMatch(/^In J = w\^2: dJ\/dw = 2\*w/);
  });

  test.each([
    ['', 'leave'],
    ['q', 'leave'],
    [':quit', 'leave'],
    ['another', 'another'],
    [':next', 'next'],
  ])('%j has the effect %s', (line, kind) => {
    expect(afterwards(done, line).effect).toEqual({ kind });
  });

  test(':undo and :back open the last question again', () => {
    for (const word of [':undo', ':back']) {
      const { session } = afterwards(done, word);
      expect([session.over, session.queue.length]).toEqual([false, 1]);
    }
  });

  test('anything else gets a word on what can be typed', () => {
    expect(saidBy(done, '7')).toMatch(/^All questions are answered\./);
    expect(saidBy(done, '?').split('\n').length).toBe(10);
  });
});

describe(':undo', () => {
  test('takes a wrong answer back as if it had not been typed, and answers one by one', () => {
    const session = typed(start(), '3', '7', ':undo', '3', ':undo', ':undo');
    expect(session.turns.size).toBe(0);
    expect(session.queue.length).toBe(5);
    expect(step(session, ':undo').shown.flatMap(linesIn)).toEqual(['There is nothing to take back.']);
  });

  test('what was shown stays seen', () => {
    const session = typed(start(), '?', ':answer', ':undo', '3');
    expect([...session.turns.values()].map(({ outcome, hints }) => [outcome, hints])).toEqual([
      ['revealed', 1],
    ]);
  });

  test('is refused where tries are counted', () => {
    const lesson = lectureLesson('running-example.txt');
    const counted = { ...lesson, choice: { ...lesson.choice, attempts: 2 } };
    const session = typed(startSession(counted, 'prompt', 4), '7', ':undo');
    expect([...session.turns.values()][0]?.tries).toBe(1);
  });
});

describe(':load', () => {
  test('takes what :save wrote, in whatever order it is asked', () => {
    const before = typed(start(), '3', ':answer', '3', '6');
    const lines = answersFile(before).split('\n');
    const { session, shown } = load(start(), [...lines].reverse().join('\n'));
    expect([...session.turns.values()].map(({ outcome }) => outcome).sort()).toEqual(
      [...before.turns.values()].map(({ outcome }) => outcome).sort(),
    );
    expect(session.queue).toEqual(before.queue);
    expect(shown.flatMap(linesIn).join(' ')).toBe('four answers read, 4 taken. Go on with `dJ/dc`.');
  });

  test('what is wrong stays open, and what answers nothing is said', () => {
    const { session } = load(start(), 'dv = 3\nda = 7\n');
    expect(session.queue.length).toBe(4);
    expect(load(start(), 'hello').shown.flatMap(linesIn)[0]).toMatch(/^No open question is answered/);
  });
});

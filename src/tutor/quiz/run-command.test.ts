import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { commandWords } from '../answers/command-words.ts';
import { lectureLesson, lessonFor } from '../lesson/lessons.testing.ts';
import { helpTexts } from '../session/command-help.ts';
import { asks, atPrompt, said, textIn, typed } from './session.testing.ts';
import { asking } from './session.ts';
import { tally } from './summary.ts';

const running = lectureLesson('running-example.txt');
const logistic = lectureLesson('logistic-y-0.txt');

describe('words with a colon', () => {
  const states = {
    'before the first answer': atPrompt(running),
    'after a miss': typed(atPrompt(running), '7').session,
    'after an answer': typed(atPrompt(running), '3').session,
    'after a skip': typed(atPrompt(running), ':skip').session,
    'at the last question': typed(atPrompt(running), '3', '3', '3', '6').session,
    'inside opened steps': typed(atPrompt(logistic), ':open').session,
  };

  test.each(Object.keys(states))('each is answered %s', (state) => {
    const session = states[state as keyof typeof states];
    for (const word of commandWords) {
      const { shown, session: after, effect } = typed(session, `:${word}`);
      expect({ word, done: shown.length > 0 || after.over || effect !== null }).toEqual({ word, done: true });
      expect(textIn(shown)).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test.each([
    ['?', 'hint'],
    ['??', 'hint'],
    ['hint', 'hint'],
    ['help', 'help'],
    ['skip', 'skip'],
    ['quit', 'quit'],
    ['exit', 'quit'],
    ['q', 'quit'],
    [' :hint ', 'hint'],
    [':HINT', 'hint'],
    [':exit', 'quit'],
    [':q', 'quit'],
  ])('%s is :%s', (line, word) => {
    expect(typed(atPrompt(running), line)).toEqual(typed(atPrompt(running), `:${word}`));
  });

  test('a name of the program is a name, and no word', () => {
    const lesson = lessonFor(solved('skip = q*2; J = skip*3', { q: 4 }));
    const start = atPrompt(lesson);
    expect(typed(start, 'q').shown).toMatchObject([{ role: 'wrong' }]);
    expect(typed(start, 'skip').shown).toMatchObject([{ role: 'wrong' }]);
    expect(typed(start, '3', '3*skip/q').session.over).toBe(true);
    expect(typed(start, ':q').session.over).toBe(true);
    expect(said(typed(start, 'help'))).toMatch(/^Type a number like 6/);
  });

  test('an unknown word suggests a known one', () => {
    expect(said(typed(atPrompt(running), ':anwser'))).toBe('there is no :anwser; did you mean :answer?');
    expect(said(typed(atPrompt(running), ':xyzzy'))).toBe('there is no :xyzzy; :help lists the commands.');
    expect(said(typed(atPrompt(running), ':6'))).toMatch(/^there is no :6/);
  });

  test(':help lists every word that does something here', () => {
    const help = said(typed(atPrompt(lectureLesson('batch-of-four.txt')), ':help'));
    for (const word of commandWords) expect(help).toContain(`:${word} `);
    expect(said(typed(atPrompt(running), ':help'))).not.toContain(':convention');
  });

  test(':help says nothing of what does not work in a pipe or in the course', () => {
    const { words } = atPrompt(running);
    expect(helpTexts(words, 'piped').join(' ')).not.toMatch(/:(?:undo|back|open|another|save|load)\b/);
    expect(helpTexts(words, 'course').join(' ')).not.toMatch(/:(?:back|another|save|load)\b|--data|svg/);
  });

  test('a value that a reason begins with is said once', () => {
    const sums = lessonFor(solved('Z = w + b; J = sum(Z)', { w: '[1 2]', b: 3 }));
    expect(said(typed(atPrompt(running), ':answer'))).toMatch(/^dJ\/dv = 3\. A tiny step/);
    const last = said(typed(atPrompt(sums), ':answer', ':answer', ':answer'));
    expect(last.match(/dJ\/db =/g)).toHaveLength(1);
    expect(last).toContain('= 2');
  });

  test('a list of many values is cut in its middle, and says so', () => {
    const sum = lessonFor(solved(`J = ${Array.from({ length: 150 }, () => 'w').join(' + ')}`, { w: 2 }));
    const values = said(typed(atPrompt(sum), ':values'));
    expect(values).toContain(', ... and 50 more ..., ');
    expect(values.split(', ')).toHaveLength(101);
  });

  test('a comment is passed over, as it is in a pipe', () => {
    const { session, shown } = typed(atPrompt(running), '# my answers');
    expect(textIn(shown)).toBe('Comments are ignored.');
    expect(typed(session, '3 # of t2').session.turns.size).toBe(1);
  });

  test(':values lists the forward values and what has been found', () => {
    const { session } = typed(atPrompt(running), '3');
    expect(said(typed(session, ':values'))).toBe(
      'b = 3, c = 2, a = 5, u = 6, v = 11, J = 33.\nFound so far: dJ/dv = 3.',
    );
  });

  test(':graph draws what has been found, and says it', () => {
    const { shown } = typed(atPrompt(running), '3', ':graph');
    expect(shown).toMatchObject([{ kind: 'picture' }]);
    expect(textIn(shown)).toContain('`v = a + u = 11`; `dJ/dv = 3`.');
  });

  test(':why explains the last answer, and says so when there is none', () => {
    expect(said(typed(atPrompt(running), ':why'))).toMatch(/^Nothing to explain yet/);
    expect(said(typed(atPrompt(running), '3', ':why'))).toMatch(/^In J = 3\*v: dJ\/dv = 3\./);
  });

  test(':why after a miss speaks of the miss, and not of the question before', () => {
    expect(said(typed(atPrompt(running), '3', '4', ':why'))).toMatch(
      /^The last answer looks like this mistake: upstream gradient and local derivative added instead of multiplied\./,
    );
    const unexplained = typed(atPrompt(running), '3', '77', ':why');
    expect(said(unexplained)).toBe(said(typed(atPrompt(running), '3', '77', '?')));
    expect(tally(typed(unexplained.session, '3').session)).toMatchObject({ withHints: 1 });
  });

  test(':why explains every kind of question, and gives away no derivative', () => {
    const nudge = atPrompt(lessonFor(solved('J = 3*a', { a: 5 }), { kinds: ['nudge'] }));
    expect(said(typed(nudge, '15.003', ':why'))).toMatch(/^$|moves/);
    const local = lessonFor(solved('u = 7*a; J = 3*u', { a: 5 }), { kinds: ['local', 'value'] });
    expect(said(typed(atPrompt(local), '3', '7', ':why'))).toBe(
      'du/da = 7. Nudge one factor and the product moves by that nudge times the other factor.',
    );
  });
});

describe(':skip', () => {
  test('the question comes back at the end, and a second skip settles it', () => {
    const { session } = typed(atPrompt(running), ':skip', '3', '3', '6', '9');
    expect(asks(session)).toBe('dJ/dv');
    expect(session.over).toBe(false);
    const end = typed(session, ':skip').session;
    expect(end.over).toBe(true);
    expect(tally(end)).toMatchObject({ right: 4, skipped: 1, missing: 0 });
    expect(tally(typed(session, '3').session)).toMatchObject({ right: 5, skipped: 0 });
  });

  test('of two skipped questions the first one comes back first', () => {
    const { session } = typed(atPrompt(running), ':skip', ':skip', '3', '6', '9');
    expect(asks(session)).toBe('dJ/dv');
  });

  test('a skipped question that was left counts as skipped', () => {
    expect(tally(typed(atPrompt(running), ':skip', '3', ':quit').session)).toMatchObject({
      skipped: 1,
      missing: 3,
    });
  });

  test('a derivative that is still to be found is neither told nor to be used', () => {
    const { session } = typed(atPrompt(running), ':skip');
    expect(asks(session)).toBe('dJ/da');
    expect(said(typed(session, '?', '?', '?'))).toBe('dJ/da = dJ/dv * 1. Work that out.');
    expect(said(typed(session, 'dv'))).toMatch(/^dJ\/dv is not found yet; use what you have found so far\./);
    expect(said(typed(session, '3'))).toBe('Chain rule: dJ/da = dJ/dv * dv/da = dJ/dv * 1 = 3.');
  });
});

describe(':answer and :back', () => {
  test('the answer is told, and the question counts as revealed', () => {
    const shown = typed(atPrompt(running), ':answer');
    expect(said(shown)).toBe('dJ/dv = 3. A tiny step ε in v moves J by 3ε: dJ/dv = 3.');
    expect(tally(shown.session)).toMatchObject({ revealed: 1, right: 0 });
  });

  test('the last question is asked again', () => {
    const { session } = typed(atPrompt(running), '3', '3', ':back');
    expect(asks(session)).toBe('dJ/da');
    expect(asks(typed(session, '3').session)).toBe('dJ/du');
    expect(asks(typed(session, ':back').session)).toBe('dJ/dv');
    expect(said(typed(atPrompt(running), ':back'))).toBe('This is the first question.');
  });

  test('what was revealed once stays revealed, whatever is typed then', () => {
    const { session } = typed(atPrompt(running), ':answer', ':back', '3');
    expect(tally(session)).toMatchObject({ revealed: 1, right: 0, firstTry: 0 });
  });

  test('who was right each time has needed one try', () => {
    const twice = typed(atPrompt(running), '3', '3', ':back', ':back', '3', '3').session;
    expect(tally(twice)).toMatchObject({ right: 2, firstTry: 2 });
  });

  test('a miss stays a miss, before :back or after it', () => {
    for (const lines of [
      ['7', '3', ':back', '3'],
      ['3', ':back', '7', '3'],
    ])
      expect(tally(typed(atPrompt(running), ...lines).session)).toMatchObject({ right: 1, firstTry: 0 });
  });
});

describe(':open', () => {
  const { session } = typed(atPrompt(logistic), ':open');
  const truth = (name: string) =>
    logistic.worked.gradients[logistic.worked.slots.get(name) ?? -1] ?? Number.NaN;
  const hidden = session.words.lesson.order
    .filter((slot) => session.extra.has(slot))
    .map((slot) => logistic.worked.names[slot] ?? '');

  test('the hidden steps of a question are asked one by one, then the question again', () => {
    expect(hidden).toEqual(['t12', 't11', 't10', 't9', 't7', 't6']);
    let at = session;
    const asked: (string | undefined)[] = [];
    for (const name of hidden) {
      asked.push(asks(at));
      at = typed(at, String(truth(name))).session;
    }
    expect(asked).toEqual(hidden.map((name) => `dL/d${name}`));
    expect(asks(at)).toBe('dL/da');
    const [block] = asking(at);
    expect(block).toMatchObject({
      kind: 'question',
      place: '1 of 6',
      statements: ['t9 = 1 - a', 't6 = log(a)'],
    });
    expect(said(typed(at, 'dt6/a - dt9'))).toMatch(
      /^a reaches L along two paths, through t9 and through t6; the contributions add up: /,
    );
  });

  test('opened steps are not counted, and not saved', () => {
    const end = typed(session, ...hidden.map((name) => String(truth(name))), ':answer', ':quit').session;
    expect(tally(end)).toMatchObject({ asked: 6, revealed: 1, right: 0, missing: 5 });
    const { effect } = typed(session, ...hidden.map((name) => String(truth(name))), ':save x');
    expect(effect).toMatchObject({ kind: 'save', text: expect.not.stringMatching(/^dt/m) });
  });

  test('without unnamed steps there is nothing to open', () => {
    expect(said(typed(atPrompt(running), ':open'))).toBe(
      'This question has no step in between to ask first.',
    );
  });

  test('opening twice asks nothing twice', () => {
    const twice = typed(atPrompt(logistic), ':open', ':open').session;
    expect(new Set(twice.queue).size).toBe(twice.queue.length);
  });
});

describe(':save', () => {
  test('the answers are lines that read back as a submission', () => {
    const { effect } = typed(
      atPrompt(running),
      '3',
      'dv',
      ':answer',
      '8',
      ':skip',
      'dc = 18/2',
      ':save answers.txt',
    );
    expect(effect).toEqual({
      kind: 'save',
      file: 'answers.txt',
      text: [
        '# program: u = b*c; v = a + u; J = 3*v',
        '# values: b=3 c=2 a=5',
        'dv = 3',
        'da = dv',
        'du = 3  # revealed',
        'db =',
        'dc = 18/2',
        '',
      ].join('\n'),
    });
  });

  test('without a file it asks for one', () => {
    expect(said(typed(atPrompt(running), ':save'))).toBe('Name the file to write, as in :save answers.txt.');
  });

  test('a name of a file may have blanks', () => {
    expect(typed(atPrompt(running), ':save my answers.txt').effect).toMatchObject({ file: 'my answers.txt' });
  });
});

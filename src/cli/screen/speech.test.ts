import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { homeworkLessons, lectureLessons } from '../../tutor/lesson/lessons.testing.ts';
import { asking, closing, step } from '../../tutor/quiz/session.ts';
import { opening } from '../../tutor/session/opening.ts';
import { startSession } from '../../tutor/session/state.ts';
import { rendered } from './render.ts';
import { sentences, spoken } from './speech.ts';
import { voice } from './themes.testing.ts';

describe('mathematics in words', () => {
  test.each([
    ['b = 3', 'b is 3'],
    ['b = -3', 'b is minus 3'],
    ['t1 = b*c', 't1 equals b times c'],
    ['t1 = b*c = 3*2 = 6', 't1 equals b times c, which is 3 times 2, which is 6'],
    ['dJ/db = 6', 'the derivative of J with respect to b is 6'],
    [
      'dJ/db = dJ/du * du/db',
      'the derivative of J with respect to b equals the derivative of J with respect to u times the derivative of u with respect to b',
    ],
    ['dθ/dw_2', 'the derivative of θ with respect to w_2'],
    ['1e-7', '1 times 10 to the power minus 7'],
    ['2.5e12', '2.5 times 10 to the power 12'],
    ['relu(z1)', 'relu of z1'],
    ['log(1 - a)', 'log of open paren 1 minus a close paren'],
    ['(z2 > 0)', 'open paren z2 is above 0 close paren'],
    ['z <= 0', 'z is at most 0'],
    ['a == b', 'a is equal to b'],
    ['w^2', 'w squared'],
    ['(a2 - y)^2', 'open paren a2 minus y close paren squared'],
    ['w^3', 'w cubed'],
    ['2^20', '2 to the power 20'],
    ['x^2.5', 'x to the power 2.5'],
    ['-y/a', 'minus y over a'],
    ['3*(-2)', '3 times open paren minus 2 close paren'],
    ['max(a, b)', 'max of open paren a, b close paren'],
    ['?', 'question mark'],
    [':help', 'colon help'],
    [':save answers.txt', 'colon save answers dot txt'],
    [':save /tmp/sv-1.txt', 'colon save slash tmp slash sv 1 dot txt'],
    ["W1'*dZ", 'W1 transposed times dZ'],
  ])('%s is "%s"', (math, said) => {
    expect(spoken(math)).toBe(said);
  });
});

describe('sentences', () => {
  test.each([
    [
      'Not yet. Try again, or type `?` for a hint.',
      ['Not yet.', 'Try again, or type question mark for a hint.'],
    ],
    ['What is `dJ/db`?', ['What is the derivative of J with respect to b?']],
    [
      '`dJ/db = 3*2`. The last step is yours.',
      ['The derivative of J with respect to b equals 3 times 2.', 'The last step is yours.'],
    ],
    ['(log is the natural logarithm)', ['log is the natural logarithm.']],
    [
      '`?` a hint · `:answer` show it · `:skip` later',
      ['Question mark a hint, colon answer show it, colon skip later.'],
    ],
    ["there is no 'x' here; did you mean x1?", ['there is no x here; did you mean x1?']],
    ["a ',' stands only between the operands", ['a comma stands only between the operands.']],
    [
      'write (1/2)*x or 1/(2*x).',
      ['write open paren 1 over 2 close paren times x or 1 over open paren 2 times x close paren.'],
    ],
    [
      "'$' can't be read; write the formula as you would type it: 3*(a+b*c)",
      [
        "dollar sign can't be read; write the formula as you would type it: 3 times open paren a plus b times c close paren.",
      ],
    ],
    [
      'this is larger than the largest number (about 1.8e308); write a smaller one.',
      ['this is larger than the largest number, about 1.8 times 10 to the power 308; write a smaller one.'],
    ],
    ["'🙂' is not part of the language", ['this sign is not part of the language.']],
    ['dJ/du is not found yet', ['The derivative of J with respect to u is not found yet.']],
    ["The op's output can't be the output's slope.", ["The op's output can't be the output's slope."]],
    [
      "`u`'s input (started-from-the-output); its op's slope (opposite-sign).",
      ["u's input, started-from-the-output; its op's slope, opposite-sign."],
    ],
    ["the students' answers, and 'x' of W1'*dZ", ['The students answers, and x of W1 transposed times dZ.']],
    ['Written to /tmp/my-answers/sv.txt.', ['Written to slash tmp slash my-answers slash sv dot txt.']],
    [
      '17 examples from fixtures/data/forbes.csv.',
      ['17 examples from fixtures slash data slash forbes dot csv.'],
    ],
    ['a half is 1/2, a share u/v', ['a half is 1 over 2, a share u over v.']],
  ])('%s', (text, said) => {
    expect(sentences(text)).toEqual(said);
  });
});

/** A line for a voice: words, numbers with a decimal point, and the marks at which a voice pauses. */
const sayable =
  /^(?:[\p{L}_][\p{L}\p{M}\p{N}_]*(?:'\p{L}[\p{L}\p{M}\p{N}_]*)*|\d+(?:\.\d+)?)(?:[,;:]? (?:[\p{L}_][\p{L}\p{M}\p{N}_]*(?:'\p{L}[\p{L}\p{M}\p{N}_]*)*|\d+(?:\.\d+)?))*[.?:]$/u;

describe('a whole quiz', () => {
  const lines = [
    '999',
    '1,500',
    '"6"',
    "it's",
    '3 4',
    '(1/2',
    '$6',
    '[1,2]',
    '∂',
    '🙂',
    ':bogus',
    'x.y',
    '6,0',
    ':values',
    '?',
    '?',
    '?',
    '?',
    ':graph',
    ':help',
    ':back',
    ':save',
    ':answer',
    ':why',
  ];

  test.each([...lectureLessons, ...homeworkLessons])('%s: every line can be said', (_, lesson) => {
    let session = startSession(lesson, 'prompt', 4);
    const heard = [...rendered(opening(session), lesson, 4, voice)];
    for (let count = 0; count < 60 && !session.over; count++) {
      heard.push(...rendered(asking(session), session.words.lesson, 4, voice));
      for (const line of lines.filter((each) => each !== ':back' || count === 1)) {
        const { session: after, shown } = step(session, line);
        heard.push(...rendered(shown, session.words.lesson, 4, voice));
        session = after;
      }
    }
    heard.push(...rendered(closing(session), session.words.lesson, 4, voice));
    expect(session.over).toBe(true);
    // A program of one question says so many lines.
    expect(heard.length).toBeGreaterThan(10);
    expect(heard.filter((line) => !sayable.test(line))).toEqual([]);
  });

  test('whatever is typed, every line can be said', () => {
    const [[, lesson] = []] = lectureLessons;
    if (!lesson) throw new Error('there are lectures');
    const session = startSession(lesson, 'prompt', 4);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (line) => {
        for (const said of rendered(step(session, line).shown, lesson, 4, voice))
          expect(said).toMatch(sayable);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

test('the dash of a list is not read as a minus', () => {
  expect(sentences('- `dJ/db`: left out.')).toEqual(['The derivative of J with respect to b: left out.']);
  expect(sentences('`-3`')).toEqual(['Minus 3.']);
});

test('a whole sentence in parentheses has one stop', () => {
  expect(sentences('(∂ instead of d, because J depends on several variables.)')).toEqual([
    'curly d instead of d, because J depends on several variables.',
  ]);
});

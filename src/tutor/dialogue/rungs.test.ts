import { describe, expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { formatNumber } from '../../language/number-format.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLesson, lectureLessons, lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { atPrompt, linesIn, said, typed } from '../quiz/session.testing.ts';
import { asking, promptOf } from '../quiz/session.ts';
import { opening } from '../session/opening.ts';
import type { Session } from '../session/state.ts';
import { learnersAt } from '../simulated/beliefs.testing.ts';
import { worldHere } from '../simulated/world.testing.ts';
import { numbersIn } from '../teaching/hint.ts';

const chain = lessonFor(solved('u = b*c; v = a + u; J = 7*v', { a: 5, b: 3, c: 2 }));

/** Every hint at the question at hand, from the first on. */
function hintsAt(session: Session): readonly string[] {
  const hints: string[] = [];
  for (let at = session, text = ''; hints.length < 9; hints.push(text)) {
    const stepped = typed(at, '?');
    [at, text] = [stepped.session, said(stepped)];
    if (text.startsWith('No more hints')) break;
  }
  return hints;
}

describe('hints lead to the piece that was missing at other questions', () => {
  test('the upstream gradient: a pump, a hint, a prompt, the chain rule', () => {
    const held = typed(atPrompt(chain), '7', '1', '7', '1', '7').session;
    const [pump, hint, prompt, assertion] = hintsAt(held);
    expect(pump).toBe(
      'At dJ/da and dJ/du the mistake was this: only the local derivative, without the upstream gradient. What lies between b and J here?',
    );
    expect(hint).toBe('First b moves u, in u = b*c; then u moves J. The second slope is dJ/du = 7.');
    expect(prompt).toMatch(/^If u moves 2ε for a tiny step ε in b, and J moves 7 times as far as u/);
    expect(assertion).toMatch(
      /^The local derivative is only one of two factors\. dJ\/db = dJ\/du \* du\/db\. /,
    );
  });

  test('the local derivative: the prompt asks for it', () => {
    const held = typed(atPrompt(chain), '1', '7', '7', '7', '7', '14').session;
    const after = typed(held, '?', '?', '?');
    expect(said(typed(held, '?'))).toMatch(
      /^At dJ\/dv and dJ\/db the mistake was this: only the upstream gradient/,
    );
    expect(said(after)).toMatch(/ Type du\/dc, or the answer itself\.$/);
    expect(promptOf(after.session)).toBe('du/dc = ');
  });

  test('the other path: where a value has one arrow, the question keeps its own hints', () => {
    const lesson = lessonFor(solved('t = w*x; J = t^2 + x*w', { w: 2, x: 3 }));
    const held = typed(atPrompt(lesson), '12', '36', '39').session;
    expect(hintsAt(held)[0]).toMatch(
      /^At dJ\/dw the mistake was this: only one of several paths.*\. How many arrows leave x\?$/,
    );
    const straight = lessonFor(solved('p = a*a; q = p*b; J = q*p', { a: 2, b: 3 }));
    expect(hintsAt(typed(atPrompt(straight), '4', '12', '24').session).join()).not.toMatch(/arrows leave b/);
  });

  test('without a mistake, after one that would not show here, or where hints are off, nothing is ahead', () => {
    const right = typed(atPrompt(chain), '7', '7', '7').session;
    expect(hintsAt(right)[0]).toMatch(/^b feeds one step/);
    const away = typed(atPrompt(chain), '11', '7').session;
    expect(hintsAt(away)[0]).not.toMatch(/the mistake was this: .*descent/);
    const silent = { ...chain, choice: { ...chain.choice, hints: false } };
    expect(hintsAt(typed(atPrompt(silent), '7', '1', '7').session)[0]).toMatch(/gives no hints/);
  });

  test('what was typed here comes before what was typed elsewhere', () => {
    const held = typed(atPrompt(chain), '7', '1', '7', '1', '7', '-14').session;
    expect(hintsAt(held)[0]).toMatch(/^Look only at the sign/);
  });
});

describe('the same mistake again, at another question', () => {
  test('is told with the questions before, and leads further on', () => {
    const twice = typed(atPrompt(chain), '7', '1', '7', '1');
    expect(said(twice)).toMatch(/\nYou made the same mistake at dJ\/d[au]\.$/);
    const third = typed(twice.session, '7', '2');
    expect(said(third)).toMatch(
      /\nYou made the same mistake at dJ\/da and dJ\/du\. First b moves u, in u = b\*c; then u moves J\. The second slope is dJ\/du = 7\.$/,
    );
    // Where to look was said at those.
    expect(said(typed(third.session, '2'))).toMatch(
      /^You gave 2 before\. If u moves 2ε for a tiny step ε in b/,
    );
  });
});

test('a batch: a transpose that was left out leads to one entry of the product', () => {
  const lesson = lectureLesson('batch-of-four-six-equations.txt');
  const held = typed(
    atPrompt(lesson),
    'A2 - Y',
    'dZ2*A1',
    "dZ2*A1'/4",
    'sum(dZ2)/4',
    "W2'*dZ2 .* (1 - A1.^2)",
  ).session;
  const hints = hintsAt(held).join('\n');
  expect(hints).toMatch(/^At dJ\/dW2 the mistake was this: a transpose left out of a product of matrices\./);
  expect(hints).toContain(
    'Take one entry. In Z1 = W1*X + b1, W1(1,1) meets the first row of X, and the products land in the first row of Z1. So what do the first row of dZ1 and the first row of X make of dW1(1,1)? Type dW1(1,1), or the whole answer.',
  );
});

const numbers = (text: string): readonly string[] => [...text.matchAll(numbersIn)].map(([each]) => each);

/** Every question of a lesson, reached by somebody who first answers by one rule. */
function stubborn(lesson: Lesson, id: string): readonly Session[] {
  const reached: Session[] = [];
  let session = atPrompt(lesson);
  for (const slot of lesson.order) {
    if (session.queue[0] !== slot) break;
    reached.push(session);
    const question = questionOf(lesson, slot);
    const wrong = learnersAt(lesson, slot)
      .find((each) => each.id === id)
      ?.answer(worldHere(lesson));
    const lines = wrong === undefined || !Number.isFinite(wrong) ? [] : [String(wrong)];
    session = typed(session, ...lines).session;
    if (session.queue[0] === slot) session = typed(session, String(question.exact)).session;
  }
  return reached;
}

test('no rung says the answer, or a number that is not on the screen', () => {
  let ahead = 0;
  for (const id of [
    'local-only',
    'upstream-only',
    'added-instead-of-multiplied',
    'first-path-only',
    'opposite-sign',
  ])
    for (const [title, lesson] of lectureLessons)
      for (const session of stubborn(lesson, id)) {
        const screen = [...opening(session), ...asking(session)].flatMap(linesIn).join('\n');
        const hints = hintsAt(session);
        expect(new Set(hints).size).toBe(hints.length);
        if (!hints[0]?.startsWith('At ')) continue;
        ahead++;
        const seen = new Set([
          ...numbers(screen),
          ...[...lesson.worked.tape.value].map((each) => formatNumber(Math.abs(each), 4)),
          '0.001',
        ]);
        const rungs = hints.slice(0, 3).join('\n');
        expect([title, id, rungs, numbers(rungs).filter((each) => !seen.has(each))]).toEqual([
          title,
          id,
          rungs,
          [],
        ]);
      }
  expect(ahead).toBeGreaterThan(60);
});

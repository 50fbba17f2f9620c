import { describe, expect, test } from '@jest/globals';
import { gradientAt } from '../../engine/passes/evaluate.ts';
import { addValues } from '../../engine/passes/pass-back.ts';
import { solved } from '../../engine/solved.testing.ts';
import { print } from '../../language/print.ts';
import { entriesOf, isFiniteValue, shapeOf, writtenShape } from '../../ops/matrix.ts';
import { shareOf } from '../../symbolic/convention.ts';
import { linkValue } from '../../symbolic/link.ts';
import { readAnswer } from '../answers/read-answer.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLesson, lessonFor, matrixLectures, type Titled } from '../lesson/lessons.testing.ts';
import { type Question, questionOf, readersOf } from '../lesson/question.ts';
import { kindIn, type QuestionKind, questionKinds, slotIn } from '../lesson/question-kind.ts';
import { counterfactualValue, hasNames } from '../mistakes/counterfactual.ts';
import { sameValue } from '../mistakes/equality.ts';
import { matrixMalrules } from '../mistakes/matrix-malrules.ts';
import { atPrompt, inPipe, said, textIn, typed } from '../quiz/session.testing.ts';
import { opening } from '../session/opening.ts';
import type { QuestionState } from '../session/state.ts';
import { looked, shippedLessons, typedAs } from '../teaching/matrix-rules.testing.ts';
import { wholeRule } from '../teaching/matrix-rules.ts';
import { codeGapOf, codeKind } from './code.ts';
import { slopesOf } from './entrywise.ts';
import { kindsOfQuestion } from './kinds.ts';
import { planQuestions, unasked } from './plan.ts';
import { passOf } from './wrong-line.ts';

const asking = (lesson: Lesson, ...kinds: readonly QuestionKind[]): Lesson => ({
  ...lesson,
  choice: { ...lesson.choice, kinds },
});

// The other batches are the same over again, and slow.
const again = /^(batch-of-three|batch-of-four-|matrix-net-sigmoid|three-layer|logistic-batch|batch\.)/;
const taught: readonly Titled[] = [...matrixLectures, ...shippedLessons].filter(
  ([title]) => !again.test(title),
);
const lessons = taught.map(([title, lesson]) => [title, asking(lesson, ...questionKinds)] as const);

const wordsOf = (lesson: Lesson) => ({ lesson, digits: 4 });

/** What comes of a line at one question of a lesson. */
const turnAt = (lesson: Lesson, key: number, text: string): QuestionState | undefined =>
  typed({ ...inPipe(lesson), queue: [key] }, text).session.turns.get(key);

/** What somebody who knows types; null where a line of a pass is asked. */
function rightAnswer(lesson: Lesson, question: Question): string | null {
  const words = wordsOf(lesson);
  switch (question.kind) {
    case 'shape':
      return writtenShape(shapeOf(question.exact));
    case 'code': {
      const hole = codeGapOf(words, question);
      return readersOf(question).length > 1 || !hole ? '+=' : print(hole.missing);
    }
    case 'formula': {
      const rule = wholeRule(words, question);
      return rule && print(rule);
    }
    case 'local': {
      const slopes = slopesOf(lesson, question);
      return slopes && typedAs(slopes.value, 6);
    }
    case 'value':
    case 'nudge':
    case 'wrong-line':
      return null;
  }
}

describe.each(lessons)('%s', (_, lesson) => {
  const keys = planQuestions(lesson);

  test('takes the right answer of each kind, typed bare or as a rule', () => {
    const asked = new Set<string>();
    for (const key of keys) {
      const question = questionOf(lesson, key);
      const answer = question.plain && question.kind === 'local' ? null : rightAnswer(lesson, question);
      if (answer === null) continue;
      const outcome = turnAt(lesson, key, answer)?.outcome;
      expect([question.kind, question.name, answer, outcome]).toEqual([
        question.kind,
        question.name,
        answer,
        'correct',
      ]);
      asked.add(question.kind);
    }
    expect([...asked]).toEqual(expect.arrayContaining(['shape', 'code', 'formula']));
  });

  test('a slope entry by entry times the upstream gradient is what comes back', () => {
    for (const slot of lesson.order) {
      const slopes = slopesOf(lesson, questionOf(lesson, slot));
      if (!slopes) continue;
      const upstream = gradientAt(lesson.worked, slopes.reader);
      const shares = slopes.links.map((link) => linkValue(lesson.worked, link, upstream)).reduce(addValues);
      const slope = entriesOf(slopes.value);
      const products = Array.from(entriesOf(upstream), (entry, i) => entry * (slope[i] ?? Number.NaN));
      // A derivative on another scale is as many times as large.
      const scale = shareOf(lesson.worked, { from: slot, to: slopes.reader });
      expect(Array.from(entriesOf(shares))).toEqual(
        products.map((entry) => expect.closeTo(scale * entry, 9)),
      );
    }
  });

  test('tells no answer in a hint, and helps at every question', () => {
    for (const key of keys) {
      const question = questionOf(lesson, key);
      if (question.kind === 'value') continue;
      const { hints, told } = kindsOfQuestion[question.kind];
      const help = hints(wordsOf(lesson), question).join(' ');
      expect(help.length).toBeGreaterThan(20);
      expect(help).not.toContain(told(wordsOf(lesson), question));
      const answer = rightAnswer(lesson, question);
      // The upstream gradient alone is on the screen, though it may be all that is missing.
      if (question.kind === 'code' && answer !== null && answer.length > 4 && !/^d\S+$/.test(answer))
        expect(help).not.toContain(answer);
    }
  });

  test('a wrong line of code gets the diagnosis of the same answer', () => {
    let compared = 0;
    for (const key of keys.filter((each) => kindIn(each) === 'code')) {
      const question = questionOf(lesson, key);
      if (readersOf(question).length > 1) continue;
      const value = questionOf(lesson, slotIn(key));
      for (const { rule } of matrixMalrules(lesson, value).slice(0, 5)) {
        const given = counterfactualValue(lesson.worked, rule);
        // A line without names is no code, and one that divides by 0 is none that could be run.
        if (!hasNames(rule) || (given !== null && !isFiniteValue(given))) continue;
        const { verdict, mistake } = looked(lesson, value, print(rule));
        if (verdict !== 'wrong' || !mistake || mistake.id === 'right-number-wrong-reason') continue;
        const turn = turnAt(lesson, key, `d${question.name} = ${print(rule)}`);
        expect([print(rule), turn?.mistake?.id]).toEqual([print(rule), mistake.id]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1);
  });

  test('a worked pass: the wrong line alone gives something else, and the others are right for it', () => {
    const { lines, wrong } = passOf(wordsOf(lesson));
    expect(lines.length).toBe(lesson.order.length);
    for (const [at, slot] of lesson.order.entries()) {
      const question = questionOf(lesson, slot);
      const [, formula = ''] = (lines[at] ?? '').split(' = ');
      const reading = readAnswer(lesson.worked, question, formula, (each) => gradientAt(lesson.worked, each));
      const right = reading.kind === 'read' && sameValue(reading.value, question.exact);
      expect([formula, right]).toEqual([formula, at + 1 !== wrong]);
    }
    const key = keys.at(-1) ?? -1;
    expect(turnAt(lesson, key, wrong === 0 ? 'none' : String(wrong))?.outcome).toBe('correct');
    expect(turnAt(lesson, key, wrong === 1 ? '2' : '1')?.outcome).toBe('wrong');
  });
});

test('of the worked passes some are right, some are wrong, and some are formulas alone', () => {
  const passes = [...matrixLectures, ...shippedLessons].map(([, lesson]) => passOf(wordsOf(lesson)));
  const bare = passes.filter(({ lines }) => lines.every((each) => (each.match(/ = /g)?.length ?? 0) < 2));
  const shareWithoutMistake = passes.filter(({ wrong }) => wrong === 0);
  expect(
    [bare.length, shareWithoutMistake.length, passes.length - shareWithoutMistake.length].map(
      (count) => count > 1,
    ),
  ).toEqual([true, true, true]);
});

describe('what is missing from a line', () => {
  const net = 'Z = W*X + b; A = sigmoid(Z); J = sum(A.^2)';
  const values = { W: '[1 2; 0 1; -1 1]', X: '[1 0.5; -1 2]', b: '[0; 1; 0.5]' };

  test.each([
    [net, 'W', 'dW = dZ*?'],
    [net, 'X', 'dX = ?*dZ'],
    [net, 'b', 'db = ?'],
    [net, 'Z', 'dZ = dA .* ?'],
    ['Z = softmax(W*X); A = 2*Z; J = sum(A.^2)', 'Z', 'dZ = ?'],
    ['Z = W .* b; A = Z*X; J = sum(A.^2)', 'b', 'db = sum(dZ .* ?, 2)'],
  ])('%s: %s', (text, name, line) => {
    const lesson = lessonFor(solved(text, values));
    const question = questionOf(lesson, lesson.worked.slots.get(name) ?? -1);
    expect(codeKind.shows(wordsOf(lesson), question)?.at(-1)).toBe(line);
  });
});

describe('answers', () => {
  const lesson = asking(lectureLesson('matrix-net-tanh.txt'), 'code', 'local', 'formula');
  const keyOf = (kind: QuestionKind, name: string): number =>
    planQuestions(lesson).find((key) => kindIn(key) === kind && questionOf(lesson, key).name === name) ?? -1;

  test.each<readonly [QuestionKind, string, string, string | null]>([
    ['code', 'W1', "x'", null],
    ['code', 'W1', "? = x'", null],
    ['code', 'W1', "dW1 = dz1*x'", null],
    ['code', 'W1', 'x', 'transpose-dropped'],
    ['code', 'W1', "dW1 = x'*dz1", 'factors-swapped'],
    ['code', 'z1', '1 - z1.^2', 'input-for-output'],
    ['local', 'z1', '1 - a1.^2', null],
    ['local', 'z1', 'da1/dz1 = 1 - a1.^2', null],
    ['local', 'z1', '1 - z1.^2', 'input-for-output'],
    ['local', 'z1', '1', 'slope-forgotten'],
    ['local', 'z1', 'a1', 'output-for-slope'],
    ['formula', 'W1', "dz1*x'", null],
    ['formula', 'W1', 'dz1*x', 'transpose-dropped'],
    // A number of the graph in it keeps nothing from being wrong.
    ['formula', 'W1', '0.6*W1', null],
  ])('%s of %s: %s', (kind, name, text, id) => {
    const turn = turnAt(lesson, keyOf(kind, name), text);
    const wrong = id !== null || text === '0.6*W1';
    expect([turn?.outcome, turn?.mistake?.id ?? null]).toEqual([wrong ? 'wrong' : 'correct', id]);
  });

  test('the whole line typed into the gap is told so, and costs nothing', () => {
    const at = { ...atPrompt(lesson), queue: [keyOf('code', 'W1')] };
    const after = typed(at, "dz1*x'");
    expect(said(after)).toContain('That is the whole dW1.');
    expect(after.session.turns.get(keyOf('code', 'W1'))).toBeUndefined();
  });

  test('the reason for a part of a line is that of the step that brings it in', () => {
    const over = asking(lectureLesson('batch-of-four.txt'), 'code');
    const { worked } = over;
    const bent = lessonFor(worked, {
      ...over.choice,
      skip: ['A1', 'A2'].filter((each) => worked.slots.has(each)),
    });
    const key = planQuestions(bent).find((each) => questionOf(bent, each).name === 'Z1') ?? -1;
    const after = said(typed({ ...atPrompt(bent), queue: [key] }, "W2'"));
    expect(after).toMatch(/meets a whole/);
    expect(after).not.toContain('The slope of');
  });

  test('no clash of shapes says what would fit', () => {
    expect(said(typed({ ...atPrompt(lesson), queue: [keyOf('code', 'W1')] }, 'a1'))).not.toContain('mean');
  });
});

test('where no relu lets anything through, a line is held against what is missing, not against 0', () => {
  const worked = solved('Z = W*X; A = relu(Z); J = sum(A.^2)', { W: '[-1 -2; -1 -1]', X: '[1 2; 3 1]' });
  const lesson = asking(lessonFor(worked), 'code');
  const key = planQuestions(lesson).find((each) => questionOf(lesson, each).name === 'W') ?? -1;
  expect(turnAt(lesson, key, "X'")?.outcome).toBe('correct');
  expect(turnAt(lesson, key, "2*X'")?.outcome).toBe('wrong');
});

test('what has no slope entry by entry is not asked, and the first screen says so', () => {
  const lesson = asking(lectureLesson('batch-of-four.txt'), 'local');
  const [note = ''] = unasked(lesson);
  expect(note).toMatch(/^local is not asked of Z?.*W2.*b2.*: where entries are mixed/);
  expect(textIn(opening(atPrompt(lesson)))).toContain(note);
  const names = planQuestions(lesson).map((key) => questionOf(lesson, key).name);
  for (const name of names) expect(note).not.toMatch(new RegExp(`\\b${name}\\b`));
});

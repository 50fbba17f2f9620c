import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nudgeSentences, nudging } from '../../demos/nudge/telling.ts';
import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { smoothPrograms } from '../../engine/random.testing.ts';
import { solved } from '../../engine/solved.testing.ts';
import { shapeOf } from '../../ops/matrix.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lectureLesson, lessonFor } from '../lesson/lessons.testing.ts';
import { questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { statementOf, type Words } from '../lesson/words.ts';
import { codeKind } from '../questions/code.ts';
import { nudgeKind } from '../questions/nudge.ts';
import { everything } from './chain-rule.ts';
import { confirmation } from './confirmation.ts';
import { explanation } from './explain.ts';
import { ladder } from './hint.ts';

// Every sentence that states a number or a move is held against the engine: a tiny step is taken, and the forward pass run
// again. No rule of calculus has a part in it: names have their forward values, derivatives are differences.

/** What a name stands for, by a tiny step where it is a derivative; null where the sentence speaks of something else. */
function worth(words: Words, text: string): number | null {
  const { worked } = words.lesson;
  const values: Record<string, number> = {};
  for (const [name, slot] of worked.slots) values[name] = numberAt(worked, slot);
  let known = true;
  let count = 0;
  const plain = text.replaceAll(
    /[d∂]([\p{L}_][\p{L}\p{N}_]*)\/[d∂]([\p{L}_][\p{L}\p{N}_]*)/gu,
    (_, of, by) => {
      const value = of === worked.output ? slopeOf(words.lesson, by) : localOf(words, of, by);
      known &&= value !== null;
      count++;
      values[`slope_${count}`] = value ?? 0;
      return `slope_${count}`;
    },
  );
  if (!known) return null;
  try {
    const asked = solved(`zz_asked = ${plain}`, values);
    return numberAt(asked, asked.graph.output);
  } catch {
    // A name by itself, or words: no expression.
    const alone = values[plain.trim()];
    return alone ?? (/^-?[\d.]+(?:e-?\d+)?$/.test(plain.trim()) ? Number(plain) : null);
  }
}

function slopeOf({ worked }: Lesson, name: string): number | null {
  const slot = worked.slots.get(name);
  if (slot === undefined) return null;
  const at = numberAt(worked, slot);
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (outputWith(worked.graph, slot, at + h) - outputWith(worked.graph, slot, at - h)) / (2 * h);
}

/** The slope of one statement with respect to a name in it, all other names held. */
function localOf(words: Words, of: string, by: string): number | null {
  const { worked } = words.lesson;
  const slot = worked.slots.get(of);
  const held = worked.slots.get(by);
  if (slot === undefined || held === undefined) return null;
  const [, right = ''] = statementOf(words, slot).split(/ = (.*)/s);
  if (!new RegExp(`(?<![\\p{L}\\p{N}_])${by}(?![\\p{L}\\p{N}_(])`, 'u').test(right)) return null;
  const values: Record<string, number> = {};
  for (const [name, at] of worked.slots) values[name] = numberAt(worked, at);
  const there = (value: number): number => {
    const moved = solved(`zz_asked = ${right}`, { ...values, [by]: value });
    return numberAt(moved, moved.graph.output);
  };
  const at = numberAt(worked, held);
  const h = 1e-5 * Math.max(1, Math.abs(at));
  return (there(at + h) - there(at - h)) / (2 * h);
}

/** Numbers on the screen have four digits; a product or a sum of them is off by as much as its largest part allows. */
function near(said: number, true_: number, text: string): boolean {
  const sizes = [...text.matchAll(/\d+(?:\.\d+)?(?:e-?\d+)?/g)].map(([number]) => Number(number));
  const scale = Math.max(1e-3, Math.abs(true_), ...sizes.map((size) => (size > 1e3 ? 0 : size)));
  return Math.abs(said - true_) <= 6e-3 * scale;
}

interface Checked {
  equations: number;
  moves: number;
  nudges: number;
}

/** Holds one sentence against the engine. */
function hold(words: Words, sentence: string, checked: Checked): void {
  const { lesson } = words;
  const { worked } = lesson;
  const unsure = { sentence, program: worked.program.statements.length };
  for (const [, moved = '', follows = '', size = ''] of sentence.matchAll(
    /tiny step `ε` in (\S+) moves (\S+) by `([^`]*?) ?ε`/g,
  )) {
    const slope = follows === worked.output ? slopeOf(lesson, moved) : localOf(words, follows, moved);
    const said = size === '' ? 1 : size === '-' ? -1 : Number(size);
    if (slope === null || Number.isNaN(said)) continue;
    checked.moves++;
    if (!near(said, slope, size)) throw new Error(`a tiny step says ${slope}: ${JSON.stringify(unsure)}`);
  }
  for (const [, moved = '', follows = ''] of sentence.matchAll(
    /tiny step in (\S+) does not move (\S+?)[:.]/g,
  )) {
    if (follows !== worked.output) continue;
    checked.moves++;
    if (Math.abs(slopeOf(lesson, moved) ?? 0) > 1e-6) throw new Error(`it does move: ${sentence}`);
  }
  const nudge =
    /when (\S+) goes from `([^`]+)` to `([^`]+)`, (\S+) (?:goes from `([^`]+)` to `([^`]+)`|stays at `([^`]+)`)(?:, (?:`([^`]+)` times that step|(the same step)))?/.exec(
      sentence,
    );
  const slot = nudge && worked.slots.get(nudge[1] ?? '');
  if (nudge && slot !== undefined && slot !== null) {
    const [, , from, to, , , arrives, stays, times, same] = nudge;
    const after = outputWith(worked.graph, slot, Number(to));
    const before = outputWith(worked.graph, slot, Number(from));
    checked.nudges++;
    expect(Number(arrives ?? stays)).toBeCloseTo(after, 4);
    const ratio = (after - before) / (Number(to) - Number(from));
    const said = same ? 1 : Number(times ?? 0);
    if (Math.abs(ratio - said) > 0.02 * Math.max(1, Math.abs(said))) throw new Error(`${ratio}: ${sentence}`);
  }
  for (const [, formula = ''] of sentence.matchAll(/`([^`]+)`/g)) {
    const parts = formula.split(/ = /);
    // A question, an update or a program is no equation that holds.
    if (parts.length < 2 || /\?|rate|:=|ε|slope|\.\.\./.test(formula)) continue;
    const values = parts.map((part) => worth(words, part)).filter((value) => value !== null);
    const [first, ...others] = values;
    if (first === undefined || others.length === 0) continue;
    checked.equations++;
    for (const value of others)
      if (!near(value, first, formula))
        throw new Error(`${values.join(' / ')}: ${JSON.stringify({ ...unsure, formula })}`);
  }
}

/** Everything that is said about the questions of a lesson. */
function allSaid(words: Words): readonly string[] {
  const { lesson } = words;
  const asked = lesson.order.filter((key) => kindIn(key) === 'value');
  return asked.flatMap((key) => {
    const question = questionOf(lesson, key);
    if (!question.plain || typeof question.exact !== 'number' || !Number.isFinite(question.exact)) return [];
    const seen = nudging(lesson, { slot: question.slot, entry: 0, chosen: false }, [1e-3]);
    return [
      confirmation(words, question),
      ...ladder(words, question, '', everything),
      ...explanation(words, question, everything),
      nudgeKind.told(words, question),
      ...nudgeKind.hints(words, question),
      ...codeKind.hints(words, question),
      ...(seen.ok ? nudgeSentences(words, seen.value) : []),
    ];
  });
}

describe('what is said is true', () => {
  test('on random graphs', () => {
    const checked: Checked = { equations: 0, moves: 0, nudges: 0 };
    fc.assert(
      fc.property(smoothPrograms, ({ text, values }) => {
        const words: Words = { lesson: lessonFor(solved(text, values)), digits: 4 };
        for (const sentence of allSaid(words)) hold(words, sentence, checked);
      }),
      { numRuns: 40, seed: 7 },
    );
    expect(checked.equations).toBeGreaterThan(300);
    expect(checked.moves).toBeGreaterThan(20);
    expect(checked.nudges).toBeGreaterThan(60);
  });

  test.each([
    'running-example',
    'w-cubed',
    'one-over-w',
    'relu-net',
    'course-net',
    'logistic-y-0',
    'lab-logistic',
  ])('on %s', (name) => {
    const checked: Checked = { equations: 0, moves: 0, nudges: 0 };
    const words: Words = { lesson: lectureLesson(`${name}.txt`), digits: 4 };
    for (const sentence of allSaid(words)) hold(words, sentence, checked);
    expect(checked.equations).toBeGreaterThan(0);
  });

  test.each(['matrix-net-sigmoid', 'batch-of-four', 'batch-of-four-six-equations'])(
    'the shapes that are said on %s are those of the matrices',
    (name) => {
      const lesson = lectureLesson(`${name}.txt`);
      const words: Words = { lesson, digits: 4 };
      const { worked } = lesson;
      let count = 0;
      for (const key of lesson.order) {
        const said = confirmation(words, questionOf(lesson, key));
        const shapes = said.matchAll(/(?<![\p{L}\p{N}])d?([A-Za-z]\w*)('?) \((\d+),(\d+)\)/gu);
        for (const [whole, of = '', transposed, rows, columns] of shapes) {
          const slot = worked.slots.get(of);
          if (slot === undefined) continue;
          const shape = shapeOf(valueOfSlot(worked, slot));
          const sides = [shape.rows, shape.columns];
          expect([whole, Number(rows), Number(columns)]).toEqual([
            whole,
            ...(transposed ? sides.reverse() : sides),
          ]);
          count++;
        }
      }
      expect(count).toBeGreaterThan(4);
    },
  );

  test('and a false sentence is found', () => {
    const words: Words = { lesson: lectureLesson('w-cubed.txt'), digits: 4 };
    const checked: Checked = { equations: 0, moves: 0, nudges: 0 };
    for (const lie of [
      'A tiny step `ε` in w moves J by `19ε`.',
      'A tiny step in w does not move J.',
      'Rule: `dJ/dw = 3*w = 6`.',
      '`dJ/dw = 2*w^2 = 2*2^2 = 12`',
      'Check with a nudge: when w goes from `2` to `2.001`, J goes from `8` to `8.013`, `13` times that step.',
    ])
      expect(() => hold(words, lie, checked)).toThrow();
  });
});

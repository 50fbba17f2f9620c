import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Predict } from '../lessons/course.ts';
import { readCourse } from '../lessons/read.ts';
import { drawnPrediction, judgePrediction } from './predict.ts';
import { updateIn } from './update-mistakes.ts';

function predictionsOf(text: string): readonly Predict[] {
  const document = readYaml(text);
  const read = document.ok ? readCourse(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value.lectures
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'predict' ? [step] : []));
}

const courseOf = (values: string, ask: string, answer: string): string => `format: dvar.course/1
id: mine
title: Mine
programs:
  p: { program: "J = w^2 + 3*c", values: ${values}, data: [] }
lectures:
  - id: one
    title: One
    program: p
    steps:
      - { id: step, predict: "${ask}", answer: "${answer}", hints: ["Think."], why: "So." }
`;
const stepAt = (values: string, ask: string, answer = 'w - 0.1*dw'): Predict => {
  const [step] = predictionsOf(courseOf(values, ask, answer));
  if (!step) throw new Error('the course has one prediction');
  return step;
};

const told = (step: Predict, typed: string): string =>
  judgePrediction(step, typed)
    .shown.flatMap((block) => (block.kind === 'line' ? [block.text.replaceAll('`', '')] : []))
    .join('\n');

// w^2 + 3*c at w = 5, c = 4: J = 37, the slopes are 10 and 3.
const alone = stepAt('{ w: 5, c: 4 }', 'w = {w} has slope {dw}. Where is w after a step with rate 0.1?');
// At w = 1, c = 0 the value of J is w itself.
const both = stepAt('{ w: 1, c: 0 }', 'w = {w} has slope {dw}. Where is w after a step with rate 0.1?');

describe('a wrong number after an update', () => {
  test.each([
    ['6', 'That is a step up the slope. On which side of w is J smaller?'],
    ['-5', 'You subtracted the whole slope. What does the rate do to it?'],
    ['1', 'That is the step alone: the rate times the slope. Where is w after that step?'],
    ['-1', 'That is the step alone: the rate times the slope. Where is w after that step?'],
    ['-4', 'You subtracted the weight from the step. Which of the two is taken away from the other?'],
    ['5', 'That is w before the update.'],
    ['10', 'That is the slope. What does an update of w do with it?'],
    ['4.5', 'You multiplied the rate by w itself. Which number tells how steep J is there?'],
    ['1.3', 'You multiplied the rate by the value of J. By what does an update multiply it?'],
    ['4.7', 'That is a step by the slope of another variable. What is the slope of w?'],
    ['3', 'You took the step of w from another weight. Where did w stand?'],
    ['7.7', 'Not yet.'],
  ])('%s is told what it is', (typed, says) => {
    expect(told(alone, typed)).toBe(says);
    expect(judgePrediction(alone, typed).offer).toBeNull();
  });

  test('that two mistakes give is told both, and what tells them apart', () => {
    expect(told(both, '0.9')).toBe(
      'Not yet: it is either the weight in the place of its slope, or the value of J in the place of the slope.',
    );
    expect(judgePrediction(both, '0.9').offer).toBe(
      'To tell which, write how you got it with names, as in `w = ...`, or just try again.',
    );
  });

  test.each([
    ['w = w - 0.1*w', /^You multiplied the rate by w itself\./],
    ['w - 0.1*J', /^You multiplied the rate by the value of J\./],
    ['w - 0.1*w^3', /^Not yet\.$/],
  ])('%s, written with names, is one of the two, or neither', (typed, says) => {
    expect(told(both, typed)).toMatch(says);
    expect(judgePrediction(both, typed).offer).toBeNull();
  });

  test('is asked for names only where the derivative has one in the question', () => {
    const silent = stepAt('{ w: 1, c: 0 }', 'Where is w = {w} after a step with rate 0.1?');
    expect(told(silent, '0.9')).toMatch(/^Not yet: it is either /);
    expect(judgePrediction(silent, '0.9').offer).toBeNull();
  });

  test('is told what the author says of it, where the author has foreseen it', () => {
    const foreseen = { ...alone, traps: [{ answer: 'w + 0.1*dw', says: 'Uphill.' }] };
    expect(told(foreseen, '6')).toBe('Uphill.');
  });

  test('is never told of a mistake that gives what is right', () => {
    // With a rate of 1 the whole slope is subtracted.
    const whole = stepAt('{ w: 5, c: 2 }', 'Where is w = {w} after a step with rate 1?', 'w - 1*dw');
    expect(judgePrediction(whole, '-5').verdict).toBe('right');
    expect(told(whole, '10')).toMatch(/^That is the step alone/);
  });
});

test('what is not asked as an update has no such mistakes', () => {
  for (const answer of ['dw', 'J | w += 0.001', 'c - 0.1*dw', 'w + 0.1*dw'])
    expect([answer, updateIn({ ...alone, answer })]).toEqual([answer, null]);
});

// Each sentence at the updates that the course asks, at its numbers and at drawn ones, by forward passes.
test('what the course says of an update is so', () => {
  const steps = ['1-derivative', '5-training']
    .flatMap((file) =>
      predictionsOf(readFileSync(new URL(`../../../fixtures/course/${file}.yaml`, import.meta.url), 'utf8')),
    )
    .flatMap((step) => (step.redraw ? [1, 2, 3].map((seed) => drawnPrediction(step, seed)) : [step]))
    .filter((step) => updateIn(step) !== null);
  expect(steps.length).toBeGreaterThan(5);
  const heard = new Set<string>();
  for (const step of steps) {
    const { worked } = step.example?.lesson ?? alone.example?.lesson ?? { worked: null };
    const { name, rate } = updateIn(step) ?? { name: '', rate: '' };
    if (!worked) throw new Error('an update has a program');
    const slot = worked.slots.get(name) ?? -1;
    const here = numberAt(worked, slot);
    const output = (by: number): number => outputWith(worked.graph, slot, here + by);
    const slope = (output(1e-5) - output(-1e-5)) / 2e-5;
    const moved = Number(rate) * slope;
    const claims: readonly (readonly [RegExp, number])[] = [
      [/^That is a step up the slope\./, here + moved],
      [/^You subtracted the whole slope\./, here - slope],
      [/^That is the step alone/, moved],
      [/^You subtracted the weight from the step\./, moved - here],
      [/^That is \S+ before the update\./, here],
      [/^That is the slope\./, slope],
      [/^You multiplied the rate by \S+ itself\./, here - Number(rate) * here],
      [/^You multiplied the rate by the value of/, here - Number(rate) * output(0)],
    ];
    for (const [words, number] of claims) {
      const said = told({ ...step, traps: [] }, number.toPrecision(6));
      const claim = claims.find(([each]) => each.test(said));
      if (!claim) continue;
      heard.add(String(words));
      expect([step.id, said, Math.abs(claim[1] - number) < 1e-3 * Math.max(1, Math.abs(number))]).toEqual([
        step.id,
        said,
        true,
      ]);
    }
  }
  expect(heard.size).toBeGreaterThanOrEqual(7);
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Course, Step } from '../lessons/course.ts';
import { filledIn, numberIn } from '../lessons/numbers.ts';
import { readCourse } from '../lessons/read.ts';

// What the course's texts state is computed anew: sides of an equation have one value in the step's program. The numbers are
// filled in when a step is read; what is written around them is what may be false.

const lectures = ['1-derivative', '2-graph', '3-network', '4-matrices', '5-training'];

function courseIn(file: string): Course {
  const path = new URL(`../../../fixtures/course/${file}.yaml`, import.meta.url);
  const document = readYaml(readFileSync(path, 'utf8'));
  const read = document.ok ? readCourse(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value;
}

/** The texts of a step that state something; traps speak of wrong answers. */
function statedIn(step: Step): readonly string[] {
  const texts =
    step.kind === 'say' ? [step.text] : step.kind === 'predict' ? [step.ask, step.why, ...step.hints] : [];
  return texts.flatMap((text) => {
    const filled = filledIn(step.example?.lesson.worked ?? null, text);
    return filled.ok ? [filled.value] : [];
  });
}

/** What an equation is made of: names, numbers, signs. */
const side = String.raw`[\w.()]+(?:\s*[-+*/^]\s*[-\w.()]+)*`;
const chain = new RegExp(String.raw`-?${side}(?:\s=\s-?${side})+`, 'g');

/** The number that a side stands for in the step's program; null where it is no formula of it, or speaks of a slope inside. */
function worth({ example }: Step, text: string): number | null {
  const plain = text.replaceAll(/\bd([A-Za-z]\w*)\/d(?=[A-Za-z])/g, (whole, of: string) =>
    of === example?.lesson.worked.output ? 'd' : whole,
  );
  const value = /\bd\w+\/d/.test(plain) ? null : numberIn(example?.lesson.worked ?? null, plain);
  return value?.ok && typeof value.value === 'number' ? value.value : null;
}

/** Whether two numbers agree, one of them as far as it is shown. */
const agrees = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 6e-3 * Math.max(1, Math.abs(one), Math.abs(other));

/** The equations of a text in which at least two sides have a value; a name that is given one, as in `at w = 2`, is none. */
function equationsIn(
  step: Step,
  text: string,
): readonly { readonly whole: string; readonly holds: boolean }[] {
  const given = (name: string): boolean => /^[A-Za-z]\w*$/.test(name);
  return [...text.matchAll(chain)].flatMap(([whole]) => {
    const sides = whole.split(/\s=\s/).map((each) => each.replace(/\.+$/, ''));
    if (sides.length === 2 && given(sides[0] ?? '')) return [];
    const values = sides.map((each) => worth(step, each)).filter((value) => value !== null);
    const [first, ...others] = values;
    if (first === undefined || others.length === 0) return [];
    return [{ whole, holds: others.every((other) => agrees(first, other)) }];
  });
}

test.each(lectures)('%s: what is said to be equal is', (file) => {
  const found = courseIn(file).lectures.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      statedIn(step).flatMap((text) => equationsIn(step, text).map((each) => ({ step: step.id, ...each }))),
    ),
  );
  expect(found.filter(({ holds }) => !holds)).toEqual([]);
  expect(found.length).toBeGreaterThan(2);
});

test('and a false one is found', () => {
  const step = courseIn('2-graph').lectures[0]?.steps[0];
  if (!step) throw new Error('a lecture has a step');
  const holds = (text: string): readonly boolean[] => equationsIn(step, text).map((each) => each.holds);
  expect(holds('So dJ/da = 3*1 = 3, and 1/2 = 0.5.')).toEqual([true, true]);
  expect(holds('So dJ/da = 3*1 = 4, and dJ/db = 5.')).toEqual([false, false]);
});

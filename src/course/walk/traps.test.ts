import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { outputWith } from '../../engine/checks/differences.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import type { Predict } from '../lessons/course.ts';
import { filledIn, numberIn } from '../lessons/numbers.ts';
import { readCourse } from '../lessons/read.ts';
import { drawnPrediction } from './predict.ts';

// What the course says to a wrong number is so: what the sentence says the number is, worked out by forward passes, gives it. Of
// sentences to choose from, see `choices.test.ts`.

const lectures = ['1-derivative', '2-graph', '3-network', '4-matrices', '5-training'];

/** A trap in its place: the prediction, the number that is wrong, and the one that is right. */
interface Trapped {
  readonly step: Predict;
  readonly wrong: number;
  readonly right: number;
  readonly says: string;
}

type Claim = (trapped: Trapped, parts: readonly string[]) => boolean;

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

const worked = ({ step }: Pick<Trapped, 'step'>) => {
  if (!step.example) throw new Error(`${step.id} has no program`);
  return step.example.lesson.worked;
};

const slotOf = (trapped: Trapped, name: string): number => worked(trapped).slots.get(name) ?? -1;
const at = (trapped: Trapped, name: string): number => numberAt(worked(trapped), slotOf(trapped, name));
/** The output where a name stands so far from where it does. */
const moved = (trapped: Trapped, name: string, by: number): number =>
  outputWith(worked(trapped).graph, slotOf(trapped, name), at(trapped, name) + by);
const output = (trapped: Trapped): number => numberAt(worked(trapped), worked(trapped).graph.output);
/** A slope by a tiny step. */
const slope = (trapped: Trapped, name: string): number =>
  (moved(trapped, name, 1e-5) - moved(trapped, name, -1e-5)) / 2e-5;
const roughly = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a), Math.abs(b));
const alphaOf = ({ step }: Trapped): number =>
  Number(/(?:α = |rate (?:of )?)([\d.]+)/.exec(step.ask)?.[1] ?? Number.NaN);
/** The name that an update is about. */
const updated = ({ step }: Trapped): string => /^\w+/.exec(step.answer)?.[0] ?? '';
/** The nodes and the parameters that a count speaks of. */
const counts = ({ step }: Trapped): readonly number[] => {
  const filled = filledIn(step.example?.lesson.worked ?? null, step.ask);
  return [
    ...(filled.ok ? filled.value : '').matchAll(/(\d[\d,]*)(?=\s+(?:\S+\s+)?(?:nodes|parameters|inputs))/g),
  ].map(([each]) => Number(each.replaceAll(',', '')));
};

const claims: readonly (readonly [RegExp, Claim])[] = [
  [/^That is J before the step\./, (here) => near(here.wrong, output(here))],
  [
    /^That is J after a step of ([\d.]+)/,
    (here, [by = '']) => near(here.wrong, moved(here, 'w', Number(by))),
  ],
  [/^That is how far [wv] moved\./, (here) => near(here.wrong - output(here), 0.001)],
  [/^That is how far J moves for ε = ([\d.]+)\./, (here, [by]) => near(here.wrong, here.right * Number(by))],
  [
    /^That is the slope at w = (-?[\d.]+)\./,
    (here, [where = '']) => {
      const there = Number(where) - at(here, 'w');
      return roughly(here.wrong, (moved(here, 'w', there + 1e-5) - moved(here, 'w', there - 1e-5)) / 2e-5);
    },
  ],
  [
    /^That is the ratio for ε = ([\d.]+)\./,
    (here, [by]) => near(here.wrong, (moved(here, 'w', Number(by)) - output(here)) / Number(by)),
  ],
  [
    /^That is how far J moved\./,
    (here) => Math.abs(here.wrong - (moved(here, 'w', 0.001) - output(here))) < 1e-5,
  ],
  [
    /^J went down while w went up: check the sign\./,
    (here) => near(here.wrong, -here.right) && moved(here, 'w', 0.001) < output(here),
  ],
  [
    /^That goes up the slope/,
    (here) => {
      const name = updated(here);
      return roughly(here.wrong, at(here, name) + alphaOf(here) * slope(here, name));
    },
  ],
  [/Subtract the slope, which is negative/, (here) => slope(here, updated(here)) < 0],
  [
    /^(?:α|The rate) is missing: ([\d.]+) times the slope\./,
    (here, [rate]) => {
      const name = updated(here);
      return Number(rate) === alphaOf(here) && roughly(here.wrong, at(here, name) - slope(here, name));
    },
  ],
  [
    /^That is the length of the step\./,
    (here) => roughly(Math.abs(here.wrong), Math.abs(alphaOf(here) * slope(here, updated(here)))),
  ],
  [/^That is f itself\./, (here) => near(here.wrong, output(here))],
  [
    /^That is what a nudge to (\w) does[.:]/,
    (here, [name = '']) => near(here.wrong, moved(here, name, 0.001)),
  ],
  [
    /^That is what nudging takes/,
    (here) =>
      near(
        here.wrong,
        counts(here).reduce((so, each) => so * each, 1),
      ),
  ],
  [/^You were asked for five derivatives\./, (here) => here.wrong === 5 && near(here.right, 6)],
  [/^That is right so far/, (here) => Number(here.right.toFixed(3)) === here.wrong],
  [
    /^The lecture says that, too, but it has rounded; half of (-?[\d.]+) squared is less\./,
    (here, [each]) => Number(each) ** 2 / 2 < here.wrong,
  ],
  [
    /With this number the slope would be ([\d.]+)\./,
    (here, [each]) => roughly((here.wrong - output(here)) / 0.001, Number(each)),
  ],
  [
    /^That is the slope at w1 = (-?[\d.]+), where the first ReLU is open\. Here it is shut/,
    (here, [where]) => {
      const there = Number(where) - at(here, 'w1');
      const ratio = (moved(here, 'w1', there + 1e-5) - moved(here, 'w1', there - 1e-5)) / 2e-5;
      return Number(where) > 0 && at(here, 'z1') < 0 && roughly(here.wrong, ratio);
    },
  ],
  [
    /^That comes back to the first ReLU\. Here it is shut/,
    (here) =>
      at(here, 'z1') < 0 && here.right === 0 && roughly(here.wrong, slope(here, 'a1') * at(here, 'x')),
  ],
  [
    /^That is what backprop takes\./,
    (here) =>
      near(
        here.wrong,
        counts(here).reduce((so, each) => so + each, 0),
      ),
  ],
  [/^That is N times P, a billion steps/, (here) => here.wrong === 1e9],
  [/^That is the slope of the weight (\w+)\./, (here, [name = '']) => roughly(here.wrong, slope(here, name))],
  [/^That is da\./, (here) => roughly(here.wrong, slope(here, 'a'))],
  [
    /^The size is right, but check the sign: da is negative/,
    (here) => near(here.wrong, -here.right) && slope(here, 'a') < 0,
  ],
  [
    /^That uses (-?[\d.]+), the slope of (\w+)\. The slope of (\w+) is (-?[\d.]+)\./,
    (here, [one, other = '', , mine]) =>
      roughly(Number(one), slope(here, other)) &&
      roughly(Number(mine), slope(here, updated(here))) &&
      roughly(here.wrong, at(here, updated(here)) - alphaOf(here) * Number(one)),
  ],
  [
    /^That would be a rate of ([\d.]+)\./,
    (here, [rate]) => roughly(here.wrong, at(here, 'w') - Number(rate) * slope(here, 'w')),
  ],
  [/^Then two examples would never be used/, (here) => 17 - 5 * here.wrong === 2],
];

/** The predictions of a lecture that ask for a number, those with other numbers each time at a few draws. */
function predictionsIn(file: string): readonly Predict[] {
  const document = readYaml(
    readFileSync(new URL(`../../../fixtures/course/${file}.yaml`, import.meta.url), 'utf8'),
  );
  const read = document.ok ? readCourse(document.value) : document;
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value.lectures
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.kind === 'predict' && step.choices.length === 0 ? [step] : []))
    .flatMap((step) =>
      step.redraw ? [step, ...[3, 7, 12, 20].map((seed) => drawnPrediction(step, seed))] : [step],
    );
}

const numberAsked = (step: Predict, text: string): number => {
  const found = numberIn(step.example?.lesson.worked ?? null, text);
  if (!found.ok) throw new Error(found.trouble.message);
  return Number(found.value);
};

test.each(lectures)('%s: what is said to a wrong number is so', (file) => {
  const untrue: string[] = [];
  let held = 0;
  for (const step of predictionsIn(file))
    for (const { answer, says } of step.traps) {
      const filled = filledIn(step.example?.lesson.worked ?? null, says);
      const trapped = {
        step,
        wrong: numberAsked(step, answer),
        right: numberAsked(step, step.answer),
        says: filled.ok ? filled.value : '',
      };
      if (near(trapped.wrong, trapped.right)) untrue.push(`${step.id}: ${answer} is right`);
      const met = claims.filter(([words]) => words.test(trapped.says));
      if (met.length === 0) untrue.push(`${step.id}: nobody knows what this says: ${trapped.says}`);
      for (const [words, isSo] of met) {
        held++;
        if (!isSo(trapped, (words.exec(trapped.says) ?? []).slice(1)))
          untrue.push(`${step.id}: ${answer}: ${trapped.says}`);
      }
    }
  expect(untrue).toEqual([]);
  expect(held).toBeGreaterThan(1);
});

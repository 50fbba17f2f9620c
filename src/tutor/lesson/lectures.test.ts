import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { outputWith, slopesByNudging } from '../../engine/checks/differences.ts';
import { evaluateAll } from '../../engine/graph/values.ts';
import { type Evaluation, gradientAt, valueOfSlot } from '../../engine/passes/evaluate.ts';
import { asValue, closeValue, isStep, slotOf, solved } from '../../engine/solved.testing.ts';
import { print } from '../../language/print.ts';
import { entriesOf, mapped, type Value } from '../../ops/matrix.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import { linksOf } from '../../symbolic/link.ts';
import { ruleOf } from '../../symbolic/rule.ts';
import { ruleOver } from '../teaching/chain-rule.ts';
import { leafValue } from './as-shown.ts';
import { lessonFor, type Subject, subjectIn, valuesFrom } from './lessons.testing.ts';

const folder = new URL('../../../fixtures/lectures/', import.meta.url);

interface Derivative {
  readonly name: string;
  readonly rule: string | null;
  readonly value: Value;
  /** Whether it is that of the summed loss, as the lecture writes dZ: m times that of the output. */
  readonly perExample: boolean;
}

interface Lecture extends Subject {
  readonly forward: Record<string, Value>;
  readonly asked: readonly Derivative[];
  readonly unasked: readonly Derivative[];
  readonly nudges: readonly {
    readonly name: string;
    readonly to: number;
    readonly seen: Record<string, Value>;
  }[];
}

/** Reads `dJ/db = 6`, `dJ/db = dJ/du*c = 6` and, in the lecture's convention, `dZ = A - Y = [1 2]`. */
function derivativeIn(line: string, output: string): Derivative {
  const [, of, name, rule, value] = /^d(?:(\w+)\/d)?(\w+) = (?:(.+) = )?(\[.+\]|\S+)$/.exec(line) ?? [];
  if ((of ?? output) !== output || !name || !value)
    throw new Error(`'${line}' should say d${output}/dNAME = NUMBER`);
  return { name, rule: rule ?? null, value: asValue(value), perExample: of === undefined };
}

function lectureIn(text: string): Lecture {
  const [question = '', answer = '', ...more] = text.split('\n==>\n');
  if (more.length > 0 || answer === '') throw new Error("a case has one line '==>'");
  const [forward = '', ...rest] = answer.trim().split(/\n\n+/);
  const output = /(\w+) = \S+$/.exec(forward)?.[1] ?? '';
  const under = (heading: string): readonly string[] => {
    const block = rest.find((each) => each.startsWith(`${heading}:\n`));
    return block ? block.split('\n').slice(1) : [];
  };
  const known = /^(asked, in this order:|not asked, being data:|nudge \w)/;
  for (const block of rest) if (!known.test(block)) throw new Error(`'${block}' is no part of a case`);
  return {
    ...subjectIn(question),
    forward: valuesFrom(forward.replaceAll('\n', ',')),
    asked: under('asked, in this order').map((line) => derivativeIn(line, output)),
    unasked: under('not asked, being data').map((line) => derivativeIn(line, output)),
    nudges: rest
      .flatMap((block) => block.split('\n'))
      .filter((line) => line.startsWith('nudge '))
      .map((line) => {
        const [, name, to, seen] = /^nudge (\w+) = (\S+): (.+)$/.exec(line) ?? [];
        if (!name || !seen) throw new Error(`'${line}' should say nudge NAME = NUMBER: NAME = NUMBER, ...`);
        return { name, to: Number(to), seen: valuesFrom(seen) };
      }),
  };
}

/** A derivative of the output on the scale on which a convention asks it. */
const timesScale = (worked: Evaluation, slot: number, value: Value): Value =>
  mapped(value, (each) => each * scaleOf(worked, slot));

const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

test('the lectures are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(28);
});

describe.each(files)('%s', (file) => {
  const lecture = lectureIn(readFileSync(new URL(file, folder), 'utf8'));
  const worked = solved(lecture.program, lecture.values, { data: lecture.data });
  const of = lessonFor(worked, lecture.choice);
  // Entries of matrices are written with ten digits.
  const exactly = (tolerance: number): number => (worked.graph.layout ? 1e-9 : tolerance);
  const open = solved(lecture.program, lecture.values);

  test('says what it is, and asks something', () => {
    expect(lecture.program).toMatch(/^# \S/);
    expect(Object.keys(lecture.forward).length).toBeGreaterThan(0);
    expect(lecture.asked.length).toBeGreaterThan(0);
    expect([...lecture.unasked.map(({ name }) => name)].sort()).toEqual([...lecture.data].sort());
  });

  test('forward: every step has its value', () => {
    const steps = [...worked.slots.keys()].filter((name) => isStep(worked, slotOf(worked, name)));
    expect(Object.keys(lecture.forward).every((name) => steps.includes(name))).toBe(true);
    expect([...worked.own].filter((slot) => isStep(worked, slot)).map((slot) => worked.names[slot])).toEqual(
      Object.keys(lecture.forward).filter((name) => worked.own.has(slotOf(worked, name))),
    );
    for (const [name, value] of Object.entries(lecture.forward))
      closeValue(valueOfSlot(worked, slotOf(worked, name)), value, exactly(1e-14));
  });

  test('backward: every derivative, and none for data', () => {
    const { worked: scaled } = of;
    for (const { name, value, perExample } of lecture.asked) {
      const slot = slotOf(worked, name);
      closeValue(gradientAt(scaled, slot), value, exactly(1e-14));
      expect(scaleOf(scaled, slot) !== 1).toBe(perExample);
      closeValue(timesScale(scaled, slot, gradientAt(open, slot)), value, exactly(1e-14));
    }
    for (const { name, value } of lecture.unasked) {
      closeValue(gradientAt(open, slotOf(open, name)), value, exactly(1e-13));
      expect(
        Array.from(entriesOf(gradientAt(worked, slotOf(worked, name)))).every((each) => each === 0),
      ).toBe(true);
    }
  });

  test('the witness agrees: forward passes with a nudge', () => {
    for (const { name, value } of [...lecture.asked, ...lecture.unasked]) {
      const slot = slotOf(worked, name);
      closeValue(
        timesScale(of.worked, slot, slopesByNudging(worked.graph, slot, worked.tape.value)),
        value,
        1e-8,
      );
    }
  });

  test('asks in the order of the lecture', () => {
    expect(of.order.map((slot) => worked.names[slot])).toEqual(lecture.asked.map(({ name }) => name));
  });

  test('prints the rules of the lecture, which give its numbers', () => {
    const { uses, order, visible } = of;
    const anchors = new Set([...order, worked.graph.output]);
    const rules = order.map((slot) => {
      const links = linksOf(worked, uses, anchors, slot);
      if (!links) throw new Error('too many ways');
      return ruleOver(
        of,
        links,
        links.map((link) => ruleOf(of.worked, visible, link)),
      );
    });
    expect(rules.map((rule) => print(rule))).toEqual(
      lecture.asked.map(({ rule, value }) => rule ?? String(value)),
    );
    for (const [at, rule] of rules.entries()) {
      const found = evaluateAll(rule, (leaf) => leafValue(of.worked, leaf));
      if (!found.ok) throw new Error(found.trouble.message);
      closeValue(found.value, lecture.asked[at]?.value ?? Number.NaN, exactly(1e-13));
    }
  });

  test('nudges: what moves, and by how much', () => {
    for (const { name, to, seen } of lecture.nudges) {
      for (const [other, value] of Object.entries(seen)) {
        const graph = { ...worked.graph, output: slotOf(worked, other) };
        closeValue(outputWith(graph, slotOf(worked, name), to), value, 1e-13);
      }
      const moved = Object.entries(lecture.forward).filter(
        ([other, value]) =>
          other !== name &&
          Math.abs(
            outputWith({ ...worked.graph, output: slotOf(worked, other) }, slotOf(worked, name), to) -
              Number(value),
          ) > 1e-9,
      );
      expect(moved.map(([other]) => other)).toEqual(Object.keys(seen));
    }
    expect(lecture.nudges.every(({ seen }) => worked.output in seen)).toBe(true);
  });
});

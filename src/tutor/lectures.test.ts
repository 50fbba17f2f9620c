import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { outputWith, slopeByNudging } from '../engine/differences.ts';
import { close, gradientOf, isStep, slotOf, solved, valueAt } from '../engine/solved.testing.ts';
import type { Worked } from '../engine/work.ts';
import { print } from '../language/print.ts';
import { lessonOf } from './lesson.ts';
import { linksOf } from './link.ts';
import { ruleOf } from './rule.ts';
import { sum } from './tidy.ts';

const folder = new URL('../../fixtures/lectures/', import.meta.url);

interface Derivative {
  readonly name: string;
  readonly rule: string | null;
  readonly value: number;
}

interface Lecture {
  readonly program: string;
  readonly values: Record<string, number>;
  readonly data: readonly string[];
  readonly forward: Record<string, number>;
  readonly asked: readonly Derivative[];
  readonly unasked: readonly Derivative[];
  readonly nudges: readonly {
    readonly name: string;
    readonly to: number;
    readonly seen: Record<string, number>;
  }[];
}

/** Reads `a = 5, b = 3`. */
function valuesIn(line: string): Record<string, number> {
  return Object.fromEntries(
    line.split(',').map((part) => {
      const [, name, value] = /^\s*(\w+) = (\S+)\s*$/.exec(part) ?? [];
      if (!name || !Number.isFinite(Number(value))) throw new Error(`'${part}' should say NAME = NUMBER`);
      return [name, Number(value)];
    }),
  );
}

/** Reads `dJ/db = 6` and `dJ/db = dJ/du*c = 6`. */
function derivativeIn(line: string, output: string): Derivative {
  const [, of, name, rule, value] = /^d(\w+)\/d(\w+) = (?:(.+) = )?(\S+)$/.exec(line) ?? [];
  if (of !== output || !name || !Number.isFinite(Number(value)))
    throw new Error(`'${line}' should say d${output}/dNAME = NUMBER`);
  return { name, rule: rule ?? null, value: Number(value) };
}

function lectureIn(text: string): Lecture {
  const [question = '', answer = '', ...more] = text.split('\n==>\n');
  if (more.length > 0 || answer === '') throw new Error("a case has one line '==>'");
  const blocks = question.trim().split(/\n\n+/);
  const [values = '', data] = (blocks.pop() ?? '').split('\ndata: ');
  const [forward = '', ...rest] = answer.trim().split(/\n\n+/);
  const output = /(\w+) = \S+$/.exec(forward)?.[1] ?? '';
  const under = (heading: string): readonly string[] => {
    const block = rest.find((each) => each.startsWith(`${heading}:\n`));
    return block ? block.split('\n').slice(1) : [];
  };
  const known = /^(asked, in this order:|not asked, being data:|nudge \w)/;
  for (const block of rest) if (!known.test(block)) throw new Error(`'${block}' is no part of a case`);
  return {
    program: blocks.join('\n\n'),
    values: valuesIn(values),
    data: data?.split(', ') ?? [],
    forward: valuesIn(forward.replaceAll('\n', ',')),
    asked: under('asked, in this order').map((line) => derivativeIn(line, output)),
    unasked: under('not asked, being data').map((line) => derivativeIn(line, output)),
    nudges: rest
      .flatMap((block) => block.split('\n'))
      .filter((line) => line.startsWith('nudge '))
      .map((line) => {
        const [, name, to, seen] = /^nudge (\w+) = (\S+): (.+)$/.exec(line) ?? [];
        if (!name || !seen) throw new Error(`'${line}' should say nudge NAME = NUMBER: NAME = NUMBER, ...`);
        return { name, to: Number(to), seen: valuesIn(seen) };
      }),
  };
}

const lesson = (worked: Worked) => {
  const read = lessonOf(worked);
  if (!read.ok) throw new Error(read.trouble.message);
  return read.value;
};

const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

test('the lectures are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(20);
});

describe.each(files)('%s', (file) => {
  const lecture = lectureIn(readFileSync(new URL(file, folder), 'utf8'));
  const worked = solved(lecture.program, lecture.values, { data: lecture.data });
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
    for (const [name, value] of Object.entries(lecture.forward)) close(valueAt(worked, name), value, 1e-14);
  });

  test('backward: every derivative, and none for data', () => {
    for (const { name, value } of lecture.asked) {
      close(gradientOf(worked, name), value, 1e-14);
      close(gradientOf(open, name), value, 1e-14);
    }
    for (const { name, value } of lecture.unasked) {
      close(gradientOf(open, name), value, 1e-13);
      expect(gradientOf(worked, name)).toBe(0);
    }
  });

  test('the witness agrees: forward passes with a nudge', () => {
    for (const { name, value } of [...lecture.asked, ...lecture.unasked])
      close(slopeByNudging(worked.graph, slotOf(worked, name), worked.tape.value), value, 1e-8);
  });

  test('asks in the order of the lecture', () => {
    expect(lesson(worked).order.map((slot) => worked.names[slot])).toEqual(
      lecture.asked.map(({ name }) => name),
    );
  });

  test('prints the rules of the lecture', () => {
    const { uses, order, visible } = lesson(worked);
    const anchors = new Set([...order, worked.graph.output]);
    const rules = order.map((slot) => {
      const links = linksOf(worked, uses, anchors, slot);
      return links && print(sum(links.map((link) => ruleOf(worked, visible, link))));
    });
    expect(rules).toEqual(lecture.asked.map(({ rule, value }) => rule ?? String(value)));
  });

  test('nudges: what moves, and by how much', () => {
    for (const { name, to, seen } of lecture.nudges) {
      for (const [other, value] of Object.entries(seen)) {
        const graph = { ...worked.graph, output: slotOf(worked, other) };
        close(outputWith(graph, slotOf(worked, name), to), value, 1e-13);
      }
      const moved = Object.entries(lecture.forward).filter(
        ([other, value]) =>
          other !== name &&
          Math.abs(
            outputWith({ ...worked.graph, output: slotOf(worked, other) }, slotOf(worked, name), to) - value,
          ) > 1e-9,
      );
      expect(moved.map(([other]) => other)).toEqual(Object.keys(seen));
    }
    expect(lecture.nudges.every(({ seen }) => worked.output in seen)).toBe(true);
  });
});

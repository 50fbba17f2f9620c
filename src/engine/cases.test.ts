import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../fixtures.testing.ts';
import { type Diagnostic, locate } from '../language/diagnostic.ts';
import { valueFigures } from '../language/number-format.ts';
import { parseProgram, printProgram } from '../language/program.ts';
import type { Value } from '../ops/matrix.ts';
import { derivativeAt, type Evaluation, evaluateGraph, valueOfSlot } from './passes/evaluate.ts';
import { asValue } from './solved.testing.ts';

/** Cases as text: `--- what it shows`, the program, a blank line, `==>`, what is said. */
const folder = new URL('../../fixtures/language/', import.meta.url);

interface Case {
  readonly title: string;
  readonly program: string;
  readonly values: ReadonlyMap<string, Value> | null;
  readonly output: string | null;
  readonly data: readonly string[];
  readonly said: string;
  /** The case as it stands in its file, up to what is said. */
  readonly question: string;
}

function casesIn(text: string): readonly Case[] {
  const [, ...cases] = text.split(/^--- /m);
  return cases.map((each) => {
    const [title = '', ...lines] = each.split('\n');
    const arrow = lines.indexOf('==>');
    if (arrow < 0) throw new Error(`'${title}' has no line '==>'`);
    const told = (word: string): string | null =>
      lines
        .slice(0, arrow)
        .find((line) => line.startsWith(`${word} `))
        ?.slice(word.length + 1) ?? null;
    const choices = /^(with|output|data) /;
    const values = told('with');
    return {
      title,
      program: lines
        .slice(0, arrow)
        .filter((line) => !choices.test(line))
        .join('\n')
        .trim(),
      values: values === null ? null : valuesIn(values),
      output: told('output'),
      data: told('data')?.split(', ') ?? [],
      said: lines
        .slice(arrow + 1)
        .join('\n')
        .trim(),
      question: `--- ${title}\n${lines.slice(0, arrow + 1).join('\n')}\n`,
    };
  });
}

/** Reads `a = 5, W = [1 2; 3 4]`; matrices are written without commas. */
function valuesIn(line: string): ReadonlyMap<string, Value> {
  if (line === 'nothing') return new Map();
  return new Map(
    line.split(', ').map((part) => {
      const [name = '', value] = part.split(' = ');
      if (name === '' || value === undefined) throw new Error(`'${part}' should say NAME = NUMBER`);
      return [name, asValue(value)];
    }),
  );
}

/** A refusal as a reader sees it: place and sentence, the line, and the stretch that is meant. */
function shown(source: string, { message, from, to }: Diagnostic): string {
  if (from === null) return message;
  const place = locate(source, from);
  const stretch = '^'.repeat(Math.max(1, Math.min(to ?? from, from + place.source.length) - from));
  return `${place.line}:${place.column} ${message}\n${place.source}\n${' '.repeat(place.column - 1)}${stretch}`;
}

function answered(worked: Evaluation): string {
  const names = [...worked.slots.keys()].map((name) => [name, worked.slots.get(name) ?? -1] as const);
  const values = names.map(([name, slot]) => `${name} = ${valueFigures(valueOfSlot(worked, slot))}`);
  const slopes = names.map(([name, slot]) => {
    const slope = derivativeAt(worked, slot);
    return `d${worked.output}/d${name} = ${slope === null ? 'none' : valueFigures(slope)}`;
  });
  return [values.join(', '), slopes.join(', '), ...worked.notes].join('\n');
}

function said({ program: source, values, output, data }: Case): string {
  const program = parseProgram(source);
  if (!program.ok) return shown(source, program.trouble);
  if (values === null) return printProgram(program.value);
  const worked = evaluateGraph(program.value, { values, output, data });
  return worked.ok ? answered(worked.value) : shown(source, worked.trouble);
}

const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

test('the cases are there', () => {
  expect(files).toEqual(['matrices.txt', 'read.txt', 'refused.txt', 'values.txt']);
});

describe.each(files)('%s', (file) => {
  const cases = casesIn(readFileSync(new URL(file, folder), 'utf8'));

  test('has cases, each of its own, none of them empty', () => {
    expect(cases.length).toBeGreaterThan(10);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    expect(cases.filter((each) => each.title === '' || each.program === '' || each.said === '')).toEqual([]);
  });

  test.each(cases.map((each) => [each.title, each] as const))('%s', (_, each) => {
    expectFixture(new URL(file, folder), said(each), each.said, (part) => `${each.question}${part}`);
  });
});

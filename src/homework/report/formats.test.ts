import { expect, test } from '@jest/globals';
import { solved } from '../../engine/solved.testing.ts';
import { lessonFor } from '../../tutor/lesson/lessons.testing.ts';
import { usual } from '../assignment/policy.ts';
import { bareProblem } from '../assignment/problem.ts';
import { grade } from '../grading/grade.ts';
import { type GradeRow, ungraded } from '../grading/row.ts';
import { paperWith } from '../paper/paper.ts';
import { readNotation } from '../submission/notation.ts';
import { gradescopeOf, junitOf } from './formats.ts';

// No validator is at hand offline: what Jenkins' junit-10.xsd asks of a report, and Gradescope's page of a result, by hand.

const paper = paperWith(bareProblem, lessonFor(solved('u = b*c; v = a+u; J = 3*v', { a: 5, b: 3, c: 2 })));

function rowOf(student: string, text: string): GradeRow {
  const read = readNotation(text);
  if (!read.ok) throw new Error(read.trouble.message);
  const graded = grade([paper], usual, read.value);
  const file = `${student}.txt`;
  return {
    student,
    file,
    digest: null,
    status: 'graded',
    error: null,
    graded,
    drawnFor: null,
  };
}

const rows: readonly GradeRow[] = [
  rowOf('alice', 'dv = 3\nda = 3\ndu = 3\ndb = 6\ndc = 9\n'),
  rowOf('<bob> & "co"', 'dv = 3\nda = 4 & <b>\ndb = 5\n'),
  ungraded(
    { student: 'carol', file: 'carol.pdf', notes: [], digest: null },
    'not a text file',
    'ungradable',
    5,
  ),
];

/** What may stand in an element, and what must. */
const elements: Readonly<Record<string, { must: string[]; may: string[]; holds: string[] }>> = {
  testsuites: {
    must: [],
    may: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'],
    holds: ['testsuite'],
  },
  testsuite: {
    must: ['name', 'tests'],
    may: [
      'name',
      'tests',
      'failures',
      'errors',
      'time',
      'disabled',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
    ],
    holds: ['testcase'],
  },
  testcase: {
    must: ['name', 'classname'],
    may: ['name', 'assertions', 'time', 'classname', 'status'],
    holds: ['skipped', 'error', 'failure'],
  },
  skipped: { must: [], may: ['message', 'type'], holds: [] },
  error: { must: [], may: ['message', 'type'], holds: [] },
  failure: { must: [], may: ['message', 'type'], holds: [] },
};

test('JUnit of points alone: a case for each submission, and no verdict', () => {
  const xml = junitOf(rows, 'hw', true);
  expect(xml).not.toMatch(/mistake|rates|du|name="(?:v|a|b|c)"/);
  expect(xml).toContain('name="points"');
  expect(xml).toMatch(/<failure message="[\d.]+ of [\d.]+ points" type="not-passed">/);
});

test('JUnit: elements, attributes and counts are those of the schema', () => {
  const xml = junitOf(rows, 'hw & co', false);
  const [declaration, ...rest] = xml.split('\n');
  expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  const open: { name: string; counts: Record<string, number>; said: Record<string, string> }[] = [];
  let seen = 0;
  for (const [, closing, name = '', inside = '', empty] of rest
    .join('\n')
    .matchAll(/<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g)) {
    const parent = open.at(-1);
    if (!closing) {
      seen++;
      const rule = elements[name];
      if (!rule) throw new Error(`${name} is no element of the schema`);
      if (parent) expect(elements[parent.name]?.holds).toContain(name);
      const said = Object.fromEntries(
        [...inside.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      );
      for (const key of rule.must) expect(Object.keys(said)).toContain(key);
      for (const key of Object.keys(said)) expect(rule.may).toContain(key);
      for (const key of ['tests', 'failures', 'errors', 'skipped', 'time'])
        if (key in said) expect(said[key]).toMatch(/^\d+$/);
      const kind = { testcase: 'tests', failure: 'failures', error: 'errors', skipped: 'skipped' }[name];
      for (const each of open) if (kind) each.counts[kind] = (each.counts[kind] ?? 0) + 1;
      open.push({ name, counts: {}, said });
    }
    if (closing || empty) {
      const done = open.pop();
      if (closing) expect(done?.name).toBe(name);
      for (const key of ['tests', 'failures', 'errors', 'skipped'])
        if (done && key in done.said) expect(Number(done.said[key])).toBe(done.counts[key] ?? 0);
    }
  }
  expect(open).toEqual([]);
  // 1 report, 3 suites, 5 + 5 + 1 cases, and what is told of those of bob and carol.
  expect(seen).toBe(1 + 3 + 11 + 4 + 1);
  expect(xml.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!#\d+;)/);
});

test('Gradescope: the fields are those of its page, with their types', () => {
  const [, bob = rows[0], carol] = rows;
  const result = gradescopeOf(bob as GradeRow, false) as Record<string, unknown>; // an object of its own making
  expect(Object.keys(result).toSorted()).toEqual([
    'extra_data',
    'output',
    'output_format',
    'score',
    'test_output_format',
    'tests',
  ]);
  expect(['text', 'html', 'simple_format', 'md', 'ansi']).toContain(result.output_format);
  for (const each of result.tests as Record<string, unknown>[]) {
    expect([typeof each.score, typeof each.max_score]).toEqual(['number', 'number']);
    expect([typeof each.name, typeof each.number, typeof each.output]).toEqual([
      'string',
      'string',
      'string',
    ]);
    expect(['passed', 'failed']).toContain(each.status);
  }
  // Where nothing was graded no score stands: a 0 would pass for a verdict.
  expect(gradescopeOf(carol as GradeRow, false)).toMatchObject({
    output: 'Not graded: not a text file',
  });
  expect(gradescopeOf(carol as GradeRow, false)).not.toHaveProperty('score');
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { arrayEntries } from '../../python/arrays/ndarray.ts';
import { readGradients } from '../../python/evaluation/reading.ts';
import { parsePython } from '../../python/text/parse-python.ts';
import { readAssignment } from '../assignment/assignment.ts';
import { readYaml } from '../assignment/yaml.ts';
import { paperOf } from '../paper/paper.ts';
import { contextOf } from './python-names.ts';

// Each section of constructs.py was run by real NumPy once (confirm.py); what is read here, and never run, must agree.

const root = new URL('../../../fixtures/python/', import.meta.url);
const [, ...parts] = readFileSync(new URL('constructs.py', root), 'utf8').split(/^# name: (.*)$/m);
const confirmed = JSON.parse(readFileSync(new URL('constructs.json', root), 'utf8')) as Readonly<
  Record<
    string,
    Readonly<Record<string, { readonly shape: readonly number[]; readonly entries: readonly number[] }>>
  >
>;
const sections = parts.flatMap((part, at) =>
  at % 2 === 0 ? [{ name: part, text: parts[at + 1] ?? '' }] : [],
);

const document = readYaml(readFileSync(new URL('batch/problem.yaml', root), 'utf8'), {});
const assignment = document.ok ? readAssignment(document.value) : document;
if (!assignment.ok) throw new Error(assignment.trouble.message);
const [problem] = assignment.value.problems;
if (problem?.program.kind !== 'text') throw new Error('there is no program');
const paper = paperOf(assignment.value, problem, problem.program.text, null);
if (!paper.ok) throw new Error(paper.trouble.message);
const { lesson } = paper.value;

test('every section is confirmed, and there are many', () => {
  expect(sections.length).toBeGreaterThan(75);
  expect(sections.map(({ name }) => name).sort()).toEqual(Object.keys(confirmed).sort());
});

test.each(sections)('$name', ({ name, text }) => {
  const { gradients } = readGradients(parsePython(text), contextOf(lesson));
  const stored = Object.entries(confirmed[name] ?? {});
  expect(stored.length).toBeGreaterThan(0);
  for (const [key, { shape, entries }] of stored) {
    const found = gradients.get(String(lesson.worked.slots.get(key.slice(1))));
    expect({ key, why: found?.why, shape: found?.array?.shape }).toEqual({ key, why: null, shape });
    if (!found?.array) continue;
    for (const [at, entry] of arrayEntries(found.array).entries())
      expect(entry).toBeCloseTo(entries[at] ?? Number.NaN, 9);
  }
});

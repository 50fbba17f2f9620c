import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { derivativeByMathjs } from '../../engine/checks/mathjs.ts';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { type Course, type Lecture, stepId } from '../lessons/course.ts';
import { readCourse } from '../lessons/read.ts';
import { minutesOf } from '../walk/minutes.ts';
import { lintCourse } from './lint.ts';

// A course is looked over before learners walk it: each rule has a course that breaks it.

function courseOf(text: string): Course {
  const document = readYaml(text);
  if (!document.ok) throw new Error(document.trouble.message);
  const course = readCourse(document.value);
  if (!course.ok) throw new Error(course.trouble.message);
  return course.value;
}

const courseWith = (steps: string): Course =>
  courseOf(`format: dvar.course/1
id: mine
title: Mine
programs:
  p: { program: "u = a*b; J = 4*u", values: { a: 5, b: 3 } }
  even: { program: "u = a*b; J = 2*u", values: { a: 2, b: 2 } }
lectures:
  - id: one
    title: One
    program: p
    steps:
${steps}
`);

const saying = (course: Course): readonly string[] =>
  lintCourse(course, () => null)
    .filter(({ message }) => !/ minutes, which /.test(message))
    .map(({ level, step, message }) => `${level}: ${step}: ${message}`);

const row = `      - { id: w, worked: [u, a] }
      - { id: f, faded: [b] }
      - { id: s, solo: [b] }
      - { id: n, fresh: all }`;

describe('a course', () => {
  test('that leads up to what it asks has nothing to complain of', () => {
    expect(saying(courseWith(row))).toEqual([]);
  });

  test.each([
    ['a worked pass', '{ id: v, worked: [u, b] }', 'v'],
    ['a text', '{ id: t, say: "dJ/db = {db}" }', 't'],
    ['a demonstration', '{ id: d, demo: show --backward }', 'd'],
    ['an earlier question', '{ id: e, solo: [b] }', 'e'],
    ['what is found before it', '{ id: o, faded: [b], kinds: [value] }', 'o'],
  ])('shows no answer before its question: %s', (_, step, by) => {
    const all = saying(courseWith(`      - ${step}\n${row.replace('worked: [u, a]', 'worked: [u]')}`));
    expect(all).toContain(`error: one/s: it asks for dJ/db, which the step ${by} has shown already`);
  });

  test('shows no prediction before it is asked', () => {
    const all = saying(
      courseWith(
        `      - { id: t, say: "J becomes {J | a += 0.001}" }
      - { id: q, predict: "a goes up by 0.001. J?", answer: "J | a += 0.001", hints: ["b is {b}"], why: "so" }`,
      ),
    );
    expect(all).toEqual(['error: one/q: it asks for J | a += 0.001, which the step t has shown already']);
  });

  test.each([
    ['its hint', 'hints: ["it is {da}"], why: "so"', 'a hint tells the answer 12'],
    [
      'a trap that is right',
      'hints: ["b"], why: "so", traps: [{ answer: "12", says: "no" }]',
      'the trap 12 is 12, and that is right',
    ],
    [
      'two traps at one number',
      'hints: ["b"], why: "so", traps: [{ answer: "3", says: "no" }, { answer: "b", says: "nay" }]',
      'the trap b is 3, as an earlier trap is',
    ],
  ])('has its predictions looked at: %s', (_, more, message) => {
    const all = saying(courseWith(`      - { id: q, predict: "dJ/da?", answer: "da", ${more} }`));
    expect(all).toEqual([`error: one/q: ${message}`]);
  });

  test.each([
    ['a value', 'say: "u is 15 here."', '15', '{u}'],
    ['a derivative', 'say: "It is 20 there."', '20', '{db}'],
    ['a number said of a name', 'say: "Take b = 8."', '8', '{b}'],
    ['one that is wrong', 'say: "So dJ/db = 21."', '21', '{db}'],
    ['a hint', 'predict: "J?", answer: "J", hints: ["think of 15"], why: "so"', '15', '{u}'],
    ['a reason', 'predict: "J?", answer: "J", hints: ["u"], why: "since u is 15"', '15', '{u}'],
    [
      'a trap',
      'predict: "J?", answer: "J", hints: ["u"], why: "so", traps: [{ answer: "u", says: "15 is u." }]',
      '15',
      '{u}',
    ],
    [
      'a choice',
      'predict: "J?", answer: "1", choices: ["more than 15", "less"], hints: ["u"], why: "so"',
      '15',
      '{u}',
    ],
  ])('types no number that the engine gives: %s', (_, step, typed, instead) => {
    expect(saying(courseWith(`      - { id: t, ${step} }`))).toContain(
      `error: one/t: the number ${typed} is typed; write ${instead}, so that the engine gives it, or {${typed}} if it is meant as it stands`,
    );
  });

  test.each([
    'In 1986, on page 15b, in lecture {15}, u is {u}.',
    'Take `u = 15`; x15 is a name, and 15*b, (15,1), 0.15 and 15/2 are parts of something else.',
    'A step of 0.001, 17 examples, 10,000 nodes, 0 and 1.',
  ])('may speak of other numbers: %s', (text) => {
    expect(saying(courseWith(`      - { id: t, say: "${text}" }`))).toEqual([]);
  });

  test('asks again where its numbers hide a mistake', () => {
    const hiding = row.replaceAll('id:', 'program: even, id:');
    expect(saying(courseWith(hiding))).toEqual([]);
    const [only] = saying(courseWith(hiding.replace(/\n.*fresh.*/, '')));
    expect(only).toMatch(/^warning: one\/s: [a-z-]+ gives the right db at these numbers; let a later step/);
  });

  test('leads up to each skill', () => {
    const all = saying(courseWith('      - { id: n, solo: [a] }\n      - { id: m, fresh: all }'));
    expect(all[0]).toMatch(/^warning: one\/n: it asks for the slope of a\*b with respect to a alone/);
  });

  test('asks something at each question', () => {
    const all = saying(courseWith('      - { id: n, solo: [a], kinds: [shape] }'));
    expect(all).toEqual(['error: one/n: it asks nothing: no question of this kind fits these names']);
  });

  test('gives each lecture an id of its own, over several files', () => {
    const course = courseWith(row);
    const all = lintCourse(course, () => null, course.lectures).map(({ message }) => message);
    expect(all).toContain('two lectures have the id one');
  });

  test('takes 15 to 40 minutes a lecture', () => {
    const course = courseWith('      - { id: s, say: "a" }');
    expect(lintCourse(course, () => null).map(({ message }) => message)).toEqual([
      'it takes about 0 minutes, which is too short to be worth a sitting; between 15 and 40 is right',
    ]);
  });
});

test("the manual's example has only its length against it", () => {
  const page = readFileSync(new URL('../../manual/courses.md', import.meta.url), 'utf8');
  const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  expect(saying(courseOf(example))).toEqual([]);
});

describe('the course that comes with the program', () => {
  const names = ['1-derivative', '2-graph', '3-network', '4-matrices', '5-training'];
  const parts = names.map((name) =>
    courseOf(readFileSync(new URL(`../../../fixtures/course/${name}.yaml`, import.meta.url), 'utf8')),
  );

  test.each(names)('%s: nothing to complain of', (name) => {
    const at = names.indexOf(name);
    const before: readonly Lecture[] = parts.slice(0, at).flatMap(({ lectures }) => lectures);
    expect(lintCourse(parts[at] as Course, derivativeByMathjs, before)).toEqual([]);
  });

  test('keeps its ids, in its index: learners are remembered by them, and none may go or mean something else', () => {
    const text = readFileSync(new URL('../../../fixtures/course/index.json', import.meta.url), 'utf8');
    const listed = JSON.parse(text);
    const [{ id, title }] = parts as [Course];
    expect(listed).toEqual({
      id,
      title,
      hasTerms: parts.some(({ hasTerms }) => hasTerms),
      lectures: parts.map(({ lectures: [lecture] }, i) => ({
        file: `${names[i]}.yaml`,
        id: lecture?.id,
        title: lecture?.title,
        stepIds: lecture?.steps.map((step) => stepId(lecture, step)),
      })),
    });
  });

  test('is of one course, and no lecture is longer than a sitting', () => {
    expect(new Set(parts.map(({ id, title }) => `${id} ${title}`)).size).toBe(1);
    for (const lecture of parts.flatMap(({ lectures }) => lectures)) {
      expect(minutesOf(lecture)).toBeGreaterThanOrEqual(15);
      expect(minutesOf(lecture)).toBeLessThanOrEqual(40);
    }
  });
});

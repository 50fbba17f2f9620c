import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readYaml } from '../../homework/assignment/yaml.ts';
import { disk } from '../shell/disk.ts';
import { shippedCourse } from './open-course.ts';

// The build leaves each lecture as a document; it is taken only where the lecture still is what it was read from.

const courseFolder = resolve('fixtures/course');
const built = resolve('dist/course');
const files = readdirSync(courseFolder).filter((name) => name.endsWith('.yaml'));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dvar-built-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const opened = (builtCourseFolder: string | null) => shippedCourse({ disk, courseFolder, builtCourseFolder });
/** A course as plain data: all that is read on use is read. */
const flat = async (builtCourseFolder: string | null): Promise<unknown> => {
  const { terms, lectures } = await opened(builtCourseFolder);
  return lectures.map(({ title, from, summary, steps }) => ({
    title,
    from,
    summary,
    steps: steps.map(({ example, ...step }) => ({ ...step, about: example?.text })),
    terms,
  }));
};

test('what the build has read is what stands in the files', async () => {
  for (const name of files) {
    const text = readFileSync(join(courseFolder, name), 'utf8');
    const { value } = readYaml(text) as { value: unknown };
    expect(JSON.parse(readFileSync(join(built, `${name}.json`), 'utf8'))).toEqual({ text, document: value });
  }
  expect(await flat(built)).toEqual(await flat(null));
});

test('a document of another text, or none that can be read, is passed over', async () => {
  const [first = '', second = ''] = files;
  const own = JSON.parse(readFileSync(join(built, `${first}.json`), 'utf8'));
  writeFileSync(
    join(folder, `${first}.json`),
    JSON.stringify({ ...own, document: null, text: `${own.text} ` }),
  );
  writeFileSync(join(folder, `${second}.json`), '{ torn');
  expect(await flat(folder)).toEqual(await flat(null));
});

test('the map needs no lecture to be read', async () => {
  const { lectures } = await opened(built);
  for (const lecture of lectures)
    expect(Object.getOwnPropertyDescriptor(lecture, 'steps')?.get).toBeInstanceOf(Function);
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { ran } from '../shell/environment.testing.ts';

// A teacher errs in every way that we could think of: each is told in one line, with its place and its cure.

const file = new URL('../../../fixtures/learning/teachers-errors.txt', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .split('\n\n')
  .map((block) => block.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
  .filter((lines) => lines.length > 0)
  .map((lines) => {
    const [head = ''] = lines;
    const marked = (mark: string): string | null => {
      const own = lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
      return own.length === 0 ? null : own.join('\n');
    };
    const [, what = '', lecture = ''] = /^(.*), in (\S+)$/.exec(head) ?? [];
    return { what, lecture, before: marked('- ') ?? '', after: marked('+ '), told: marked('==> ') ?? '' };
  });

const textOf = (lecture: string): string =>
  readFileSync(new URL(`../../../fixtures/course/${lecture}.yaml`, import.meta.url), 'utf8');

/** A lecture with one place changed, and only the steps around it: lint walks every step, and that takes its time. */
function changed({ lecture, before, after }: (typeof cases)[number]): string {
  const text = textOf(lecture);
  const at = text.indexOf(before);
  if (at < 0 || before === '') throw new Error(`${lecture} has not: ${before}`);
  const mark = '\u0000';
  const removed = after === null ? text.slice(at + before.length + 1) : text.slice(at + before.length);
  const [head = '', ...steps] = `${text.slice(0, at)}${mark}${after ?? ''}${removed}`.split(
    /^(?=\u0000? {6}- id: )/mu,
  );
  const place = Math.max(
    0,
    steps.findIndex((step) => step.includes(mark)),
  );
  return [head, ...steps.slice(Math.max(0, place - 1), place + 3)].join('').replace(mark, '');
}

/** What a part of a lecture has against it, and the whole has not. */
const ofParts = / minutes, which |alone, and no worked: or faded: step came before/;

describe.each(cases)('$what', (each) => {
  test('is told in one line', async () => {
    const { out, err, code } = await ran(['lint', 'c.yaml', '--plain', '--strict'], {
      files: { 'c.yaml': changed(each) },
    });
    const [first = ''] = `${out}${err}`.split('\n').filter((line) => !ofParts.test(line));
    const told = first.replace(/^(?:dvar: )?c\.yaml:\d+:\d+: /u, '');
    expect(code).not.toBe(0);
    expect(first).toMatch(/^(?:dvar: )?c\.yaml:\d+:\d+: /);
    expectFixture(file, told, each.told, (part) => `, in ${each.lecture}\n${changes(each)}==> ${part}`);
  });
});

/** The lines of a case between its head and what is told. */
const changes = ({ before, after }: (typeof cases)[number]): string =>
  [...before.split('\n').map((line) => `- ${line}`), ...(after?.split('\n').map((line) => `+ ${line}`) ?? [])]
    .map((line) => `${line}\n`)
    .join('');

test('the cases are many', () => {
  expect(cases.length).toBeGreaterThan(80);
  expect(new Set(cases.map(({ what }) => what)).size).toBe(cases.length);
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rowFrom } from './rows-from.ts';

const rows = readFileSync('fixtures/class/rows.ndjson', 'utf8').trim().split('\n');

test('what grade writes is read', () => {
  for (const line of rows) expect(rowFrom(line, 1).ok).toBe(true);
});

/** A row with one value put at a path. */
function damaged(line: string, path: readonly (string | number)[], value: unknown): string {
  const object = JSON.parse(line);
  const inner = path.slice(0, -1).reduce((at, key) => at[key], object);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return JSON.stringify(object);
}

const wrong = rows.find((line) => line.includes('local-only')) ?? '';
const at = JSON.parse(wrong).results.findIndex((each: { verdict: string }) => each.verdict === 'wrong');

test.each([
  [['status'], 'done', 'status'],
  [['status'], undefined, 'status'],
  [['results'], {}, 'results'],
  [['results', at, 'verdict'], 'good', `results[${at}].verdict`],
  [['results', at, 'points'], '1', `results[${at}].points`],
  [['results', at, 'mistake'], 'local-only', `results[${at}].mistake`],
  [['results', at, 'mistake', 'id'], 7, `results[${at}].mistake.id`],
  [['results', at, 'cause', 'follows'], undefined, `results[${at}].cause.follows`],
  [['results', at, 'cause', 'answers'], ['b', 1], `results[${at}].cause.answers[1]`],
  [['results', at, 'expected'], [[1, 'x']], `results[${at}].expected[0][1]`],
  [['notes'], [{ message: 'x' }], 'notes[0].line'],
  [['rulings'], [{ ruling: 'void b' }], 'rulings[0].who'],
  [['pass'], { kind: 'half', least: 1 }, 'pass.kind'],
])('a row with %j changed is refused by its place', (path, value, place) => {
  expect(rowFrom(damaged(wrong, path, value), 4)).toMatchObject({
    ok: false,
    trouble: {
      message: `line 4 is damaged: ${place} is not as grade writes it; grade again, or remove the line`,
    },
  });
});

test('what older versions did not write may be missing', () => {
  const older = ['mayBe', 'cause', 'line', 'value'].reduce(
    (line, key) => damaged(line, ['results', at, key], undefined),
    wrong,
  );
  expect(rowFrom(older, 1).ok).toBe(true);
});

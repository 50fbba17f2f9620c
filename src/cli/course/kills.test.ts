import { expect, test } from '@jest/globals';
import { killedOften } from '../../bench/kills.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { executable } from '../prompt/terminal.testing.ts';

// The machine may stop at any moment. `npm run bench -- kills` does this a thousand times.

test('no answer that had its verdict is lost, and none is asked for twice', async () => {
  const { acknowledged, kills, lost, twice } = await killedOften(executable, 10, 600, seeded(2));
  expect(kills).toBeGreaterThan(0);
  expect(acknowledged).toBeGreaterThan(0);
  expect({ lost, twice }).toEqual({ lost: 0, twice: 0 });
});

import { readFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { expectFixture } from '../fixtures.testing.ts';
import { tableOfFaults } from './table.testing.ts';

test('CONTRIBUTING prints the table of faults', () => {
  const page = new URL('../../CONTRIBUTING.md', import.meta.url);
  const [begin, end] = ['<!-- the table of faults -->\n', '\n<!-- the end of the faults -->'];
  const [, printed = ''] = readFileSync(page, 'utf8').split(begin);
  expectFixture(page, tableOfFaults(), printed.split(end)[0] ?? '', (part) => `${begin}${part}${end}`);
});

import { expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

test('a lecture as a page has its pictures, and what its demonstrations print', async () => {
  const { out, err, code } = await ran(['learn', '1', '--format', 'html']);
  expect([code, err]).toEqual([0, '']);
  const svgs = [...out.matchAll(/<svg [^>]*aria-labelledby="(g\d+)-title/g)].map(([, id]) => id);
  expect(svgs.length).toBeGreaterThan(2);
  expect(new Set(svgs).size).toBe(svgs.length);
  expect(out).toContain('<code>dvar nudge &#34;J = w^2&#34; w=3');
  expect(out).toMatch(/<pre>[^<]*9\.024016/);
  expect(out).not.toMatch(/\u001b|<script/);
  // In a picture a box that is asked holds its number, never its derivative.
  expect(out).toMatch(/<rect class="blank"[^>]*\/><text class="mark faint"[^>]*>1<\/text>/);
});

test('as Markdown the pictures are blocks of Mermaid', async () => {
  const { out, code } = await ran(['learn', '1', '--format', 'markdown']);
  expect(code).toBe(0);
  expect(out).toMatch(/```mermaid\nflowchart LR\n/);
  expect(out).toContain('```console\n$ dvar nudge "J = w^2" w=3 --var w --by 0.004,0.002,0.001\n');
});

test('a file for a page needs a format, and a lecture that there is', async () => {
  expect((await ran(['learn', '1', '--out', 'page.html'])).err).toBe(
    'dvar: --out is for a page to read; add --format html or markdown\n',
  );
  expect((await ran(['learn', '9', '--format', 'html'])).err).toContain('there is no lecture 9');
});

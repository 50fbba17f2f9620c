import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { ran } from '../shell/environment.testing.ts';

const top = mkdtempSync(join(tmpdir(), 'dvar-page-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const fixtures = fileURLToPath(new URL('../../../fixtures/homework/', import.meta.url));
const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
const where = browser ? '' : ' (no browser is here: only written)';

test(`the page about a class fits a wide window and a narrow one${where}`, async () => {
  const rows = join(top, 'rows.ndjson');
  const html = join(top, 'class.html');
  await ran(
    [
      'grade',
      `${fixtures}two-layer-relu.yaml`,
      `${fixtures}submissions/two-layer-relu`,
      '--format',
      'ndjson',
      '--out',
      rows,
    ],
    { writes: true },
  );
  const { code, out } = await ran(['report', rows, '--html', html], { writes: true });
  expect([code, out]).toEqual([0, '']);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('<h2>Who needs help</h2>');
  if (!browser) return;
  // The page itself has no script; one that measures is put into a copy.
  const measured = join(top, 'measured.html');
  writeFileSync(
    measured,
    page.replace(
      '</body>',
      '<script>document.title = document.documentElement.scrollWidth + " of " + innerWidth</script></body>',
    ),
  );
  for (const width of [1100, 500]) {
    const { stdout } = spawnSync(
      browser,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--window-size=${width},900`,
        '--dump-dom',
        `file://${measured}`,
      ],
      { encoding: 'utf8' },
    );
    const [, wide, window] = /<title>(\d+) of (\d+)<\/title>/.exec(stdout) ?? [];
    expect(Number(window)).toBe(width);
    expect(Number(wide)).toBeLessThanOrEqual(width);
  }
}, 60_000);

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { testFolder } from '../../folder.testing.ts';
import { lectureLessons } from '../../tutor/lesson/lessons.testing.ts';
import { allNodes } from '../notation/random-graphs.testing.ts';
import { graphPage } from './page.ts';

const folder = testFolder('page-browser');

/** Clicks and focuses as a reader does, in a copy of the page, and leaves what it saw in the page's title. */
const READER = `<script>
addEventListener('load', async () => {
  const shown = () => [...document.querySelectorAll('section')].filter((each) => getComputedStyle(each).display !== 'none').map(({ id }) => id);
  const boxes = [...document.querySelectorAll('figure a')];
  const saw = { start: shown(), boxes: boxes.length, focused: 0, clicked: [] };
  for (const box of boxes) {
    box.focus();
    if (document.activeElement === box && box.tabIndex === 0) saw.focused++;
    box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done, 30));
    saw.clicked.push(shown().join() === box.getAttribute('href').slice(1));
  }
  document.title = JSON.stringify(saw);
});
</script>`;

const hasBrowser = spawnSync('chromium', ['--version']).status === 0;

// Debian: chromium.
(hasBrowser ? test : test.skip)(
  'in a browser, from a file, each box of a page can be reached by keyboard, and a click shows what is said of it',
  () => {
    const [, lesson] = lectureLessons.find(([title]) => title === 'running-example')!;
    const nodes = allNodes(lesson);
    const file = join(folder, 'page.html');
    writeFileSync(
      file,
      graphPage(lesson, nodes, 4).replace('</head>', () => `${READER}</head>`),
    );
    const browser = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--virtual-time-budget=5000',
      '--dump-dom',
    ];
    const { stdout } = spawnSync('chromium', [...browser, `file://${file}`], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    const title = /<title>(\{.*?\})<\/title>/.exec(stdout)?.[1] ?? '{}';
    expect(JSON.parse(title)).toEqual({
      start: ['start'],
      boxes: nodes.length,
      focused: nodes.length,
      clicked: nodes.map(() => true),
    });
  },
  60_000,
);

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { columnsOf } from '../../picture/measure.ts';
import { ran } from '../shell/environment.testing.ts';
import { manualPage } from './manual-page.ts';
import { readMarkdown } from './markdown.ts';
import { type Theme, uncoloured } from './theme.ts';

const folder = new URL('../../manual/', import.meta.url);
const pages = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);
const theme = (width: number, more: Partial<Theme> = {}): Theme => ({
  width: () => width,
  ascii: false,
  plain: false,
  paint: uncoloured,
  ...more,
});
const shown = (text: string, width = 80, more: Partial<Theme> = {}): string =>
  manualPage(text, theme(width, more)).join('\n');

describe.each(pages)('%s', (_, text) => {
  test.each([100, 80, 60, 40])('fits %s columns', (width) => {
    // A long path in a command is left whole, to be copied.
    const tooLong = (line: string): boolean => columnsOf(line) > width && line.trim().includes(' ');
    expect(manualPage(text, theme(width)).filter(tooLong)).toEqual([]);
  });

  test('is ASCII where the screen is, and in sentences for a voice', () => {
    expect(shown(text, 80, { ascii: true })).toMatch(/^[\x00-\x7f]*$/);
    const plain = shown(text, 80, { plain: true });
    expect(plain).not.toMatch(/[─-▿]/u);
    expect(plain.split('\n').filter((line) => line.trim() === '')).toEqual([]);
  });

  test('loses no word of a paragraph, a list or a table', () => {
    const words = (said: string): readonly string[] => said.match(/[\p{L}\d]+/gu) ?? [];
    for (const width of [80, 25]) {
      // At 25 columns a long word is cut: what is compared has no ends of lines.
      const seen = shown(text, width).replaceAll(/[^\p{L}\d]/gu, '');
      for (const block of readMarkdown(text)) {
        if (block.kind === 'code') continue;
        const said = block.kind === 'table' ? block.rows.flat() : [block.text];
        for (const each of said) expect(seen).toContain(words(each).join(''));
      }
    }
  });
});

describe('Markdown', () => {
  test('headings are underlined, lists hang, code is set in', () => {
    const text = '# Title\n\nOne `a*b` and\n**two**.\n\n- first\n  goes on\n- second\n\n    dvar "J = a"\n';
    expect(shown(text)).toBe(
      'Title\n=====\n\nOne a*b and two.\n\n- first goes on\n- second\n\n  dvar "J = a"',
    );
    expect(shown(text, 12).split('\n').slice(3, 7)).toEqual(['One a*b and', 'two.', '', '- first goes']);
  });

  test('stars in code stay; those of emphasis go', () => {
    expect(shown('*dvar* is `a*b*c` and `a**2`')).toBe('dvar is a*b*c and a**2');
  });

  test('a link names the page or the address that it leads to', () => {
    expect(shown('See [homework](homework.md#grade) or [the site](https://example.org).')).toBe(
      'See dvar help homework or the site (https://example.org).',
    );
    expect(shown('[The language](language.md)')).toBe('The language (dvar help language)');
  });

  test('a table is drawn where it fits, and is terms with what they mean where not', () => {
    const table = '| id | the mistake |\n|---|---|\n| `added` | two slopes added |\n| `a\\|b` | a bar |\n';
    expect(shown(table)).toBe('id     the mistake\nadded  two slopes added\na|b    a bar');
    expect(shown(table, 20)).toBe('added     two slopes\n    added\na|b       a bar');
    const long = table.replace('added', 'added-and-more');
    expect(shown(long, 20)).toBe('added-and-more\n    two slopes added\na|b\n    a bar');
    expect(shown(table, 80, { plain: true })).toBe('added: two slopes added.\na|b: a bar.');
  });

  test('an example that is too wide for the screen shows its command alone', () => {
    const example = '```console\n$ dvar show "J = a" a=1\n┌──────────────────────────────────────┐\n```\n';
    expect(shown(example)).toContain('┌──');
    expect(shown(example, 30)).toMatch(/^\$ dvar show "J = a" a=1\n\(Run it/);
    const refusal =
      '```console\n$ dvar show "J = 1/2x"\ndvar: this can be read two ways; write more\n  J = 1/2x\n```\n';
    expect(shown(refusal, 30).split('\n').slice(1)).toEqual([
      'dvar: this can be read two',
      'ways; write more',
      '  J = 1/2x',
    ]);
    expect(shown(example, 80, { plain: true })).toBe('dvar show "J = a" a=1');
  });
});

describe('dvar help', () => {
  test('shows a page', async () => {
    const { code, out, err } = await ran(['help', 'homework'], { columns: 60, env: { NO_COLOR: '1' } });
    expect(out).toMatch(/^Homework\n========\n/);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect((await ran(['help', 'homework', '--plain'])).out).toMatch(/^Homework\.\n/);
  });

  test('lists the pages, and still tells of a command', async () => {
    expect((await ran(['help'])).out).toMatch(/\nManual:\n {2}dvar help learning /);
    expect((await ran(['help', 'show'])).out).toMatch(/^Usage: dvar show /);
  });

  test('a page that is not there is refused, with the nearest one', async () => {
    const { code, err } = await ran(['help', 'homewrok']);
    expect(err).toBe("dvar: there is no command or manual page called 'homewrok'; did you mean homework?\n");
    expect(code).toBe(2);
    expect((await ran(['help', '__proto__'])).err).toContain('dvar help lists them');
  });
});

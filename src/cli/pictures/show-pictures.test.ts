import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testFolder } from '../../folder.testing.ts';
import { lecture } from '../prompt/terminal.testing.ts';
import { ran } from '../shell/environment.testing.ts';

const folder = testFolder('pictures');

describe('show --format svg', () => {
  test('draws values, and derivatives with --backward', async () => {
    const { code, out, err } = await ran(['show', ...lecture, '--format', 'svg']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^<svg .*>33<\/text>.*<\/svg>\n$/s);
    expect(out).not.toContain('dJ/d');
    const backward = await ran(['show', ...lecture, '--format', 'svg', '--backward']);
    expect(backward.out).toContain('>dJ/dc = 9</text>');
  });

  test('--out writes a new file, and nothing where it can not', async () => {
    const file = join(folder, 'graph.svg');
    const written = await ran(['show', ...lecture, '--format', 'svg', '--out', file]);
    expect(written).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/^<svg /);
    const again = await ran(['show', ...lecture, '--out', file]);
    expect(again.err).toBe(`dvar: ${file} could not be written: it already exists; name another place\n`);
    const nowhere = join(folder, 'not', 'there', 'graph.svg');
    const lost = await ran(['show', ...lecture, '--format', 'svg', '--out', nowhere]);
    expect(lost).toEqual({
      code: 2,
      out: '',
      err: `dvar: ${nowhere} could not be written: there is no folder ${join(folder, 'not', 'there')}; create it first, or name another place\n`,
    });
  });

  test('what is about pictures is refused where none is drawn', async () => {
    const { code, err } = await ran(['show', ...lecture, '--blanks', 'all']);
    expect(code).toBe(2);
    expect(err).toBe('dvar: --blanks is for a picture; add a format, as in --format svg\n');
    const numpy = await ran(['show', ...lecture, '--format', 'numpy', '--scale', '2']);
    expect(numpy.err).toBe('dvar: --scale is for a picture; add a format, as in --format svg\n');
    const explained = await ran(['show', ...lecture, '--format', 'svg', '--explain']);
    expect(explained.err).toBe(
      'dvar: --explain adds text, and a picture has none; leave one of the two out\n',
    );
  });

  test('--wrt and --depth draw a part', async () => {
    const drawn = async (...more: readonly string[]) =>
      [
        ...(await ran(['show', ...lecture, '--format', 'svg', ...more])).out.matchAll(
          /class="formula"[^>]*>([^<]+)</g,
        ),
      ].map(([, text]) => text);
    expect(await drawn('--depth', '1')).toEqual(['t2 = a + t1', 'J = 3*t2']);
    expect(await drawn('--wrt', 'a')).toEqual(['a', 't1 = b*c', 't2 = a + t1', 'J = 3*t2']);
  });

  test('a graph that nobody could look at is refused, with what to do', async () => {
    const program = ['s0 = w', ...Array.from({ length: 1100 }, (_, k) => `s${k + 1} = s${k}*w`)].join('; ');
    const { code, err } = await ran(['show', program, 'w=1', '--format', 'svg']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^dvar: \d+ boxes with their arrows are too many for one picture; draw a part with --depth 4/,
    );
    const part = await ran(['show', program, 'w=1', '--format', 'svg', '--depth', '4']);
    expect(part.code).toBe(0);
  });
});

test(':graph svg draws what has been found, and nothing else', async () => {
  const file = join(folder, 'step.svg');
  const { out } = await ran(lecture, {
    stdin: `3\n:graph svg ${file}\n:graph svg ${file}\n3\n3\n6\n9\n`,
    writes: true,
  });
  const said = out.replaceAll(/\n\s*/g, ' ');
  expect(said).toContain(`The picture is in ${file}, with what has been found so far.`);
  expect(said).toContain('it already exists; name another place.');
  const svg = readFileSync(file, 'utf8');
  expect(svg).toContain('>dJ/dt2 = 3</text>');
  expect(svg).not.toMatch(/dJ\/d[abc] = |dJ\/dt1 = /);
});

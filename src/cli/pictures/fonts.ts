import { join } from 'node:path';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';

/** A font's file; of a collection of fonts, the name of the one that is meant. */
export interface Font {
  readonly bytes: Uint8Array;
  readonly name: string | null;
}

/** The most bytes that a file of the package has, with room to spare. */
export const mostPackageBytes = 20_000_000;

/** The most bytes of a font: those with all East Asian characters are the largest. */
const mostFontBytes = 120_000_000;

/** The font that dvar brings: what it draws must not depend on the machine. It lies beside the manual. */
const shipped = (environment: Environment): Promise<Uint8Array> =>
  environment.disk.read(
    join(environment.manualFolder, '..', 'picture', 'fonts', 'DejaVuSans.ttf'),
    mostPackageBytes,
  );

/** Where systems keep fonts that have East Asian letters, and most others. */
const usualPlaces: readonly string[] = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  '/System/Library/Fonts/Supplemental/Arial Unicode.ttf',
  '/Library/Fonts/Arial Unicode.ttf',
  'C:\\Windows\\Fonts\\msyh.ttc',
  'C:\\Windows\\Fonts\\YuGothM.ttc',
  'C:\\Windows\\Fonts\\malgun.ttf',
  'C:\\Windows\\Fonts\\ARIALUNI.TTF',
];

/** Latin, Greek, Cyrillic and the signs of mathematics, all of which the font that dvar brings has. */
const common =
  /^[\t\n\r\x20-\x7e\u00a0-\u024f\u0384-\u038a\u038e-\u03a1\u03a3-\u0525\u2010-\u2027\u2030-\u205e\u2074-\u208e\u2190-\u22ff]*$/;

/**
 * A font that has each sign of a text: the one that dvar brings or, where that lacks one, a font that DVAR_FONT names or
 * that systems usually have.
 *
 * @param instead what to do where there is no such font, for the message
 * @throws Failure that names the sign, where no font has it
 */
export async function fontFor(environment: Environment, text: string, instead: string): Promise<Font> {
  const own: Font = { bytes: await shipped(environment), name: null };
  if (common.test(text)) return own;
  const { coverOf } = await import('./glyphs.ts');
  const covered = coverOf(own.bytes, text);
  if (covered.has) return own;
  const { DVAR_FONT: chosen } = environment.env;
  let { lacks } = covered;
  for (const place of chosen ? [chosen] : usualPlaces) {
    const bytes = await environment.disk.read(place, mostFontBytes).catch(() => null);
    if (bytes === null && chosen)
      throw new Failure(`DVAR_FONT names ${chosen}, which can't be read; correct it`);
    if (bytes === null) continue;
    const cover = coverOf(bytes, text);
    if (cover.has) return { bytes, name: cover.name };
    if (chosen) lacks = cover.lacks;
  }
  throw new Failure(
    `${chosen ? `the font ${chosen}` : 'the font that dvar draws with'} has no '${lacks}'; let DVAR_FONT name a font's file that has, or ${instead}`,
  );
}

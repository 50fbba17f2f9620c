import { create } from 'fontkit';

/**
 * Whether a font's file has every sign of a text: the name of the font that does, if the file is a collection; or a
 * sign that it lacks.
 */
export type Covering =
  | { readonly has: true; readonly name: string | null }
  | { readonly has: false; readonly lacks: string };

/**
 * Whether a font of a file has every sign of a text; in a collection the first that does is taken. A file that is not
 * a font lacks every sign.
 */
export function coverOf(bytes: Uint8Array, text: string): Covering {
  // Marks that join or turn letters need no glyph, nor do ends of lines.
  const signs = new Set(text.replaceAll(/\p{C}|\p{Z}|\ufe0f/gu, ''));
  let lacks = [...signs][0] ?? '';
  for (const font of fontsIn(bytes)) {
    const missing = [...signs].find((sign) => !font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
    if (missing === undefined) return { has: true, name: font.collected ? font.postscriptName : null };
    lacks = missing;
  }
  return { has: false, lacks };
}

interface FontFace {
  readonly postscriptName: string;
  readonly collected: boolean;
  readonly hasGlyphForCodePoint: (code: number) => boolean;
}

function fontsIn(bytes: Uint8Array): readonly FontFace[] {
  try {
    const read = create(Buffer.from(bytes));
    const faces = 'fonts' in read ? read.fonts : [read];
    return faces.map((face) => ({
      postscriptName: face.postscriptName,
      collected: 'fonts' in read,
      hasGlyphForCodePoint: (code) => face.hasGlyphForCodePoint(code),
    }));
  } catch {
    return [];
  }
}

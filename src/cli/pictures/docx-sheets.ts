import { describe, titleOf } from '../../picture/scene/describe.ts';
import type { PaperSheet } from '../../sheets/paper-sheet.ts';
import { scanCode } from '../../sheets/scan-code.ts';
import { type SheetImages, sheetsDocx } from '../../sheets/sheet-docx.ts';
import { sheetPicture } from '../../sheets/sheet-html.ts';
import type { Environment } from '../shell/environment.ts';
import { pngOf } from './png.ts';

/** Dots to a pixel: enough for a printer. */
const SCALE = 3;
/** The side of a code for scanning, in pixels. */
const CODE = 76;

/** Sheets as a Word document. Its pictures are PNG, because not every program that opens it knows SVG. */
export async function docxIn(environment: Environment, sheets: readonly PaperSheet[]): Promise<Uint8Array> {
  const images: SheetImages[] = [];
  // Where all students have the same numbers, all sheets share one picture.
  const made = new Map<string, Uint8Array>();
  const dots = async (svg: string): Promise<Uint8Array> => {
    const png = made.get(svg) ?? (await pngOf(environment, svg, SCALE));
    made.set(svg, png);
    return png;
  };
  for (const { code, problems } of sheets) {
    const graphs = [];
    for (const { nodes } of problems) {
      const { svg, width, height } = sheetPicture(nodes, '');
      const png = await dots(svg);
      graphs.push({ png, width, height, title: titleOf(nodes), description: describe(nodes) });
    }
    const png = await dots(scanCode(code, CODE));
    images.push({
      code: { png, width: CODE, height: CODE, title: 'Code for scanning', description: code },
      graphs,
    });
  }
  return sheetsDocx(sheets, images);
}

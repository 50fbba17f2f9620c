import type { PaperSheet } from '../../sheets/paper-sheet.ts';
import { sheetsHtml } from '../../sheets/sheet-html.ts';
import { sheetsLatex } from '../../sheets/sheet-latex.ts';
import type { SheetFormat } from '../program/picture-options.ts';
import type { Environment } from '../shell/environment.ts';
import { fontFor } from './fonts.ts';

/** Sheets as one document in a format. */
export async function sheetsIn(
  environment: Environment,
  format: SheetFormat,
  sheets: readonly PaperSheet[],
): Promise<string | Uint8Array> {
  switch (format) {
    case 'html':
      return sheetsHtml(sheets);
    case 'pdf': {
      const { sheetsPdf } = await import('./pdf-sheets.ts');
      return sheetsPdf(sheets, await fontFor(environment, JSON.stringify(sheets), 'use --format html'));
    }
    case 'docx': {
      const { docxIn } = await import('./docx-sheets.ts');
      return docxIn(environment, sheets);
    }
    case 'latex':
      return sheetsLatex(sheets);
  }
}

import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeOption } from './options.ts';

/** The formats in which a graph is drawn. */
export const pictureFormats = ['svg', 'png', 'html', 'dot', 'mermaid', 'latex'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** The formats of sheets beside Markdown, with what their files end in. */
export const sheetFormats = { html: 'html', pdf: 'pdf', latex: 'tex', docx: 'docx' } as const;
export type SheetFormat = keyof typeof sheetFormats;

/** Which boxes are left to fill in; the names of `picture/scene/blanks.ts`, which is loaded on use. */
const blanks = ['forward', 'backward', 'all', 'some'];

/** Which boxes of a picture are left to fill in. */
export const blanksOption = (says: string): Option => new Option('--blanks <which>', says).choices(blanks);

/** Adds the options that are about pictures. */
export function withPicture(command: Command): Command {
  return command
    .option('--out <file>', 'write to this new file, as in graph.svg')
    .addOption(blanksOption('in a picture: leave values or derivatives blank, to fill in'))
    .option(
      '--animate',
      'in SVG: let values and derivatives appear one by one; in HTML: make a page of steps for slides',
    )
    .option(
      '--names <name=tex>',
      'in LaTeX: write a name this way, as in "yhat=\\hat y"; repeat it for other names',
      texName,
    )
    .option('--fold <pixels>', 'fold a picture that is wider than this, as in 700', wholeOption(300, 100000))
    .option('--scale <n>', 'in PNG: draw this many dots per pixel, as in 3', scaleOption)
    .option(
      '--depth <n>',
      'draw only what is at most this many arrows away from the output, as in 4',
      wholeOption(1, 100000),
    );
}

function scaleOption(text: string): number {
  const scale = Number(text);
  if (!(scale >= 0.1 && scale <= 20)) throw new InvalidArgumentError('it is a number from 0.1 to 20.');
  return scale;
}

/** How one name is written in TeX; given again, another one. */
function texName(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const [, name, tex] = /^\s*([^=\s]+)\s*=\s*(\S.*)$/su.exec(text) ?? [];
  if (name === undefined || tex === undefined)
    throw new InvalidArgumentError('it says how a name is written, as in "yhat=\\hat y".');
  return new Map([...before, [name, tex.trim()]]);
}

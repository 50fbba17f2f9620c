import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeOption } from './options.ts';

/** The formats in which a graph is drawn. */
export const pictureFormats = ['svg', 'dot', 'mermaid', 'latex'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** Which boxes are left to fill in; the names of `picture/scene/blanks.ts`, which is loaded on use. */
const blanks = ['forward', 'backward', 'all', 'some'];

/** Adds the options that are about pictures. */
export function withPicture(command: Command): Command {
  return command
    .option('--out <file>', 'write there, to a new file')
    .addOption(
      new Option('--blanks <which>', 'in a picture: leave values or derivatives to fill in').choices(blanks),
    )
    .option(
      '--names <name=tex>',
      'in LaTeX: how a name is written, as in "yhat=\\hat y"; once a name',
      texName,
    )
    .option('--fold <pixels>', 'fold a picture that is wider', wholeOption(300, 100000))
    .option('--depth <n>', 'draw only what is so few arrows away from the output', wholeOption(1, 100000));
}

/** How one name is written in TeX; given again, another one. */
function texName(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const [, name, tex] = /^\s*([^=\s]+)\s*=\s*(\S.*)$/su.exec(text) ?? [];
  if (name === undefined || tex === undefined)
    throw new InvalidArgumentError('it says how a name is written, as in "yhat=\\hat y".');
  return new Map([...before, [name, tex.trim()]]);
}

import { basename, dirname, join } from 'node:path';
import type { DocumentNode } from '../../homework/assignment/document.ts';
import type { Environment } from './environment.ts';

/**
 * The document that the build has left of a file that comes with the program, to be parsed when it is needed; null where it
 * is that of another text. The text stands in front of it, so that it is recognised without being parsed.
 */
export async function builtDocument(
  { disk, builtFolder }: Pick<Environment, 'disk' | 'builtFolder'>,
  file: string,
  text: string,
): Promise<(() => DocumentNode) | null> {
  if (builtFolder === null) return null;
  const path = join(builtFolder, basename(dirname(file)), `${basename(file)}.json`);
  const built = await disk.readFrom(path, 0).catch(() => '');
  const isOf = built.startsWith(JSON.stringify({ text }).slice(0, -1)) && built.endsWith('}}');
  return isOf ? () => (JSON.parse(built) as { readonly document: DocumentNode }).document : null; // the build wrote it
}

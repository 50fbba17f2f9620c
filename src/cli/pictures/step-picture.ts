import { describe, titleOf } from '../../picture/scene/describe.ts';
import { fitsOwnLayout } from '../../picture/scene/fits.ts';
import { pictureNodes } from '../../picture/scene/nodes.ts';
import { sceneOf } from '../../picture/scene/scene.ts';
import { svgOf } from '../../picture/svg/svg.ts';
import { type Block, line } from '../../tutor/lesson/block.ts';
import type { Words } from '../../tutor/lesson/words.ts';
import type { Environment } from '../shell/environment.ts';
import { isFailure } from '../shell/failure.ts';
import { deliver } from './deliver.ts';

/** Draws the graph of a quiz with what has been found into a file, and gives the line that says so, or why not. */
export async function stepPicture(
  environment: Environment,
  { lesson, digits }: Words,
  { file, known }: { readonly file: string; readonly known: ReadonlySet<number> },
): Promise<Block> {
  const nodes = pictureNodes(lesson, known, digits);
  if (!fitsOwnLayout(nodes))
    return line(
      'trouble',
      `${nodes.length} boxes are too many for a picture here; \`dvar show --format dot\` writes them all.`,
    );
  try {
    await deliver(
      environment,
      svgOf(sceneOf(nodes), { title: titleOf(nodes), description: describe(nodes) }),
      file,
    );
    return line('note', `The picture is in ${file}, with what has been found so far.`);
  } catch (error) {
    if (isFailure(error)) return line('trouble', `${error.message}.`);
    throw error;
  }
}

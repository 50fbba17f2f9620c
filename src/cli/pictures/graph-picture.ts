import { dotOf } from '../../picture/notation/dot.ts';
import { type LatexWish, latexOf } from '../../picture/notation/latex.ts';
import { mermaidOf } from '../../picture/notation/mermaid.ts';
import type { BlankChoice } from '../../picture/scene/blanks.ts';
import { withBlanks } from '../../picture/scene/blanks.ts';
import { describe, titleOf } from '../../picture/scene/describe.ts';
import { drawnPart } from '../../picture/scene/narrow.ts';
import { type PictureNode, pictureNodes } from '../../picture/scene/nodes.ts';
import { fitsOwnLayout, sceneOf } from '../../picture/scene/scene.ts';
import { svgOf } from '../../picture/svg/svg.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { PictureFormat } from '../program/picture-options.ts';
import { Failure } from '../shell/failure.ts';

/** What a picture of a graph is to show, and how. */
export interface PictureWish {
  readonly backward?: boolean;
  readonly blanks?: BlankChoice;
  readonly fold?: number;
  readonly depth?: number;
  readonly wrt?: readonly string[];
  /** How names are written in LaTeX, where the guess is not wanted. */
  readonly names?: ReadonlyMap<string, string>;
  readonly digits: number;
}

/** A lesson's graph as a picture. */
export async function graphPicture(
  lesson: Lesson,
  format: PictureFormat,
  wish: PictureWish,
): Promise<string | Uint8Array> {
  const nodes = drawnNodes(lesson, wish);
  switch (format) {
    case 'svg':
      return svgOf(sceneWithin(nodes, wish), { title: titleOf(nodes), description: describe(nodes) });
    case 'dot':
      return dotOf(nodes, titleOf(nodes));
    case 'mermaid':
      return mermaidOf(nodes, titleOf(nodes));
    case 'latex':
      if (!fitsOwnLayout(nodes)) throw tooLarge(nodes.length);
      return latexOf(lesson, nodes, latexWish(lesson, wish));
  }
}

/** The nodes that are drawn, with what is known of them and what is left blank. */
function drawnNodes(
  lesson: Lesson,
  { backward, blanks, depth, wrt, digits }: PictureWish,
): readonly PictureNode[] {
  const shows = backward === true || (blanks !== undefined && blanks !== 'forward');
  const known = shows ? new Set([...lesson.order, lesson.worked.graph.output]) : new Set<number>();
  const nodes = pictureNodes(lesson, known, digits);
  const part = drawnPart(nodes, {
    ...(wrt !== undefined && { from: wrt }),
    ...(depth !== undefined && { depth }),
  });
  return blanks === undefined ? part : withBlanks(part, lesson, blanks);
}

/** What goes into a document in LaTeX; a name that the program lacks is refused. */
function latexWish(
  { worked }: Lesson,
  { backward, blanks, names = new Map(), digits }: PictureWish,
): LatexWish {
  const unknown = [...names.keys()].find((name) => !worked.slots.has(name));
  if (unknown !== undefined)
    throw new Failure(
      `--names says how ${unknown} is written, and the program has no ${unknown}; correct it`,
    );
  return { digits, names, backward: backward === true, blank: blanks !== undefined };
}

function sceneWithin(nodes: readonly PictureNode[], { fold }: PictureWish): ReturnType<typeof sceneOf> {
  if (!fitsOwnLayout(nodes)) throw tooLarge(nodes.length);
  return sceneOf(nodes, fold);
}

/** What is said where nobody could read the picture, and it would take too long to make. */
const tooLarge = (boxes: number): Failure =>
  new Failure(
    `${boxes} boxes with their arrows are too many for a picture; draw a part with --depth 4 or --wrt NAME, or take --format dot to Graphviz' own tools`,
  );

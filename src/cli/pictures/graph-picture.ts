import { dotOf } from '../../picture/notation/dot.ts';
import { type LatexChoice, latexOf } from '../../picture/notation/latex.ts';
import { mermaidOf } from '../../picture/notation/mermaid.ts';
import type { BlankChoice } from '../../picture/scene/blanks.ts';
import { withBlanks } from '../../picture/scene/blanks.ts';
import { describe, titleOf } from '../../picture/scene/describe.ts';
import { fitsGraphviz, fitsOwnLayout } from '../../picture/scene/fits.ts';
import { drawnPart } from '../../picture/scene/narrow.ts';
import { type PictureNode, pictureNodes } from '../../picture/scene/nodes.ts';
import { sceneOf } from '../../picture/scene/scene.ts';
import { animationStyle, momentsOf } from '../../picture/svg/animation.ts';
import { graphPage, slidesOf } from '../../picture/svg/page.ts';
import { svgOf } from '../../picture/svg/svg.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { PictureFormat } from '../program/picture-options.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';

/** What a picture of a graph is to show, and how. */
export interface PictureChoice {
  readonly backward?: boolean;
  readonly blanks?: BlankChoice;
  readonly fold?: number;
  /** Whether values and derivatives appear one after the other. */
  readonly animate?: boolean;
  /** Dots to a pixel of a PNG. */
  readonly scale?: number;
  readonly depth?: number;
  readonly wrt?: readonly string[];
  /** How names are written in LaTeX, where the usual way is not wanted. */
  readonly names?: ReadonlyMap<string, string>;
  readonly digits: number;
}

/** A lesson's graph as a picture. */
export async function graphPicture(
  environment: Environment,
  lesson: Lesson,
  format: PictureFormat,
  choice: PictureChoice,
): Promise<string | Uint8Array> {
  if (choice.animate && format !== 'svg' && format !== 'html')
    throw new Failure('--animate makes an SVG that moves, or with --format html a page of steps; choose one');
  // A page and an animation show derivatives without being asked to.
  const brings = format === 'html' || choice.animate === true;
  const nodes = drawnNodes(lesson, brings ? { ...choice, backward: true } : choice);
  switch (format) {
    case 'svg':
      return choice.animate ? animated(lesson, nodes, choice) : svgPicture(nodes, choice);
    case 'html':
      if (!fitsOwnLayout(nodes)) throw tooLarge(nodes.length);
      return choice.animate
        ? slidesOf(lesson, nodes, choice.fold)
        : graphPage(lesson, nodes, choice.digits, choice.fold);
    case 'png': {
      const { pngOf } = await import('./png.ts');
      return pngOf(environment, await svgPicture(nodes, { ...choice, light: true }), choice.scale ?? 2);
    }
    case 'dot':
      return dotOf(nodes, titleOf(nodes));
    case 'mermaid':
      return mermaidOf(nodes, titleOf(nodes));
    case 'latex':
      if (!fitsOwnLayout(nodes)) throw tooLarge(nodes.length);
      return latexOf(lesson, nodes, latexChoice(lesson, choice));
  }
}

/** The nodes that are drawn, with what is known of them and what is left blank. */
function drawnNodes(
  lesson: Lesson,
  { backward, blanks, depth, wrt, digits }: PictureChoice,
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
function latexChoice(
  { worked }: Lesson,
  { backward, blanks, names = new Map(), digits }: PictureChoice,
): LatexChoice {
  const unknown = [...names.keys()].find((name) => !worked.slots.has(name));
  if (unknown !== undefined)
    throw new Failure(
      `--names says how ${unknown} is written, but the program has no ${unknown}; correct it`,
    );
  return { digits, names, backward: backward === true, blank: blanks !== undefined };
}

/** A picture whose values appear from left to right, and its derivatives from right to left. */
function animated({ order }: Lesson, nodes: readonly PictureNode[], { fold }: PictureChoice): string {
  if (!fitsOwnLayout(nodes)) throw tooLarge(nodes.length);
  return svgOf(sceneOf(nodes, fold), {
    title: titleOf(nodes),
    description: describe(nodes),
    moments: momentsOf(nodes, order),
    extraStyle: animationStyle,
  });
}

/** A picture in SVG: laid out here, or by Graphviz where it is too large. */
async function svgPicture(
  nodes: readonly PictureNode[],
  { fold, light }: Pick<PictureChoice, 'fold'> & { readonly light?: boolean },
): Promise<string> {
  const words = { title: titleOf(nodes), description: describe(nodes), ...(light && { light }) };
  if (fitsOwnLayout(nodes)) return svgOf(sceneOf(nodes, fold), words);
  if (!fitsGraphviz(nodes)) throw tooLarge(nodes.length);
  const { graphvizSvg } = await import('./graphviz.ts');
  return graphvizSvg(dotOf(nodes, words.title, true));
}

/** The refusal of a picture that nobody could read, and that would take too long to make. */
const tooLarge = (boxes: number): Failure =>
  new Failure(
    `${boxes} boxes with their arrows are too many for one picture; draw a part with --depth 4 or --wrt NAME, or use --format dot with Graphviz itself`,
  );

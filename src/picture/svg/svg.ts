import type { FlowText } from '../scene/nodes.ts';
import type { Scene, SceneBox, SceneLabel, SceneLine, SceneTip } from '../scene/scene-parts.ts';
import { escaped, inOrder, pixels } from './markup.ts';
import { lightSheet, styleSheet } from './style.ts';

/** What a picture says of itself, and how it is to look. */
export interface SvgOptions {
  readonly title: string;
  /** What the picture shows, in words: for screen readers. */
  readonly description: string;
  /** Light alone, for paper. */
  readonly light?: boolean;
  /** Goes before the ids, where several pictures stand on one page. */
  readonly prefix?: string;
  /** Further rules of style, as an animation's. */
  readonly extraStyle?: string;
  /** Where a box leads that is clicked, by its node's place; without it boxes lead nowhere. */
  readonly linkTo?: (id: string) => string;
  /** When a label appears, from 0 on; without it all are there. */
  readonly moments?: Moments;
}

/** The moments at which values and derivatives appear, by node; what has none is there from the start. */
export interface Moments {
  readonly value: ReadonlyMap<string, number>;
  readonly derivative: ReadonlyMap<string, number>;
}

/** A scene as one SVG file: text as text, no script, nothing that is fetched. */
export function svgOf(scene: Scene, options: SvgOptions): string {
  const wrong = new Set(scene.labels.filter(({ flow }) => isWrong(flow)).map(({ of }) => of));
  return framedSvg(scene, options, [
    ...scene.lines.map(lineOf),
    ...scene.tips.map(tipOf),
    ...scene.backs.map((back) =>
      appearing(
        backOf(back, wrong.has(back.from[0] ?? '')),
        options.moments?.derivative.get(back.from[0] ?? ''),
      ),
    ),
    ...scene.boxes.map((box) => linked(boxOf(box), box, options.linkTo)),
    ...scene.labels.map((label) => appearing(labelOf(label), options.moments?.[label.kind].get(label.of))),
    ...scene.names.map((name) => svgText(name.text, name, 'name')),
  ]);
}

/** What is there from a moment on. */
const appearing = (part: string, moment: number | undefined): string =>
  moment === undefined ? part : `<g class="appear" style="--k:${moment}">${part}</g>`;

/** A box that leads to what is said of it. */
const linked = (part: string, { node }: SceneBox, linkTo: SvgOptions['linkTo']): string =>
  linkTo === undefined ? part : `<a href="#${linkTo(node.id)}" id="box-${linkTo(node.id)}">${part}</a>`;

/** The frame of a picture around its parts: its size, what it says of itself, its style. */
export function framedSvg(
  { width, height }: { readonly width: number; readonly height: number },
  { title, description, light, prefix = '', extraStyle = '' }: SvgOptions,
  parts: readonly string[],
): string {
  const [w, h] = [pixels(width), pixels(height)];
  const [titled, described] = [`${prefix}title`, `${prefix}description`];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" class="dvar" role="img" aria-labelledby="${titled} ${described}">`,
    `<title id="${titled}">${escaped(title)}</title>`,
    `<desc id="${described}">${escaped(description)}</desc>`,
    `<style>${light ? lightSheet : styleSheet}${extraStyle}</style>`,
    `<rect class="paper" width="${w}" height="${h}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** A text at its place. */
export function svgText(
  text: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  names: string,
  more = '',
): string {
  return `<text class="${names}" x="${pixels(x)}" y="${pixels(y)}" font-size="${size}" xml:space="preserve"${more}>${escaped(inOrder(text))}</text>`;
}

const lineOf = ({ x1, y1, x2, y2 }: SceneLine): string =>
  `<path class="line" d="M${pixels(x1)} ${pixels(y1)}L${pixels(x2)} ${pixels(y2)}"/>`;

const tipOf = ({ x, y }: SceneTip): string => `<path class="tip" d="M${pixels(x)} ${pixels(y)}l-9 -4.5v9z"/>`;

const backOf = ({ x1, y1, x2, y2 }: SceneLine, wrong: boolean): string => {
  const line = wrong ? 'class="back wrong" stroke-dasharray="3 3"' : 'class="back"';
  return `<path ${line} d="M${pixels(x1)} ${pixels(y1)}L${pixels(x2 + 6)} ${pixels(y2)}"/><path class="derivative" d="M${pixels(x2)} ${pixels(y2)}l7 -3.5v7z"/>`;
};

function boxOf({ node, x, y, width, height, lines }: SceneBox): string {
  const round = node.role === 'parameter' || node.role === 'data' ? 14 : 4;
  const place = `x="${pixels(x)}" y="${pixels(y)}" width="${pixels(width)}" height="${pixels(height)}" rx="${round}"`;
  return [
    `<g><title>${escaped(inOrder(node.formula))}</title>`,
    `<rect class="box ${node.role}" ${place}/>`,
    ...lines.map((line) => svgText(line.text, line, line.faint ? 'faint' : 'formula')),
    '</g>',
  ].join('');
}

/** Whether a text is an answer that is wrong. */
const isWrong = (flow: FlowText): boolean => flow.kind === 'text' && flow.judged === 'wrong';

function labelOf({ kind, text, flow, blank, ...place }: SceneLabel): string {
  const words = text === '' ? '' : svgText(text, place, isWrong(flow) ? `${kind} wrong` : kind);
  if (!blank) return words;
  const { mark, x, y, width, height } = blank;
  return [
    words,
    `<rect class="blank" x="${pixels(x)}" y="${pixels(y)}" width="${pixels(width)}" height="${pixels(height)}" rx="2"/>`,
    svgText(mark, { x: x + 4, y: y + 10, size: 9 }, 'mark faint'),
  ].join('');
}

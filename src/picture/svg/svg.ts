import type { Scene, SceneBox, SceneLabel, SceneLine, SceneTip } from '../scene/scene.ts';
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
}

/** A scene as one SVG file: text as text, no script, nothing that is fetched. */
export function svgOf(scene: Scene, options: SvgOptions): string {
  return wrapped(scene, options, [
    ...scene.lines.map(lineOf),
    ...scene.tips.map(tipOf),
    ...scene.backs.map(backOf),
    ...scene.boxes.map(boxOf),
    ...scene.labels.map(labelOf),
    ...scene.names.map((name) => textOf(name.text, name, 'name')),
  ]);
}

/** The frame of a picture around its parts: its size, what it says of itself, its style. */
function wrapped(
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
function textOf(
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

const backOf = ({ x1, y1, x2, y2 }: SceneLine): string =>
  `<path class="back" d="M${pixels(x1)} ${pixels(y1)}L${pixels(x2 + 6)} ${pixels(y2)}"/><path class="derivative" d="M${pixels(x2)} ${pixels(y2)}l7 -3.5v7z"/>`;

function boxOf({ node, x, y, width, height, lines }: SceneBox): string {
  const round = node.role === 'parameter' || node.role === 'data' ? 14 : 4;
  const place = `x="${pixels(x)}" y="${pixels(y)}" width="${pixels(width)}" height="${pixels(height)}" rx="${round}"`;
  return [
    `<g><title>${escaped(inOrder(node.formula))}</title>`,
    `<rect class="box ${node.role}" ${place}/>`,
    ...lines.map((line) => textOf(line.text, line, line.faint ? 'faint' : 'formula')),
    '</g>',
  ].join('');
}

function labelOf({ kind, text, blank, ...place }: SceneLabel): string {
  const words = text === '' ? '' : textOf(text, place, kind);
  if (!blank) return words;
  const { y } = place;
  const left = blank.x + (text === '' ? 0 : 2);
  return [
    words,
    `<rect class="blank" x="${pixels(left)}" y="${pixels(y - 13)}" width="${pixels(blank.width - 2)}" height="17" rx="2"/>`,
    textOf(blank.mark, { x: left + 4, y: y - 1, size: 10 }, 'mark faint'),
  ].join('');
}

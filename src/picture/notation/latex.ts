import type { Lesson } from '../../tutor/lesson/lesson.ts';
import type { FlowText, PictureNode } from '../scene/nodes.ts';
import { sceneOf } from '../scene/scene.ts';
import type { SceneBox, SceneLabel, SceneLine } from '../scene/scene-parts.ts';
import {
  backwardEquations,
  forwardEquations,
  givenEquations,
  type TexEquation,
  wordTex,
} from './equations.ts';
import { type TexStyle, texOf } from './tex.ts';
import { texNames } from './tex-names.ts';

/** What a document in LaTeX holds in addition to the picture. */
export interface LatexChoice {
  readonly digits: number;
  /** How names are written, where the usual way is not wanted. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether derivatives, and their equations, are in it. */
  readonly backward: boolean;
  /** Whether values are to be filled in: then no equation gives them away. */
  readonly blank: boolean;
}

/** Points of TeX to a pixel of the scene: letters of 14 pixels are those of 10 points. */
const POINT = 0.72;
/** The width of the text on A4 with the margins below, in points; a picture is made smaller, to three quarters, before it is folded. */
const PAGE_WIDTH = 480;
const SMALLEST = 0.75;

/** What stands before a document's text: nothing that a bare installation lacks. */
export const preamble: readonly string[] = [
  '\\documentclass[10pt]{article}',
  '\\usepackage[a4paper,margin=2cm]{geometry}',
  '\\usepackage{amsmath,amssymb}',
  '\\usepackage{tikz}',
  '\\definecolor{value}{HTML}{0A4FC4}',
  '\\definecolor{derivative}{HTML}{C01616}',
  '\\setlength{\\parindent}{0pt}',
  '\\allowdisplaybreaks',
];

/** A document that compiles by itself: the picture in TikZ, the forward pass and the chain rule as `align`. */
export function latexOf(lesson: Lesson, nodes: readonly PictureNode[], choice: LatexChoice): string {
  const { of, strangers } = texNames(
    nodes.map(({ id }) => id),
    choice.names,
  );
  const style: TexStyle = { names: of, digits: choice.digits, inline: false };
  return [
    ...strangers.map((name, at) => `% v_${at + 1} stands for ${name}, because TeX has no letters for it`),
    ...preamble,
    '\\begin{document}',
    '',
    ...tikzOf(lesson, nodes, style),
    '',
    '\\bigskip',
    `At ${givenEquations(lesson, style)
      .map(({ left, equals }) => `$${left} = ${equals[0]}$`)
      .join(', ')}:`,
    ...(choice.blank ? [] : [...aligned(forwardEquations(lesson, style)), '']),
    ...(choice.blank || !choice.backward ? [] : [...aligned(backwardEquations(lesson, style)), '']),
    '\\end{document}',
    '',
  ].join('\n');
}

/** Equations one below the other; what is long goes on in lines of its own. */
function aligned(equations: readonly TexEquation[]): readonly string[] {
  if (equations.length === 0) return [];
  const lines = equations.map(({ left, equals }) => {
    const long = equals.join('').length > 150;
    return `  ${left} &= ${equals.join(long ? ' \\\\\n    &= ' : ' = ')}`;
  });
  return ['\\begin{align*}', lines.join(' \\\\\n'), '\\end{align*}'];
}

/** A graph as a picture in TikZ, as wide as the text of the page at most. */
export function tikzOf(lesson: Lesson, nodes: readonly PictureNode[], style: TexStyle): readonly string[] {
  const scene = sceneOf(nodes, PAGE_WIDTH / POINT / SMALLEST);
  const small = { ...style, inline: true };
  const scale = Math.min(1, PAGE_WIDTH / POINT / scene.width);
  const fit = scale === 1 ? '' : `scale=${scale.toFixed(3)},transform shape,`;
  return [
    `\\begin{tikzpicture}[${fit}x=${POINT}pt,y=-${POINT}pt,line width=0.6pt,every node/.style={inner sep=0pt,font=\\small}]`,
    ...scene.lines.map((line) => `  \\draw ${path(line)};`),
    ...scene.tips.map(({ x, y }) => `  \\fill (${x},${y}) -- ++(-9,-4.5) -- ++(0,9) -- cycle;`),
    ...scene.backs.map((line) => `  \\draw[derivative,->,>=latex] ${path(line)};`),
    ...scene.boxes.flatMap((box) => boxTex(box, small)),
    ...scene.labels.flatMap((label) => labelTex(lesson, label, small)),
    ...scene.names.map(
      ({ of, x, y }) => `  \\node[anchor=base west] at (${r(x)},${r(y)}) {$${style.names(of)}$};`,
    ),
    '\\end{tikzpicture}',
  ];
}

const r = (value: number): string => String(Math.round(value * 10) / 10);
const path = ({ x1, y1, x2, y2 }: SceneLine): string => `(${r(x1)},${r(y1)}) -- (${r(x2)},${r(y2)})`;

const FILLS: Readonly<Record<PictureNode['role'], string>> = {
  parameter: 'fill=yellow!18,rounded corners=8pt',
  data: 'fill=black!8,dashed,rounded corners=8pt',
  step: 'fill=black!3,rounded corners=2pt',
  output: 'fill=green!10,rounded corners=2pt,line width=1.2pt',
};

function boxTex({ node, x, y, width, height, lines }: SceneBox, style: TexStyle): readonly string[] {
  const [cx, cy] = [r(x + width / 2), r(y + height / 2)];
  const name = style.names(node.id);
  const formula = node.written ? `${name} = ${texOf(node.written, style)}` : name;
  const shape = node.shape === null ? '' : `\\\\[-1pt]{\\tiny $${node.shape.replace(',', ' \\times ')}$}`;
  const several = lines.filter(({ faint }) => !faint).length > 1;
  const room = several ? `,text width=${r((width - 8) * POINT)}pt,font=\\footnotesize` : '';
  return [
    `  \\draw[${FILLS[node.role]}] (${r(x)},${r(y)}) rectangle (${r(x + width)},${r(y + height)});`,
    `  \\node[align=center${room}] at (${cx},${cy}) {$${formula}$${shape}};`,
  ];
}

function labelTex(lesson: Lesson, label: SceneLabel, style: TexStyle): readonly string[] {
  const { kind, x, y, blank } = label;
  const slot = lesson.worked.slots.get(label.of) ?? -1;
  const word =
    kind === 'derivative' ? `${wordTex(lesson, slot, style)}${isShape(label.flow) ? '\\ ' : ' = '}` : '';
  const text = label.flow.kind === 'text' ? flowTex(label.flow.text) : '';
  const written = word + text;
  const lines =
    written === ''
      ? []
      : [`  \\node[anchor=base west,text=${kind},font=\\footnotesize] at (${r(x)},${r(y)}) {$${written}$};`];
  if (!blank) return lines;
  const [left, top] = [blank.x, blank.y];
  return [
    ...lines,
    `  \\draw[black!60] (${r(left)},${r(top)}) rectangle (${r(left + blank.width)},${r(top + blank.height)});`,
    `  \\node[anchor=base west,font=\\tiny\\bfseries] at (${r(left + 3)},${r(top + 9)}) {${blank.mark}};`,
  ];
}

const isShape = (flow: FlowText): boolean => flow.kind === 'text' && flow.text.startsWith('(');

/** The TeX of the text on an arrow: a number, a small matrix, a shape. */
function flowTex(text: string): string {
  if (text.startsWith('(')) return text.replace(',', ' \\times ');
  // In one line, because rows above each other would run into the arrow.
  if (text.startsWith('[')) return text.replaceAll('; ', ';\\;').replaceAll(/(?<=\d) /g, '\\;\\;');
  if (text === 'does not exist') return '\\text{does not exist}';
  const [mantissa = text, exponent] = text.split('e');
  return exponent === undefined ? text : `${mantissa} \\cdot 10^{${exponent}}`;
}

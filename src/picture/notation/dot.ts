import type { FlowText, PictureNode } from '../scene/nodes.ts';
import { escaped, inOrder } from '../svg/markup.ts';
import { lightPalette } from '../svg/style.ts';

const SHAPES: Readonly<Record<PictureNode['role'], string>> = {
  parameter: `style="rounded,filled", fillcolor="${lightPalette.parameter}"`,
  data: `style="rounded,filled,dashed", fillcolor="${lightPalette.data}"`,
  step: `style="filled", fillcolor="${lightPalette.step}"`,
  output: `style="filled", fillcolor="${lightPalette.output}", penwidth=2`,
};

/** A graph as Graphviz reads it; nodes are numbered, so that a name may be anything. `quick` asks for the cheap way of laying out. */
export function dotOf(nodes: readonly PictureNode[], title: string, quick = false): string {
  const place = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  return [
    'digraph {',
    `  graph [rankdir=LR, tooltip=${quoted(title)}${quick ? ', splines=polyline, nslimit=1, nslimit1=1, mclimit=0.3' : ''}];`,
    '  node [shape=box, fontname="Helvetica,Arial,sans-serif", fontsize=12, margin="0.12,0.06"];',
    `  edge [arrowsize=0.7, color="${lightPalette.line}"];`,
    ...nodes.map(
      (node, at) =>
        `  n${at} [${SHAPES[node.role]}, tooltip=${quoted(node.formula)}, label=<${labelOf(node)}>];`,
    ),
    ...nodes.flatMap(({ id, inputs }) =>
      inputs.flatMap((input) => (place.has(input) ? [`  ${place.get(input)} -> ${place.get(id)};`] : [])),
    ),
    '}',
    '',
  ].join('\n');
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A label of several lines, in Graphviz' own markup. */
function labelOf({ formula, shape, value, word, derivative }: PictureNode): string {
  const coloured = (text: string, colour: string) => `<FONT COLOR="${colour}">${label(text)}</FONT>`;
  return [
    label(formula),
    ...(shape === null ? [] : [coloured(shape, lightPalette.faint)]),
    ...(value === null ? [] : [coloured(flowWords(value), lightPalette.value)]),
    ...(derivative === null ? [] : [coloured(derivativeWords(word, derivative), lightPalette.derivative)]),
  ].join('<BR/>');
}

const label = (text: string): string => escaped(inOrder(text));

/** The text on an arrow; a blank is a line with its mark, and a missing answer its mark alone. */
export function flowWords(flow: FlowText): string {
  if (flow.kind === 'text') return flow.text;
  return flow.said === undefined ? `(${flow.mark}) ______` : flow.mark;
}

/** `dJ/du = 3`, and `dJ/dW (3,2)` for a shape. */
export function derivativeWords(word: string, flow: FlowText): string {
  const text = flowWords(flow);
  return flow.kind === 'text' && text.startsWith('(') ? `${word} ${text}` : `${word} = ${text}`;
}

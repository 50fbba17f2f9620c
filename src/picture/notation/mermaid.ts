import { describe } from '../scene/describe.ts';
import type { PictureNode } from '../scene/nodes.ts';
import { inOrder } from '../svg/markup.ts';
import { lightPalette } from '../svg/style.ts';
import { derivativeWords, flowWords } from './dot.ts';

const FORMS: Readonly<Record<PictureNode['role'], readonly [string, string]>> = {
  parameter: ['(["', '"])'],
  data: ['("', '")'],
  step: ['["', '"]'],
  output: ['["', '"]'],
};

/** A graph as GitHub and GitLab draw it from a block that is marked `mermaid`; nodes are numbered, so that a name may be anything. */
export function mermaidOf(nodes: readonly PictureNode[], title: string): string {
  const place = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const dressed = (role: PictureNode['role'], extra = ''): string =>
    `  classDef ${role} fill:${lightPalette[role]},stroke:${lightPalette.line},color:${lightPalette.ink}${extra}`;
  return [
    'flowchart LR',
    `  accTitle: ${spoken(title)}`,
    `  accDescr: ${spoken(describe(nodes))}`,
    ...nodes.map((node, at) => {
      const [open, close] = FORMS[node.role];
      return `  n${at}${open}${linesOf(node)}${close}:::${node.role}`;
    }),
    ...nodes.flatMap(({ id, inputs }) =>
      inputs.flatMap((input) => (place.has(input) ? [`  ${place.get(input)} --> ${place.get(id)}`] : [])),
    ),
    ...nodes.flatMap(({ derivative }, at) =>
      derivative?.kind === 'text' && derivative.judged === 'wrong'
        ? [`  style n${at} stroke:${lightPalette.derivative},stroke-width:3px`]
        : [],
    ),
    dressed('parameter'),
    dressed('data', ',stroke-dasharray:4 3'),
    dressed('step'),
    dressed('output', ',stroke-width:2px'),
    '',
  ].join('\n');
}

/** A sentence for those who do not see the picture: it ends with its line, and Mermaid reads some signs as its own. */
const spoken = (text: string): string => text.replaceAll(/[\n;#{}]/g, ' ');

function linesOf({ formula, shape, value, word, derivative }: PictureNode): string {
  return [
    formula,
    ...(shape === null ? [] : [shape]),
    ...(value === null ? [] : [flowWords(value)]),
    ...(derivative === null ? [] : [derivativeWords(word, derivative)]),
  ]
    .map(entities)
    .join('<br/>');
}

/** Signs that Mermaid, or the Markdown inside it, would read as its own, written by their numbers. */
const entities = (text: string): string =>
  inOrder(text).replaceAll(/["#&<>`*_[\](){}|;]/g, (sign) => `#${sign.codePointAt(0)};`);

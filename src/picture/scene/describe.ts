import type { PictureNode } from './nodes.ts';

/** A picture of more nodes than this is not told one by one. */
const MOST_TOLD = 60;

const GIVENS: Readonly<Partial<Record<PictureNode['role'], string>>> = {
  data: 'Data ',
  parameter: 'Parameter ',
};

/** What a picture of a graph is called: its output's formula. */
export function titleOf(nodes: readonly PictureNode[]): string {
  const output = nodes.find(({ role }) => role === 'output');
  return `Computation graph of ${output?.formula ?? 'a program'}`;
}

/** What a picture of a graph shows, in sentences, from left to right and back: for those who do not see it. */
export function describe(nodes: readonly PictureNode[]): string {
  if (nodes.length > MOST_TOLD)
    return `${nodes.length} boxes, from the inputs on the left to the output on the right.`;
  const forward = nodes.map(
    ({ role, formula, shape, value }) =>
      `${GIVENS[role] ?? ''}${formula}${shape ? `, of shape ${shape}` : ''}${said(', ', value)}.`,
  );
  const backward = nodes
    .toReversed()
    .flatMap(({ word, derivative }) => (derivative ? [`${word}${said(' = ', derivative)}.`] : []));
  return [
    'From left to right:',
    ...forward,
    ...(backward.length > 0 ? ['Derivatives, from right to left:', ...backward] : []),
  ].join(' ');
}

function said(before: string, flow: PictureNode['value']): string {
  if (flow === null) return '';
  if (flow.said !== undefined) return before + flow.said;
  if (flow.kind === 'blank') return `${before}blank ${flow.mark}`;
  return before + (before === ', ' ? `value ${flow.text}` : flow.text);
}

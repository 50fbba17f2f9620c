import type { PictureNode } from './nodes.ts';

/** Which part of a large graph is drawn. */
export interface Part {
  /** Only what lies on the way from these names to the output, and what is read there. */
  readonly from?: readonly string[];
  /** Only what is so few arrows away from the output. */
  readonly depth?: number;
}

/** The nodes of a part of the graph; a node whose inputs are left out stands there with its value, as a given does. */
export function drawnPart(nodes: readonly PictureNode[], { from, depth }: Part): readonly PictureNode[] {
  let part = nodes;
  if (from) part = onTheWay(part, new Set(from));
  if (depth !== undefined) part = near(part, depth);
  return part;
}

function onTheWay(nodes: readonly PictureNode[], from: ReadonlySet<string>): readonly PictureNode[] {
  const moved = new Set<string>();
  for (const { id, inputs } of nodes)
    if (from.has(id) || inputs.some((input) => moved.has(input))) moved.add(id);
  // A name that is asked for may lie on the way from another one.
  const passed = (node: PictureNode): boolean => node.inputs.some((input) => moved.has(input));
  const read = new Set(nodes.flatMap((node) => (passed(node) ? node.inputs : [])));
  return nodes.flatMap((node) => {
    if (passed(node)) return [node];
    return moved.has(node.id) || read.has(node.id) ? [{ ...node, inputs: [] }] : [];
  });
}

function near(nodes: readonly PictureNode[], depth: number): readonly PictureNode[] {
  const away = new Map<string, number>();
  for (const { id, role, inputs } of nodes.toReversed()) {
    const own = role === 'output' ? 0 : away.get(id);
    if (own === undefined) continue;
    away.set(id, own);
    for (const input of inputs) away.set(input, Math.min(own + 1, away.get(input) ?? own + 1));
  }
  return nodes.flatMap((node) => {
    const own = away.get(node.id) ?? Number.POSITIVE_INFINITY;
    if (own > depth) return [];
    return [own === depth ? { ...node, inputs: [] } : node];
  });
}

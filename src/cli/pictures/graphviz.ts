import { Graphviz } from '@hpcc-js/wasm-graphviz';

/** A graph in DOT as Graphviz itself lays it out, in SVG. */
export async function graphvizSvg(dot: string): Promise<string> {
  const graphviz = await Graphviz.load();
  return graphviz.layout(dot, 'svg', 'dot');
}

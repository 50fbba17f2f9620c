import type { SyntaxNode } from '@lezer/common';
import { type PythonSource, wordOfNode } from './tree.ts';

/** What an import binds, each with its path. */
export function readImports(source: PythonSource, node: SyntaxNode): readonly { path: string; as: string }[] {
  const text = wordOfNode(source, node).replaceAll(/[()\\\n]/g, ' ');
  const from = /^from\s+([\w.]+)\s+import\s+(.*)$/s.exec(text);
  const list = from ? (from[2] ?? '') : text.replace(/^import\s+/, '');
  return list.split(',').map((each) => {
    const [, path = '', as] = /^\s*([\w.*]+)(?:\s+as\s+(\w+))?/.exec(each) ?? [];
    const whole = from ? `${from[1]}.${path}` : path;
    return { path: whole, as: as ?? (from ? path : (path.split('.')[0] ?? path)) };
  });
}

import type { SyntaxNode } from '@lezer/common';
import { readExpression } from './read-expression.ts';
import { children, type PythonSource, wordOfNode } from './tree.ts';

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

/** What `with ... as name` binds. */
export function readOpened(source: PythonSource, node: SyntaxNode) {
  if (node.name !== 'WithStatement') return [];
  const kids = children(node);
  return kids.flatMap((each, at) => {
    const name = kids[at + 2];
    return kids[at + 1]?.name === 'as' && name?.name === 'VariableName'
      ? [{ name: wordOfNode(source, name), value: readExpression(source, each) }]
      : [];
  });
}

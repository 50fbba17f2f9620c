import type { SyntaxNode } from '@lezer/common';
import { readExpression } from './read-expression.ts';
import type { PyExpression, PyStatement, PythonPlace } from './syntax.ts';
import { children, type PythonSource, wordOfNode } from './tree.ts';

/** `match` with plain patterns is a row of branches: words, numbers, several with `|`, and `_`. */
export function readMatch(
  source: PythonSource,
  node: SyntaxNode,
  place: PythonPlace,
  readBody: (source: PythonSource, node: SyntaxNode) => readonly PyStatement[],
): PyStatement {
  const kids = children(node);
  const subject = kids.find((each) => each.name !== 'match' && !/Body$/.test(each.name));
  const clauses = kids
    .flatMap((each) => (each.name === 'MatchBody' ? children(each) : []))
    .filter((each) => each.name === 'MatchClause');
  if (!subject || clauses.length === 0) return { ...place, kind: 'unread', construct: 'match' };
  const value = readExpression(source, subject);
  const branches: { test: PyExpression | null; body: readonly PyStatement[] }[] = [];
  for (const clause of clauses) {
    const text = wordOfNode(source, clause);
    const pattern = (/^case\s([^:\n]+):/.exec(text)?.[1] ?? '').trim();
    const words = pattern.split(/\s*\|\s*/);
    const plain = words.every((word) => /^(["'][^"'\\]*["']|-?\d+(\.\d+)?)$/.test(word));
    if (!plain && pattern !== '_') return { ...place, kind: 'unread', construct: 'match' };
    branches.push({ test: plain ? anyOf(value, words) : null, body: readBody(source, clause) });
  }
  return { ...place, kind: 'if', branches };
}

/** Whether a value is one of some written words or numbers. */
function anyOf(value: PyExpression, words: readonly string[]): PyExpression {
  const { from, to, line } = value;
  const place = { from, to, line };
  const tests = words.map(
    (word): PyExpression => ({
      ...place,
      kind: 'binary',
      sign: '==',
      left: value,
      right: /^["']/.test(word)
        ? { ...place, kind: 'text', value: word.slice(1, -1) }
        : { ...place, kind: 'number', value: Number(word), whole: true },
    }),
  );
  return tests.reduce((left, right) => ({ ...place, kind: 'binary', sign: 'or', left, right }));
}

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import { readStatements } from './read-statement.ts';
import type { PyModule } from './syntax.ts';
import { pythonSource } from './tree.ts';

// The only file that knows the parser's package. It is loaded on use.

/** A file may have so many broken lines before the rest of it is given up. */
const mostBroken = 200;

/** Reads a text as Python. A broken line costs itself alone; nothing is ever run. */
export function parsePython(source: string): PyModule {
  const broken: number[] = [];
  // `1.` is a number that the parser's package does not know; a blank in the place of its point keeps every offset.
  const plain = source.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  let text = plain.replaceAll(/(?<![\w.])(\d+)\.(?![\w.])/g, '$1 ');
  for (;;) {
    const tree = parser.parse(text);
    const at = broken.length < mostBroken ? firstBroken(tree.topNode, text) : null;
    if (at === null) return { text: plain, body: readStatements(pythonSource(text), tree.topNode), broken };
    broken.push(at.line);
    text = at.text;
  }
}

/** The first line with an error in it, and the text without that line; null where there is none. */
function firstBroken(top: SyntaxNode, text: string): { line: number; text: string } | null {
  const cursor = top.cursor();
  do {
    if (!cursor.type.isError) continue;
    // The line that began the innermost statement around the error is the one that broke: a bracket left open there
    // takes in the lines below, which are well by themselves.
    let node: SyntaxNode | null = cursor.node;
    while (node?.parent && !/Statement$|Definition$/.test(node.name)) node = node.parent;
    const inBody = node && /Definition$|^(For|If|While|With|Try)Statement$|^Script$/.test(node.name);
    const start = lineStart(text, inBody || !node ? cursor.from : node.from);
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const indent = /^\s*/.exec(text.slice(start, stop))?.[0] ?? '';
    const blank = `${indent}pass`.slice(0, Math.max(stop - start, 0)).padEnd(stop - start);
    const changed =
      text.slice(0, start) +
      (/pass$/.test(blank.trimEnd()) ? blank : ' '.repeat(stop - start)) +
      text.slice(stop);
    if (changed === text) continue;
    return { line: text.slice(0, start).split('\n').length, text: changed };
  } while (cursor.next());
  return null;
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;

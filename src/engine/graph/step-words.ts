import type { Expression } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import { isSingle } from '../../ops/matrix.ts';
import type { MatrixEntry } from './entry-words.ts';
import { type Graph, shapeAt } from './graph.ts';
import { type NamedGraph, nameAt, termAt, writingAt } from './names.ts';

/** `, at row 1, column 2`; nothing for a single number. */
export function whereIn(graph: Graph, step: number, { row, column }: MatrixEntry): string {
  return isSingle(shapeAt(graph, step)) ? '' : `, at row ${row + 1}, column ${column + 1}`;
}

/** What is longer than this is no help in a message; its name is. */
const longestSpoken = 60;

/** The words for a slot in a message: its name if the program gave it one, else the text that the program wrote there. */
export function spokenAt(named: NamedGraph, slot: number): Expression {
  const source = named.sources.at(slot);
  const brief = source && !named.own.has(slot) && print(source).length <= longestSpoken;
  return brief ? source : termAt(named, slot);
}

/** A step in a message: `J = log(x)`, and `log(x)` alone where the program gave it no name. */
export function stepAt(named: NamedGraph, slot: number): string {
  const source = named.sources.at(slot);
  const text = source ? print(source) : '';
  if (text === '' || text.length > longestSpoken) {
    const writing = writingAt(named, slot);
    return writing ? `${nameAt(named, slot)} = ${print(writing)}` : nameAt(named, slot);
  }
  return named.own.has(slot) ? `${nameAt(named, slot)} = ${text}` : text;
}

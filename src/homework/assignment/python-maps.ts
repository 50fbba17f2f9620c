import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { leaves } from '../../language/expression.ts';
import { parseProgram } from '../../language/program.ts';
import { suggest } from '../../language/suggest.ts';
import type { MapNode } from './document.ts';
import { checked, has, keyPlace, nodeAt, text } from './keys.ts';

/**
 * How the Python of an assignment's students names what the program has, stated by the teacher so that nothing is
 * guessed.
 */
export interface PythonMaps {
  /** Names of theirs for values of the program: `yhat` for `A2`. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of theirs for derivatives: `l1` for that with respect to `Z1`. */
  readonly gradients: ReadonlyMap<string, string>;
  /** The factor of a gradient of theirs, compared with ours. */
  readonly scale: ReadonlyMap<string, GradientScale>;
  /** Names of theirs for lists of classes, by the one-hot matrix of the program. */
  readonly labels: ReadonlyMap<string, string>;
  /** The function that is read; null for the whole file. */
  readonly entry: string | null;
}

/** A factor: a number, times the number of examples to a power. */
export interface GradientScale {
  readonly factor: number;
  readonly examples: -1 | 0 | 1;
}

const keys = ['names', 'gradients', 'scale', 'labels', 'entry'];

/** Reads `python: { names: { yhat: A2 }, gradients: { l1: Z1 }, scale: { l1: m } }`; null where the key is not there. */
export function readPythonMaps(problem: MapNode, program: string | null): Result<PythonMaps | null> {
  if (!has(problem, 'python')) return ok(null);
  const node = nodeAt(problem, 'python');
  const none: PythonMaps = {
    names: new Map(),
    gradients: new Map(),
    scale: new Map(),
    labels: new Map(),
    entry: null,
  };
  if (node?.kind === 'scalar' && node.value === true) return ok(none);
  if (node?.kind !== 'map')
    return refuse(
      'python: must have keys, as in { names: { yhat: A2 } }, or be true if all names are the same',
      ...keyPlace(problem, 'python'),
    );
  const known = checked(node, keys);
  if (!known.ok) return known;
  const there = namesIn(program);
  const names = mapAt(node, 'names', 'yhat: A2', there, (word) => word);
  if (!names.ok) return names;
  const gradients = mapAt(node, 'gradients', 'l1: Z1', there, (word) => word.replace(/^d(?=.)/, ''));
  if (!gradients.ok) return gradients;
  const labels = mapAt(node, 'labels', 'y: one-hot of Y', there, (word) =>
    /^one-hot of /.test(word) ? word.replace(/^one-hot of\s+/, '') : null,
  );
  if (!labels.ok) return labels;
  const scale = mapAt(node, 'scale', 'l1: m', null, (word) => (scaleFrom(word) ? word : null));
  if (!scale.ok) return scale;
  const entry = text(node, 'entry');
  if (!entry.ok) return entry;
  if (entry.value !== null && !/^[A-Za-z_]\w*$/.test(entry.value))
    return refuse('entry: must be the name of one function', ...keyPlace(node, 'entry'));
  return ok({
    names: names.value,
    gradients: gradients.value,
    labels: labels.value,
    scale: new Map([...scale.value].map(([name, word]) => [name, scaleFrom(word) ?? plain])),
    entry: entry.value,
  });
}

const plain: GradientScale = { factor: 1, examples: 0 };

/** `m`, `-1`, `-m`, `2*m`, `1/m`, `-1/m`; null for anything else. */
function scaleFrom(word: string): GradientScale | null {
  const [, sign = '', number, m, over] =
    /^(-?)\s*(?:(\d+(?:\.\d+)?)\s*(?:\*\s*)?)?(m\s*)?(\/\s*m)?$/.exec(word.trim()) ?? [];
  if (number === undefined && m === undefined) return null;
  if (m !== undefined && over !== undefined) return null;
  const factor = Number(number ?? 1) * (sign === '-' ? -1 : 1);
  return factor === 0 ? null : { factor, examples: over !== undefined ? -1 : m === undefined ? 0 : 1 };
}

/** The names of a program; null where its text is not at hand or can't be read, which is said elsewhere. */
function namesIn(program: string | null): ReadonlySet<string> | null {
  const parsed = program === null ? null : parseProgram(program);
  if (!parsed?.ok) return null;
  return new Set(
    parsed.value.statements.flatMap(({ name, expression }) => [
      name,
      ...leaves(expression).flatMap((leaf) => (leaf.kind === 'name' ? [leaf.name] : [])),
    ]),
  );
}

/**
 * The entries of a map from their names to ours; `of` finds our name in a value, and gives null where the value is
 * written wrongly.
 */
function mapAt(
  node: MapNode,
  key: string,
  example: string,
  there: ReadonlySet<string> | null,
  of: (word: string) => string | null,
): Result<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const map = nodeAt(node, key);
  if (!map) return ok(found);
  const says = `${key}: must give each of the students' names one of the program's names, as in { ${example} }`;
  if (map.kind !== 'map') return refuse(says, map.from, map.to);
  for (const { key: name, value } of map.entries) {
    const word = value.kind === 'scalar' ? of(value.text.trim()) : null;
    if (word === null) return refuse(says, value.from, value.to);
    if (there && !there.has(word)) {
      const near = suggest(word, there);
      return refuse(
        `${key}: says ${name} is ${word}, but the program has no ${word};${near ? ` did you mean ${near}?` : ` it has ${[...there].join(', ')}`}`,
        value.from,
        value.to,
      );
    }
    found.set(name, word);
  }
  return ok(found);
}

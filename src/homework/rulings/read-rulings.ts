import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode, MapNode } from '../assignment/document.ts';
import { checked, has, listAt, nodeAt, text } from '../assignment/keys.ts';

/** Who ruled, when, and why, so that somebody can tell later what happened. */
interface Signed {
  readonly who: string;
  readonly when: string;
  readonly why: string;
}

/** A teacher's ruling about a class's rows. */
export type Ruling = Signed &
  (
    | {
        /** An answer to a question counts as right. */
        readonly kind: 'accept';
        readonly question: string;
        readonly answer: string;
      }
    | {
        /** A student gets a number of points, whatever their answers are worth. */
        readonly kind: 'override';
        readonly student: string;
        readonly points: number;
      }
    | {
        /** A student is excused: from a question, or from all. */
        readonly kind: 'excuse';
        readonly student: string;
        readonly question: string | null;
      }
    | {
        /** A question counts for nobody. */
        readonly kind: 'void';
        readonly question: string;
      }
  );

const kinds = ['accept', 'override', 'excuse', 'void'] as const;
/** The keys that go with each kind of ruling. */
const beside: Readonly<Record<(typeof kinds)[number], readonly string[]>> = {
  accept: ['question'],
  override: ['student'],
  excuse: ['question'],
  void: [],
};

/** Reads a file of rulings. */
export function readRulings(document: DocumentNode): Result<readonly Ruling[]> {
  const list =
    document.kind === 'list' ? document.items : document.kind === 'map' ? listAt(document, 'rulings') : null;
  if (list === null)
    return refuse('the file lists no rulings; write them under rulings:', document.from, document.to);
  if (document.kind === 'map') {
    const known = checked(document, ['format', 'rulings']);
    if (!known.ok) return known;
  }
  const rulings: Ruling[] = [];
  for (const node of list) {
    const ruling = rulingIn(node);
    if (!ruling.ok) return ruling;
    rulings.push(ruling.value);
  }
  return ok(rulings);
}

function rulingIn(node: DocumentNode): Result<Ruling> {
  if (node.kind !== 'map')
    return refuse(
      'a ruling must have keys, as in { void: b, who: AB, when: 2026-03-03, why: misprint }',
      node.from,
      node.to,
    );
  const [kind, ...more] = kinds.filter((each) => has(node, each));
  if (kind === undefined || more.length > 0)
    return refuse(`a ruling must have one of ${kinds.join(', ')}`, node.from, node.to);
  const known = checked(node, [kind, ...beside[kind], 'who', 'when', 'why']);
  if (!known.ok) return known;
  const said = new Map<string, string>();
  for (const { key } of node.entries) {
    const value = text(node, key);
    if (!value.ok) return value;
    said.set(key, (value.value ?? '').trim());
  }
  const wanted = [...(kind === 'accept' || kind === 'override' ? beside[kind] : []), 'who', 'when', 'why'];
  const missing = wanted.find((key) => (said.get(key) ?? '') === '');
  if (missing !== undefined)
    return refuse(`${missing}: is missing from this ruling; add it`, node.from, node.to);
  return made(node, kind, said);
}

function made(
  node: MapNode,
  kind: (typeof kinds)[number],
  said: ReadonlyMap<string, string>,
): Result<Ruling> {
  const of = (key: string): string => said.get(key) ?? '';
  const signed = { who: of('who'), when: of('when'), why: of('why') };
  switch (kind) {
    case 'accept':
      return ok({ kind, question: of('question'), answer: of('accept'), ...signed });
    case 'override': {
      const points = Number(of('override'));
      const at = nodeAt(node, 'override') ?? node;
      if (of('override') === '' || !Number.isFinite(points) || points < 0)
        return refuse('override: must be a number of points', at.from, at.to);
      return ok({ kind, student: of('student'), points, ...signed });
    }
    case 'excuse':
      return ok({ kind, student: of('excuse'), question: of('question') || null, ...signed });
    case 'void':
      return ok({ kind, question: of('void'), ...signed });
  }
}

/** A ruling in words. */
export function rulingSaid(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'accept':
      return `accept ${ruling.answer} for ${ruling.question}`;
    case 'override':
      return `${ruling.student} has ${ruling.points} points`;
    case 'excuse':
      return `excuse ${ruling.student}${ruling.question === null ? '' : ` from ${ruling.question}`}`;
    case 'void':
      return `void ${ruling.question}`;
  }
}

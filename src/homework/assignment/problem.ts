import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Shape, Value } from '../../ops/matrix.ts';
import { type Convention, conventions } from '../../symbolic/convention.ts';
import type { Draw } from '../../tutor/lesson/draw.ts';
import type { AskedSteps, Choice } from '../../tutor/lesson/lesson.ts';
import { questionKinds } from '../../tutor/lesson/question-kind.ts';
import type { DocumentNode } from './document.ts';
import { checked, has, keyPlace, names, nodeAt, text } from './keys.ts';
import { type Points, readPoints } from './points.ts';
import { type PythonMaps, readPythonMaps } from './python-maps.ts';
import { readShapes } from './shapes.ts';
import { type AssignmentSlip, readSlips } from './slip.ts';
import { readValues } from './values.ts';

/** A program with its values and what is asked of it, as a teacher wrote it down. */
export interface Problem {
  readonly id: string | null;
  readonly title: string | null;
  /** The program's text, or the file beside this one that holds it. */
  readonly program:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'file'; readonly path: string };
  readonly values: ReadonlyMap<string, Value>;
  /** The names whose values are drawn at random: `W1: randn(3,2)`. */
  readonly draws: ReadonlyMap<string, Draw>;
  readonly data: readonly string[];
  readonly output: string | null;
  readonly choice: Choice;
  /** Whether each student gets numbers of their own. */
  readonly drawn: boolean;
  /** How large the matrices are that are drawn; what is not here is a number. */
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly points: Points;
  readonly slips: readonly AssignmentSlip[];
  /** How its students' Python names things; null where the assignment says nothing of Python. */
  readonly python: PythonMaps | null;
  /** Where the problem stands in its file. */
  readonly from: number;
  /** Where the text of its program stands there; null where it stands elsewhere. */
  readonly programAt: { readonly from: number; readonly to: number } | null;
}

/** A problem that a command line makes: a program, and nothing said about it. */
export const bareProblem: Problem = {
  id: null,
  title: null,
  program: { kind: 'text', text: '' },
  values: new Map(),
  draws: new Map(),
  data: [],
  output: null,
  choice: {},
  drawn: false,
  shapes: new Map(),
  points: { kind: 'each' },
  slips: [],
  python: null,
  from: 0,
  programAt: null,
};

export const problemKeys = [
  'id',
  'title',
  'program',
  'program-file',
  'values',
  'data',
  'output',
  'wrt',
  'skip',
  'ask',
  'convention',
  'kinds',
  'draw',
  'shapes',
  'points',
  'slips',
  'python',
];
/** Reads a problem, which may have these keys. */
export function readProblem(node: DocumentNode, keys: readonly string[]): Result<Problem> {
  if (node.kind !== 'map')
    return refuse('a problem has keys, such as program: and values:', node.from, node.to);
  const known = checked(node, keys);
  if (!known.ok) return known;
  const texts: Record<string, string | null> = {};
  for (const key of ['id', 'title', 'program', 'program-file', 'output', 'ask', 'convention', 'draw']) {
    const read = text(node, key);
    if (!read.ok) return read;
    texts[key] = read.value;
  }
  const program = texts.program;
  const file = texts['program-file'];
  if (program !== null && file !== null)
    return refuse('program and program-file are both there; keep one', ...keyPlace(node, 'program-file'));
  const ask = texts.ask;
  if (ask !== null && ask !== undefined && !isAsk(ask))
    return refuse('ask: is named, all or givens', ...keyPlace(node, 'ask'));
  const { convention } = texts;
  if (convention !== null && convention !== undefined && !isConvention(convention))
    return refuse(`convention: is ${conventions.join(' or ')}`, ...keyPlace(node, 'convention'));
  const drawn = has(node, 'draw');
  if (drawn && texts.draw !== 'friendly')
    return refuse('draw: is friendly, the one way in which numbers are drawn', ...keyPlace(node, 'draw'));
  if (drawn && has(node, 'values'))
    return refuse('values and draw are both there; keep one', ...keyPlace(node, 'draw'));
  const shapes = readShapes(node);
  if (!shapes.ok) return shapes;
  const points = readPoints(node);
  if (!points.ok) return points;
  const slips = readSlips(node);
  if (!slips.ok) return slips;
  const python = readPythonMaps(node, program ?? null);
  if (!python.ok) return python;
  const values = readValues(node);
  if (!values.ok) return values;
  const lists: Record<string, readonly string[] | null> = {};
  for (const key of ['data', 'wrt', 'skip', 'kinds']) {
    const read = names(node, key);
    if (!read.ok) return read;
    lists[key] = read.value;
  }
  const { kinds } = lists;
  const stranger = kinds?.find((kind) => !questionKinds.some((known) => known === kind));
  if (stranger !== undefined)
    return refuse(
      `there is no kind '${stranger}'; the kinds are ${questionKinds.join(', ')}`,
      ...keyPlace(node, 'kinds'),
    );
  if (!program && !file) return refuse('the problem has no program; write program: "J = 3*a"', node.from);
  return ok({
    id: texts.id ?? null,
    title: texts.title ?? null,
    program: program ? { kind: 'text', text: program } : { kind: 'file', path: file ?? '' },
    ...values.value,
    data: lists.data ?? [],
    output: texts.output ?? null,
    choice: {
      ...(ask && isAsk(ask) && { ask }),
      ...(convention && isConvention(convention) && { convention }),
      ...(lists.wrt && { wrt: lists.wrt }),
      ...(lists.skip && { skip: lists.skip }),
      ...(kinds && { kinds: questionKinds.filter((kind) => kinds.includes(kind)) }),
    },
    drawn,
    shapes: shapes.value,
    points: points.value,
    slips: slips.value,
    python: python.value,
    from: node.from,
    programAt: program ? (nodeAt(node, 'program') ?? null) : null,
  });
}

const isConvention = (word: string): word is Convention => conventions.some((known) => known === word);

const isAsk = (word: string): word is AskedSteps => word === 'named' || word === 'all' || word === 'givens';

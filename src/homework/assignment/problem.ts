import { ok, type Refusal, type Result, refuse } from '../../language/diagnostic.ts';
import type { Shape, Value } from '../../ops/matrix.ts';
import { type Convention, conventions } from '../../symbolic/convention.ts';
import type { Draw } from '../../tutor/lesson/draw.ts';
import type { AskedSteps, Choice } from '../../tutor/lesson/lesson.ts';
import { noKind, questionKinds } from '../../tutor/lesson/question-kind.ts';
import type { DocumentNode, MapNode } from './document.ts';
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
  /** The shapes of the matrices that are drawn; a name that is not here is a number. */
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly points: Points;
  readonly slips: readonly AssignmentSlip[];
  /** How its students' Python names things; null where the assignment says nothing about Python. */
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
/** The keys of a problem that hold a text, and those that hold a list of names. */
const textKeys = ['id', 'title', 'program', 'program-file', 'output', 'ask', 'convention', 'draw'];
const listKeys = ['data', 'wrt', 'skip', 'kinds'];

/** Reads some keys of a problem in the same way; null for a key that is not there. */
function readEach<T>(
  node: MapNode,
  keys: readonly string[],
  read: (node: MapNode, key: string) => Result<T | null>,
): Result<Readonly<Record<string, T | null>>> {
  const found: Record<string, T | null> = {};
  for (const key of keys) {
    const value = read(node, key);
    if (!value.ok) return value;
    found[key] = value.value;
  }
  return ok(found);
}

type Texts = Readonly<Record<string, string | null>>;

/** The refusal of a problem's texts where one is wrong, or two say the same; null if nothing is wrong. */
function textFault(node: MapNode, texts: Texts): Refusal | null {
  const program = texts.program;
  const file = texts['program-file'];
  if (program !== null && file !== null)
    return refuse(
      'the problem has both program and program-file; keep one',
      ...keyPlace(node, 'program-file'),
    );
  const ask = texts.ask;
  if (ask !== null && ask !== undefined && !isAsk(ask))
    return refuse('ask: must be named, all or givens', ...keyPlace(node, 'ask'));
  const { convention } = texts;
  if (convention !== null && convention !== undefined && !isConvention(convention))
    return refuse(`convention: must be ${conventions.join(' or ')}`, ...keyPlace(node, 'convention'));
  const drawn = has(node, 'draw');
  if (drawn && texts.draw !== 'friendly')
    return refuse('draw: must be friendly, the only way to draw numbers', ...keyPlace(node, 'draw'));
  if (drawn && has(node, 'values'))
    return refuse('the problem has both values and draw; keep one', ...keyPlace(node, 'draw'));
  return null;
}

/** The refusal of an unknown kind of question; null where all are known. */
function kindFault(node: MapNode, kinds: readonly string[] | null): Refusal | null {
  const stranger = kinds?.find((kind) => !questionKinds.some((known) => known === kind));
  if (stranger === undefined) return null;
  return refuse(noKind(stranger), ...keyPlace(node, 'kinds'));
}

/** What a problem's texts and lists choose among its questions. */
function choiceOf(
  { ask, convention }: Texts,
  lists: Readonly<Record<string, readonly string[] | null>>,
): Problem['choice'] {
  const { wrt, skip, kinds } = lists;
  return {
    ...(ask && isAsk(ask) && { ask }),
    ...(convention && isConvention(convention) && { convention }),
    ...(wrt && { wrt }),
    ...(skip && { skip }),
    ...(kinds && { kinds: questionKinds.filter((kind) => kinds.includes(kind)) }),
  };
}

/** Reads a problem, which may have these keys. */
export function readProblem(node: DocumentNode, keys: readonly string[]): Result<Problem> {
  if (node.kind !== 'map')
    return refuse('a problem must have keys, such as program: and values:', node.from, node.to);
  const known = checked(node, keys);
  if (!known.ok) return known;
  const texts = readEach(node, textKeys, text);
  if (!texts.ok) return texts;
  const fault = textFault(node, texts.value);
  if (fault) return fault;
  const { id = null, title = null, program, output = null } = texts.value;
  const file = texts.value['program-file'];
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
  const lists = readEach(node, listKeys, names);
  if (!lists.ok) return lists;
  const stranger = kindFault(node, lists.value.kinds ?? null);
  if (stranger) return stranger;
  if (!program && !file) return refuse('the problem has no program; write program: "J = 3*a"', node.from);
  return ok({
    id,
    title,
    program: program ? { kind: 'text', text: program } : { kind: 'file', path: file ?? '' },
    ...values.value,
    data: lists.value.data ?? [],
    output,
    choice: choiceOf(texts.value, lists.value),
    drawn: has(node, 'draw'),
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

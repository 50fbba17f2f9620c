import { readValue } from '../engine/literal.ts';
import { ok, type Result, refuse } from '../language/trouble.ts';
import type { Shape, Value } from '../ops/matrix.ts';
import { type Convention, conventions } from '../tutor/convention.ts';
import { type Draw, readDraw } from '../tutor/draw.ts';
import { questionKinds } from '../tutor/kind.ts';
import type { Ask, Choice } from '../tutor/lesson.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { checked, has, listed, names, placeOf, text, valueAt } from './keys.ts';
import { type Points, readPoints } from './points.ts';
import { type Policy, readPolicy, ruledBy } from './policy.ts';
import { readShapes } from './shapes.ts';
import { readSlips, type Slip } from './slip.ts';

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
  readonly slips: readonly Slip[];
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
  from: 0,
  programAt: null,
};

/** One or more problems in one file. */
export interface Assignment {
  readonly id: string | null;
  readonly title: string | null;
  readonly problems: readonly Problem[];
  readonly policy: Policy;
}

export const format = 'dvar.assignment/1';
export const assignmentKeys = ['format', 'id', 'title', 'problems', 'policy'];
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
];
/** The keys of a file that is one problem. */
export const aloneKeys = [...problemKeys, 'format', 'policy'];

/** Reads an assignment, or a file of one problem: one with `program` at the top level. */
export function readAssignment(document: DocumentNode): Result<Assignment> {
  if (document.kind !== 'map')
    return refuse('the file holds no problem; it needs program: and values:', document.from, document.to);
  const alone = has(document, 'program') || has(document, 'program-file');
  const known = checked(document, alone ? aloneKeys : assignmentKeys);
  if (!known.ok) return known;
  const stated = text(document, 'format');
  if (!stated.ok) return stated;
  if (stated.value !== null && stated.value !== format) {
    return refuse(`this format is not known here; write format: ${format}`, ...placeOf(document, 'format'));
  }
  const id = text(document, 'id');
  if (!id.ok) return id;
  const title = text(document, 'title');
  if (!title.ok) return title;
  const policy = readPolicy(document);
  if (!policy.ok) return policy;
  const list = alone ? [document] : listed(document, 'problems');
  if (list === null || list.length === 0)
    return refuse('the file holds no problem; list some under problems:', document.from);
  const problems: Problem[] = [];
  for (const node of list) {
    const problem = readProblem(node, alone);
    if (!problem.ok) return problem;
    const again = problems.some((other) => other.id !== null && other.id === problem.value.id);
    if (again)
      return refuse(
        `the id ${problem.value.id} stands twice; ids are unique`,
        ...(node.kind === 'map' ? placeOf(node, 'id') : ([node.from, node.to] as const)),
      );
    problems.push({ ...problem.value, choice: { ...problem.value.choice, ...ruledBy(policy.value) } });
  }
  return ok({ id: id.value, title: title.value, problems, policy: policy.value });
}

function readProblem(node: DocumentNode, alone: boolean): Result<Problem> {
  if (node.kind !== 'map')
    return refuse('a problem has keys, such as program: and values:', node.from, node.to);
  const known = checked(node, alone ? aloneKeys : problemKeys);
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
    return refuse('program and program-file are both there; keep one', ...placeOf(node, 'program-file'));
  const ask = texts.ask;
  if (ask !== null && ask !== undefined && !isAsk(ask))
    return refuse('ask: is named, all or givens', ...placeOf(node, 'ask'));
  const { convention } = texts;
  if (convention !== null && convention !== undefined && !isConvention(convention))
    return refuse(`convention: is ${conventions.join(' or ')}`, ...placeOf(node, 'convention'));
  const drawn = has(node, 'draw');
  if (drawn && texts.draw !== 'friendly')
    return refuse('draw: is friendly, the one way in which numbers are drawn', ...placeOf(node, 'draw'));
  if (drawn && has(node, 'values'))
    return refuse('values and draw are both there; keep one', ...placeOf(node, 'draw'));
  const shapes = readShapes(node);
  if (!shapes.ok) return shapes;
  const points = readPoints(node);
  if (!points.ok) return points;
  const slips = readSlips(node);
  if (!slips.ok) return slips;
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
      ...placeOf(node, 'kinds'),
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
    from: node.from,
    programAt: program ? (valueAt(node, 'program') ?? null) : null,
  });
}

const isConvention = (word: string): word is Convention => conventions.some((known) => known === word);

const isAsk = (word: string): word is Ask => word === 'named' || word === 'all' || word === 'givens';

function readValues(problem: MapNode): Result<Pick<Problem, 'values' | 'draws'>> {
  const node = valueAt(problem, 'values');
  const values = new Map<string, Value>();
  const draws = new Map<string, Draw>();
  if (!node) return ok({ values, draws });
  if (node.kind !== 'map')
    return refuse('values: gives each name a number, as in { a: 5, b: 3 }', node.from, node.to);
  for (const { key, keyAt, value } of node.entries) {
    if (value.kind === 'list') {
      const matrix = matrixIn(value);
      if (matrix === null)
        return refuse(
          `the value of ${key} is read as a list by YAML; put a matrix between quotes: "[1 2; 3 4]"`,
          value.from,
          value.to,
        );
      if (typeof matrix === 'string') return refuse(`the value of ${key}: ${matrix}`, value.from, value.to);
      values.set(key, matrix.value);
      continue;
    }
    if (value.kind !== 'scalar')
      return refuse(
        `the value of ${key} is no number; write one such as 5, -2.5 or 2/3`,
        value.from,
        value.to,
      );
    if (value.value === null || typeof value.value === 'boolean') {
      return refuse(`${key} is given no number; write one such as 5, -2.5 or 2/3`, keyAt.from, keyAt.to);
    }
    const draw = readDraw(value.text);
    if (draw?.ok) {
      draws.set(key, draw.value);
      continue;
    }
    const number = draw ?? readValue(value.text);
    if (!number.ok)
      return refuse(`the value of ${key} can't be read: ${number.trouble.message}`, value.from, value.to);
    values.set(key, number.value);
  }
  return ok({ values, draws });
}

/** A matrix as YAML lists: `[1, 2]` is a row, `[[1, 2], [3, 4]]` has two; null for what is none, text for why it is not. */
function matrixIn(list: DocumentNode & { readonly kind: 'list' }): { readonly value: Value } | string | null {
  const rows = list.items.every((item) => item.kind === 'list') ? list.items : [list];
  const texts = rows.map((row) =>
    row.kind === 'list' &&
    row.items.every((item) => item.kind === 'scalar' && typeof item.value !== 'boolean')
      ? row.items.map((item) => (item.kind === 'scalar' ? item.text : ''))
      : null,
  );
  // `[1,2;3,4]` is a list of three for YAML, the second of which is no number.
  if (texts.some((row) => row?.every((text) => /^[-+.\de/\s−]+$/u.test(text)) !== true)) return null;
  const read = readValue(`[${texts.map((row) => (row ?? []).join(', ')).join('; ')}]`);
  return read.ok ? { value: read.value } : read.trouble.message;
}

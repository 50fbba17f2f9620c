import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { Choice } from '../../tutor/lesson/lesson.ts';
import type { DocumentNode, MapNode, ScalarNode } from './document.ts';
import { checked, keyPlace, nodeAt } from './keys.ts';
import { type DuePolicy, readDue, readExtensions, readLate } from './lateness.ts';

/** How an assignment is judged, counted and told. */
export interface Policy extends DuePolicy {
  /** Significant digits in which an answer must agree; null for the usual ones. */
  readonly digits: number | null;
  /** The share of the points for a right rule after a wrong start. */
  readonly followThrough: number;
  /** What an answer may be made of; `expressions` are judged at further values as well. */
  readonly answers: 'any' | 'expressions' | 'numbers';
  /** Whether an expression must be right for the right reason. */
  readonly reason: 'required' | 'ignored';
  /** The points from which on a submission has passed: a share of all, or a number. */
  readonly pass: { readonly kind: 'share' | 'points'; readonly least: number };
  /** The number of further values at which expressions are judged. */
  readonly tries: number;
  /** Answers to a question at a prompt; null for as many as it takes. */
  readonly attempts: number | null;
  /** Whether a quiz gives hints. */
  readonly hints: boolean;
  /** What a learner is told: each answer's verdict, or the points alone. */
  readonly feedback: 'each' | 'total';
  /** Which of somebody's attempts counts where a class is graded. */
  readonly counts: 'last' | 'best' | 'first';
}

/** The policy where a file says nothing else. */
export const usual: Policy = {
  digits: null,
  followThrough: 1,
  answers: 'any',
  reason: 'required',
  pass: { kind: 'share', least: 1 },
  tries: 3,
  attempts: null,
  hints: true,
  feedback: 'each',
  counts: 'last',
  due: null,
  late: null,
  extensions: new Map(),
};

/** A key of a policy: what may stand there, in words and for a machine, and what it makes of a policy. */
export interface Rule {
  readonly says: string;
  readonly schema: object;
  readonly read: (node: ScalarNode) => Partial<Policy> | null;
}

const whole = (least: number, most: number, node: ScalarNode): number | null =>
  typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= least && node.value <= most
    ? node.value
    : null;

const oneOf = <const T extends string>(words: readonly T[], node: ScalarNode): T | null =>
  words.find((word) => word === node.value) ?? null;

/** The one table of what a policy may say: its reader, its refusals and its schema come from here. */
const rules: Readonly<Record<string, Rule>> = {
  digits: {
    says: 'a whole number from 2 to 10',
    schema: { type: 'integer', minimum: 2, maximum: 10 },
    read: (node) => some(whole(2, 10, node), (digits) => ({ digits })),
  },
  'follow-through': {
    says: 'a share of the points from 0 to 1',
    schema: { type: 'number', minimum: 0, maximum: 1 },
    read: ({ value }) =>
      typeof value === 'number' && value >= 0 && value <= 1 ? { followThrough: value } : null,
  },
  answers: {
    says: 'any, expressions or numbers',
    schema: { enum: ['any', 'expressions', 'numbers'] },
    read: (node) => some(oneOf(['any', 'expressions', 'numbers'], node), (answers) => ({ answers })),
  },
  reason: {
    says: 'required or ignored',
    schema: { enum: ['required', 'ignored'] },
    read: (node) => some(oneOf(['required', 'ignored'], node), (reason) => ({ reason })),
  },
  pass: {
    says: 'a share such as 60%, or a number of points',
    schema: {
      oneOf: [
        { type: 'number', minimum: 0 },
        { type: 'string', pattern: '^(100|[0-9]{1,2})([.][0-9]+)?%$' },
      ],
    },
    read: ({ value }) => {
      if (typeof value === 'number' && value >= 0) return { pass: { kind: 'points', least: value } };
      const percent = typeof value === 'string' ? /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(value)?.[1] : undefined;
      return percent !== undefined && Number(percent) <= 100
        ? { pass: { kind: 'share', least: Number(percent) / 100 } }
        : null;
    },
  },
  tries: {
    says: 'a whole number from 1 to 20',
    schema: { type: 'integer', minimum: 1, maximum: 20 },
    read: (node) => some(whole(1, 20, node), (tries) => ({ tries })),
  },
  attempts: {
    says: 'a whole number from 1 to 1000, or unlimited, at a prompt; last, best or first of what is handed in; or both, as in 3, best',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 1, maximum: 1000 },
        {
          type: 'string',
          pattern: '^([0-9]+|unlimited|last|best|first)(, *([0-9]+|unlimited|last|best|first))?$',
        },
      ],
    },
    read: (node) => attemptsIn(String(node.value).split(/\s*,\s*/)),
  },
  hints: {
    says: 'true or false',
    schema: { type: 'boolean' },
    read: ({ value }) => (typeof value === 'boolean' ? { hints: value } : null),
  },
  feedback: {
    says: 'each or total',
    schema: { enum: ['each', 'total'] },
    read: (node) => some(oneOf(['each', 'total'], node), (feedback) => ({ feedback })),
  },
};

/** What `attempts:` says of a prompt, of what is handed in, or of both. */
function attemptsIn(words: readonly string[]): Partial<Policy> | null {
  let read: Partial<Policy> = {};
  for (const word of words) {
    if (word === 'last' || word === 'best' || word === 'first') read = { ...read, counts: word };
    else if (word === 'unlimited') read = { ...read, attempts: null };
    else if (/^[1-9]\d{0,3}$/.test(word) && Number(word) <= 1000) read = { ...read, attempts: Number(word) };
    else return null;
  }
  return Object.keys(read).length === words.length ? read : null;
}

/** The keys of a policy that hold more than a word. */
const readers: Readonly<Record<string, (node: DocumentNode) => Result<Partial<Policy>>>> = {
  due: (node) => within(readDue(node), (due) => ({ due })),
  late: (node) => within(readLate(node), (late) => ({ late })),
  extensions: (node) => within(readExtensions(node), (extensions) => ({ extensions })),
};

const within = <T>(read: Result<T>, to: (value: T) => Partial<Policy>): Result<Partial<Policy>> =>
  read.ok ? ok(to(read.value)) : read;

/** The JSON Schema of those keys. */
const described: Readonly<Record<string, object>> = {
  due: { type: 'string', description: 'when it must be handed in, as in 2026-03-02 23:59' },
  late: {
    type: 'object',
    description: 'what is taken off for handing in late, as in { per-day: 10%, grace: 15min }',
    properties: { 'per-day': { type: 'string' }, grace: { type: 'string' } },
    required: ['per-day'],
    additionalProperties: false,
  },
  extensions: {
    type: 'object',
    description: 'a new time, or more time, for some students',
    additionalProperties: { type: 'string' },
  },
};

/** The keys that a policy may have. */
export const policyKeys = (): readonly string[] => [...Object.keys(rules), ...Object.keys(readers)];

/** The JSON Schema of every key of a policy. */
export const policyProperties = (): Readonly<Record<string, object>> => ({
  ...Object.fromEntries(
    Object.entries(rules).map(([key, { says, schema }]) => [key, { ...schema, description: says }]),
  ),
  ...described,
});

const some = <const T>(value: T | null, to: (value: T) => Partial<Policy>): Partial<Policy> | null =>
  value === null ? null : to(value);

/** Reads the `policy:` of an assignment; what it does not say is as in `usual`. */
export function readPolicy(document: MapNode): Result<Policy> {
  const node = nodeAt(document, 'policy');
  if (!node) return ok(usual);
  if (node.kind !== 'map')
    return refuse('policy: must have keys, as in { pass: 60%, digits: 3 }', ...keyPlace(document, 'policy'));
  const known = checked(node, [...Object.keys(rules), ...Object.keys(readers)]);
  if (!known.ok) return known;
  let policy = usual;
  for (const { key, value } of node.entries) {
    const reader = readers[key]?.(value);
    if (reader && !reader.ok) return reader;
    if (reader) {
      policy = { ...policy, ...reader.value };
      continue;
    }
    const rule = rules[key];
    const read = value.kind === 'scalar' ? rule?.read(value) : null;
    if (!read) return refuse(`${key}: must be ${rule?.says}`, value.from, value.to);
    policy = { ...policy, ...read };
  }
  if (policy.due === null && (policy.late !== null || policy.extensions.size > 0))
    return refuse('late: and extensions: work only with due:', node.from, node.to);
  const tried = nodeAt(node, 'tries');
  if (tried && policy.answers !== 'expressions')
    return refuse('tries: works only with answers: expressions', tried.from, tried.to);
  return ok(policy);
}

/** The part of a policy that the questions of a lesson depend on. */
export const ruledBy = ({ digits, attempts, reason, hints, answers, tries }: Policy): Choice => ({
  ...(digits !== null && { digits }),
  ...(attempts !== null && { attempts }),
  ...(reason === 'ignored' && { reason }),
  ...(!hints && { hints }),
  ...(answers !== 'any' && { answers }),
  ...(answers === 'expressions' && { tries }),
});

/** Whether `points` of `maxPoints` have passed. */
export const passes = ({ pass }: Pick<Policy, 'pass'>, points: number, of: number): boolean =>
  points >= (pass.kind === 'share' ? pass.least * of : Math.min(pass.least, of)) - 1e-9;

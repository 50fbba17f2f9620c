import { aboutConventions, conventions } from '../../symbolic/convention.ts';
import { questionKinds } from '../../tutor/lesson/question-kind.ts';
import { aloneKeys, assignmentKeys, format } from './assignment.ts';
import { policyProperties } from './policy.ts';
import { problemKeys } from './problem.ts';

const names = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
const strings = { type: 'object', additionalProperties: { type: 'string' } };
const rows = { type: 'array', items: { type: ['number', 'string'] } };
const value = {
  oneOf: [
    { type: 'number' },
    { type: 'string', description: 'as people write it: 2/3, or a matrix: [1 2; 3 4]' },
    rows,
    { type: 'array', items: rows },
  ],
};

/**
 * The JSON Schema of each key of a problem. The compiler does not notice a key that is read but missing here, so a
 * test compares.
 */
const described: Readonly<Record<string, object>> = {
  format: { const: format },
  id: { type: 'string', description: 'the heading of its answers' },
  title: { type: 'string' },
  program: { type: 'string', description: 'statements, one per line or separated by ;' },
  'program-file': { type: 'string', description: 'a file beside this one, instead of program' },
  values: { type: 'object', additionalProperties: value },
  draw: { const: 'friendly', description: 'different numbers for each student, instead of values' },
  shapes: {
    type: 'object',
    description: 'the sizes of the matrices to draw, as in 2x4; all other values are single numbers',
    additionalProperties: {
      oneOf: [
        { type: 'string', pattern: '^[(]?[0-9]{1,2} *[x×,] *[0-9]{1,2}[)]?$' },
        { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 2, maxItems: 2 },
      ],
    },
  },
  data: names,
  output: { type: 'string' },
  wrt: names,
  skip: names,
  ask: { enum: ['named', 'all', 'givens'] },
  kinds: { ...names, description: `kinds of question in a quiz: ${questionKinds.join(', ')}` },
  convention: {
    enum: conventions,
    description: aboutConventions,
  },
  points: {
    description: 'for the whole problem, or for each name; a name that is not listed is worth 1',
    oneOf: [
      { type: 'number', minimum: 0 },
      { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
    ],
  },
  slips: {
    type: 'array',
    description: 'wrong answers that you expect, each with what to say about it',
    items: {
      type: 'object',
      properties: {
        id: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
        name: { type: 'string' },
        answer: { type: 'string' },
        says: { type: 'string' },
      },
      required: ['id', 'name', 'answer', 'says'],
      additionalProperties: false,
    },
  },
  python: {
    description: "the names in students' Python for what the program has; true if all names are the same",
    oneOf: [
      { const: true },
      {
        type: 'object',
        properties: {
          names: { ...strings, description: 'their names for values: { yhat: A2 }' },
          gradients: { ...strings, description: 'their names for derivatives: { l1: Z1 }' },
          scale: {
            type: 'object',
            description: 'the factor that their gradient has: { l1: m }',
            additionalProperties: { type: ['string', 'number'] },
          },
          labels: { ...strings, description: 'their lists of classes: { y: one-hot of Y }' },
          entry: { type: 'string', description: 'the function that is read' },
        },
        additionalProperties: false,
      },
    ],
  },
  secret: {
    type: 'string',
    minLength: 12,
    description:
      "a secret from which numbers are drawn, so that nobody else can work them out: don't give this file to students",
  },
  seal: { type: 'object', description: 'written by handout --seal, for one student' },
  policy: {
    type: 'object',
    properties: policyProperties(),
    additionalProperties: false,
  },
};

const pick = (keys: readonly string[]): object =>
  Object.fromEntries(keys.flatMap((key) => (described[key] ? [[key, described[key]]] : [])));

/** The JSON Schema of assignment and problem files, for editors; the reader itself is stricter, and says where. */
export function assignmentSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: format,
    oneOf: [
      {
        type: 'object',
        properties: {
          ...pick(assignmentKeys),
          problems: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', properties: pick(problemKeys), additionalProperties: false },
          },
        },
        required: ['problems'],
        additionalProperties: false,
      },
      { type: 'object', properties: pick(aloneKeys), additionalProperties: false },
    ],
  };
}

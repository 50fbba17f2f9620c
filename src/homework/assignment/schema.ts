import { conventions } from '../../symbolic/convention.ts';
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

/** What stands at each key of a problem. A key that is read and not described here fails to compile nowhere, so a test compares. */
const described: Readonly<Record<string, object>> = {
  format: { const: format },
  id: { type: 'string', description: 'the heading of its answers' },
  title: { type: 'string' },
  program: { type: 'string', description: 'statements, a line each or separated by ;' },
  'program-file': { type: 'string', description: 'a file beside this one, instead of program' },
  values: { type: 'object', additionalProperties: value },
  draw: { const: 'friendly', description: 'numbers of each student’s own, instead of values' },
  shapes: {
    type: 'object',
    description: 'how large the matrices are that are drawn, as in 2x4; what is not named is a number',
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
    description: "which dZ to ask for in a batch: the output's, or the lecture's",
  },
  points: {
    description: 'for the whole problem, or for each name; a name without is worth 1',
    oneOf: [
      { type: 'number', minimum: 0 },
      { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
    ],
  },
  slips: {
    type: 'array',
    description: 'wrong answers that are expected, each with what is said of it',
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
    description: "how students' Python names what the program has; true where nothing is called otherwise",
    oneOf: [
      { const: true },
      {
        type: 'object',
        properties: {
          names: { ...strings, description: 'their names for values: { yhat: A2 }' },
          gradients: { ...strings, description: 'their names for derivatives: { l1: Z1 }' },
          scale: {
            type: 'object',
            description: 'by what a gradient of theirs is multiplied: { l1: m }',
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
    description: 'what drawn numbers are salted with: with it in the file, the file is yours alone',
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

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { identityOp, opNames, table } from './ops/table.ts';

/**
 * What is known of an op stands in its row, so that a new op is one row. Elsewhere its name is not written: whoever has to
 * know an op asks a property of its row, or which sign means it (`signMeans` of `src/language/operators.ts`).
 */
const names: ReadonlySet<string> = new Set([
  ...opNames,
  ...opNames.flatMap((op) =>
    table[op].written.filter(({ form }) => form === 'call').map(({ symbol }) => symbol),
  ),
]);

/** Names that are also plain words of other things; they count only where something is compared with an op. */
const plainWords: ReadonlySet<string> = new Set(
  'add concat copy dot equal larger max maximum min minimum negate pick sign smaller step where zeros'.split(
    ' ',
  ),
);

/** Who may write names of ops, and why. Only take some off. */
const mayName: Readonly<Record<string, readonly string[]>> = {
  'the signs of which rules are made get their names here': ['src/language/operators.ts'],
  'a program is made as text': ['src/tutor/lesson/made-program.ts'],
  'the words are those of NumPy, of Python or of PyTorch, which are nobody’s to choose': [
    'src/language/numpy/in-part.ts',
    'src/language/numpy/whole-line.ts',
    'src/python/',
  ],
  'the words are those of TeX and of other marks, with how they are spelled here': [
    'src/reading/latex.ts',
    'src/reading/signs.ts',
  ],
  'they are names of skills, of programs, or words on a line': [
    'src/cli/course/progress-lines.ts',
    'src/cli/program/shipped.ts',
    'src/course/skills/skills.ts',
  ],
};
/** Files, and rooms with a stroke at their end. */
const excepted = Object.values(mayName).flat();
const mayNameOps = (name: string): boolean => excepted.some((each) => name.startsWith(each));

const anyName = new RegExp(`['"\`](?:${[...names].join('|')})['"\`]|\\b(?:${[...names].join('|')}): `);
const root = new URL('./', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.ts$/.test(name) && !/\.(?:test|testing)\.ts$/.test(name))
  .filter((name) => !/^(?:ops|bench|fuzz)\//.test(name))
  .map((name) => `src/${name}`);

const isName = (node: ts.Node): node is ts.StringLiteralLike | ts.Identifier =>
  (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) && names.has(node.text);

/** Whether a text is compared with what is called an op. */
function comparedWithOp({ parent }: ts.Node): boolean {
  if (ts.isCaseClause(parent)) return /\bop(?:\b|Of|At)/.test(parent.parent.parent.expression.getText());
  if (!ts.isBinaryExpression(parent)) return false;
  return [parent.left, parent.right].some((side) => /\bop\b|\bop(?:Of|At)\(/.test(side.getText()));
}

/** The names of ops that a source writes: as texts of their own, or two and more as the keys of a table. */
function namesIn(name: string, text: string): readonly string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const keys = node.properties.flatMap((each) =>
        ts.isPropertyAssignment(each) && isName(each.name) && !plainWords.has(each.name.text)
          ? [each.name.text]
          : [],
      );
      if (keys.length > 1) found.push(...keys);
    }
    const isKey = ts.isPropertyAssignment(node.parent ?? node) && node.parent.getChildAt(0) === node;
    if (ts.isStringLiteralLike(node) && isName(node) && !isKey && !ts.isLiteralTypeNode(node.parent)) {
      if (!plainWords.has(node.text) || comparedWithOp(node)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('what is known of an op stands in its row', () => {
  test('no source but a few names an op', () => {
    expect(sources.length).toBeGreaterThan(500);
    const found = sources.flatMap((name) => {
      if (mayNameOps(name)) return [];
      const text = readFileSync(new URL(`../${name}`, root), 'utf8');
      // Most sources hold none, and a parser takes its time.
      if (!anyName.test(text)) return [];
      return namesIn(name, text).map((op) => `${name}: ${op}`);
    });
    expect(found).toEqual([]);
  });

  test.each(excepted)('%s still needs to', (place) => {
    const within = sources.filter((name) => name.startsWith(place));
    const found = within.some(
      (name) => namesIn(name, readFileSync(new URL(`../${name}`, root), 'utf8')).length > 0,
    );
    expect(found).toBe(true);
  });

  test('a name is seen wherever it is written', () => {
    const text = `
      const a = op === 'add' || name === 'add';
      const b = { tanh: 1, relu: 2 };
      const c = new Set(['sigmoid']);
      switch (opOf(sign)) { case 'negate': break; }
      const d = { tanh: 1 };
      type E = 'tanh';
    `;
    expect(namesIn('x.ts', text)).toEqual(['add', 'tanh', 'relu', 'sigmoid', 'negate']);
  });
});

test('one op is a second name for its operand', () => {
  const identities = opNames.filter((op) => {
    const row = table[op];
    return row.kind === 'elementwise' && row.identity === true;
  });
  expect(identities).toEqual([identityOp]);
});

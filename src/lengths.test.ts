import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

/** So many lines a source holds at most, and a function: what is longer is two ideas. */
const mostLines = 250;
const mostOfFunction = 60;

/**
 * The one function that is longer: the product of matrices is a scope around small functions, and the lanes that they
 * share are constants of it, for the reason that is written there.
 */
const longOnPurpose = 'src/ops/product/in-lanes.ts productInLanes';

const root = new URL('../', import.meta.url);
const sources = ['bin', 'src'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(?:ts|mjs|cjs)$/.test(name) && !name.endsWith('.test.ts')),
);
const texts = new Map(sources.map((name) => [name, readFileSync(new URL(name, root), 'utf8')]));

/** The name of a function, or of what holds it. */
function nameOf(node: ts.FunctionLikeDeclaration): string {
  const { name, parent } = node;
  if (name) return name.getText();
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : '?';
}

/** The functions of a source that are longer than they should be. */
function longIn(name: string, text: string, most = mostOfFunction): readonly string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const lineOf = (place: number) => source.getLineAndCharacterOfPosition(place).line;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      if (lineOf(node.end) - lineOf(node.getStart()) + 1 > most)
        found.push(`${name} ${nameOf(node as ts.FunctionLikeDeclaration)}`); // it has a body
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('a source holds one idea: it has so many lines at most', () => {
  expect(sources.length).toBeGreaterThan(600);
  const long = sources.filter((name) => (texts.get(name)?.split('\n').length ?? 0) - 1 > mostLines);
  expect(long).toEqual([]);
});

test('a function has so many lines at most', () => {
  // Shorter texts hold no function that is too long, and a parser takes its time.
  const long = [...texts].filter(([, text]) => text.split('\n').length > mostOfFunction);
  const found = long.flatMap(([name, text]) => longIn(name, text));
  expect(found).toEqual([longOnPurpose]);
});

test('a function that is too long is seen wherever it stands', () => {
  const text = 'const a = { b() {\n\n}, c: () => {\n\n} };\nfunction d() {\n\n}\nfunction e() {}\n';
  expect(longIn('x.ts', text, 2)).toEqual(['x.ts b', 'x.ts c', 'x.ts d']);
});

// A bundle in two parts: what a right first answer needs, and the rest, which is loaded where one of its functions is first
// called. To load code takes as long as to run it, and half of a quiz's is there for wrong answers, matrices and other kinds
// of question.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import typescript from 'typescript';
import { inside } from './places.mjs';
import { seldom } from './seldom.mjs';

/** Whether a source is one that a start seldom needs. */
function isSeldom(file) {
  const names = seldom.get(relative(inside('src'), dirname(file)).replaceAll('\\', '/'));
  return names !== undefined && (names.length === 0 || names.includes(basename(file, '.ts')));
}

const known = new Map();

/** What a source imports as values from other sources, the functions that it exports, and whether it imports packages. */
function sourceAt(file) {
  const before = known.get(file);
  if (before) return before;
  const tree = typescript.createSourceFile(file, readFileSync(file, 'utf8'), typescript.ScriptTarget.Latest);
  const found = { imports: [], standIns: new Map(), packages: false };
  for (const statement of tree.statements) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === typescript.SyntaxKind.ExportKeyword);
    if (typescript.isImportDeclaration(statement)) addImport(found, file, statement);
    else if (isExported && typescript.isFunctionDeclaration(statement))
      found.standIns.set(statement.name.text, standInOf(statement.name.text, statement, tree));
    else if (isExported && typescript.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        found.standIns.set(name.text, standInOf(name.text, initializer, tree));
  }
  known.set(file, found);
  return found;
}

/**
 * What stands for an exported name where its source is in the rest: a function that calls it, a copy of a number, a text or
 * a list of them, an object of functions that are got when they are asked for. Null for all else, which has to be there.
 */
function standInOf(name, node, tree) {
  if (!node) return null;
  if (typescript.isFunctionDeclaration(node) || typescript.isArrowFunction(node))
    return `(...given) => rest().${name}(...given)`;
  if (isMadeOfLiterals(node)) return node.getText(tree);
  if (!typescript.isObjectLiteralExpression(node) || !node.properties.some(isFunction)) return null;
  const keys = node.properties.map(
    (each) => each.name && typescript.isIdentifier(each.name) && each.name.text,
  );
  if (!keys.every(Boolean)) return null;
  return `{ ${keys.map((key) => `get ${key}() { return rest().${name}.${key}; }`).join(', ')} }`;
}

const isFunction = (part) =>
  typescript.isMethodDeclaration(part) || (part.initializer && typescript.isArrowFunction(part.initializer));

function isMadeOfLiterals(node) {
  if (typescript.isAsExpression(node)) return isMadeOfLiterals(node.expression);
  if (typescript.isArrayLiteralExpression(node)) return node.elements.every(isMadeOfLiterals);
  return typescript.isStringLiteral(node) || typescript.isNumericLiteral(node);
}

function addImport(found, file, { importClause, moduleSpecifier }) {
  const path = moduleSpecifier.text;
  if (importClause?.isTypeOnly) return;
  if (!path.endsWith('.ts')) {
    found.packages = true;
    return;
  }
  const elements = importClause?.namedBindings?.elements;
  if (!elements || importClause.name)
    throw new Error(`${file}: an import of ${path} that is no list of names`);
  const names = elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ?? name).text);
  if (names.length > 0) found.imports.push({ file: join(dirname(file), path), names });
}

/**
 * Divides the sources of a bundle. What is often needed is reached from its roots without a call of a function that is
 * seldom needed; a source that gives something else than functions to it belongs to it as well.
 *
 * @returns the sources of the rest with their functions that are called from the first part, and what the rest needs of it
 */
function divided(roots, isApart) {
  const often = new Set(roots);
  const called = new Map();
  for (const file of often)
    for (const { file: other, names } of sourceAt(file).imports) {
      if (isApart(other)) continue;
      const { standIns, packages } = sourceAt(other);
      const later = isSeldom(other) && !packages && names.every((name) => standIns.get(name));
      if (!later) often.add(other);
      else called.set(other, new Set([...(called.get(other) ?? []), ...names]));
    }
  for (const file of called.keys()) if (often.has(file)) called.delete(file);
  const rest = new Set(called.keys());
  const needed = new Map();
  for (const file of rest) {
    // A package would be there twice.
    if (sourceAt(file).packages) return divided([...roots, file], isApart);
    for (const { file: other, names } of sourceAt(file).imports) {
      if (isApart(other)) continue;
      if (often.has(other)) needed.set(other, new Set([...(needed.get(other) ?? []), ...names]));
      else rest.add(other);
    }
  }
  return { called, needed, rest };
}

const importsOf = (sources) =>
  [...sources].map(([file, names]) => `import { ${[...names].join(', ')} } from ${JSON.stringify(file)};`);
const allOf = (sources) => [...sources.values()].flatMap((names) => [...names]).join(', ');

/** A plugin that gives some modules texts of their own: `texts` by their path, `resolve` says which path an import means. */
const virtual = (name, resolve, text) => ({
  name,
  setup(esbuild) {
    esbuild.onResolve({ filter: /./ }, (asked) => {
      if (asked.path.endsWith('.cjs') && asked.namespace === name)
        return { path: asked.path, external: true };
      const path = resolve(asked);
      return path === null ? null : { path, namespace: name };
    });
    esbuild.onLoad({ filter: /./, namespace: name }, ({ path }) => ({
      contents: text(path),
      loader: 'ts',
      resolveDir: inside(),
    }));
  },
});

/**
 * What esbuild is to make of a bundle that comes in two parts, as options of two builds. Both parts share one copy of every
 * source: the first hands the rest what that needs of it, once it has run to its end.
 */
export function inTwoParts(name, entry, isApart) {
  const { called, needed, rest } = divided([entry], isApart);
  const fileOf = ({ path, resolveDir }) => (path.startsWith('.') ? join(resolveDir, path) : path);
  const start = `${name}-in-two-parts`;
  const first = virtual(
    'first-part',
    (asked) =>
      asked.path === start || asked.path === 'rest'
        ? asked.path
        : called.has(fileOf(asked))
          ? fileOf(asked)
          : null,
    (path) => {
      if (path === 'rest')
        return `let kept; export const rest = () => (kept ??= require('./${name}-rest.cjs'));`;
      if (path === start)
        return [
          `export * from ${JSON.stringify(entry)};`,
          ...importsOf(needed),
          `let kept; export const parts = () => (kept ??= { ${allOf(needed)} });`,
        ].join('\n');
      const standIns = [...called.get(path)].map(
        (each) => `export const ${each} = ${sourceAt(path).standIns.get(each)};`,
      );
      return [`import { rest } from 'rest';`, ...standIns].join('\n');
    },
  );
  const second = virtual(
    'second-part',
    (asked) =>
      asked.path === `${start}-rest` ? asked.path : needed.has(fileOf(asked)) ? fileOf(asked) : null,
    (path) =>
      path === `${start}-rest`
        ? [...importsOf(called), `export { ${allOf(called)} };`].join('\n')
        : `export const { ${[...needed.get(path)].join(', ')} } = require('./${name}.cjs').parts();`,
  );
  return {
    sources: rest,
    builds: [
      { entryPoints: { [name]: start }, plugin: first },
      { entryPoints: { [`${name}-rest`]: `${start}-rest` }, plugin: second },
    ],
  };
}

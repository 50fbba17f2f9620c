// Makes the bundles in dist/ of the sources, if these are newer.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { compile, isCompiled, nameBuild, writeTexts } from './compiled.mjs';
import { licencesOf } from './licences.mjs';
import { changed, inside, root } from './places.mjs';

const require = createRequire(import.meta.url);

/** When what goes into the bundles was last changed. */
function newestSource() {
  return Math.max(
    ...sources(inside('src')).map(changed),
    changed(inside('package-lock.json')),
    ...sources(inside('bin')).map(changed),
  );
}

/**
 * What few runs need, and what nobody waits for: a bundle of its own as well, which is loaded where one of these functions is
 * first called. They take and give plain data.
 */
const onCall = new Map([
  [inside('src', 'python', 'evaluation', 'reading.ts'), ['readGradients', 'readPythonLine']],
]);

/** Bundles whose start is waited for most. */
const divided = new Set(['show', 'check', 'quiz']);

/** A module with these functions, which a bundle holds in place of theirs. */
const standIn = (name, functions) =>
  functions
    .map((each) => `export const ${each} = (...given) => require('./${name}.cjs').${each}(...given);`)
    .join('\n');

/** Keeps a module that is imported or called on use out of the bundle, and notes it: it becomes a bundle of its own. */
const apartFrom = (onUse) => ({
  name: 'on-use',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) => {
      const name = basename(path, '.ts');
      const file = join(resolveDir, path);
      const isCalled = kind === 'import-statement' && onCall.has(file);
      if (kind !== 'dynamic-import' && !isCalled) return null;
      if ((onUse.get(name) ?? file) !== file) throw new Error(`two bundles would be called ${name}.cjs`);
      onUse.set(name, file);
      return isCalled ? { path: file, namespace: 'on-call' } : { path: `./${name}.cjs`, external: true };
    });
    esbuild.onLoad({ filter: /./, namespace: 'on-call' }, ({ path }) => ({
      contents: standIn(basename(path, '.ts'), onCall.get(path)),
    }));
    esbuild.onResolve({ filter: /^\..*\.cjs$/ }, ({ namespace, path }) =>
      namespace === 'on-call' ? { path, external: true } : null,
    );
  },
});

/**
 * What packages load for what nobody uses here, where a start is dear: commander what starts processes, for subcommands that are
 * programs of their own; inquirer an editor, with the tables of all character sets.
 */
const unused = {
  name: 'unused',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'nothing', namespace: 'unused' } : null,
    );
    esbuild.onResolve({ filter: /^@inquirer\/external-editor$/ }, () => ({
      path: 'nothing',
      namespace: 'unused',
    }));
    esbuild.onLoad({ filter: /./, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The command line goes into one file; a module that is imported on use goes into a file of its own, with all that it needs. */
export async function bundle() {
  const stale = changed(inside('dist', 'dvar.cjs')) <= newestSource();
  if (stale) await bundleProgram();
  for (const folder of ['course', 'problems']) readDocuments(folder);
  if (stale) nameBuild();
  if (!isCompiled()) compile();
  if (stale) await writeTexts();
}

async function bundleProgram() {
  const { build } = await import('esbuild');
  const { inTwoParts } = await import('./two-parts.mjs');
  const onUse = new Map();
  const shared = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outdir: inside('dist'),
    outExtension: { '.js': '.cjs' },
    minify: true,
    legalComments: 'external',
    logLevel: 'warning',
    absWorkingDir: root,
    write: false,
    metafile: true,
    // A bundle lies elsewhere than its parts did. Only the writer of PDFs asks, for colour profiles that nothing here needs.
    define: { 'import.meta.url': '"file:///"' },
    // An import on use becomes a require: a compiled script can't import, and a require is quicker.
    supported: { 'dynamic-import': false },
    plugins: [apartFrom(onUse), unused],
  };
  const inputs = new Set();
  const written = (built) => {
    inAscii(built);
    for (const path of Object.keys(built.metafile.inputs)) inputs.add(path);
  };
  written(await build({ ...shared, entryPoints: { dvar: inside('src', 'cli', 'commands', 'main.ts') } }));
  // What is loaded on use may itself load others on use: until nothing new turns up.
  for (const built = new Set(); ; ) {
    const fresh = [...onUse].filter(([name]) => !built.has(name));
    if (fresh.length === 0) break;
    const whole = fresh.filter(([name]) => !divided.has(name));
    written(await build({ ...shared, entryPoints: Object.fromEntries(whole) }));
    for (const [name, file] of fresh) {
      if (divided.has(name))
        for (const { plugin, entryPoints } of inTwoParts(name, file, (other) => onCall.has(other)).builds)
          written(await build({ ...shared, entryPoints, plugins: [plugin, ...shared.plugins] }));
      built.add(name);
    }
  }
  writeFileSync(inside('dist', 'LICENSES.txt'), licencesOf(inputs));
}

/**
 * The lectures of the course, or the problems that have names, as documents, by the program's own reader: to read YAML takes
 * longer than all else that a first screen needs. Each has its text beside it, so that nobody takes the document of another text.
 */
function readDocuments(folder) {
  const from = inside('fixtures', folder);
  const to = inside('dist', folder);
  const reader = inside('dist', 'yaml.cjs');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((file) => file.endsWith('.yaml'))) {
    const target = join(to, `${name}.json`);
    if (changed(target) > Math.max(changed(join(from, name)), changed(reader))) continue;
    const text = readFileSync(join(from, name), 'utf8');
    const document = require(reader).readYaml(text);
    if (document.ok) writeFileSync(target, JSON.stringify({ text, document: document.value }));
  }
}

/**
 * Writes bundles, in ASCII, which is read sooner and takes half the memory. esbuild escapes what is in strings; what is
 * left stands in patterns, and may be escaped there as well.
 */
function inAscii({ outputFiles }) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  mkdirSync(inside('dist'), { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, text.replaceAll(/[^\x00-\x7f]/g, escaped));
}

/**
 * What `import 'dvar'` gives: one module and its types. Only who packs or tests the package needs it, and the compiler that
 * writes the types takes longer to load than a start may take: a start builds neither.
 */
export async function bundleLibrary() {
  if (changed(inside('dist', 'library.d.ts')) > newestSource()) return;
  const { build } = await import('esbuild');
  await build({
    entryPoints: { library: inside('src', 'library', 'library.ts') },
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    outdir: inside('dist'),
    minify: true,
    legalComments: 'external',
    logLevel: 'warning',
    absWorkingDir: root,
  });
  writeFileSync(inside('dist', 'library.d.ts'), await declarations());
}

/** The types of the library in one file: they are those of two sources, which name no others. */
async function declarations() {
  const { default: typescript } = await import('typescript');
  const compilerOptions = {
    isolatedDeclarations: true,
    declaration: true,
    target: typescript.ScriptTarget.ES2022,
  };
  return ['types.ts', 'library.ts']
    .map((name) => {
      const text = readFileSync(inside('src', 'library', name), 'utf8');
      const { outputText, diagnostics = [] } = typescript.transpileDeclaration(text, {
        fileName: name,
        compilerOptions,
      });
      const [first] = diagnostics;
      if (first)
        throw new Error(
          `src/library/${name}: ${typescript.flattenDiagnosticMessageText(first.messageText, ' ')}`,
        );
      return outputText.replaceAll(/^(?:import|export) type [^;]* from '[^']*';\n/gm, '');
    })
    .join('');
}

/** What measures the program, and what throws odd texts at it, is no part of it: it is bundled when it is asked for, and finds its rivals where they are installed. */
export async function bundleBench() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: { bench: inside('src', 'bench', 'bench.ts'), fuzz: inside('src', 'fuzz', 'fuzz.ts') },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outdir: inside('dist'),
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
    absWorkingDir: root,
  });
}

/** @returns {string[]} */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /[.](test|testing)[.]ts$/.test(entry.name) ? [] : [path];
  });
}

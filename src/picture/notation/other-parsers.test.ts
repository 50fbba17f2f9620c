import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { testFolder } from '../../folder.testing.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { titleOf } from '../scene/describe.ts';
import { dotOf } from './dot.ts';
import { latexOf } from './latex.ts';
import { mermaidOf } from './mermaid.ts';
import { allNodes, arrowsOf, manyLessons } from './random-graphs.testing.ts';

// Each notation is read by the program that it is for, where that is installed; elsewhere the name of the test says so.

const lessons = manyLessons(14);
const graphs = lessons.map(allNodes);
const counts = graphs.map((nodes) => [nodes.length, arrowsOf(nodes)]);
const folder = testFolder('parsers');

function testWith(tool: string, isThere: boolean, name: string, run: () => void): void {
  if (isThere) test(`${tool} ${name}`, run, 60_000);
  else test.skip(`${tool} ${name} (it is not installed here)`, run);
}

const runs = (command: string, option: string): boolean => spawnSync(command, [option]).status === 0;

test('the programs are of all sorts', () => {
  expect(lessons.length).toBeGreaterThan(60);
  expect(graphs.some((nodes) => nodes.some(({ shape }) => shape !== null))).toBe(true);
  expect(graphs.some((nodes) => nodes.some(({ id }) => id === 'שלום'))).toBe(true);
  expect(Math.max(...counts.map(([nodes = 0]) => nodes))).toBeGreaterThan(12);
});

// Debian: graphviz. One run reads all graphs, one after the other.
testWith('Graphviz', runs('dot', '-V'), 'reads every graph, with as many nodes and arrows', () => {
  const input = graphs.map((nodes) => dotOf(nodes, titleOf(nodes))).join('\n');
  const plain = execFileSync('dot', ['-Tplain'], { input, encoding: 'utf8', maxBuffer: 50_000_000 });
  const read = plain
    .split(/^stop$/m)
    .slice(0, -1)
    .map((graph) => [graph.match(/^node /gm)?.length ?? 0, graph.match(/^edge /gm)?.length ?? 0]);
  expect(read).toEqual(counts);
});

/** Where the parts of the package `mermaid` lie: `.ci/run` fetches it, because with all it needs it is too large to install. */
const chunks = process.env.DVAR_MERMAID ?? '';
const parser = existsSync(chunks)
  ? readdirSync(chunks).find((name) => /^flowDiagram-\w+\.mjs$/.test(name))
  : undefined;

/** Runs Mermaid's own grammar; what it finds is counted instead of drawn, for which it needs a browser. */
const PARSE = `
const { diagram } = await import(process.argv[1]);
const { readFileSync } = await import('node:fs');
// A file of one long line would be shown whole beside a message.
process.on('uncaughtException', (error) => {
  process.stderr.write(error.message.slice(0, 500));
  process.exit(1);
});
const read = JSON.parse(readFileSync(0, 'utf8')).map((text) => {
  const found = { vertices: new Set(), edges: 0, title: '', description: '', classes: 0 };
  diagram.parser.parser.yy = {
    lex: { firstGraph: () => true },
    setDirection() {}, addSubGraph() {}, setClass() {}, updateLink() {}, addClass() { found.classes++; },
    setAccTitle: (title) => { found.title = title; },
    setAccDescription: (said) => { found.description = said; },
    destructLink: () => ({ type: 'arrow_point', stroke: 'normal', length: 1 }),
    addVertex: (id) => { found.vertices.add(id); },
    addLink: (from, to) => { found.edges += from.length * to.length; },
  };
  diagram.parser.parse(text);
  return { ...found, vertices: found.vertices.size };
});
process.stdout.write(JSON.stringify(read));
`;

testWith('Mermaid', parser !== undefined, 'reads every graph, with as many nodes and arrows', () => {
  const input = JSON.stringify(graphs.map((nodes) => mermaidOf(nodes, titleOf(nodes))));
  const script = ['--input-type=module', '-e', PARSE, join(chunks, parser ?? '')];
  const read = JSON.parse(execFileSync(process.execPath, script, { input, encoding: 'utf8' }));
  type Read = { vertices: number; edges: number; title: string; description: string; classes: number };
  expect(read.map(({ vertices, edges }: Read) => [vertices, edges])).toEqual(counts);
  expect(read.every(({ title }: Read) => title.startsWith('Computation graph of'))).toBe(true);
  expect(read.every(({ description }: Read) => description.startsWith('From left to right:'))).toBe(true);
  expect(read.every(({ classes }: Read) => classes === 4)).toBe(true);
});

// Debian: texlive-latex-base, texlive-pictures, texlive-latex-recommended. TeX is slow, so it sets every fourth, and as one document.
testWith('pdfTeX', runs('pdflatex', '--version'), 'sets every graph with its equations', () => {
  const wish = { digits: 4, names: new Map(), backward: true, blank: false };
  const chosen = [...lessons.keys()].filter((at) => at % 4 === 0 || at === lessons.length - 1);
  const texts = chosen.map((at) => latexOf(lessons[at] as Lesson, graphs[at] ?? [], wish)); // the places are within
  const [head = ''] = texts[0]?.split('\\begin{document}') ?? [];
  const bodies = texts.map((text) => /\\begin\{document\}(.*)\\end\{document\}/s.exec(text)?.[1] ?? '');
  for (const [at, body] of bodies.entries())
    expect([at, body.match(/ rectangle /g)?.length]).toEqual([at, counts[chosen[at] ?? 0]?.[0]]);
  const file = join(folder, 'all.tex');
  writeFileSync(file, `${head}\\begin{document}\n${bodies.join('\n\\newpage\n')}\n\\end{document}\n`);
  const said = spawnSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', 'all.tex'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([said.status, said.status === 0 ? '' : said.stdout.slice(-1500)]).toEqual([0, '']);
});

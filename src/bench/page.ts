import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, type } from 'node:os';
import { dirname, join } from 'node:path';
import { type Figure, verdictOf } from './measure.ts';

const root = dirname(dirname(process.argv[1] ?? '.'));
const page = join(root, 'CONTRIBUTING.md');
const [begins, ends] = ['<!-- what the bench found -->', '<!-- the end of it -->'];

/** Figures of one part of the bench. */
export interface PartFigures {
  readonly part: string;
  readonly figures: readonly Figure[];
}

/** Where a ratio was found: it is the same on other machines only as far as these are. */
export function circumstances(): string {
  const [processor] = cpus();
  const machine = `${cpus().length} cores of ${processor?.model.trim() ?? 'an unnamed processor'}, ${type()}`;
  return `${new Date().toISOString().slice(0, 10)}, ${machine}. ${versions().join(', ')}.`;
}

/** The versions of node and of everything that dvar is held against; what is not there is not named. */
function versions(): readonly string[] {
  const packaged = ['mathjs', 'ml-matrix'].map((name) => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
    return `${name} ${version}`;
  });
  const told = [
    ['cc', ['--version'], ''],
    ['python3', ['-c', 'import numpy; print(numpy.__version__)'], 'numpy '],
  ] as const;
  const others = told.flatMap(([command, words, named]) => {
    const { status, stdout } = spawnSync(command, words, { encoding: 'utf8' });
    return status === 0 ? [`${named}${stdout.split('\n')[0]?.trim()}`] : [];
  });
  return [`Node ${process.versions.node}`, ...packaged, ...others];
}

/** Puts a whole run of the bench in place of the one that CONTRIBUTING shows. */
export function writePage(parts: readonly PartFigures[]): void {
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)];
  if (from < 0 || to < from) throw new Error(`CONTRIBUTING.md has no place between ${begins} and ${ends}`);
  const found = `${begins}\n${circumstances()}\n\n${tableOf(parts)}\n`;
  writeFileSync(page, `${text.slice(0, from)}${found}${text.slice(to)}`);
}

const tableOf = (parts: readonly PartFigures[]): string =>
  [
    '| part | what | figure | target | |',
    '|---|---|---|---|---|',
    ...parts.flatMap(({ part, figures }) =>
      figures.map(
        (each) =>
          `| ${[part, each.what, each.figure, each.target, verdictOf(each)].map(inCell).join(' | ')} |`,
      ),
    ),
  ].join('\n');

/** A program in a row may have bars and stars. */
const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

import { type Diagnostic, locate, ok, type Result } from '../../language/diagnostic.ts';
import { readTable } from './class-table.ts';
import { readNotation } from './notation.ts';
import type { NotebookCell } from './notebook.ts';
import { fencedPython } from './python-in-text.ts';
import { readStructured } from './structured.ts';
import { type Submission, studentLine } from './submission.ts';
import { titlesIn } from './titles.ts';

/** How a text of answers is written, by its file's extension; every unknown extension means plain answer lines. */
export type Notation = 'text' | 'octave' | 'json' | 'yaml' | 'csv' | 'python' | 'notebook' | 'fenced';

/** The notation that a file's name tells. */
export function notationOf(file: string): Notation {
  const point = file.lastIndexOf('.');
  switch (point < 0 ? '' : file.slice(point + 1).toLowerCase()) {
    case 'json':
      return 'json';
    case 'yaml':
    case 'yml':
      return 'yaml';
    case 'csv':
    case 'tsv':
      return 'csv';
    case 'py':
      return 'python';
    case 'ipynb':
      return 'notebook';
    // Every other extension, and none, is text.
  }
  return 'text';
}

/** Reads the submissions in a text. What is heavy is loaded on use. */
export async function readText(text: string, notation: Notation): Promise<Result<readonly Submission[]>> {
  switch (notation) {
    case 'text':
      return one(readNotation(text));
    case 'octave':
      return one(await readOctaveFile(text));
    case 'fenced': {
      const { code, rest } = fencedPython(text) ?? { code: '', rest: text };
      return one(await readBoth(rest, code));
    }
    case 'notebook': {
      const { notebookCells } = await import('./notebook.ts');
      const cells = notebookCells(text);
      return cells.ok ? one(await readCells(cells.value)) : cells;
    }
    case 'json':
    case 'yaml': {
      const { readYaml } = await import('../assignment/yaml.ts');
      const document = readYaml(text, {
        uniqueKeys: false,
        language: notation === 'json' ? 'JSON' : 'YAML',
      });
      return document.ok ? placed(one(readStructured(document.value, text)), text) : placed(document, text);
    }
    case 'python':
      return one(ok(await readPython(text)));
    case 'csv': {
      const { parseCsv } = await import('./csv.ts');
      const rows = parseCsv(text);
      return rows.ok ? readTable(rows.value) : rows;
    }
  }
}

/** Parses Python; it is read against each problem later. */
async function readPython(text: string): Promise<Submission> {
  const { parsePython } = await import('../../python/text/parse-python.ts');
  const student =
    text
      .split('\n')
      .map(studentLine)
      .find((id) => id !== null) ?? null;
  return { student, entries: [], notes: [], titles: titlesIn(text), python: parsePython(text) };
}

/** Parses Octave; a line that is none may be an answer as the tutor writes it, such as `dJ/dW = 3`. */
async function readOctaveFile(text: string): Promise<Result<Submission>> {
  const { parseOctave } = await import('../../python/octave/text/parse-octave.ts');
  const python = parseOctave(text);
  const lost = new Set(python.broken);
  const commented = text.replaceAll(/^(\s*)%+/gm, '$1#');
  const lines = commented
    .split('\n')
    .map((line, at) => (lost.has(at + 1) || studentLine(line) !== null ? line : ''));
  const written = readNotation(lines.join('\n'));
  if (!written.ok) return written;
  // A broken line of Octave's own is none: only a left side that Octave does not have may be an answer.
  const entries = written.value.entries.filter(({ left, loose }) => loose || !/^[A-Za-z]\w*$/.test(left));
  const known = new Set(entries.map(({ line }) => line));
  const broken = python.broken.filter((line) => !known.has(line));
  return ok({
    ...written.value,
    entries,
    notes: [],
    titles: titlesIn(commented),
    python: { ...python, broken },
  });
}

/**
 * Puts the cells of a notebook below each other: their code becomes one Python file, their text one text. A line has
 * the same number in both.
 */
async function readCells(cells: readonly NotebookCell[]): Promise<Result<Submission>> {
  const only = (wanted: NotebookCell['kind']): string =>
    cells
      .map(({ kind, text }) => (kind === wanted ? text : text.replaceAll(/[^\n]/g, '')))
      .join('\n')
      // A notebook's own commands are not Python.
      .replaceAll(wanted === 'code' ? /^[^\S\n]{0,20}[%!].*$/gm : /(?!)/g, '');
  const starts: number[] = [];
  let line = 1;
  for (const { text } of cells) {
    starts.push(line);
    line += text.split('\n').length;
  }
  const has = cells.some(({ kind }) => kind === 'code');
  const read = await readBoth(only('markdown'), has ? only('code') : '');
  return read.ok ? ok({ ...read.value, cells: starts }) : read;
}

/** Reads a text and the Python beside it, which share their line numbers. */
async function readBoth(text: string, code: string): Promise<Result<Submission>> {
  const written = readNotation(text);
  if (!written.ok || code === '') return written;
  const { student, python } = await readPython(code);
  const titles = [...(written.value.titles ?? []), ...titlesIn(code)].sort((a, b) => a.line - b.line);
  return ok({
    ...written.value,
    student: student ?? written.value.student,
    titles,
    ...(python && { python }),
  });
}

const one = (read: Result<Submission>): Result<readonly Submission[]> => (read.ok ? ok([read.value]) : read);

/** A refusal whose message says its line and column, because a report shows no source to point at. */
function placed<T>(read: Result<T>, text: string): Result<T> {
  if (read.ok || read.trouble.from === null) return read;
  const { line, column } = locate(text, read.trouble.from);
  const trouble: Diagnostic = {
    message: `line ${line}, column ${column}: ${read.trouble.message}`,
    from: null,
    to: null,
  };
  return { ok: false, trouble };
}

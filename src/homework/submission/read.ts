import { type Diagnostic, locate, ok, type Result } from '../../language/diagnostic.ts';
import { readTable } from './class-table.ts';
import { readNotation } from './notation.ts';
import type { NotebookCell } from './notebook.ts';
import { readStructured } from './structured.ts';
import type { AnswerLine, Submission } from './submission.ts';

/** How a text of answers is written; its file's extension says so, and all that is no other is the learner's own code. */
export type Notation = 'text' | 'json' | 'yaml' | 'csv' | 'python' | 'notebook';

/** The notation that a file's name tells. */
export function notationOf(file: string): Notation {
  const [, extension = ''] = /\.([a-z]+)$/i.exec(file) ?? [];
  switch (extension.toLowerCase()) {
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
    case 'python':
      return one(await readCells([{ kind: 'code', text }]));
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
    case 'csv': {
      const { parseCsv } = await import('./csv.ts');
      const rows = parseCsv(text);
      return rows.ok ? readTable(rows.value) : rows;
    }
  }
}

/** Cells one under the other as one text: of Python its plain statements, and of all other text what every text is read for. */
async function readCells(cells: readonly NotebookCell[]): Promise<Result<Submission>> {
  const { plainPython } = await import('./python.ts');
  const texts: string[] = [];
  const unread: AnswerLine[] = [];
  const python: boolean[] = [];
  for (const { kind, text } of cells) {
    const lines = text.split('\n');
    const plain = kind === 'code' ? plainPython(text, python.length + 1) : null;
    texts.push(plain?.text ?? text);
    unread.push(...(plain?.unread ?? []));
    for (const _ of lines) python.push(kind === 'code');
  }
  const read = readNotation(texts.join('\n'));
  if (!read.ok) return read;
  const entries = read.value.entries.map((entry) =>
    python[entry.line - 1] ? { ...entry, python: true } : entry,
  );
  return ok({ ...read.value, entries: [...entries, ...unread].sort((a, b) => a.line - b.line) });
}

const one = (read: Result<Submission>): Result<readonly Submission[]> => (read.ok ? ok([read.value]) : read);

/** A trouble that says its line and column itself: in a report there is no source to point at. */
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

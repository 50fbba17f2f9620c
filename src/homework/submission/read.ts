import { type Diagnostic, locate, ok, type Result } from '../../language/diagnostic.ts';
import { readTable } from './class-table.ts';
import { decode } from './decode.ts';
import { readNotation } from './notation.ts';
import { readStructured } from './structured.ts';
import { type Submission, studentLine } from './submission.ts';

/** How a file of answers is written; its extension says so, and all that is no other is the learner's own code. */
export type Notation = 'text' | 'json' | 'yaml' | 'csv' | 'python';

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
      return 'csv';
    case 'py':
      return 'python';
    // Every other extension, and none, is text.
  }
  return 'text';
}

/** Reads the submissions in a file's bytes: one, or in a table one for each student. */
export async function readSubmissions(
  file: string,
  bytes: Uint8Array,
): Promise<Result<readonly Submission[]>> {
  const text = decode(bytes);
  return text.ok ? readText(text.value, notationOf(file)) : text;
}

/** Reads the submissions in a text. What is heavy is loaded on use. */
export async function readText(text: string, notation: Notation): Promise<Result<readonly Submission[]>> {
  switch (notation) {
    case 'text':
      return one(readNotation(text));
    case 'json':
    case 'yaml': {
      const { readYaml } = await import('../assignment/yaml.ts');
      const document = readYaml(text, {
        uniqueKeys: false,
        language: notation === 'json' ? 'JSON' : 'YAML',
      });
      return document.ok ? placed(one(readStructured(document.value, text)), text) : placed(document, text);
    }
    case 'python': {
      const { parsePython } = await import('../../python/text/parse-python.ts');
      const student =
        text
          .split('\n')
          .map(studentLine)
          .find((id) => id !== null) ?? null;
      return one(ok({ student, entries: [], notes: [], python: parsePython(text) }));
    }
    case 'csv': {
      const { parseCsv } = await import('./csv.ts');
      const rows = parseCsv(text);
      return rows.ok ? readTable(rows.value) : rows;
    }
  }
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

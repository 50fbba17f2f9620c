import { locate, ok, type Result, refuse } from '../language/trouble.ts';
import type { DocumentNode, MapNode } from './document.ts';
import { type Entry, mostEntries, type Note, type Submission } from './submission.ts';

/**
 * A submission as JSON or YAML: names with or without d, one map for each problem where there are several. `student`
 * says whose it is; the answers may stand under `answers`.
 */
export function readStructured(document: DocumentNode, text: string): Result<Submission> {
  if (document.kind !== 'map')
    return refuse(
      'the answers are a map of names, as in { "v": 3, "b": "du*c" }',
      document.from,
      document.to,
    );
  const entries: Entry[] = [];
  const notes: Note[] = [];
  let student: string | null = null;
  const add = (map: MapNode, problem: string | null): void => {
    for (const { key, keyAt, value } of map.entries) {
      const lower = key.trim().toLowerCase();
      if (lower === 'student' && value.kind === 'scalar' && problem === null) {
        student = String(value.value ?? '').trim() || null;
      } else if (lower === 'answers' && value.kind === 'map') {
        add(value, problem);
      } else if (value.kind === 'map') {
        if (problem === null) add(value, key.trim());
        else
          notes.push({
            line: locate(text, keyAt.from).line,
            message: 'answers nest no deeper than problems; passed over',
          });
      } else {
        entries.push(entryOf(key, value, problem, text));
      }
    }
  };
  add(document, null);
  if (entries.length > mostEntries)
    return refuse(`the file has more than ${mostEntries} answers; hand in those that are asked`);
  return ok({ student, entries, notes });
}

function entryOf(
  key: string,
  value: Exclude<DocumentNode, MapNode>,
  problem: string | null,
  text: string,
): Entry {
  const { line, column } = locate(text, value.from);
  const typed = value.kind === 'list' ? text.slice(value.from, value.to) : scalarText(value);
  const shift = /^["']/.test(text.slice(value.from, value.from + 1)) ? 1 : 0;
  return {
    problem,
    left: key.replaceAll(/\s/gu, ''),
    bare: true,
    adds: false,
    right: typed.trim(),
    line,
    column: column + shift,
  };
}

/** A number as it was written, not as a double prints; nothing where nothing was given. */
function scalarText({ value, text }: DocumentNode & { kind: 'scalar' }): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : text;
}

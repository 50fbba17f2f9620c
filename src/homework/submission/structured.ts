import { locate, ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode, ListNode, MapNode } from '../assignment/document.ts';
import { withDecimalPoints } from './decimal-commas.ts';
import { type AnswerLine, mostAnswerLines, type Note, type Submission } from './submission.ts';

/**
 * A submission as JSON or YAML: names with or without d, one map for each problem where there are several. `student`
 * says whose it is; the answers may stand under `answers`.
 */
export function readStructured(document: DocumentNode, text: string): Result<Submission> {
  if (document.kind !== 'map')
    return refuse(
      'the answers must be a map of names, as in { "v": 3, "b": "du*c" }',
      document.from,
      document.to,
    );
  const entries: AnswerLine[] = [];
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
            message: "answers can't be nested deeper than problem and name; ignored",
          });
      } else {
        entries.push(entryOf(key, value, problem, text));
      }
    }
  };
  add(document, null);
  if (entries.length > mostAnswerLines)
    return refuse(`the file has more than ${mostAnswerLines} answers; hand in those that are asked`);
  return ok({ student, entries: withDecimalPoints(entries), notes });
}

function entryOf(
  key: string,
  value: Exclude<DocumentNode, MapNode>,
  problem: string | null,
  text: string,
): AnswerLine {
  const { line, column } = locate(text, value.from);
  const typed = value.kind === 'list' ? listText(value, text) : scalarText(value);
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

/**
 * The text of a matrix that is written as lists: as it stands in the file, so that places are right, or in brackets
 * where YAML used dashes.
 */
function listText(list: ListNode, text: string): string {
  const written = text.slice(list.from, list.to);
  return written.startsWith('[') ? written.replaceAll(/["']/g, ' ') : inBrackets(list);
}

const inBrackets = (list: ListNode): string =>
  `[${list.items.map((item) => (item.kind === 'list' ? inBrackets(item) : item.kind === 'scalar' ? scalarText(item) : '{')).join(', ')}]`;

/** A number as it was written, not as a double prints; empty where no value was given. */
function scalarText({ value, text }: DocumentNode & { kind: 'scalar' }): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : text;
}

import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { remembered } from '../../language/remembering/remembering.ts';
import { inAnyScript } from '../../language/unicode-names.ts';
import { offersAnother } from '../../reading/beside/doubt.ts';
import { withWideTables } from '../../reading/beside/wide-table.ts';
import { readLine } from '../../reading/line.ts';
import { apart } from '../../reading/several-at-once.ts';
import { quoted } from '../../tutor/lesson/words.ts';
import { withDecimalPoints } from './decimal-commas.ts';
import { maskedStore, withEntriesJoined } from './masked-store.ts';
import {
  type AnswerLine,
  type LineNote,
  mostAnswerLines,
  type Submission,
  studentLine,
} from './submission.ts';
import { type Title, titlesIn } from './titles.ts';

const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
/** `dv`, `dJ/dv`, `∂J/∂v`, or a header `J(w, b)`, before `=` or `+=`. */
const statementAt = inAnyScript(
  String.raw`^\s*(${word}\s*\([\s\p{L}\p{M}\p{Nd}₀-₉_,]*\)|[∂d]${word}\s*/\s*[∂d]${word}|∂?${word})\s*(\+?=)(?!=)`,
);
const headingIn = inAnyScript(
  String.raw`^\s*\[\s*([\p{L}\p{N}_](?:[\p{L}\p{N}_. -]*[\p{L}\p{N}_])?)\s*\]\s*:?\s*(?:#.*)?$`,
);
const headingOf = (line: string): RegExpExecArray | null => (line.includes('[') ? headingIn(line) : null);
/** A row of a matrix in brackets of its own, which looks like a heading. */
const rowOfNumbers = /^\s*\[[-+−.\d\s/]+\]/u;
/** The most lines over which an open bracket may go on. */
const mostJoined = 50;

/** Reads a submission in the learner's own code: `name = expression` lines, comments, headings. */
export function readNotation(text: string): Result<Submission> {
  const lines = withWideTables(text.split('\n'));
  const entries: AnswerLine[] = [];
  const notes: LineNote[] = [];
  let student: string | null = null;
  const heads: Title[] = [];
  const named = titlesIn(text);
  const answeredAlone = answersAlone(lines, named);
  let problem: string | null = null;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    student ??= studentLine(line);
    const head = headingOf(line)?.[1];
    if (head !== undefined) {
      problem = head;
      heads.push({ line: at + 1, text: head, sure: true });
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const first = at;
    const { said, last } = wholeAt(lines, first);
    at = last;
    const masked = maskedStore(said, entries, problem);
    const read = masked
      ? [changed(masked, said.trim(), first + 1)]
      : apart(said, (name) => answeredAlone(name, first)).flatMap((each) =>
          statementsIn(each, problem, first + 1),
        );
    if (masked) entries.splice(entries.indexOf(masked.before), 1);
    entries.push(...read);
    if (read.length === 0) notes.push({ line: first + 1, message: answersNothing(said), said });
    if (entries.length > mostAnswerLines || notes.length > mostAnswerLines)
      return refuse(
        `the file has more than ${mostAnswerLines} lines that are not empty; hand in only the answers`,
      );
  }
  const titles = [...named, ...heads].sort((a, b) => a.line - b.line);
  return ok({
    student,
    entries: withDecimalPoints(withEntriesJoined(entries)),
    notes,
    ...(titles.length > 0 && { titles }),
  });
}

/** The line at a place with those that go on with it, and the place of the last of them. */
function wholeAt(lines: readonly string[], first: number): { readonly said: string; readonly last: number } {
  let said = uncommented(lines[first] ?? '');
  let at = first;
  for (let next = at + 1; isOpen(said) && next - first < mostJoined; next++) {
    const more = uncommented(lines[next] ?? '');
    // A blank line or a comment may stand between rows; after it the answer must go on.
    if (more.trim() === '' && next < lines.length) continue;
    if (!goesOn(more, next > at + 1)) break;
    said += lines
      .slice(at + 1, next + 1)
      .map((each) => `\n${uncommented(each)}`)
      .join('');
    at = next;
  }
  for (
    let next = continuedAt(lines, at, said);
    entersChain(said) && next > 0 && next - first < mostJoined;
  ) {
    const skipped = '\n'.repeat(next - at);
    said = `${withoutRowEnd(said)}${skipped}${uncommented(lines[next] ?? '').replace('&', ' ')}`;
    at = next;
    next = continuedAt(lines, at, said);
  }
  return { said, last: at };
}

/**
 * Whether a derivative has an answer of its own in the part of a text in which a line stands, from one title to the next. What
 * stands first in a line is looked for, once and only where it is asked for.
 */
function answersAlone(lines: readonly string[], titles: readonly Title[]) {
  let found: ReadonlySet<string> | null = null;
  const starts = new Set(titles.map(({ line }) => line - 1));
  const parts: number[] = [];
  let part = 0;
  for (const [at, line] of lines.entries()) {
    if (starts.has(at) || headingOf(line)) part++;
    parts.push(part);
  }
  const find = () => {
    const firsts = lines.map((line, at) => `${parts[at]} ${inFull(statementAt(line)?.[1] ?? '')}`);
    return new Set(firsts);
  };
  return (name: string, at: number): boolean => {
    found ??= find();
    return found.has(`${parts[at]} ${inFull(name)}`);
  };
}

/** The name behind `dv`, `dJ/dv` and `∂J/∂v`. */
const inFull = (left: string): string => left.replace(/^.*\//s, '').replace(/^\s*[d∂]/, '');

/** `   = 3 * 2`, or `&= 3 * 2` of a system of LaTeX. */
const continuation = /^\s*&?\s*=(?![=>])\s*[^\s=]/;
/** A number, a matrix or a formula in a line of its own: no words, and no number of a list. */
const valueAlone = (line: string): boolean =>
  /^\s{0,20}\$?\s{0,3}(?:[-+−]?\s{0,3}[\d.([]|[\p{L}_][\p{L}\p{Nd}_]*\s*[-+*/^.@])/u.test(line) &&
  !/[=:|]|\p{L}{2}\s+\p{L}|^\s*\(?\d{1,3}[.)\]](?:\s|$)/u.test(line);

/**
 * The line that goes on with the answer at another one, because it begins with an equals sign, as in a calculation on paper, or
 * has the value of one that ends with it; a blank line may stand between. 0 where none does.
 */
function continuedAt(lines: readonly string[], at: number, said: string): number {
  const next = (lines[at + 1] ?? '').trim() === '' ? at + 2 : at + 1;
  const line = lines[next] ?? '';
  return continuation.test(line) || (/=\s*$/.test(said) && valueAlone(uncommented(line))) ? next : 0;
}

/** A line without the `\\\\` that ends a row of LaTeX. */
function withoutRowEnd(line: string): string {
  const text = line.trimEnd();
  return text.endsWith('\\\\') ? text.slice(0, -2).trimEnd() : text;
}

const entersChain = (said: string): boolean => /[^=<>!]=(?!=)/.test(said);

const statementsOf = remembered(readLine);

/** The statements of a line: one, as a rule, or several between semicolons or commas. */
const statementsIn = (text: string, problem: string | null, line: number): readonly AnswerLine[] =>
  statementsOf(text).map(({ left, adds, loose, right, at, via }, _, all) => {
    const before = text.slice(0, at);
    const written = via.length === 0 ? null : all.length === 1 ? text.trim() : `${left} = ${right}`;
    return {
      problem,
      left,
      bare: false,
      adds,
      loose,
      via,
      ...(written !== null && { written }),
      right: unquoted(right.replace(/;+$/, '').trimEnd()),
      line: line + before.split('\n').length - 1,
      column: before.length - before.lastIndexOf('\n') + (/^["']/.test(right) ? 1 : 0),
    };
  });

/** A line that a store below it changes, as it is after that. */
const changed = (
  { before, right }: NonNullable<ReturnType<typeof maskedStore>>,
  written: string,
  line: number,
): AnswerLine => ({ ...before, via: [...(before.via ?? []), 'mask'], written, right, line, column: 1 });

/** A line without its comment, unless that offers another answer. */
const uncommented = (line: string): string =>
  line.includes('#') ? line.replace(/#.*$/, (said) => (offersAnother(said) ? said : '')) : line;

function isOpen(text: string): boolean {
  if (!/[([]/.test(text)) return false;
  let depth = 0;
  for (const char of text) {
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth--;
  }
  return depth > 0;
}

/**
 * Whether a line can continue an open bracket: one that was never closed must not swallow the next answer nor, after
 * a blank line, anything but numbers.
 */
const goesOn = (line: string, behindBlank: boolean): boolean =>
  !statementAt(line) &&
  (!headingOf(line) || rowOfNumbers.test(line)) &&
  (behindBlank ? /^\s*[-+−.\d[\])]/u : /\S/).test(line);

const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2]?.trim() ?? text;

const numberAlone = /^\s*[-+−]?\d+(?:\.\d+)?\s*$/u;

const answersNothing = (line: string): string =>
  numberAlone.test(line)
    ? `a number alone does not say which derivative it is, so it was not read; write it as in \`db = ${line.trim()}\``
    : `this line is not an answer and costs nothing: \`${quoted(line.trim()).slice(0, 60)}\``;

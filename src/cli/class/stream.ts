import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { spelledId } from '../../homework/submission/submission.ts';
import type { Task } from './grader.ts';

/** The most bytes that a line of the filter may have. */
const longest = 1_000_000;

/** The digest by which a line is recognised, in whatever part of a stream it comes. */
export const lineDigest = (line: string): string =>
  createHash('sha256')
    .update(line.replace(/^\uFEFF/, ''))
    .digest('hex')
    .slice(0, 16);

/** The lines of a stream, in constant memory. A line that is too long is reported as such, without its bytes. */
export async function* linesIn(input: AsyncIterable<unknown>): AsyncGenerator<string | null> {
  let held: Buffer[] = [];
  let size = 0;
  const line = (): string | null => {
    const text = size > longest ? null : Buffer.concat(held).toString('utf8').replace(/\r$/, '');
    held = [];
    size = 0;
    return text;
  };
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Uint8Array);
    let from = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      hold(bytes.subarray(from, at));
      yield line();
      from = at + 1;
    }
    hold(bytes.subarray(from));
  }
  if (size > 0) yield line();

  function hold(bytes: Buffer): void {
    size += bytes.length;
    if (size <= longest) held.push(bytes);
    else held = [];
  }
}

/** Whether a line holds nothing; it wants no row then. */
export const isBlankLine = (line: string): boolean => line.replace(/^\uFEFF/, '').trim() === '';

/**
 * A submission a line, as JSON: `{"student": "alice", "text": "dv = 3"}`, or the answers of a JSON file in place of the text.
 * Blank lines are passed over.
 */
export async function* tasksIn(input: Readable, count: () => void = () => {}): AsyncGenerator<Task> {
  let number = 0;
  for await (const line of linesIn(input)) {
    number++;
    if (line !== null && isBlankLine(line)) continue;
    count();
    yield taskOf(line, number);
  }
}

function taskOf(line: string | null, number: number): Task {
  const digest = line === null ? null : lineDigest(line);
  const nobody = { student: null, file: null, notes: [], digest, row: number };
  if (line === null)
    return { kind: 'refused', job: nobody, why: `line ${number} is longer than ${longest} bytes` };
  let read: unknown;
  try {
    read = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'refused', job: nobody, why: `line ${number} is not JSON; write one submission per line` };
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return {
      kind: 'refused',
      job: nobody,
      why: `line ${number} is not an object; write {"student": "alice", "text": "dv = 3"}`,
    };
  const { student, file, text } = read as Readonly<Record<string, unknown>>; // just looked at
  const job = { ...nobody, student: idOf(student), file: typeof file === 'string' ? file : null };
  if (typeof text === 'string') return { kind: 'text', job, text, notation: 'text' };
  if (text !== undefined)
    return {
      kind: 'refused',
      job,
      why: `line ${number} has a text that is not a string; write it in quotes, as in "dv = 3"`,
    };
  const { file: named, ...answers } = read as Readonly<Record<string, unknown>>;
  if (Object.keys(answers).every((key) => key.toLowerCase() === 'student'))
    return {
      kind: 'refused',
      job,
      why: `line ${number} has no answers; write them as "text": "dv = 3", or by name, as in "v": 3${named === undefined ? '' : ' ("file" only says where they are from; it is not opened)'}`,
    };
  return { kind: 'text', job, text: JSON.stringify(answers), notation: 'json' };
}

const idOf = (student: unknown): string | null =>
  typeof student === 'string' || typeof student === 'number' ? spelledId(String(student)) || null : null;

/** Why a text could not be read: one sentence, and where in the text, in UTF-16 offsets, if it has a place. */
export interface Diagnostic {
  readonly message: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** What was read, or why it could not be: unreadable input is a value, never an exception. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Diagnostic };

/** The result of a function that can only refuse. */
export type Refusal = Extract<Result<never>, { readonly ok: false }>;

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A refusal at a place in the text. */
export const refuse = (message: string, from: number | null = null, to: number | null = from) =>
  ({ ok: false, trouble: { message, from, to } }) as const;

/** Where an offset lies, as people count: its line and column from 1, and the text of that line. */
export function locate(text: string, offset: number): { line: number; column: number; source: string } {
  const start = text.slice(0, offset).lastIndexOf('\n') + 1;
  const stop = text.indexOf('\n', offset);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++;
  const source = text.slice(start, stop < 0 ? text.length : stop).replace(/\r$/, '');
  return { line, column: offset - start + 1, source };
}

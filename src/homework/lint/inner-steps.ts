import { locate } from '../../language/diagnostic.ts';

/**
 * Finds an offset of a text in the YAML that holds it: `written` is the text as it stands in the file, `text` what
 * YAML reads. Null where lines were folded or characters escaped, so that the place can't be told.
 */
export function innerSteps(written: string, text: string, offset: number): number | null {
  const whole = text.trimEnd();
  const start = written.indexOf(whole);
  if (start >= 0) return start + Math.min(offset, whole.length);
  const { line, column, source } = locate(text, offset);
  // A block scalar: behind the line with `|`, a line for each, moved in.
  const lines = written.split('\n');
  const [head = ''] = lines;
  const mine = lines[line] ?? '';
  if (
    !head.startsWith('|') ||
    !mine.endsWith(source) ||
    mine.slice(0, -source.length || undefined).trim() !== ''
  )
    return null;
  const before = lines.slice(0, line).reduce((total, each) => total + each.length + 1, 0);
  return before + mine.length - source.length + column - 1;
}

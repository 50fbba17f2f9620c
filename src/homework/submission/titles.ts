import { remembered } from '../../language/remembering/remembering.ts';
import { inAnyScript } from '../../language/unicode-names.ts';
/** A line that may name the problem that stands below it: a heading in Markdown, a comment, a word in stars or alone. */
export interface Title {
  /** Counted from 1. */
  readonly line: number;
  /** Without what marks it as a title. */
  readonly text: string;
  /** Whether it can be nothing else than a heading, as `[net]`. */
  readonly sure?: boolean;
}

/** A longer line is no title. */
const longest = 120;

const marked = [
  /^\s{0,3}[#%]{1,6}\s*(.*?)[\s#%]*$/,
  /^\s*\/\/+\s*(.*)$/,
  /^\s*(?:\*\*|__)(.*?)(?:\*\*|__)\s*:?\s*$/,
  /^\s*(?:==|--)(.*)(?:==|--)$/,
  // A number alone is rather a row of a matrix.
  { exec: inAnyScript(String.raw`^\s*([^=:]*[\p{L}][^=:]*):?\s*$`) },
];

/** A title without a mark has no `=`, and every mark is a sign at its beginning. */
const isStatement = /^\s*[A-Za-z0-9][^=]*=/;

/** The lines of a text that may be titles. Whether one is shows only beside the problems: most comments name none. */
export const titlesIn = (text: string): readonly Title[] =>
  text.split('\n').flatMap((line, at) => {
    if (line.length > longest || isStatement.test(line)) return [];
    for (const mark of marked) {
      // A comment may have its title in a frame of its own: `# --- net ---`.
      const [, inside = ''] = mark.exec(line) ?? [];
      const bare = inside.replaceAll(/^[\s=*_#-]+|[\s=*_#:-]+$/g, '');
      if (bare !== '') return [{ line: at + 1, text: bare }];
    }
    return [];
  });

/**
 * Whether a title names a problem: by its id or its title, alone or with what a sheet puts beside them (`net: A network
 * (10 points)`, `Problem net`). A sentence that only begins with the id is a comment.
 */
export function namesProblem(text: string, id: string | null, title: string | null): boolean {
  const said = plain(text.replace(/\s*\([^()]*\)$/, ''));
  return [id, title, id !== null && title !== null ? `${id}: ${title}` : null].some(
    (name) => name !== null && (said === plain(name) || withoutKind(said) === plain(name)),
  );
}

const plain = remembered((text) => text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim());

const withoutKind = (text: string): string =>
  text.replace(/^(?:problem|exercise|question|task|part)\s+|^\d{1,2}[.)]\s+/, '');

/** A pattern in which names stand, made when a text is first held against it. */
export interface NamePattern {
  /** The groups of a text that matches whole, null where it does not. */
  readonly groupsOf: (text: string) => Readonly<Record<string, string | undefined>> | null;
}

/** The letters, and what may follow them, of a name in any script; stands in the middle of a class (`[...]`). */
export const nameStart = String.raw`\p{L}_`;
export const nameRest = String.raw`\p{L}\p{M}\p{Nd}₀-₉_`;

// A class of all the world's letters is compiled in a tenth of a millisecond and more, a class of 26 in no time; and nearly
// every line that is typed is ASCII. In such a text the two forms match the same.
const inAscii = (source: string): string =>
  source.replaceAll('\\p{L}', 'A-Za-z').replaceAll('\\p{M}', '').replaceAll('\\p{Nd}', '0-9');

const ascii = /^[\x00-\x7f]*$/;

/**
 * The pattern of a whole text. In `source` a property such as `\p{L}` stands only inside a class.
 *
 * @throws SyntaxError on first use, where `source` is no pattern
 */
export function namePattern(source: string, flags: 'u' | 'iu' = 'u'): NamePattern {
  let plain: RegExp | null = null;
  let full: RegExp | null = null;
  return {
    groupsOf: (text) => {
      if (ascii.test(text)) plain ??= new RegExp(`^(?:${inAscii(source)})$`, flags.replace('u', ''));
      else full ??= new RegExp(`^(?:${source})$`, flags);
      const match = (ascii.test(text) ? plain : full)?.exec(text);
      return match ? (match.groups ?? {}) : null;
    },
  };
}

import { inAnyScript } from '../language/unicode-names.ts';

/** A pattern in which names stand, made when a text is first held against it. */
export interface NamePattern {
  /** The groups of a text that matches whole, null where it does not. */
  readonly groupsOf: (text: string) => Readonly<Record<string, string | undefined>> | null;
}

/** The letters, and what may follow them, of a name in any script; stands in the middle of a class (`[...]`). */
export const nameStart = String.raw`\p{L}_`;
export const nameRest = String.raw`\p{L}\p{M}\p{Nd}₀-₉_`;

/**
 * The pattern of a whole text. In `source` a property such as `\p{L}` stands only inside a class.
 *
 * @throws SyntaxError on first use, where `source` is no pattern
 */
export function namePattern(source: string, flags: 'u' | 'iu' = 'u'): NamePattern {
  const whole = inAnyScript(`^(?:${source})$`, flags);
  return {
    groupsOf: (text) => {
      const match = whole(text);
      return match ? (match.groups ?? {}) : null;
    },
  };
}

import { once } from '../../language/remembering/once.ts';

/** What offers another answer beside one, or takes one back, in the languages in which homework is handed in. */
const words = [
  String.raw`(?:or|oder|ou|oppure|или(?:\s+же)?|或|または|veya)`,
  '(?:maybe|perhaps|possibly|probably|alternatively|otherwise|else|actually|rather|wait|no|nope|oops|sorry|hmm+)',
  String.raw`(?:might|could|should|must)\s+be`,
  String.raw`is\s+it|i\s+(?:mean|meant|think|guess)|not\s+sure|if\s+(?:wrong|not)(?:,?\s+then)?`,
  String.raw`correct(?:ion)?(?:\s+(?:answer|value))?|corrected(?:\s+to)?|edit(?:ed)?|updated?|(?:second|2nd|next|new)\s+(?:try|attempt|guess)`,
  'vielleicht|eher|doch|nein|korrigiert|korrektur|peut-être|plutôt|corrigé|non|quizás?|corregido|forse|talvez|может\\s+быть|нет',
].join('|');

/** Several of them in a row, with what is written between them. */
const doubt = String.raw`(?:(?:${words})(?![\p{L}\p{Nd}_])(?:[\s,;:!?…]|\.(?!\d))*)+`;
const offering = once(() => new RegExp(String.raw`(?<![\p{L}\p{Nd}_.'])${doubt}`, 'giu'));
/** `(7?)` and `(9 if ...)` behind an answer. */
const asking = once(
  () =>
    /[([]\s*([-+−]?\d[\d.,]*(?:\/\d+)?)\s*(?:\?+\s*|\s(?:if|when|unless|wenn|falls|si|se)\s[^()[\]]{0,200})[)\]]\s*[.;,]?\s*$/iu,
);
const comment = once(() => new RegExp(String.raw`^#+\s*${doubt}[-+−]?\.?\d`, 'iu'));

/** A longer text is no answer beside which another is offered. */
const longest = 300;

/** Whether a comment behind an answer offers another one: `# or 7`. */
export const offersAnother = (said: string): boolean => said.length <= longest && comment().test(said);

/** The two answers of `6 (or 7)`, `7, no wait, 6` and `6 (9?)`, as they are written; null where a text offers only one. */
export function twoOffered(
  typed: string,
  isName: (word: string) => boolean,
): { readonly first: string; readonly other: string } | null {
  // Most answers have no blank.
  if (typed.length > longest || !/[\s([]/.test(typed)) return null;
  const text = typed.replace(/^\s*\(([^()]*)\)\s*$/, '$1');
  const [behind, number] = asking().exec(text) ?? [];
  if (behind !== undefined && number !== undefined) {
    const first = bare(text.slice(0, text.length - behind.length));
    return first === '' ? null : { first, other: number };
  }
  for (const match of text.matchAll(offering())) {
    if ((match[0].match(/[\p{L}\p{Nd}_]+/gu) ?? []).some(isName)) continue;
    const first = bare(text.slice(0, match.index));
    const rest = text.slice(match.index + match[0].length);
    const other = /[([]\s*$/.test(text.slice(0, match.index))
      ? rest.replace(/[\s?!.]*[)\]][\s.;,]*$/, '')
      : rest.replace(/[\s.;,!?]+$/, '');
    if (first !== '' && other !== '') return { first, other };
  }
  return null;
}

/** What stands before another answer, without the bracket, the comma or the sign of a comment that leads to that. */
const bare = (text: string): string =>
  text
    .replace(/(?:[\s,;:?!…([/%#–—]|(?<=\s)-+|\.(?!\d))*$/u, '')
    .replace(/^\s*(?:either|entweder|soit)\s+/i, '')
    .trim();

/** The number with which a text in words begins; null where it begins with none, or goes on as a formula. */
export const leadingNumber = (text: string): string | null =>
  /^\s*([-+−]?(?:\d+(?:[.,/]\d+)?|\.\d+))(?![\p{L}\p{Nd}.]|\s*[-+*/^×·(=])/u.exec(text)?.[1] ?? null;

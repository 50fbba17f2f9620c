import { valueOfSlot } from '../../../engine/passes/evaluate.ts';
import { inAnyScript } from '../../../language/unicode-names.ts';
import { fromLatex } from '../../../reading/latex.ts';
import { targetOf } from '../../../reading/left-sides.ts';
import { plainSigns } from '../../../reading/signs.ts';
import { namesOf } from '../../../tutor/answers/own-names.ts';
import type { Lesson } from '../../../tutor/lesson/lesson.ts';
import { quoted } from '../../../tutor/lesson/words.ts';
import type { LineNote, Note } from '../../submission/submission.ts';

/** A derivative that a submission gives no answer to. */
interface Missing {
  readonly lesson: Lesson;
  /** The name without d. */
  readonly name: string;
  /** The word by which it is asked. */
  readonly asks: string;
}

/** What a page gives no answer to. */
export const missingOf = (
  results: readonly { readonly verdict: string; readonly name: string; readonly asks: string }[],
  lesson: Lesson | undefined,
): readonly Missing[] =>
  results.flatMap(({ verdict, name, asks }) =>
    verdict === 'missing' && lesson ? [{ lesson, name, asks }] : [],
  );

/** A longer line is prose. */
const longest = 80;
/** So many words beside a derivative and a number make a sentence. */
const mostWords = 2;

const word = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*`;
const derivativeIn = inAnyScript(String.raw`[d∂]\s?${word}\s?\/\s?[d∂]\s?${word}|∇_?${word}|[d∂]${word}`);
const valueOfName = inAnyScript(
  String.raw`^[\s|$*\x60>•-]*(?:\(?\d{1,2}[.):]\s*)?[\s|$*\x60]*(?:(?:for|to|f\.?|para|pour|für)\s+)?[$*\x60]*(${word})[$*\x60]*(?:\s*(?:==?|:=|:|\||,|;|->|→|≈|\bis\b)\s*|\s+)[$*\x60]*([-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:\/\d+)?)[$*\x60|\s.;,]*$`,
  'iu',
);
/** What denies, what is struck out, and what another language calculates. */
const noAnswer =
  /^\s*(?:\/\/|%|<!--|~~|#)|^\s*(?:if|for\s+\w+\s+in|while|def|import|select|return|assert|print)\b|!=|[≠<]|(?<![-=])>|\b(?:not|wrong|isn|false|falsch|nicht|see|page)\b/iu;

/**
 * Notes on lines that are no answers, of which those that look like an answer to what nobody answered say so: something that was
 * handed in may be lost. `lost`: how many do.
 */
export function withLost(
  notes: readonly LineNote[],
  missing: readonly Missing[],
): { readonly notes: readonly Note[]; readonly lost: number } {
  let lost = 0;
  const told = notes.map(({ said, ...note }): Note => {
    const found = said === undefined ? null : lostIn(said, missing);
    if (said === undefined || !found) return note;
    const { asks, name, value } = found;
    const shown = quoted(said.trim().replaceAll(/\s+/g, ' ')).slice(0, 60);
    lost++;
    return {
      ...note,
      message: `this looks like an answer to \`${asks}\` and was not read: \`${shown}\`; write ${value === null ? `it behind \`d${name} =\`` : `\`d${name} = ${value}\``}`,
      costs: true,
    };
  });
  return { notes: told, lost };
}

/** The answer that a line looks like, with its value where that is plain. */
function lostIn(said: string, missing: readonly Missing[]): (Missing & { value: string | null }) | null {
  if (missing.length === 0 || said.length > longest || !/\d/.test(said) || noAnswer.test(said)) return null;
  const text = plainSigns(fromLatex(said) ?? said);
  const [, name, number = ''] = valueOfName(text) ?? [];
  const value = number.replace(/\.$/, '');
  const [spelled] = derivativeIn(text) ?? [];
  for (const each of missing) {
    const { worked } = each.lesson;
    const slot = worked.slots.get(each.name);
    if (slot === undefined) continue;
    if (name === each.name && Number(value) !== valueOfSlot(worked, slot)) return { ...each, value };
    if (spelled === undefined || worked.slots.has(spelled)) continue;
    const target = targetOf(spelled.replaceAll(/\s/g, ''), namesOf(worked));
    if (target?.kind !== 'derivative' || target.of !== worked.output || target.by !== each.name) continue;
    const rest = text.replace(spelled, ' ');
    const words = rest.match(/\p{L}{2,}/gu) ?? [];
    if (!/\d/.test(rest) || words.filter((any) => !worked.slots.has(any)).length > mostWords) continue;
    return { ...each, value: name === spelled ? value : null };
  }
  return null;
}

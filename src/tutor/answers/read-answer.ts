import { shapeAt } from '../../engine/graph/graph.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import type { Star } from '../../language/numpy/page.ts';
import { isSingle, sameShape, shapeOf, type Value } from '../../ops/matrix.ts';
import { asidesOf } from '../../reading/beside/asides.ts';
import { twoOffered } from '../../reading/beside/doubt.ts';
import { targetOf } from '../../reading/left-sides.ts';
import { readLine } from '../../reading/line.ts';
import { partsOf } from '../../reading/parts.ts';
import type { Reads } from '../../reading/respelling.ts';
import { tidied } from '../../reading/right-sides.ts';
import { inStepNames } from '../lesson/lecture-names.ts';
import type { Question } from '../lesson/question.ts';
import { sameValue } from '../mistakes/equality.ts';
import { agreed, besideTruths, restated, slippedAtTheEnd, undecided } from './chain.ts';
import { isUnusable, type KnownDerivatives } from './known-derivatives.ts';
import { type Helpers, namesOf } from './own-names.ts';
import { primesAsSlopes, sizesAsNumbers } from './primes.ts';
import { gaveUp, readPlainly } from './read-plainly.ts';
import { longestAnswer, notRead, type Reading } from './reading.ts';
import {
  echoed,
  echoing,
  entryByEntry,
  plainlyOnPage,
  respelledAnswer,
  withTensorSign,
} from './respelled-answer.ts';

/**
 * Reads an answer: a number, a fraction or an expression over values and derivatives found so far, in many spellings.
 * A text with two meanings is refused, and both are named. `star`: what a `*` means on the page where it stands.
 */
export function readAnswer(
  worked: Evaluation,
  question: Question,
  typed: string,
  found: KnownDerivatives,
  helpers: Helpers | null = null,
  star: Star = 'product',
): Reading {
  const reading = readWith(worked, question, typed, found, helpers, star);
  if (reading.kind !== 'unreadable' || !typed.includes('=')) return reading;
  // `du*c = 6` behind a wrong `du = 4` of one's own: rule and number are right, and go by the true du.
  const truly: KnownDerivatives = (slot) => {
    const own = found(slot);
    return isUnusable(own) ? own : gradientAt(worked, slot);
  };
  const meant = readWith(worked, question, typed, truly, helpers, star);
  return meant.kind === 'read' && sameValue(meant.value, question.exact) ? meant : reading;
}

/** Reads an answer in which derivatives found so far have the values that `found` gives. */
function readWith(
  worked: Evaluation,
  question: Question,
  typed: string,
  found: KnownDerivatives,
  helpers: Helpers | null,
  star: Star,
): Reading {
  const text = sizesAsNumbers(worked, typed);
  const fits = ({ value }: { readonly value: Value }): boolean =>
    sameShape(shapeOf(value), shapeOf(question.exact));
  const plainly = withTensorSign(
    plainlyOnPage((each) => readPlainly(worked, question, each, found, helpers), star, fits),
    fits,
  );
  const reading = readInNames(worked, question, text, plainly);
  const other = reading.kind === 'unreadable' ? inStepNames(worked, text) : text;
  return other === text ? reading : echoing(readInNames(worked, question, other, plainly), 'step names');
}

/** Reads an answer in the names that the program has. */
function readInNames(
  worked: Evaluation,
  question: Question,
  text: string,
  read: (text: string) => Reading,
): Reading {
  const known = new Map<string, Reading>();
  const plainly = (each: string): Reading => {
    const reading = known.get(each) ?? read(each);
    known.set(each, reading);
    return reading;
  };
  const plain = plainly(text);
  if (text.length > longestAnswer || gaveUp(text)) return plain;
  const body = bodyOf(worked, question, text);
  if (typeof body !== 'string') return body.kind === 'other' ? plain : notRead(body.why);
  const ask = asking(worked, plainly);
  const asItIs = plainly(body);
  // What stands in a comment is not looked at, and may be another answer.
  const offered = asItIs.kind === 'unreadable' || body.includes('#') ? twoOffered(body, ask.isName) : null;
  const again = (each: string): Reading => readInNames(worked, question, each, read);
  const undecidedYet = offered && undecided(offered.first, offered.other, again);
  if (undecidedYet) return echoing(undecidedYet, 'remark');
  const twice = body.includes(')') ? restated(body, again) : null;
  if (twice) return echoing(twice, 'beside');
  const among = asItIs.kind === 'unreadable' ? asidesOf(body) : null;
  const beside =
    among && besideTruths(among, again, (part) => respelledAnswer(part, plainly, ask), question.name);
  if (beside) return echoing(beside, 'remark');
  const { text: said, via } = asItIs.kind === 'unreadable' ? tidied(body, ask) : { text: body, via: [] };
  const { kind, parts } = partsOf(said);
  const [first = ''] = parts;
  const repeats = ask.isName(first);
  if (asItIs.kind === 'read' && kind === 'chain' && (parts.length < 2 || repeats)) return echoed(asItIs);
  // `u = b*c` repeats a statement, and is no answer.
  if (parts.length > 1 && repeats && question.asks !== '') return plain;
  if (parts.length < 2) {
    const reading = respelledAnswer(said, plainly, ask);
    if (reading.kind !== 'read') {
      const meant = entryByEntry(said, plainly, ({ value }) => sameValue(value, question.exact));
      if (meant) return echoing(meant, ...via);
    }
    if (reading.kind !== 'unreadable' || reading.slope !== undefined) return echoing(reading, ...via);
    // NumPy has no g'(z), and whoever writes it beside NumPy means the slope.
    return respelledAnswer(primesAsSlopes(worked, body), plainly, ask);
  }
  const readings = parts.map((part) => respelledAnswer(part, plainly, ask));
  const slipped = kind === 'chain' ? slippedAtTheEnd(parts, readings, question.exact) : null;
  return slipped ?? agreed(parts, readings, kind) ?? plain;
}

/** What a respelling may ask about the names here. */
function asking({ slots, graph }: Evaluation, plainly: (text: string) => Reading): Reads {
  return {
    reads: (text) => plainly(text).kind !== 'unreadable',
    isName: (word) => slots.has(word),
    isSingle(word) {
      const slot = slots.get(word);
      return slot !== undefined && isSingle(shapeAt(graph, slot));
    },
  };
}

/** What stands after `db =`, however the left side is spelled. */
function bodyOf(
  worked: Evaluation,
  question: Question,
  text: string,
): string | { readonly kind: 'other' } | { readonly kind: 'doubtful'; readonly why: string } {
  if (!/[^\x21-\x7e]|[=:~>|<\\]/.test(text)) return text;
  const [statement, ...others] = readLine(text);
  if (!statement) return text;
  const target = targetOf(statement.left, namesOf(worked));
  if (target?.kind === 'doubtful')
    return {
      kind: 'doubtful',
      why: `${statement.left} can mean ${target.meanings.join(' or ')}; write the one that you mean`,
    };
  // `du*c = 6` is a chain, not a statement about a name.
  if (!target) return text;
  const mine = target.of === worked.output && worked.slots.get(target.by) === question.slot;
  return mine && others.length === 0 ? statement.right : { kind: 'other' };
}

/**
 * What was found with the help of answers to questions: either the end, or the next question and, for each answer that
 * was given to it, what came then.
 */
type Step<Found> =
  | { readonly kind: 'end'; readonly found: Found }
  | { readonly kind: 'asks'; readonly question: string | number; readonly ways: Map<string, Step<Found>> };

/** Everything that was found from one start, by the answers that were given on the way. */
export interface Replay<Found> {
  first: Step<Found> | null;
  ends: number;
}

export const newReplay = <Found>(): Replay<Found> => ({ first: null, ends: 0 });

/** The most ends of one start: where answers differ every time, remembering them helps nobody. */
const mostEnds = 100;

/**
 * Works something out that depends on nothing but the answers to the questions that it asks; or, where the same answers
 * were given before, gives what was found then. Every question is asked either way, so that whoever answers sees the same.
 * `wordOf` tells answers apart; null for one that is not to be remembered.
 */
export function replayed<Found, Question extends string | number, Answer>(
  replay: Replay<Found>,
  ask: (question: Question) => Answer,
  wordOf: (answer: Answer) => string | null,
  work: (ask: (question: Question) => Answer) => Found,
): Found {
  const given = new Map<Question, Answer>();
  let step = replay.first;
  while (step?.kind === 'asks') {
    const question = step.question as Question; // it was asked by the same work
    const answer = ask(question);
    given.set(question, answer);
    const word = wordOf(answer);
    step = word === null ? null : (step.ways.get(word) ?? null);
  }
  if (step) return step.found;
  const path: (readonly [Question, string | null])[] = [];
  const found = work((question) => {
    const known = given.get(question);
    const answer = known === undefined ? ask(question) : known;
    path.push([question, wordOf(answer)]);
    return answer;
  });
  if (replay.ends < mostEnds && path.every(([, word]) => word !== null)) {
    keep(replay, path as readonly (readonly [Question, string])[], found);
  }
  return found;
}

function keep<Found>(
  replay: Replay<Found>,
  path: readonly (readonly [string | number, string])[],
  found: Found,
): void {
  let put = (step: Step<Found>): void => {
    replay.first = step;
  };
  let at = replay.first;
  for (const [question, word] of path) {
    // The same answers lead to the same next question; whoever asks otherwise is not remembered.
    if (at && (at.kind !== 'asks' || at.question !== question)) return;
    const asks = at ?? { kind: 'asks', question, ways: new Map<string, Step<Found>>() };
    if (!at) put(asks);
    put = (step) => {
      asks.ways.set(word, step);
    };
    at = asks.ways.get(word) ?? null;
  }
  if (at) return;
  put({ kind: 'end', found });
  replay.ends++;
}

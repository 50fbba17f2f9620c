import type { Predict } from '../../course/lessons/course.ts';
import type { Entry } from '../../course/memory/entry.ts';
import { type Judged, judgePrediction, predictBlocks, rightAnswer, told } from '../../course/walk/predict.ts';
import { predictionEvidence } from '../../course/walk/prediction-evidence.ts';
import type { Outcome } from '../../tutor/session/state.ts';
import type { Place } from './recorder.ts';
import { isLeaving, type Left, nextLine, type Stage, say, show } from './stage.ts';

/** The words that are no answer. */
const hinting = /^(?:\?+|:?hint|:?help)$/i;
const revealing = /^:(?:answer|skip)$/i;

/** Asks a prediction until it is right or shown; a pipe has one try. Gives how somebody left, or null. */
export async function askPrediction(
  stage: Stage,
  step: Predict,
  place: Place,
  after: (entry: Entry) => void = () => {},
): Promise<Left | null> {
  show(stage, predictBlocks(step), null);
  let since = stage.world.clock();
  let tries = 0;
  let hints = 0;
  for (;;) {
    const came = await nextLine(stage, '? ');
    if (came.kind !== 'line') return came;
    const typed = came.text.trim();
    if (isLeaving(typed)) return { kind: 'end' };
    if (typed === '') continue;
    if (hinting.test(typed)) {
      say(stage, told(step, step.hints[Math.min(hints++, step.hints.length - 1)] ?? ''), 'hint');
      continue;
    }
    const judged = revealing.test(typed) ? null : judgePrediction(step, typed);
    if (judged?.verdict === 'unreadable' && !stage.piped) {
      show(stage, judged.shown, null);
      continue;
    }
    tries++;
    const closed = judged === null || stage.piped || judged.verdict === 'right';
    const entry = await stage.recorder.keep({
      type: 'answer',
      ...place,
      question: step.id,
      ...predictionEvidence(step),
      verdict: outcomeOf(judged),
      mistake: null,
      tries,
      hints,
      closed,
      took: Math.round(stage.world.clock() - since),
    });
    since = stage.world.clock();
    if (judged) show(stage, judged.shown, null);
    if (closed && judged?.verdict !== 'right') reveal(stage, step);
    after(entry);
    if (closed) return null;
    say(stage, tries === 1 ? '`?` gives a hint' : '`?` gives a hint · `:answer` shows it', 'note');
  }
}

function outcomeOf(judged: Judged | null): Outcome {
  if (!judged) return 'revealed';
  return judged.verdict === 'right' ? 'correct' : judged.verdict;
}

const reveal = (stage: Stage, step: Predict): void =>
  say(stage, `It is ${rightAnswer(step)}. ${told(step, step.why)}`, 'told');

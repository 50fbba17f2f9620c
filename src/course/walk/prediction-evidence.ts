import { questionOf } from '../../tutor/lesson/question.ts';
import { keyOf } from '../../tutor/lesson/question-kind.ts';
import type { Predict } from '../lessons/course.ts';
import type { Asked, AskedPrediction } from '../memory/entry.ts';
import { aboutOf, askedOf } from '../memory/evidence.ts';
import { skillsOf } from '../skills/skills.ts';

/** What a prediction says of its learner: the skills, and the question of the quiz that asks the same, if there is one. */
export interface PredictionEvidence {
  readonly skills: readonly string[];
  readonly asked: Asked | null;
  /** The prediction itself, where its skill has no such question. */
  readonly prediction?: AskedPrediction | null;
}

const none: PredictionEvidence = { skills: [], asked: null };

/**
 * Reads the skills of a prediction off its answer: `J | v += 0.001` is a nudge, `w - 0.1*dw` an update, `dw` alone the
 * derivative by w. Whatever else is asked, a word or a count, is no skill of the rule.
 */
export function predictionEvidence(step: Predict): PredictionEvidence {
  const { answer, choices, example } = step;
  if (!example || choices.length > 0) return none;
  const { lesson } = example;
  const nudged = /\|\s*(\S+)\s*\+=/u.exec(answer)?.[1];
  const named = nudged ?? /^\s*d(\S+)\s*$/u.exec(answer)?.[1];
  const slot = named === undefined ? undefined : lesson.worked.slots.get(named);
  if (nudged !== undefined) {
    const question = slot === undefined ? null : questionOf(lesson, keyOf(slot, 'nudge'));
    return { skills: ['nudge'], asked: question && askedOf(lesson, question) };
  }
  if (/^\s*(\w+)\s*-[^|]*\bd\1\b/u.test(answer))
    return { skills: ['update'], asked: null, prediction: whole(step) };
  if (slot === undefined || !lesson.order.includes(slot)) return none;
  const question = questionOf(lesson, slot);
  return { skills: skillsOf(lesson, question), asked: askedOf(lesson, question) };
}

/** The longest prediction that is kept. */
const longest = 2000;

/** A prediction as it is to be kept: its texts still hold expressions, so that it can be asked at other numbers. */
function whole({ example, ask, answer, digits, redraw, hints, traps, why }: Predict): AskedPrediction | null {
  const about = example && aboutOf(example.lesson);
  const said = [ask, answer, why, ...hints, ...traps.flatMap((trap) => [trap.answer, trap.says])];
  if (!about || about.values === null || said.join('').length > longest) return null;
  return { about, ask, answer, digits, redraw, hints, traps, why };
}

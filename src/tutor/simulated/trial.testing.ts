import { nameAt } from '../../engine/graph/names.ts';
import { number } from '../../language/expression.ts';
import { assess } from '../answers/assess.ts';
import { probeFor } from '../dialogue/probe-offers.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { exactNumber, type Question, questionOf } from '../lesson/question.ts';
import { noStart, type OwnAnswers } from '../mistakes/own-start.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { atPrompt, typed } from '../quiz/session.testing.ts';
import type { Session } from '../session/state.ts';
import { learnersAt } from './beliefs.testing.ts';
import { type World, worldHere, worldsBeside } from './world.testing.ts';
import { type Learner, takesHeights } from './wrong-rules.testing.ts';

/** How it went with one learner at one question. */
export type Ending =
  /** Named at once, or after the probe was answered. */
  | 'named'
  | 'probed'
  /** Several mistakes give the number, and the probe does not part them, or there is none. */
  | 'either'
  /** The answer is taken as right: at these values the mistake does not show. */
  | 'right'
  /** No mistake is known that gives it. */
  | 'none'
  /** Another one was named, which is not the same at other values: the one thing that must never happen. */
  | 'misnamed';

/** One learner, one question, and what came of it. */
export interface Trial {
  readonly learner: Learner;
  readonly asks: string;
  readonly answer: number;
  readonly ending: Ending;
  /** What was named, or might have been. */
  readonly says: readonly string[];
}

/** Every learner at every question of a lesson; their answers have so many digits. */
export function trials(lesson: Lesson, digits = 8): readonly Trial[] {
  const here = worldHere(lesson);
  const beside = worldsBeside(lesson, 5);
  return lesson.order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    if (!question.plain || question.links === null) return [];
    const learners = learnersAt(lesson, slot);
    return learners.flatMap((learner): readonly Trial[] => {
      const answer = written(learner.answer(here), digits);
      // Who goes on with nothing to go on has no mistake here; who divides by zero writes no number.
      if (!Number.isFinite(answer)) return [];
      const { ending, says } = tried(lesson, question, learner, answer, {
        here,
        beside,
        learners: [...learners, ...takesHeights(lesson, slot)],
        digits,
      });
      return [{ learner, asks: question.asks, answer, ending, says }];
    });
  });
}

/** A number as a calculator shows it. */
export const written = (exact: number, digits: number): number => Number(exact.toPrecision(digits)) + 0;

/** Where a learner answers: the values, others, who else may answer, and what they went wrong at before. */
export interface Where {
  readonly here: World;
  readonly beside: readonly World[];
  readonly learners: readonly Learner[];
  readonly digits: number;
  readonly own?: OwnAnswers;
}

/** One answer by one learner, judged. */
export function tried(
  lesson: Lesson,
  question: Question,
  learner: Learner,
  answer: number,
  where: Where,
): Pick<Trial, 'ending' | 'says'> {
  const expression = number(answer);
  const reading = { kind: 'read', value: answer, expression, body: String(answer), remark: null } as const;
  const { verdict, mistake, either, meant } = assess(lesson, question, reading, 4, {
    ...noStart,
    wrong: where.own ?? noStart.wrong,
  });
  if (meant || (verdict !== 'wrong' && mistake === null)) return { ending: 'right', says: [] };
  if (mistake)
    return { ending: isThat(mistake.id, learner, where) ? 'named' : 'misnamed', says: [mistake.id] };
  const says = either.map((each) => each.mistake.id);
  if (says.length === 0) return { ending: 'none', says };
  // A probe is a prompt's; who goes on with a wrong answer was asked but once.
  const probe = where.own ? null : probeFor(lesson, question, either);
  const asked = probe?.kind === 'local' ? nameAt(lesson.worked, probe.reader) : lesson.worked.output;
  const told = probe?.kind === 'local' ? written(learner.local(where.here), 8) : learner.rule;
  if (!probe || told === null) return { ending: 'either', says };
  const after = typed(
    promptAt(lesson, question),
    String(answer),
    `d${asked}/d${question.name} = ${told}`,
  ).session;
  const named = after.turns.get(question.key)?.mistake;
  if (!named) return { ending: 'either', says };
  return { ending: isThat(named.id, learner, where) ? 'probed' : 'misnamed', says: [named.id] };
}

const prompts = new WeakMap<Lesson, Map<number, Session>>();

/** A prompt at a question, everything before it answered right: a rule in names is made of what has been found. */
function promptAt(lesson: Lesson, question: Question): Session {
  const known = prompts.get(lesson) ?? new Map<number, Session>();
  prompts.set(lesson, known);
  const before = lesson.asked.slice(0, lesson.asked.indexOf(question.key));
  const answers = before.map((key) => String(exactNumber(questionOf(lesson, key))));
  const prompt = known.get(question.key) ?? typed(atPrompt(lesson), ...answers).session;
  known.set(question.key, prompt);
  return prompt;
}

/**
 * Whether a name fits a learner: it is theirs, or somebody who makes that mistake would answer the same at all values.
 * Whoever rounds away what makes the difference has written somebody else's answer.
 */
function isThat(id: string, learner: Learner, { here, beside, learners, digits }: Where): boolean {
  if (id === learner.id) return true;
  const alike = (other: Learner): boolean =>
    [here, ...beside].every((world) => near(other.answer(world), learner.answer(world)));
  const shown = (each: Learner): number => written(each.answer(here), digits);
  return learners.some(
    (other) => other.id === id && (alike(other) || (digits < 8 && shown(other) === shown(learner))),
  );
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a), Math.abs(b));

/** What became of the learners with one mistake. */
export type Counts = Readonly<Record<Ending, number>>;

const nobody: Counts = { named: 0, probed: 0, either: 0, right: 0, none: 0, misnamed: 0 };

/** The trials by mistake, and all together under `all`. */
export function counted(
  all: readonly { readonly learner: { readonly id: MistakeId }; readonly ending: Ending }[],
): ReadonlyMap<MistakeId | 'all', Counts> {
  const counts = new Map<MistakeId | 'all', Counts>();
  for (const { learner, ending } of all)
    for (const key of [learner.id, 'all'] as const) {
      const before = counts.get(key) ?? nobody;
      counts.set(key, { ...before, [ending]: before[ending] + 1 });
    }
  return counts;
}

/** The share of wrong answers whose mistake is found, at once or after one probe. */
export function recall({ named, probed, either, none, misnamed }: Counts): number {
  return (named + probed) / Math.max(1, named + probed + either + none + misnamed);
}

/** A number at which nobody finds their mistake named. */
export interface Collision {
  /** `dJ/dc = 6`. */
  readonly answer: string;
  /** How many learners it costs the name of theirs. */
  readonly cost: number;
  /** The numbers, where learners with another mistake would write the same; else the diagnosis suspects what nobody does. */
  readonly blame: 'numbers' | 'diagnosis';
  readonly ids: readonly string[];
}

/** What the trials at one lesson lost, number by number. */
export function collisions(all: readonly Trial[]): readonly Collision[] {
  const lost = new Map<string, readonly Trial[]>();
  const key = ({ asks, answer }: Trial): string => `${asks} = ${answer}`;
  for (const trial of all)
    if (trial.ending === 'either' || trial.ending === 'none')
      lost.set(key(trial), [...(lost.get(key(trial)) ?? []), trial]);
  return [...lost].map(([answer, trials]) => {
    const writers = new Set(all.filter((trial) => key(trial) === answer).map(({ learner }) => learner.id));
    const ids = new Set<string>(trials.flatMap(({ learner, says }) => [learner.id, ...says]));
    return {
      answer,
      cost: trials.length,
      // A slip in the arithmetic is anybody's.
      blame: writers.size > 1 || ids.has('arithmetic-slip') ? 'numbers' : 'diagnosis',
      ids: [...ids].sort(),
    };
  });
}

import { number } from '../../language/expression.ts';
import type { OpName } from '../../ops/table.ts';
import { assess } from '../answers/assess.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf, readersOf } from '../lesson/question.ts';
import { seeded } from '../lesson/random.ts';
import { noStart } from '../mistakes/own-start.ts';
import type { MistakeId } from '../mistakes/scalar-malrules.ts';
import { learnersAt } from './beliefs.testing.ts';
import { slips, slope } from './calculus.testing.ts';
import { written } from './trial.testing.ts';
import { useAt, type Way, type World, waysOf, worldHere, worldsBeside } from './world.testing.ts';
import type { Learner } from './wrong-rules.testing.ts';

/** The shares of such answers that are told as one of their mistakes, and as another. */
export function sharesOf(trials: readonly TwofoldTrial[]): {
  readonly tried: number;
  readonly found: number;
  readonly misnamed: number;
} {
  const share = (which: TwofoldTrial['ending']): number =>
    trials.filter(({ ending }) => ending === which).length / Math.max(1, trials.length);
  return { tried: trials.length, found: share('named'), misnamed: share('misnamed') };
}

/** For tests: somebody who makes two mistakes in one answer; either of their names is right. */
interface Twofold {
  readonly ids: readonly [MistakeId, MistakeId];
  readonly answer: (world: World) => number;
  /** What they take for the rule, where they slip in its arithmetic. */
  readonly rule?: (world: World) => number;
}

/** What came of an answer with two mistakes in it. What one mistake alone explains is not counted: that is the likelier reading. */
export interface TwofoldTrial {
  readonly asks: string;
  readonly answer: number;
  readonly ids: readonly [MistakeId, MistakeId];
  readonly ending: 'named' | 'open' | 'misnamed';
  readonly says: string;
}

const frequent: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'local-only',
  'first-path-only',
  'last-path-only',
  'opposite-sign',
  'operands-swapped',
  'rule-sign-flipped',
  'applied-twice',
  'input-for-output',
]);

/** Slopes that somebody may have wrong beside another mistake. */
const slopes: ReadonlySet<MistakeId> = new Set<MistakeId>([
  'operands-swapped',
  'slope-forgotten',
  'input-for-output',
  'applied-twice',
  'part-dropped',
  'exponent-not-lowered',
]);

/** Everybody with two wrong rules in one answer; `start`: what somebody has in hand who was wrong before. */
export function pairTrials(lesson: Lesson, digits = 8, start: Started = fromTruth): readonly TwofoldTrial[] {
  return atEverySlot(lesson, digits, start, (ways, learners, here) => [
    ...learners
      .filter(({ id, as }) => slopes.has(id) && as.includes(' by operand '))
      .map((learner): Twofold => ({ ids: [learner.id, 'local-only'], answer: learner.local })),
    ...learners
      .filter(({ id }) => frequent.has(id) && !/sign/.test(id))
      .map(
        (learner): Twofold => ({
          ids: [learner.id, 'opposite-sign'],
          answer: (world) => -learner.answer(world),
        }),
      ),
    ...onePath(ways, here),
    ...twoSlopes(ways, here),
  ]);
}

/** Everybody with a frequent wrong rule who slips in its arithmetic: two digits swapped, or the decimal point. */
export function slipTrials(lesson: Lesson, digits: number, seed: number): readonly TwofoldTrial[] {
  const random = seeded(seed);
  return atEverySlot(lesson, digits, fromTruth, (_, learners) =>
    learners
      .filter(({ id }) => frequent.has(id))
      .flatMap((learner) =>
        [swapped, (text: string) => String(Number(text) * (random() < 0.5 ? 10 : 0.1))].map(
          (slip): Twofold => ({
            ids: [learner.id, learner.id],
            answer: (world) => Number(slip(String(written(learner.answer(world), digits)))),
            rule: learner.answer,
          }),
        ),
      ),
  );
}

/** Two neighbouring digits behind the leading one that differ, in each other's place. */
function swapped(text: string): string {
  const lead = text.search(/[1-9]/);
  const at = [...text].findIndex(
    (digit, i) => i > lead && /\d\d/.test(text.slice(i, i + 2)) && digit !== text[i + 1],
  );
  return at < 0 ? 'NaN' : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

/** The derivatives of its readers with which somebody comes to a question, none where they are the true ones. */
type Started = (here: World, readers: readonly number[]) => ReadonlyMap<number, number>;

const fromTruth: Started = () => new Map();

/** Somebody who was wrong at every step that reads what is asked. */
export const fromWrong: Started = ({ rate }, readers) =>
  new Map(readers.map((slot, i) => [slot, written(1.37 * (rate[slot] ?? 0) + 0.213 * (i + 1), 5)]));

function atEverySlot(
  lesson: Lesson,
  digits: number,
  start: Started,
  made: (ways: readonly Way[], learners: readonly Learner[], here: World) => readonly Twofold[],
): readonly TwofoldTrial[] {
  const truth = worldHere(lesson);
  const beside = worldsBeside(lesson, 4);
  return lesson.order.flatMap((slot) => {
    const question = questionOf(lesson, slot);
    if (!question.plain || question.links === null) return [];
    const learners = learnersAt(lesson, slot);
    const ways = waysOf(lesson, slot);
    const readers = readersOf(question).filter((reader) => reader !== lesson.worked.graph.output);
    const own = start(truth, readers);
    const here = goneOn(truth, ways, slot, own);
    const worlds = [here, ...beside];
    const right = written(here.rate[slot] ?? 0, digits);
    const all = made(ways, learners, here);
    return all.flatMap((each): readonly TwofoldTrial[] => {
      const { ids, answer: given, rule = given } = each;
      const answer = written(given(here), digits);
      const isWrong = ![answer, written(rule(here), digits)].includes(right);
      if (!Number.isFinite(answer) || answer === 0 || !isWrong) return [];
      const reading = {
        kind: 'read',
        value: answer,
        expression: number(answer),
        body: '',
        remark: null,
      } as const;
      const { verdict, mistake, either } = assess(lesson, question, reading, 4, { ...noStart, wrong: own });
      const alone = mistake ? mistake.also === undefined : either.length > 0;
      if (verdict !== 'wrong' || alone) return [];
      // Two pairs may be one at all values; a sign may be lost beside either.
      const alike = (other: Learner['answer']): boolean =>
        [1, -1].some((sign) => worlds.every((world) => near(sign * other(world), rule(world))));
      const isTheirs = (id: MistakeId): boolean =>
        ids.includes(id) ||
        learners.some((other) => other.id === id && alike(other.answer)) ||
        all.some((other) => other.ids.includes(id) && alike(other.rule ?? other.answer));
      const ending = mistake === null ? 'open' : isTheirs(mistake.id as MistakeId) ? 'named' : 'misnamed';
      return [{ asks: question.asks, answer, ids, ending, says: mistake?.message ?? '' }];
    });
  });
}

/** A world in which somebody goes on with derivatives of their own. */
function goneOn(world: World, ways: readonly Way[], slot: number, own: ReadonlyMap<number, number>): World {
  if (own.size === 0) return world;
  const rate = world.rate.slice();
  for (const [at, value] of own) rate[at] = value;
  const theirs = { ...world, rate };
  rate[slot] = sum(ways.map((way) => rateOf(theirs, way) * alongWith(theirs, way, [])));
  return theirs;
}

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a), Math.abs(b));

const product = (numbers: readonly number[]): number => numbers.reduce((left, right) => left * right, 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);

type Wrong = { readonly op: OpName; readonly by: number; readonly id: MistakeId; readonly as: string };

/** The slopes that may be wrong on some ways. */
function wrongOn(ways: readonly Way[], here: World): readonly Wrong[] {
  const found = new Map<string, Wrong>();
  for (const arrow of ways.flatMap(({ arrows }) => arrows)) {
    const use = useAt(here, arrow);
    for (const { id, as } of slips(use))
      if (slopes.has(id)) found.set(`${use.op} ${use.by} ${id} ${as}`, { op: use.op, by: use.by, id, as });
  }
  return [...found.values()];
}

/** What somebody multiplies along a way who has some slopes wrong. */
const alongWith = (world: World, { arrows }: Way, wrong: readonly Wrong[]): number =>
  product(
    arrows.map((arrow) => {
      const use = useAt(world, arrow);
      const mine = wrong.find(({ op, by }) => op === use.op && by === use.by);
      const slip = mine && slips(use).find(({ id, as }) => id === mine.id && as === mine.as);
      return slip?.slope ?? slope(use);
    }),
  );

const rateOf = (world: World, { reader }: Way): number => world.rate[reader] ?? Number.NaN;

/** One path alone, with a wrong slope on it, or without its upstream gradient. */
function onePath(ways: readonly Way[], here: World): readonly Twofold[] {
  const [first] = ways;
  const last = ways.at(-1);
  if (!first || !last || ways.length < 2) return [];
  const paths = [
    ['first-path-only', first],
    ['last-path-only', last],
  ] as const;
  return paths.flatMap(([id, way]): readonly Twofold[] => [
    { ids: [id, 'local-only'], answer: (world) => alongWith(world, way, []) },
    ...wrongOn([way], here).map(
      (wrong): Twofold => ({
        ids: [wrong.id, id],
        answer: (world) => rateOf(world, way) * alongWith(world, way, [wrong]),
      }),
    ),
  ]);
}

/** Two slopes that are wrong, of two ops or of both operands of one. */
function twoSlopes(ways: readonly Way[], here: World): readonly Twofold[] {
  const all = wrongOn(ways, here);
  return all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .filter(({ op, by }) => op !== one.op || by !== one.by)
      .map(
        (other): Twofold => ({
          ids: [one.id, other.id],
          answer: (world) => sum(ways.map((way) => rateOf(world, way) * alongWith(world, way, [one, other]))),
        }),
      ),
  );
}

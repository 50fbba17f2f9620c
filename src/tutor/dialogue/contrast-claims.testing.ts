import { nameAt } from '../../engine/graph/names.ts';
import { numberAt } from '../../engine/passes/evaluate.ts';
import { readersOf } from '../lesson/question.ts';
import { nearly } from '../mistakes/places.testing.ts';
import { worth } from '../mistakes/spoken.testing.ts';
import {
  type Claim,
  isAsked,
  isOutput,
  local,
  others,
  readsIn,
  type Spoken,
  shares,
  shown,
  slotOf,
  typed,
  up,
} from './claims.testing.ts';

// For tests: what is said to be true if a wrong answer were right, with what it claims.

/** Whether the slope of a step with respect to what is asked is the same wherever that stands. */
function isLinear(spoken: Spoken, statement: string): boolean {
  const { words, question } = spoken;
  const [, right = ''] = statement.split(/ = (.*)/s);
  const at = numberAt(words.lesson.worked, question.slot);
  const there = (by: number): number => worth(words.lesson, right, { [question.name]: at + by });
  const [low, here, high] = [there(-0.5), there(0), there(0.5)] as [number, number, number]; // three were asked
  return Math.abs(high - 2 * here + low) <= 1e-9 * Math.max(1, Math.abs(here));
}

/** What would be so if an answer about single numbers were right. */
export const ofContrasts: readonly (readonly [RegExp, Claim])[] = [
  [
    /^With `(\S+)`, (\S+) would move exactly as far as (\S+) does\.$/,
    (spoken, [number = '', , step = '']) => shown(number, local(spoken, slotOf(spoken, step))),
  ],
  [
    /^But `(d\S+\/d\S+)(?: = (\S+?))?`(?: is not 1)?\.$/,
    (spoken, [word = '', number]) => {
      const slope = worth(spoken.words.lesson, word);
      return !nearly(slope, 1) && (number === undefined || shown(number, slope));
    },
  ],
  [
    /^`(\S+)` would be right if (\S+) moved just as far as (\S+)\.$/,
    (spoken, [number = '', step = '']) => shown(number, up(spoken, slotOf(spoken, step))),
  ],
  [/^Does it, in `(.+)`\?$/, (spoken, [statement = '']) => readsIn(spoken, spoken.question.name, statement)],
  [
    /^If (\S+) did not move with (\S+) at all, (\S+) would not move either\.$/,
    (spoken, [step = '']) =>
      readersOf(spoken.question).length === 1 &&
      nameAt(spoken.words.lesson.worked, readersOf(spoken.question)[0] ?? -1) === step,
  ],
  [
    /^Adding would still give `(d\S+\/d\S+)`\.$/,
    (spoken, [word = '']) => {
      const [step = -1] = readersOf(spoken.question);
      return nearly(typed(spoken), local(spoken, step) + worth(spoken.words.lesson, word));
    },
  ],
  [
    /^`(\S+)` would be right if (\S+) had only that one path\.$/,
    (spoken, [number = '']) => shares(spoken).some((each) => shown(number, each)),
  ],
  [
    /^But it has another one: does (\S+) move as far as before\?$/,
    ({ question }) => (question.links?.length ?? 0) > 1,
  ],
  [
    /^If nothing came back along one path, multiplying would give nothing at all\.$/,
    (spoken) => shares(spoken).length > 1,
  ],
  [/^But (\S+) would still move along the (others?)\.$/, (spoken, [, word]) => others(spoken, word)],
  [
    /^If nothing came back along one path, an average would be only a part of what comes back along the (others?)\.$/,
    (spoken, [word]) => others(spoken, word),
  ],
  [/^But (\S+) moves by all of that\.$/, (spoken, [output = '']) => isOutput(spoken, output)],
  [
    /^(\S+) could have this value in a program that never uses it\.$/,
    (spoken, [name = '']) =>
      nearly(typed(spoken), numberAt(spoken.words.lesson.worked, slotOf(spoken, name))),
  ],
  [
    /^(\S+) would not move with (\S+) then, and your answer would be the same\.$/,
    (spoken, [output = '']) => isOutput(spoken, output),
  ],
  [
    /^With `(\S+)`, (\S+) would go (up|down) whenever (\S+) goes up a little\.$/,
    (spoken, [number = '', , way]) => (way === 'down') === Number(number) < 0 && shown(number, typed(spoken)),
  ],
  [
    /^By your rule, the slope would change with the value of (\S+)\.$/,
    (spoken, [name = '']) => isAsked(spoken, name),
  ],
  [
    /^But in `(.+)` a tiny step in (\S+) has the same effect at every value of (\S+)\.$/,
    (spoken, [statement = '', name = '']) => readsIn(spoken, name, statement) && isLinear(spoken, statement),
  ],
];

import { nameAt } from '../../engine/graph/names.ts';
import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { isSingle, shapeOf } from '../../ops/matrix.ts';
import type { Probe } from '../answers/assess.ts';
import type { Suspect } from '../answers/suspicion/suspects.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { capital, counted, math } from '../lesson/words.ts';
import { sameAnswer } from '../mistakes/equality.ts';
import { type Mistake, mistakeMessages } from '../mistakes/messages.ts';
import { kept, type Lead, leadSaying } from './parts.ts';

/**
 * The probe that parts some mistakes best: a local derivative where that tells every two of them apart, since it is little to
 * type; else the rule, which differs for all; else a local derivative that tells some apart. Null where neither may be asked.
 */
export function probeFor(lesson: Lesson, question: Question, suspects: readonly Suspect[]): Probe | null {
  if (suspects.length < 2) return null;
  const { worked, choice } = lesson;
  const [reader, ...others] = readersOf(question);
  const asked = reader !== undefined && others.length === 0 && reader !== worked.graph.output;
  const together = asked ? leftTogether(suspects) : Infinity;
  const pairs = (suspects.length * (suspects.length - 1)) / 2;
  // Mistakes that give the same number here are different rules.
  const byRule = choice.answers !== 'numbers';
  if (reader !== undefined && together < (byRule ? 1 : pairs)) return { kind: 'local', reader, suspects };
  return byRule ? { kind: 'names', suspects } : null;
}

/** How many pairs of suspects a local derivative would leave together. */
function leftTogether(suspects: readonly Suspect[]): number {
  const alike = (one: Suspect, other: Suspect): boolean =>
    one.locals.length === 0 ||
    other.locals.length === 0 ||
    one.locals.some((local) => other.locals.some((each) => sameAnswer(local, each, true)));
  return suspects.reduce(
    (sum, one, i) => sum + suspects.slice(i + 1).filter((other) => alike(one, other)).length,
    0,
  );
}

/** The word of the local derivative that a probe asks for: `du/db`. */
export const slopeWord = (worked: Evaluation, reader: number, { name }: Question): string =>
  `d${nameAt(worked, reader)}/d${name}`;

/** What has to be typed to tell the mistakes of a probe apart: `du/db = ... tells which`. */
function probeTells({ worked }: Lesson, question: Question, probe: Probe): string {
  switch (probe.kind) {
    case 'local':
      return `${math(`${slopeWord(worked, probe.reader, question)} = ...`)} tells which`;
    case 'names':
      return 'your answer with names tells which';
  }
}

function probeAsks({ worked }: Lesson, question: Question, probe: Probe, toTell: string): string {
  switch (probe.kind) {
    case 'local': {
      const word = slopeWord(worked, probe.reader, question);
      return `${toTell}, type what ${math(word)} is, as in ${math(`${word} = ...`)}, or just try again.`;
    }
    case 'names': {
      const brief = `d${question.name}`;
      const word = worked.slots.has(brief) ? question.asks : brief;
      return `${toTell}, write your answer with names, as in ${math(`${word} = ...`)}, or just try again.`;
    }
  }
}

const which = 'To tell which';

/** The most mistakes that one sentence names: nobody compares more. */
const mostNamed = 3;

/** What several mistakes are, `either ..., or ...`; null where they are too many to be compared, or one by their words. */
export function eitherSaid(ids: readonly Mistake['id'][]): string | null {
  const means = [...new Set(ids.map((id) => mistakeMessages[id].means))];
  return means.length < 2 || means.length > mostNamed ? null : `either ${means.join(', or ')}`;
}

/** What does nothing else than turn the sign: which of them it was matters less than that it was lost. */
export const losesSign: ReadonlySet<Mistake['id']> = new Set<Mistake['id']>([
  'opposite-sign',
  'rule-sign-flipped',
  'inner-sign-flipped',
]);

/**
 * What is said where several mistakes explain an answer, with the probe that parts them: two are named at once, three where it
 * is said again. `after`: something was said about the answer before it.
 */
export function offersOf(
  lesson: Lesson,
  question: Question,
  suspects: readonly Suspect[],
  probe: Probe | null,
  after: boolean,
): readonly Lead[] {
  if (suspects.length < 2) return [];
  const asks = (toTell: string): string =>
    probe === null ? '' : ` ${probeAsks(lesson, question, probe, toTell)}`;
  if (suspects.every(({ mistake }) => losesSign.has(mistake.id))) {
    const sign = `${after ? 'The' : 'Not yet: the'} size is right, but the sign is not.`;
    return kept(leadSaying('smaller', sign + asks('To see where it was lost')));
  }
  const either = eitherSaid(suspects.map(({ mistake }) => mistake.id));
  if (either !== null && suspects.length === 2)
    return [leadSaying('smaller', `${after ? 'It' : 'Not yet: it'} is ${either}.${asks(which)}`)].flatMap(
      kept,
    );
  const given = isSingle(shapeOf(question.exact)) ? 'that number' : 'these entries';
  const count = `${capital(counted(suspects.length, 'different mistake'))} would give ${given}.`;
  const tells = probe === null ? '' : `; ${probeTells(lesson, question, probe)}`;
  return [
    leadSaying('smaller', `${after ? '' : 'Not yet. '}${count}${asks(which)}`),
    leadSaying('smaller', either && `It is ${either}${tells}.`),
  ].flatMap(kept);
}

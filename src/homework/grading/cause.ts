import { inWords } from '../../engine/graph/givens.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { causeSaid } from '../../tutor/diagnosis/cause-words.ts';
import type { PageReading } from '../../tutor/diagnosis/page.ts';
import { type Behind, certain } from '../../tutor/diagnosis/weigh.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { mistakeMessages } from '../../tutor/mistakes/messages.ts';

/** One thing behind several answers of a submission, as its reports carry it. */
export interface GradedCause {
  /** The mistake; null where it is a wrong number that nothing explains. */
  readonly id: string | null;
  /** The first answer that it made, or the step that was not asked where it began; all of these, and those that follow correctly. */
  readonly root: string;
  readonly answers: readonly string[];
  readonly follows: readonly string[];
  /** The sentence about it, said once for all its answers; null where it made one answer only. */
  readonly message: string | null;
}

/** A mistake that may be behind an answer, and how likely that is by its page alone. */
export interface MayBe {
  readonly id: string;
  readonly share: number;
}

/** What may be behind a wrong answer where its page leaves that open; empty where it does not. */
export function mayBeAt({ weighed }: PageReading, slot: number): readonly MayBe[] {
  const found = weighed.get(slot);
  if (!found || found.certainty >= certain) return [];
  const shares = new Map<string, number>();
  for (const { behind, share } of found.all) {
    if (behind.kind !== 'rule') continue;
    const [id = ''] = behind.rule.split(' ');
    shares.set(id, (shares.get(id) ?? 0) + share);
  }
  return [...shares]
    .map(([id, share]) => ({ id, share: Math.round(100 * share) / 100 }))
    .filter(({ share }) => share >= leastShare);
}

/** What is less likely is not told. */
const leastShare = 0.05;

/** The causes of a judged submission, by the slots of the answers that each explains. */
export function causesBySlot(lesson: Lesson, reading: PageReading): ReadonlyMap<number, GradedCause> {
  const name = (slot: number): string => nameAt(lesson.worked, slot);
  const found = reading.causes.flatMap((cause): readonly (readonly [number, GradedCause])[] => {
    const { mistake, answers, follows } = cause;
    const [root] = answers;
    // A wrong number that nothing explains is no cause.
    if (root === undefined || (mistake === null && follows.length === 0)) return [];
    const graded: GradedCause = {
      id: mistake?.id ?? null,
      root: name(cause.hidden?.slot ?? root),
      answers: answers.map(name),
      follows: follows.map(name),
      message: causeSaid(lesson, cause, reading),
    };
    return [...answers, ...follows].map((slot) => [slot, graded]);
  });
  return new Map(found);
}

/** A cause for other programs: its sentence without the marks around mathematics. */
export const jsonCause = (cause: GradedCause): GradedCause => ({
  ...cause,
  message: cause.message?.replaceAll('`', '') ?? null,
});

/** The most explanations of an answer that are told. */
const mostTold = 4;

/**
 * The sentence for a teacher about what may be behind an answer, weighed with all others of its page, the likeliest
 * first.
 */
export function weighedSaid(lesson: Lesson, reading: PageReading, slot: number): string | null {
  const all = reading.weighed.get(slot)?.all.filter(({ share }) => share >= 0.005) ?? [];
  if (all.length === 0) return null;
  const parts = all
    .slice(0, mostTold)
    .map(({ behind, share }) => `${behindSaid(behind)} (${Math.round(100 * share)} %)`);
  const witnesses = witnessesSaid(lesson, reading, slot, all[0]?.behind, parts.length > 1);
  return `Read with all answers of the page: ${parts.join('; ')}.${witnesses}`;
}

/** The sentence on what the other answers of the page say for and against the likeliest rule behind one. */
function witnessesSaid(
  { worked }: Lesson,
  { witnesses }: PageReading,
  slot: number,
  behind: Behind | undefined,
  amongOthers: boolean,
): string {
  if (behind?.kind !== 'rule') return '';
  const { given, notGiven } = witnesses(behind.rule);
  const words = (slots: readonly number[]): string =>
    inWords(slots.filter((each) => each !== slot).map((each) => `\`${wordAt(worked, each)}\``));
  const [forIt, against] = [words(given), words(notGiven)];
  return [
    forIt === '' ? '' : ` ${amongOthers ? 'For the first one' : 'For it'}: it also gives ${forIt}.`,
    against === '' ? '' : ` Against it: it would also show at ${against}, but it does not.`,
  ].join('');
}

function behindSaid(behind: Behind): string {
  switch (behind.kind) {
    case 'rule':
      return meaningOf(behind.rule);
    case 'follows':
      return 'the right rule, applied to an earlier wrong number';
    case 'slip':
      return mistakeMessages['arithmetic-slip'].means;
    case 'exchanged':
      return mistakeMessages['exchanged-answers'].means;
    case 'unknown':
      return 'nothing that is known';
  }
}

/** A rule's word begins with the id of its mistake. */
function meaningOf(word: string): string {
  const [id = ''] = word.split(' ');
  return Object.hasOwn(mistakeMessages, id) ? mistakeMessages[id as keyof typeof mistakeMessages].means : id;
}

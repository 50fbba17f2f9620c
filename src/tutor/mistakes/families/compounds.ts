import { mapped, type Value } from '../../../ops/matrix.ts';
import { batchSize } from '../../../symbolic/convention.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import { allEqual } from '../equality.ts';
import {
  type Candidates,
  classesAt,
  type MistakeClass,
  mistakeClasses,
  rareClassesAt,
} from '../equivalence-classes.ts';
import type { MistakeId } from '../scalar-malrules.ts';

const known = new WeakMap<Candidates, readonly MistakeClass[]>();

/** What turns a sign by itself. */
const signs: ReadonlySet<MistakeId> = new Set<MistakeId>(['opposite-sign', 'rule-sign-flipped']);

const means: ReadonlySet<MistakeId> = new Set<MistakeId>(['mean-forgotten', 'mean-twice']);

/**
 * Two mistakes in one answer, held only against what no single one explains: any known rule with its sign turned, and a
 * wrong slope without its upstream gradient.
 */
export function compoundsAt(sights: Candidates, lesson: Lesson, question: Question): readonly MistakeClass[] {
  const before = known.get(sights);
  if (before) return before;
  const single = classesAt(sights, lesson, question);
  const all = [
    ...single.flatMap(turned),
    ...(question.plain
      ? withoutUpstream(sights)
      : averaged([...single, ...rareClassesAt(sights, lesson, question)], batchSize(lesson.worked))),
  ];
  const found = all.filter(({ values }) => !single.some((other) => allEqual(other.values, values)));
  known.set(sights, found);
  return found;
}

function turned(found: MistakeClass): readonly MistakeClass[] {
  if (found.values.includes(null) || found.ids.some((id) => signs.has(id))) return [];
  const values = found.values.map((value) => value && mapped(value, (entry) => -entry));
  return [{ ...found, values, also: 'opposite-sign' }];
}

/** The mean over the examples of a batch left out as well, or taken once more. */
function averaged(found: readonly MistakeClass[], examples: number | null): readonly MistakeClass[] {
  if (examples === null || examples === 1) return [];
  return found.flatMap((each): readonly MistakeClass[] => {
    if (each.values.includes(null) || each.ids.some((id) => means.has(id))) return [];
    const scaled = (factor: number): MistakeClass['values'] =>
      each.values.map((value) => value && mapped(value, (entry) => factor * entry));
    return [
      { ...each, values: scaled(examples), also: 'mean-forgotten' },
      { ...each, values: scaled(1 / examples), also: 'mean-twice' },
    ];
  });
}

function withoutUpstream(sights: Candidates): readonly MistakeClass[] {
  return mistakeClasses(sights).flatMap((found): readonly MistakeClass[] => {
    if (found.rule.op === null) return [];
    const values: readonly Value[] = sights.views.map((view) => found.rule.local(view));
    return Number.isFinite(values[0]) ? [{ ...found, values, also: 'local-only' }] : [];
  });
}

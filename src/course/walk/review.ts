import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { fromNested, type Value } from '../../ops/matrix.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import type { Level } from '../../tutor/lesson/made-program.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { discriminate, suspectsOf } from '../../tutor/values/discrimination.ts';
import { variantOf } from '../../tutor/values/variant.ts';
import type { Asked } from '../memory/entry.ts';
import { dueAt, isOpen, type Memory } from '../memory/memory.ts';
import { skillsOf } from '../skills/skills.ts';
import { madeLessonOf } from './fresh.ts';

/** A question that is due: the like of one that was asked before. */
export interface Due {
  readonly skill: string;
  readonly asked: Asked;
  /** The learner's own mistakes there, by their ids. */
  readonly mistakes: readonly string[];
}

/** A review has so many questions at most. */
const mostDue = 10;
/** So many draws are tried until the own mistakes show. */
const draws = 6;

/** What is due at a moment: open mistakes first, then the weakest skills; no question twice. */
export function duesAt(memory: Memory, time: number): readonly Due[] {
  const found = new Map<string, Due>();
  const put = (skill: string, asked: Asked | null, mistakes: readonly string[]): void => {
    if (!asked?.values || asked.kind !== 'value' || found.size >= mostDue) return;
    const key = `${asked.program} ${asked.name}`;
    if (!found.has(key)) found.set(key, { skill, asked, mistakes });
  };
  const due = dueAt(memory, time);
  const names = new Set(due.map(([name]) => name));
  const open = Object.entries(memory.mistakes).filter(([, mistake]) => isOpen(mistake));
  for (const [id, mistake] of open.sort(([, a], [, b]) => b.count - a.count))
    if (mistake.skills.some((skill) => names.has(skill))) put(mistake.skills[0] ?? '', mistake.asked, [id]);
  for (const [name, { asked }] of due)
    put(
      name,
      asked,
      open.filter(([, { skills }]) => skills.includes(name)).map(([id]) => id),
    );
  return [...found.values()];
}

/** The question at fresh numbers, at which the learner's own mistakes give other answers than the right rule. */
export function freshFor({ asked, mistakes }: Due, seed: number): Lesson | null {
  const lesson = lessonFor(asked);
  if (!lesson) return null;
  let best: Lesson | null = null;
  for (let draw = 0; draw < draws; draw++) {
    const other = variantOf(lesson, seed + draw)?.lesson;
    if (!other) continue;
    best ??= other;
    const found = discriminate(other, suspectsOf(other)).find(({ question }) => question.name === asked.name);
    if (!found?.hidden.some((id) => mistakes.includes(id))) return other;
  }
  return best;
}

/** The lesson that a question was asked in; null where this program can't read it any more. */
function lessonFor({ program, values, data, output }: Asked): Lesson | null {
  const parsed = parseProgram(program);
  if (!parsed.ok || values === null) return null;
  const given = new Map(
    Object.entries(values).map(([name, value]): [string, Value] => [name, fromNested(value)]),
  );
  const worked = evaluateGraph(parsed.value, { values: given, output, data });
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  return lesson.ok ? lesson.value : null;
}

/** The next problem to practise: a made one with the weakest skill, at a level that the rest of what is known allows. */
export function practiceFor(
  memory: Memory,
  seed: number,
): { readonly lesson: Lesson; readonly skill: string | null } | null {
  const known = (skill: string): number => memory.skills[skill]?.known ?? 0;
  const average = (lesson: Lesson): number => {
    const all = lesson.order.flatMap((slot) => skillsOf(lesson, questionOf(lesson, slot)));
    return all.reduce((total, skill) => total + known(skill), 0) / Math.max(1, all.length);
  };
  const [weakest = null] = Object.entries(memory.skills)
    .sort(([, a], [, b]) => a.known - b.known)
    .map(([name]) => name);
  let best: { readonly lesson: Lesson; readonly skill: string | null; readonly rank: number } | null = null;
  for (const level of [1, 2, 3, 4, 5] as readonly Level[])
    for (let draw = 0; draw < 2; draw++) {
      const lesson = madeLessonOf(level, seed + 7 * draw + level);
      if (!lesson) continue;
      const has = lesson.order.some(
        (slot) => weakest !== null && skillsOf(lesson, questionOf(lesson, slot)).includes(weakest),
      );
      // The edge of what is known: about half of it. Whoever has shown nothing begins with chains.
      const rank = Math.abs(average(lesson) - 0.6) + (has ? 0 : 0.3) + (weakest === null ? level : 0);
      if (!best || rank < best.rank) best = { lesson, skill: has ? weakest : null, rank };
    }
  return best;
}

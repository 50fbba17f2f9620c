import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram, printProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Level, levels, madeProgram } from '../../tutor/lesson/made-program.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { seeded } from '../../tutor/lesson/random.ts';
import { friendlyVariantOf } from '../../tutor/values/friendly-variant.ts';
import { chanceOf } from '../memory/knowledge.ts';
import { dayOf, type Memory } from '../memory/memory.ts';
import { skillsOf } from '../skills/skills.ts';

/** A problem to practise with. */
export interface Practice {
  readonly lesson: Lesson;
  /** The names that are asked; what comes before them on the way back stands there as found. */
  readonly names: readonly string[];
  /** The weakest skill that it asks for; null where nothing was shown yet. */
  readonly skill: string | null;
}

/** The most questions that are asked of a long problem. */
const mostNames = 5;
/** Practice is most useful where about this share of the answers will be right. */
const edge = 0.65;
/** The number of programs of each level that are tried. */
const draws = 2;

/**
 * The next problem, from generated programs and those that come with dvar: the one that asks for the weakest skill at
 * the edge of what is known. It is none of the last few, and has new numbers.
 */
export function practiceFor(
  memory: Memory,
  seed: number,
  pool: readonly Lesson[],
  recent: readonly string[],
): Practice | null {
  const made = levels.flatMap((level) =>
    Array.from({ length: draws }, (_, k) => madeLesson(level, seed + 7 * k + level)),
  );
  const fresh = [...made, ...pool].filter((lesson) => lesson && !recent.includes(textOf(lesson)));
  const candidates = fresh.map((lesson) => ({ lesson: lesson as Lesson, asked: askedIn(lesson as Lesson) })); // the others were left out
  const shown = Object.entries(memory.skills).sort(([, a], [, b]) => a.known - b.known);
  const has = (skill: string): boolean =>
    candidates.some(({ asked }) => asked.some((each) => each.skills.includes(skill)));
  const weakest = shown.find(([name]) => has(name))?.[0] ?? null;
  const ranked = candidates
    .filter(({ asked }) => asked.length > 0)
    .map(({ lesson, asked }) => {
      const chances = asked.map(({ skills }) => chanceOf(skills.map((skill) => memory.skills[skill]?.known)));
      const chance = chances.reduce((total, each) => total + each, 0) / chances.length;
      const without = weakest !== null && !asked.some(({ skills }) => skills.includes(weakest));
      // Somebody who has shown nothing yet begins with a short problem.
      const size = weakest === null ? asked.length : 0;
      return { lesson, asked, rank: Math.abs(chance - edge) + (without ? 1 : 0) + size };
    })
    .sort((a, b) => a.rank - b.rank);
  for (const { lesson, asked } of ranked) {
    const names = namesFor(asked, weakest);
    const slots = lesson.order.filter(
      (slot) => names.length === 0 || names.includes(lesson.worked.names[slot] ?? ''),
    );
    const other = friendlyVariantOf(lesson, seed, slots)?.lesson;
    if (!other) continue;
    return {
      lesson: other,
      names,
      skill: asked.some(({ skills }) => weakest !== null && skills.includes(weakest)) ? weakest : null,
    };
  }
  return null;
}

interface AskedName {
  readonly name: string;
  readonly skills: readonly string[];
}

const askedIn = (lesson: Lesson): readonly AskedName[] =>
  lesson.order.map((slot) => {
    const question = questionOf(lesson, slot);
    return { name: question.name, skills: skillsOf(lesson, question) };
  });

/** A short problem is asked whole; of a long one the questions that have the skill, and what leads up to the first. */
function namesFor(asked: readonly AskedName[], skill: string | null): readonly string[] {
  if (asked.length <= mostNames) return [];
  const with_ = asked.filter(({ skills }) => skill !== null && skills.includes(skill));
  const chosen = with_.length > 0 ? with_ : asked;
  return chosen.slice(0, mostNames).map(({ name }) => name);
}

const textOf = ({ worked }: Lesson): string => printProgram(worked.program, '; ');

/** The key of a problem, by which it is not repeated at once. */
export const practiceKey = ({ lesson }: Practice): string => textOf(lesson);

function madeLesson(level: Level, seed: number): Lesson | null {
  const { text, values, data } = madeProgram(level, seeded(seed));
  const parsed = parseProgram(text);
  const worked = parsed.ok ? evaluateGraph(parsed.value, { values, output: null, data }) : parsed;
  const lesson = worked.ok ? lessonOf(worked.value) : worked;
  return lesson.ok ? lesson.value : null;
}

/** A new program of a level at friendly numbers. */
export function madeLessonOf(level: Level, seed: number): Lesson | null {
  const lesson = madeLesson(level, seed);
  return lesson && (friendlyVariantOf(lesson, seed)?.lesson ?? lesson);
}

/** The answers on one day after which more of them help little. */
const dayFull = 60;
/** The answers on one day after which somebody may be tired. */
const tiring = 20;
/** With a smaller share than this of the last first answers right, it is time to stop. */
const fewRight = 0.35;

/** Why it is enough for today; null where it is not. */
export function enoughAt(memory: Memory, time: number): string | null {
  const today = memory.days[dayOf(time)] ?? 0;
  if (today >= dayFull)
    return `${today} answers today: that is enough. You will remember more if you sleep before you go on.`;
  const right = memory.recent.filter(Boolean).length;
  if (today >= tiring && memory.recent.length > 5 && right <= fewRight * memory.recent.length)
    return `${right} of the last ${memory.recent.length} were right at the first try: stop here for today, and come back rested.`;
  return null;
}

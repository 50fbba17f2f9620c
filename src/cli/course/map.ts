import type { Course } from '../../course/lessons/course.ts';
import { dueAt, type Memory } from '../../course/memory/memory.ts';
import { stepsDone, triesIn } from '../../course/walk/ending.ts';

/** The map of a course: each lecture with its steps and first tries, and what is due. */
export function mapLines(memory: Memory, course: Course, now: number, ascii: boolean): readonly string[] {
  const [full, empty] = ascii ? ['#', '.'] : ['●', '○'];
  const lectures = course.lectures.flatMap((lecture, i) => {
    const count = lecture.stepIds.length;
    const done = stepsDone(memory, course, lecture);
    const { first, asked } = triesIn(memory, course, lecture);
    const bar = full.repeat(Math.round((10 * done) / count)).padEnd(10, empty);
    const tries = asked === 0 ? '' : `, ${first} of ${asked} answers right at the first try`;
    return [`${i + 1}  ${lecture.title}`, `   ${bar}  ${done} of ${count} steps${tries}`];
  });
  const due = dueAt(memory, now).length;
  return [
    course.title,
    ...lectures,
    due === 0
      ? 'Nothing is due for review.'
      : `Due for review: ${due} ${due === 1 ? 'skill' : 'skills'}; dvar review asks.`,
  ];
}

import { type Course, stepId } from '../../course/lessons/course.ts';
import { dueAt, type Memory, stepOf } from '../../course/memory/memory.ts';
import { triesIn } from '../../course/walk/ending.ts';

/** The map of a course: each lecture with its steps and first tries, and what is due. */
export function mapLines(memory: Memory, course: Course, now: number, ascii: boolean): readonly string[] {
  const [full, empty] = ascii ? ['#', '.'] : ['●', '○'];
  const lectures = course.lectures.flatMap((lecture, i) => {
    const done = lecture.steps.filter(
      (step) => stepOf(memory, course.id, stepId(lecture, step))?.done,
    ).length;
    const { first, asked } = triesIn(memory, course, lecture);
    const bar = full.repeat(Math.round((10 * done) / lecture.steps.length)).padEnd(10, empty);
    const tries = asked === 0 ? '' : `, ${first} of ${asked} answers right at the first try`;
    return [`${i + 1}  ${lecture.title}`, `   ${bar}  ${done} of ${lecture.steps.length} steps${tries}`];
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

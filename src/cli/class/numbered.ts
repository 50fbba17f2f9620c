import type { Draws } from '../program/drawn-for.ts';
import { isFailure } from '../shell/failure.ts';
import type { Task } from './grader.ts';

/**
 * Tasks with the numbers that were drawn for their students; a student who has none is set apart, rather than judged
 * by somebody else's.
 */
export async function* withNumbers(
  tasks: AsyncIterable<Task> | Iterable<Task>,
  draws: Draws,
): AsyncGenerator<Task> {
  for await (const task of tasks) yield numbered(task, draws);
}

function numbered(task: Task, draws: Draws): Task {
  const { job } = task;
  if (task.kind === 'absent' || task.kind === 'refused' || job.student === null) return task;
  if (task.kind === 'best') return { ...task, of: task.of.map((each) => numbered(each, draws)) };
  try {
    return { ...task, job: { ...job, numbers: draws.of(job.student) } };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { kind: 'refused', job, why: error.message };
  }
}

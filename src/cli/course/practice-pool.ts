import { join } from 'node:path';
import { lessonOfProblem } from '../../course/lessons/read.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { assignmentFrom, sourceOf } from '../program/assignment-file.ts';
import { shippedProblems } from '../program/shipped.ts';
import type { Environment } from '../shell/environment.ts';
import { isFailure } from '../shell/failure.ts';

/** The problems that come with the program, to practise with; one that can't be read is left out. */
export async function practicePool(environment: Environment): Promise<readonly Lesson[]> {
  const found: Lesson[] = [];
  for (const { id } of shippedProblems) {
    const file = join(environment.problemsFolder, `${id}.yaml`);
    try {
      const { problems } = await assignmentFrom(environment, file);
      for (const problem of problems) {
        const lesson = lessonOfProblem(problem, (await sourceOf(environment, file, problem)).text);
        if (lesson.ok) found.push(lesson.value);
      }
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }
  return found;
}

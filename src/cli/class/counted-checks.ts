import { join } from 'node:path';
import type { Assignment } from '../../homework/assignment/assignment.ts';
import type { Graded } from '../../homework/grading/grade.ts';
import { seedOf } from '../../tutor/lesson/random.ts';
import { counted } from '../../tutor/lesson/words.ts';
import { type Environment, isRemembered } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';

const print = (text: string): string => seedOf(text).toString(16).padStart(8, '0');

/**
 * Counts a check of answers to an assignment that limits attempts, before its verdict is shown. The same answers
 * again cost nothing; after the last attempt other answers are refused. Where nothing is remembered, a message says
 * so: whoever checks at home can switch the journal off, so this helps somebody keep to the rule, and forces nobody.
 */
export async function countCheck(
  environment: Environment,
  { assignment, student, graded }: { assignment: Assignment; student: string | null; graded: Graded },
): Promise<void> {
  const { attempts } = assignment.policy;
  if (attempts === null) return;
  const folder = isRemembered(environment, environment.stdin.isTTY !== true)
    ? await environment.stateFolder()
    : null;
  const allowed = `the assignment allows ${counted(attempts, 'attempt')}`;
  if (folder === null) {
    environment.stderr.write(
      `dvar: ${allowed}, but dvar can't count them here, because nothing is remembered\n`,
    );
    return;
  }
  const asked = graded.results.map(({ problem, asks, expected }) => [problem, asks, expected]);
  const file = join(folder, 'checks', `${print(JSON.stringify([assignment.id, student, asked]))}.txt`);
  const own = print(
    JSON.stringify(graded.results.map(({ problem, asks, answer }) => [problem, asks, answer])),
  );
  const before = new Set(
    (await environment.disk.readFrom(file, 0).catch(() => '')).split('\n').filter(Boolean),
  );
  if (!before.has(own) && before.size >= attempts)
    throw new Failure(
      `${allowed}, and ${counted(before.size, 'version')} of your answers ${before.size === 1 ? 'was' : 'were'} checked; hand in what you have`,
    );
  before.add(own);
  try {
    await environment.disk.makeFolder(join(folder, 'checks'));
    await environment.disk.append(file, `${own}\n`);
  } catch {
    environment.stderr.write(`dvar: ${allowed}; ${folder} can't be written, so dvar can't count them\n`);
    return;
  }
  environment.stderr.write(`dvar: attempt ${before.size} of ${attempts}\n`);
}

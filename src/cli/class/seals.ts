import type { Assignment } from '../../homework/assignment/assignment.ts';
import { brokenSeal, sealedFile } from '../../homework/handout/sealed.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import { documentFrom, type Source } from '../program/assignment-file.ts';
import { homeworkOf, sourcesOf } from '../program/homework-from-args.ts';
import { shortened } from '../program/positionals.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';

const needsSecret =
  'a seal needs a secret that only you know: write secret: with at least 12 characters at the top of the assignment';

/** Makes the sealed files of an assignment, a student at a time. */
export async function sealerFor(
  environment: Environment,
  file: string,
  assignment: Assignment,
  sources: readonly Source[],
): Promise<(student: string, papers: readonly ProblemPaper[]) => string> {
  const { secret } = assignment;
  if (secret === null) throw new Failure(needsSecret);
  const { document } = await documentFrom(environment, file);
  const programs = sources.map(({ text }) => text);
  return (student, papers) => {
    const sealed = sealedFile(document, secret, { assignment, papers, programs, student });
    if (!sealed.ok) throw new Failure(`${file}: ${sealed.trouble.message}`);
    return sealed.value;
  };
}

/** Says whether a file is the one that its student was given. The exit code is 1 where it is not. */
export async function verified(
  environment: Environment,
  { secret }: Assignment,
  file: string,
): Promise<number> {
  if (secret === null) throw new Failure(needsSecret);
  const { assignment } = await documentFrom(environment, file);
  const { seal } = assignment;
  if (!seal) throw new Failure(`${file} has no seal; handout --seal makes files that have one`);
  const sources = await sourcesOf(environment, file, assignment.problems);
  const papers = homeworkOf(assignment, sources).papersFor(null);
  const programs = sources.map(({ text }) => text);
  const broken = brokenSeal(secret, seal, { assignment, papers, programs });
  const whose = shortened(seal.student);
  environment.stdout.write(
    broken.length === 0
      ? `${file} is what ${whose} was given: the numbers, the rules and ${seal.answers.size} right answers.\n`
      : `${file} is not what ${whose} was given. What does not fit the seal: ${broken.join(', ')}.\n`,
  );
  return broken.length === 0 ? exitCodes.done : exitCodes.notPassed;
}

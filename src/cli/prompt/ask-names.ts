import type { Graded } from '../../homework/grading/grade.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import type { OwnName } from '../../python/values/context.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';
import { openLines } from './open-lines.ts';

/**
 * A derivative that a submission does not have under any known name, and the submission's own names that could be it.
 */
interface Unnamed {
  readonly problem: string | null;
  readonly derivative: string;
  readonly names: readonly OwnName[];
}

/** The derivatives that a Python submission may hold under names which mean nothing here. */
export const unnamedIn = ({ python = [] }: Graded): readonly Unnamed[] =>
  python.flatMap(({ problem, candidates }) =>
    [...candidates].map(([derivative, names]) => ({ problem, derivative, names })),
  );

/**
 * Asks at a prompt which name is which derivative, because marks must not depend on guesses; gives the papers with
 * the answers, or null where there were none.
 */
export async function askNames(
  environment: Environment,
  theme: Theme,
  papers: readonly ProblemPaper[],
  unnamed: readonly Unnamed[],
): Promise<readonly ProblemPaper[] | null> {
  const lines = await openLines(environment, theme, false);
  const said: { problem: string | null; derivative: string; name: string }[] = [];
  asking: for (const { problem, derivative, names } of unnamed) {
    const free = names.filter(({ name }) => !said.some((each) => each.name === name));
    if (free.length === 0) continue;
    const words = free.map(({ name, line }) => `${name} (line ${line})`).join(', ');
    const text = `d${derivative} has no name in this file that dvar knows. These have its shape: ${words}. Which one is it? Press Enter for none.`;
    environment.stdout.write(`${wrapped('', text, 'plain', theme).join('\n')}\n`);
    for (;;) {
      const typed = await lines.next(`d${derivative}: `);
      if (typed.kind !== 'line') break asking;
      const name = typed.text.trim();
      if (name === '') break;
      if (free.some((each) => each.name === name)) {
        said.push({ problem, derivative, name });
        break;
      }
      environment.stdout.write(
        `${wrapped('', `Type one of ${free.map((each) => each.name).join(', ')}, or press Enter for none.`, 'plain', theme).join('\n')}\n`,
      );
    }
  }
  lines.close();
  if (said.length === 0) return null;
  return papers.map((paper) => {
    const own = said.filter((each) => each.problem === paper.problem.id);
    const before = paper.problem.python;
    const none = { names: new Map(), gradients: new Map(), scale: new Map(), labels: new Map(), entry: null };
    const gradients = new Map([
      ...(before?.gradients ?? []),
      ...own.map(({ name, derivative }) => [name, derivative] as const),
    ]);
    return { ...paper, problem: { ...paper.problem, python: { ...(before ?? none), gradients } } };
  });
}

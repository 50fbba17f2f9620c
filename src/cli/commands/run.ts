import { asMeant } from '../program/newcomer-words.ts';
import { mayBeLong } from '../prompt/rows.ts';
import { lookOf } from '../screen/look.ts';
import type { Environment } from '../shell/environment.ts';
import { refused } from '../shell/failure.ts';
import { commandNames as names } from './declaration/command-names.ts';
import { type CommonLine, readCommonLine } from './declaration/common-line.ts';

/** Runs one command line and gives its exit code. Nothing here ends the process. In a terminal, long texts come page by page. */
export async function run(argv: readonly string[], environment: Environment): Promise<number> {
  if (!mayBeLong(asMeant(argv), environment)) return runHere(argv, environment);
  const { inPages } = await import('../prompt/in-pages.ts');
  return inPages(environment, (on) => runHere(argv, on));
}

/** Runs one command line on a screen, whatever the screen's height. */
async function runHere(argv: readonly string[], environment: Environment): Promise<number> {
  const line = readCommonLine(asMeant(argv));
  if (line === null) return runOther(argv, environment);
  try {
    return await runCommon(line, environment);
  } catch (error) {
    return refused(error, environment);
  }
}

/** Runs a command line that has to be read by what its command declares. */
async function runOther(argv: readonly string[], environment: Environment): Promise<number> {
  const { runDeclared } = await import('./program.ts');
  return runDeclared(argv, environment);
}

async function runCommon({ command, words, options }: CommonLine, environment: Environment): Promise<number> {
  const theme = await lookOf(environment, options);
  switch (command) {
    case 'quiz': {
      const { runQuiz } = await import('./quiz.ts');
      const run = (argv: readonly string[], on = environment): Promise<number> => runOther(argv, on);
      return runQuiz(environment, words, options, { names, run }, theme);
    }
    case 'show': {
      const { runShow } = await import('./show.ts');
      return runShow(environment, words, options, names, theme);
    }
    case 'check': {
      const { runCheck } = await import('./check.ts');
      return runCheck(environment, words, options, names, theme);
    }
  }
}

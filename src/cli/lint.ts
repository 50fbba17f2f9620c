import { insideOf } from '../homework/inside.ts';
import { type Finding, lint } from '../homework/lint.ts';
import { locate } from '../language/trouble.ts';
import { exitCodes, Failure } from './failure.ts';
import type { Look } from './look.ts';
import { assignmentFrom, sourceOf } from './problems.ts';
import { textOf } from './reading.ts';
import type { World } from './world.ts';
import { wrapped } from './wrap.ts';

/** The options of `dvar lint`. */
export interface LintOptions {
  readonly schema?: boolean;
  readonly strict?: boolean;
  readonly format: 'text' | 'json';
}

/** Looks over assignments before students do; exit code 1 where one would fail somebody. */
export async function runLint(
  world: World,
  files: readonly string[],
  options: LintOptions,
  look: Look,
): Promise<number> {
  if (options.schema) {
    const { assignmentSchema } = await import('../homework/schema.ts');
    world.stdout.write(`${JSON.stringify(assignmentSchema(), null, 2)}\n`);
    return exitCodes.done;
  }
  if (files.length === 0) throw new Failure('an assignment is missing; try dvar lint hw1.yaml');
  const { derivativeByMathjs } = await import('../engine/mathjs.ts');
  const reports = [];
  for (const file of files) {
    const assignment = await assignmentFrom(world, file);
    const sources = await Promise.all(assignment.problems.map((problem) => sourceOf(world, file, problem)));
    const texts = sources.map(({ text }) => text);
    const text = await textOf(world, file);
    const found = lint(assignment, texts, derivativeByMathjs).map((finding) => ({
      ...placeIn(text, file, finding),
      level: options.strict ? ('error' as const) : finding.level,
      problem: finding.problem,
      message: finding.message,
    }));
    reports.push({ file, problems: assignment.problems.length, found });
  }
  const all = reports.flatMap(({ found }) => found);
  if (options.format === 'json') {
    world.stdout.write(`${JSON.stringify({ format: 'dvar.lint/1', findings: all }, null, 2)}\n`);
  } else {
    for (const { file, problems, found } of reports) {
      const lines = found.map(({ line, column, level, problem, message }) => {
        const whose = problem === null ? '' : `${problem}: `;
        return `${file}:${line}:${column}: ${level}: ${whose}${message}`;
      });
      const count = problems === 1 ? 'one problem' : `${problems} problems`;
      const shown =
        lines.length > 0
          ? lines
          : [`${file}: ${count}, nothing to complain of; independent witnesses confirm the key`];
      for (const each of shown)
        world.stdout.write(`${(look.plain ? [each] : wrapped('', each, 'plain', look)).join('\n')}\n`);
    }
  }
  return all.some(({ level }) => level === 'error') ? exitCodes.notPassed : exitCodes.done;
}

function placeIn(text: string, file: string, { from, inside }: Finding) {
  const at = inside?.at;
  const within = at && inside ? insideOf(text.slice(at.from, at.to), inside.program, inside.offset) : null;
  const { line, column } = locate(text, at && within !== null ? at.from + within : from);
  return { file, line, column };
}

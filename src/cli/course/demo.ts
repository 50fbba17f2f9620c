import { Writable } from 'node:stream';
import type { Demo } from '../../course/lessons/course.ts';
import { literal } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { Environment } from '../shell/environment.ts';

/** A demonstration as a command line: the command's name, then the program and its values. */
export function demoArguments({ args, example }: Demo): readonly string[] {
  const [command = 'show', ...options] = args;
  if (!example?.problem) return [command, ...options];
  const { problem, text } = example;
  const { values, draws, data, choice } = problem;
  const drawn = [...draws].map(
    ([name, { shape, scale }]) => `${name}=${scale}*randn(${shape.rows},${shape.columns})`,
  );
  const given = [...values].map(([name, value]) => `${name}=${print(literal(value))}`);
  return [
    command,
    text,
    ...given,
    ...drawn,
    ...(data.length > 0 ? ['--data', data.join(',')] : []),
    ...(choice.convention && command === 'show' ? ['--convention', choice.convention] : []),
    ...options,
  ];
}

/** The complaint of a demonstration that fails when it is run; null where it runs well. */
export async function demoFault(
  environment: Environment,
  run: (argv: readonly string[], on: Environment) => Promise<number>,
  demo: Demo,
): Promise<string | null> {
  let complaint = '';
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const heard = new Writable({
    write(chunk, _encoding, done) {
      complaint += String(chunk);
      done();
    },
  });
  const code = await run(demoArguments(demo), { ...environment, stdout: unseen, stderr: heard });
  if (code === 0) return null;
  const [first = ''] = complaint.split('\n');
  return `its demonstration, ${demo.args.join(' ')}, fails: ${first.replace(/^dvar: /u, '') || `exit code ${code}`}`;
}

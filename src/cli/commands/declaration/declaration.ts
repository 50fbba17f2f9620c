import type { Command } from 'commander';
import type { ThemeOf } from '../../screen/theme.ts';
import type { Environment } from '../../shell/environment.ts';

/** What a command is declared with. */
export interface CommandLine {
  readonly dvar: Command;
  readonly environment: Environment;
  /** Ends the run with an exit code. */
  readonly finish: (code: number) => void;
  readonly lookOf: ThemeOf;
  /** The names of all commands, also of those that are not declared in this run. */
  readonly names: readonly string[];
  /** Runs another command line, on the same screen unless another one is given, and gives its exit code. */
  readonly run: (argv: readonly string[], on?: Environment) => Promise<number>;
}

/** Declares one command. What it does is loaded when it is used: help, and the other commands, start without it. */
export type Declaration = (line: CommandLine) => void;

/** How the screen of a command looks. */
export interface DisplayOptions {
  readonly plain?: boolean;
  readonly color: boolean;
}

/** The commands that the course runs on its screen look as it does. */
export const alike =
  (run: CommandLine['run'], { plain, color }: DisplayOptions): CommandLine['run'] =>
  (argv, on) =>
    run([...argv, ...(plain ? ['--plain'] : []), ...(color ? [] : ['--no-color'])], on);

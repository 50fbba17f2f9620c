import type { Evaluation } from '../../engine/passes/evaluate.ts';
import { printProgram } from '../../language/program.ts';

/** The lecture's running example in one statement, whose steps have names in the lecture alone. */
const runningExample = 'J = 3*(a + b*c)';

/** What the lecture calls the steps of its running example, and what they are called where the program names none. */
const stepNames: Readonly<Record<string, string>> = { u: 't1', v: 't2' };

/** Whether a program is the lecture's running example in one statement. */
export const isRunningExample = ({ program }: Evaluation): boolean =>
  printProgram(program, '; ') === runningExample;

/** `du*c` as `dt1*c` where the lecture's program names no steps; every other text as it is. */
export function inStepNames(worked: Evaluation, text: string): string {
  if (!/[uv]/.test(text) || !isRunningExample(worked)) return text;
  return text.replaceAll(
    /(?<![\p{L}\d_.])([d∂]?)([uv])(?![\p{L}\d_(])/gu,
    (_, d: string, name: string) => `${d}${stepNames[name] ?? name}`,
  );
}

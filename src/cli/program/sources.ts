import type { Value } from '../../ops/matrix.ts';
import type { Draw } from '../../tutor/lesson/draw.ts';
import type { Choice } from '../../tutor/lesson/lesson.ts';
import { Failure } from '../shell/failure.ts';

/** Everything that makes a lesson, wherever it came from: the command line, a program's file, a problem's file. */
export interface Sources {
  readonly text: string;
  /** The file that holds the text, for messages. */
  readonly file: string | null;
  readonly values: ReadonlyMap<string, Value>;
  /** The names whose values are drawn when the lesson is laid out, by the seed. */
  readonly draws: ReadonlyMap<string, Draw>;
  readonly seed: number;
  readonly output: string | null;
  readonly data: readonly string[];
  readonly choice: Choice;
  /** The id of the problem, where it has one. */
  readonly problem: string | null;
  /** What a reader should know of where the values come from. */
  readonly notes: readonly string[];
}

/** Where a student's numbers are drawn, none may be put in their place: answers would be judged by others. */
export function refuseValues({ values, draws }: Pick<Sources, 'values' | 'draws'>): void {
  const [name] = [...values.keys(), ...draws.keys()];
  if (name !== undefined) throw new Failure(`${name} is drawn for each student; leave ${name}= out`);
}

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MarkedAssignment } from '../../homework/grading/marker.ts';
import { type GradeRow, ungraded } from '../../homework/grading/row.ts';
import type { Task } from './grader.ts';

/** A grader of tasks: each task gives a row, in any order. */
export interface Grader {
  readonly width: number;
  readonly grade: (task: Task) => Promise<GradeRow>;
  readonly close: () => Promise<void>;
}

/** As many threads as the machine has cores, but no more than this. */
const mostThreads = 8;
/** The memory that a thread may use, in megabytes. */
const megabytes = 256;

/** The number of threads to start if no option gives one. */
export const usualWidth = (): number => Math.min(mostThreads, availableParallelism());

/** A grader in the current thread, for one task at a time and for tests. */
export async function soleGrader(setting: MarkedAssignment): Promise<Grader> {
  const { lessOptimised, runTask } = await import('./grader.ts');
  const { markerOf } = await import('../../homework/grading/marker.ts');
  lessOptimised();
  const marker = markerOf(setting);
  return { width: 1, grade: (task) => runTask(marker, task), close: async () => {} };
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (row: GradeRow) => void;
}

/** The limits of threads that grade. */
interface ThreadLimits {
  readonly width: number;
  readonly seconds: number;
  readonly maxPoints: number;
}

/** The two ends of a thread's turn: a row, or the reason why the thread is lost. */
interface TurnEnd {
  readonly done: (row: GradeRow) => void;
  readonly lost: (why: string) => void;
}

function startThread(file: string, setting: MarkedAssignment): Worker {
  const worker = new Worker(file, {
    workerData: setting,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    // A grader should print nothing; what it prints anyway is kept out of the report.
    stdout: true,
    stderr: true,
  });
  // A thread that fails between tasks costs nobody a row.
  worker.on('error', () => {});
  return worker;
}

/** Gives a thread one task, and calls exactly one of the two ends, once; later events of this turn are ignored. */
function takeTurn(worker: Worker, task: Task, seconds: number, end: TurnEnd): void {
  const stopListening = (): void => {
    clearTimeout(timer);
    worker.off('message', answered).off('error', broken).off('exit', ended);
  };
  const lost = (why: string): void => {
    stopListening();
    end.lost(why);
  };
  const timer = setTimeout(
    () => lost(`the grader took longer than ${seconds} seconds and was stopped`),
    seconds * 1000,
  );
  const answered = (row: GradeRow): void => {
    stopListening();
    end.done(row);
  };
  const broken = (error: unknown): void => lost(`the grader failed: ${String(error)}`);
  const ended = (code: number): void => lost(`the grader ended early, with code ${code}`);
  worker.on('message', answered).on('error', broken).on('exit', ended);
  worker.postMessage(task);
}

/**
 * Grades in threads. One that dies, or takes longer than a submission may, is stopped and replaced, and its submission is
 * reported as a grader's error.
 */
export function threadedGrader(
  file: string,
  setting: MarkedAssignment,
  { width, seconds, maxPoints }: ThreadLimits,
): Grader {
  const waiting: Waiting[] = [];
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  let closed = false;

  const start = (): Worker => {
    const worker = startThread(file, setting);
    all.add(worker);
    return worker;
  };

  const next = (worker: Worker): void => {
    const turn = waiting.shift();
    if (!turn) {
      idle.push(worker);
      worker.unref();
      return;
    }
    worker.ref();
    takeTurn(worker, turn.task, seconds, {
      done: (row) => {
        turn.resolve(row);
        next(worker);
      },
      lost: (why) => {
        turn.resolve(failed(turn.task, why, maxPoints));
        all.delete(worker);
        void worker.terminate();
        if (!closed) next(start());
      },
    });
  };

  return {
    width,
    grade: (task) =>
      new Promise((resolve) => {
        waiting.push({ task, resolve });
        const worker = idle.pop() ?? (all.size < width ? start() : undefined);
        if (worker) next(worker);
      }),
    async close() {
      closed = true;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

const failed = ({ job }: Task, why: string, maxPoints: number): GradeRow =>
  ungraded(job, `${why}; its answers were not judged`, 'grader-error', maxPoints);

/** The rows of tasks in the order of the tasks, whichever thread finishes first. Only a few tasks run at a time, so memory stays small. */
export async function* inOrder(
  grader: Grader,
  tasks: AsyncIterable<Task> | Iterable<Task>,
): AsyncGenerator<GradeRow> {
  const under: Promise<GradeRow>[] = [];
  for await (const task of tasks) {
    under.push(grader.grade(task));
    const [first] = under;
    if (under.length >= 4 * grader.width && first) {
      yield await first;
      await under.shift();
    }
  }
  for (const row of under) yield await row;
}

import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { largestFile, openFile } from '../../homework/documents/open-file.ts';
import { emptyFile, type MarkedAssignment, type Marker, markerOf } from '../../homework/grading/marker.ts';
import { type GradeRow, hasPoints, type Job } from '../../homework/grading/row.ts';
import type { Notation } from '../../homework/submission/read.ts';
import { disk } from '../shell/disk.ts';
import { fileErrorReason } from '../shell/read-file.ts';

/** A grader's task: a file that the grader reads itself, a text, or the name of a student who submitted nothing. */
export type Task =
  | { readonly kind: 'file'; readonly job: Job; readonly path: string }
  /** A file that was taken out of a class's archive. */
  | { readonly kind: 'bytes'; readonly job: Job; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly job: Job; readonly text: string; readonly notation: Notation }
  | { readonly kind: 'absent'; readonly job: Job }
  /** Attempts of one student, the best of which counts; the first of equals. */
  | { readonly kind: 'best'; readonly job: Job; readonly of: readonly Task[] }
  | { readonly kind: 'refused'; readonly job: Job; readonly why: string };

/** Carries one task out. An error inside the grader gives a row with the status `grader-error`, never a verdict. */
export async function runTask(marker: Marker, task: Task): Promise<GradeRow> {
  const { job } = task;
  try {
    switch (task.kind) {
      case 'absent':
        return marker.absent(job);
      case 'refused':
        return marker.refuse(job, task.why, task.why === emptyFile ? 'blank' : 'ungradable');
      case 'text':
        return await marker.mark(job, task.text, task.notation);
      case 'best':
        return await bestOf(marker, task.of);
      case 'bytes':
        return await opened(marker, job, task.path, task.bytes);
      case 'file': {
        const bytes = await disk
          .read(task.path, largestFile + 1)
          .catch((error: unknown) => ({ why: fileErrorReason(error) }));
        if ('why' in bytes) return marker.refuse(job, `it can't be read: ${bytes.why}`);
        return await opened(marker, job, task.path, bytes);
      }
    }
  } catch (bug) {
    return marker.refuse(job, `the grader failed: ${String(bug)}; please report it`, 'grader-error');
  }
}

async function bestOf(marker: Marker, tasks: readonly Task[]): Promise<GradeRow> {
  const rows: GradeRow[] = [];
  for (const task of tasks) rows.push(await runTask(marker, task));
  const worth = (row: GradeRow): number => (hasPoints(row) ? row.graded.points : -1);
  const best = rows.reduce((known, row) => (worth(row) > worth(known) ? row : known));
  const others = rows.filter((row) => row !== best).map(({ file }) => file ?? '');
  const message = `the best of ${rows.length} attempts counts; the others: ${others.join(', ')}`;
  return { ...best, graded: { ...best.graded, notes: [{ line: null, message }, ...best.graded.notes] } };
}

async function opened(marker: Marker, job: Job, path: string, bytes: Uint8Array): Promise<GradeRow> {
  const file = await openFile(path, bytes);
  if (!file.ok) return marker.refuse(job, file.trouble.message);
  const { text, notation, notes } = file.value;
  return await marker.mark(job, text, notation, notes);
}

/**
 * Has V8 optimise only what runs much longer than usual: a submission passes through so much code that to optimise all of
 * it takes longer than to grade a class of a thousand without. To be called when what grades is loaded, because what was
 * compiled with other settings is refused.
 */
export function lessOptimised(): void {
  // From 22 on node has no such flag, and would say so on standard error.
  if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--interrupt-budget=1000000');
}

/** The message handler of a grading thread: it receives a task and sends back the task's row. */
function serve(): void {
  lessOptimised();
  const marker = markerOf(workerData as MarkedAssignment); // whoever starts the thread hands that over
  const port = parentPort;
  port?.on('message', (task: Task) => {
    void runTask(marker, task).then((row) => port.postMessage(row));
  });
}

if (!isMainThread && workerData !== null && typeof workerData === 'object' && 'assignment' in workerData)
  serve();

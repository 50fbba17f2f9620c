import type { GradeRow } from '../../homework/grading/row.ts';
import { hasPoints } from '../../homework/grading/row.ts';
import type { FeedbackForm } from '../../homework/report/feedback-forms.ts';
import type { PicturesOfRow } from '../class/feedback-writer.ts';
import type { Homework } from '../program/homework-from-args.ts';
import { Failure } from '../shell/failure.ts';

/** What the options of a command say about pictures in feedback. */
export interface PictureWish {
  readonly pictures?: boolean;
  /** Whether feedback is written at all. */
  readonly feedback?: string | undefined;
  readonly form: FeedbackForm;
}

/** Refuses `--pictures` where nothing could hold them. */
export function refuseUnpictured({ pictures, feedback, form }: PictureWish): void {
  if (!pictures) return;
  if (feedback === undefined) throw new Failure('--pictures are part of feedback; add --feedback');
  if (form === 'txt') throw new Failure('feedback as text has no pictures; choose Markdown or HTML');
}

/**
 * What draws the pictures of a row: each problem's graph, with the numbers that the student had. The code that draws is loaded
 * only where it is wanted.
 */
export async function picturesFor(
  { form, ...wish }: PictureWish,
  { papersFor }: Pick<Homework, 'papersFor'>,
): Promise<PicturesOfRow> {
  refuseUnpictured({ form, ...wish });
  if (!wish.pictures || form === 'txt') return () => [];
  const { answerPictures } = await import('../../sheets/answer-pictures.ts');
  return (row: GradeRow) =>
    hasPoints(row) ? answerPictures(form, papersFor(row.drawnFor), row.graded.results) : [];
}

import { join } from 'node:path';
import type { GradeRow } from '../../homework/grading/row.ts';
import {
  type AnswerPicture,
  type FeedbackForm,
  feedbackIn,
  feedbackPath,
} from '../../homework/report/feedback-forms.ts';
import type { RowFrame } from '../../homework/report/row-json.ts';
import type { Environment } from '../shell/environment.ts';
import { fileNamer } from '../shell/file-names.ts';
import { writeOneOf, writing } from '../shell/writing.ts';

/** The pictures that belong to a row. */
export type PicturesOfRow = (row: GradeRow) => readonly AnswerPicture[];

/** A writer of feedback, a student at a time. */
export interface FeedbackWriter {
  readonly add: (row: GradeRow) => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * Writes feedback to a folder, a file for each student; or to a ZIP archive that the platform of the submissions
 * takes back. In an archive, students who handed in nothing get no file.
 */
export async function feedbackWriter(
  environment: Environment,
  place: string,
  form: FeedbackForm,
  frame: RowFrame,
  picturesOf: PicturesOfRow = () => [],
): Promise<FeedbackWriter> {
  const zipped = /\.zip$/i.test(place);
  if (!zipped) await writing(place, () => environment.disk.makeFolder(place));
  const nameOf = fileNamer();
  const packed = new Map<string, Uint8Array>();
  return {
    async add(row) {
      if (zipped && row.status === 'absent') return;
      const name = nameOf(row.student ?? row.file ?? 'nobody');
      const text = feedbackIn(form, frame, row, picturesOf(row));
      if (zipped) {
        packed.set(feedbackPath(row.file, name, form), new TextEncoder().encode(text));
        return;
      }
      const path = join(place, `${name}.${form}`);
      await writeOneOf(environment, path, text);
    },
    async end() {
      if (!zipped) return;
      const { pack } = await import('../../homework/documents/archive.ts');
      await writing(place, () => environment.writeFile(place, pack(packed)));
    },
  };
}

import type { Assignment } from '../../homework/assignment/assignment.ts';
import type { ProblemPaper } from '../../homework/paper/paper.ts';
import { mermaidOf } from '../../picture/notation/mermaid.ts';
import { titleOf } from '../../picture/scene/describe.ts';
import { type SheetChoice, sheetFor } from '../../sheets/paper-sheet.ts';

const nobody = { assignment: null, answers: '', student: null };

/** The picture of each problem as a block of Markdown that GitHub and GitLab draw. */
export const markdownPictures = (
  assignment: Assignment,
  papers: readonly ProblemPaper[],
  choice: Pick<SheetChoice, 'key' | 'blanks'>,
): readonly (readonly string[])[] =>
  sheetFor(assignment, papers, null, nobody, { ...choice, rules: false }).problems.map(({ nodes }) => [
    '```mermaid',
    ...mermaidOf(nodes, titleOf(nodes)).trimEnd().split('\n'),
    '```',
  ]);

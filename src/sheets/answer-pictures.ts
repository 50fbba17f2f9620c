import { nameAt } from '../engine/graph/names.ts';
import type { GradedResult, GradedVerdict } from '../homework/grading/grade.ts';
import type { ProblemPaper } from '../homework/paper/paper.ts';
import type { AnswerPicture } from '../homework/report/feedback-forms.ts';
import { mermaidOf } from '../picture/notation/mermaid.ts';
import { type AnsweredFlow, signsSaid, withAnswers } from '../picture/scene/answered.ts';
import { titleOf } from '../picture/scene/describe.ts';
import { fitsOwnLayout } from '../picture/scene/fits.ts';
import { type JudgedAs, type PictureNode, pictureNodes } from '../picture/scene/nodes.ts';
import { sheetPicture } from './sheet-html.ts';

/** The forms of feedback that hold pictures. */
export type PicturedForm = 'md' | 'html';

const DIGITS = 4;

/**
 * The graph of each problem with a student's own derivatives at its arrows, wrong ones marked. What is right stands there only
 * where the student found it, so a picture gives no key away. A graph of too many boxes has none.
 */
export const answerPictures = (
  form: PicturedForm,
  papers: readonly ProblemPaper[],
  results: readonly GradedResult[],
): readonly AnswerPicture[] =>
  papers.flatMap(({ problem, lesson }, at) => {
    const { order, worked } = lesson;
    const own = results.filter((result) => result.problem === problem.id);
    const answers = new Map(
      order.map((slot) => [slot, flowOf(own.find(({ name }) => name === nameAt(worked, slot)))] as const),
    );
    const drawn = pictureNodes(lesson, new Set([worked.graph.output]), DIGITS);
    if (!fitsOwnLayout(drawn)) return [];
    return [
      {
        problem: problem.title ?? problem.id,
        caption: signsSaid,
        lines: linesIn(form, withAnswers(drawn, answers), `p${at + 1}-`),
      },
    ];
  });

function linesIn(form: PicturedForm, nodes: readonly PictureNode[], prefix: string): readonly string[] {
  switch (form) {
    case 'md':
      return ['```mermaid', ...mermaidOf(nodes, titleOf(nodes)).trimEnd().split('\n'), '```'];
    case 'html':
      return [sheetPicture(nodes, prefix, 'either').svg];
  }
}

/** What stands at the arrow of a question; null where it has no answer that was judged. */
function flowOf(result: GradedResult | undefined): AnsweredFlow | null {
  const as = result ? judgedAs(result.verdict) : null;
  // The answer as it was written: a number worked out from it may rest on a true value that the student did not find.
  return as === null || !result?.answer ? null : { text: result.answer, as };
}

function judgedAs(verdict: GradedVerdict): JudgedAs | null {
  switch (verdict) {
    case 'correct':
    case 'close':
      return 'right';
    case 'follow-through':
      return 'follows';
    case 'wrong':
    case 'unreadable':
      return 'wrong';
    case 'missing':
    case 'revealed':
    case 'skipped':
      return null;
  }
}

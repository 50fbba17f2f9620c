import { givensOf } from '../engine/graph/givens.ts';
import { kinds, shapeAt } from '../engine/graph/graph.ts';
import { nameAt } from '../engine/graph/names.ts';
import { valueOfSlot } from '../engine/passes/evaluate.ts';
import type { Assignment } from '../homework/assignment/assignment.ts';
import { keyLines } from '../homework/handout/answer-key.ts';
import { instructionsFor, type Named } from '../homework/handout/instructions.ts';
import { maxPointsOf, type ProblemPaper } from '../homework/paper/paper.ts';
import { shownValue, valueFigures } from '../language/number-format.ts';
import { plainNumber } from '../language/print.ts';
import { printProgram } from '../language/program.ts';
import { isSingle, writtenShape } from '../ops/matrix.ts';
import { forwardEquations, givenEquations, wordTex } from '../picture/notation/equations.ts';
import type { TexStyle } from '../picture/notation/tex.ts';
import { texNames } from '../picture/notation/tex-names.ts';
import { type BlankChoice, withBlanks } from '../picture/scene/blanks.ts';
import { type PictureNode, pictureNodes } from '../picture/scene/nodes.ts';
import { wordAt } from '../symbolic/convention.ts';
import type { Lesson } from '../tutor/lesson/lesson.ts';

/** What to do with the picture on a sheet. */
export const fillIn =
  'Fill in the boxes of the picture and the lines below it. The number in a box is the number of its line.';

/** What a teacher chooses of a sheet. */
export interface SheetChoice {
  /** With the answers. */
  readonly key: boolean;
  /** Which boxes of the picture are left to fill in. */
  readonly blanks: BlankChoice;
  /** Whether each answer has a line for its rule. */
  readonly rules: boolean;
}

/** A line of a sheet for one answer: its number, which stands in the picture, too, its word, and with a key what is right. */
export interface PaperLine {
  readonly mark: string;
  readonly word: string;
  readonly tex: string;
  /** `(3,2)`; null for a single number. */
  readonly shape: string | null;
  readonly key: readonly string[] | null;
}

/** A problem as it stands on paper. */
export interface SheetProblem {
  readonly heading: string;
  readonly program: readonly string[];
  /** The program's steps as mathematics, without values; and what the givens are. */
  readonly steps: readonly string[];
  readonly givens: readonly string[];
  /** `w1 = 2`, as plain text. */
  readonly values: readonly string[];
  readonly lesson: Lesson;
  readonly style: TexStyle;
  readonly nodes: readonly PictureNode[];
  readonly answers: readonly PaperLine[];
}

/** Everything on one student's sheet; no format is spoken of here. */
export interface PaperSheet {
  readonly title: string;
  readonly student: string | null;
  /** What the code for scanning says: the assignment, and whose sheet it is. */
  readonly code: string;
  readonly problems: readonly SheetProblem[];
  /** How to answer and hand in: Markdown of headings, paragraphs and items. */
  readonly instructions: readonly string[];
  readonly choice: SheetChoice;
}

const DIGITS = 4;
/** Numbers of a key have as many digits as the screen's. */
const KEY_DIGITS = 6;

/** What is on a student's sheet; null is everybody's. */
export function sheetFor(
  assignment: Assignment,
  papers: readonly ProblemPaper[],
  student: string | null,
  files: Named,
  choice: SheetChoice,
): PaperSheet {
  const { id, title } = assignment;
  return {
    title: `${title ?? id ?? 'Homework'}${choice.key ? ' (key)' : ''}`,
    student,
    code: ['dvar', id ?? 'homework', ...(student === null ? [] : [student])].join(' '),
    problems: papers.map((paper) => sheetProblem(paper, choice)),
    instructions: instructionsFor(assignment, papers, files),
    choice,
  };
}

function sheetProblem({ problem, lesson }: ProblemPaper, { key, blanks }: SheetChoice): SheetProblem {
  const { worked, order } = lesson;
  const known = new Set([...order, worked.graph.output]);
  const drawn = pictureNodes(lesson, known, DIGITS);
  const names = texNames(drawn.map(({ id }) => id)).of;
  const style: TexStyle = { names, digits: DIGITS, inline: false };
  const points = maxPointsOf({ problem, lesson, further: [] });
  const name = [problem.id, problem.title].filter((text) => text !== null).join(': ');
  const own = problem.drawn
    ? {
        ...worked.program,
        statements: worked.program.statements.filter((each) => !givensOf(worked.program).has(each.name)),
      }
    : worked.program;
  return {
    heading: `${name || 'Problem'} (${plainNumber(points)} points)`,
    program: printProgram(own).split('\n'),
    steps: forwardEquations(lesson, style).map(({ left, equals }) => `${left} = ${equals[0] ?? ''}`),
    givens: givenEquations(lesson, style).map(({ left, equals }) => `${left} = ${equals[0] ?? ''}`),
    values: valuesOf(lesson),
    lesson,
    style,
    nodes: key ? drawn : withBlanks(drawn, lesson, blanks),
    answers: order.map((slot, at) => {
      const shape = shapeAt(worked.graph, slot);
      return {
        mark: String(at + 1),
        word: wordAt(worked, slot),
        tex: wordTex(lesson, slot, { ...style, inline: true }),
        shape: isSingle(shape) ? null : writtenShape(shape),
        key: key ? keyOf(lesson, slot) : null,
      };
    }),
  };
}

/** What is right, in lines; the word for it stands in front on paper, so it is left out. */
function keyOf(lesson: Lesson, slot: number): readonly string[] {
  const word = `d${nameAt(lesson.worked, slot)}`;
  const lines = keyLines(lesson, slot, word, (value) => shownValue(value, KEY_DIGITS));
  return lines.map((line) => line.slice(`${word} = `.length));
}

/** The givens with their values, as the language writes them. */
const valuesOf = ({ worked, uses }: Lesson): readonly string[] =>
  worked.names.flatMap((name, slot) =>
    name === null || worked.graph.kind[slot] === kinds.step || !uses.reaches(slot)
      ? []
      : [`${name} = ${valueFigures(valueOfSlot(worked, slot), DIGITS)}`],
  );

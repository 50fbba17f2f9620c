import { nameAt } from '../../engine/graph/names.ts';
import { suggest } from '../../language/suggest.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { itemId } from '../grading/row.ts';
import type { ProblemPaper } from '../paper/paper.ts';
import { studentId } from '../submission/submission.ts';
import { type Ruling, rulingSaid } from './read-rulings.ts';

/** A question that an assignment asks, with all names by which a ruling may call it. */
export interface AskedQuestion {
  readonly problem: string | null;
  readonly name: string;
  readonly asks: string;
}

/** The questions of a paper. */
export const askedIn = ({ problem, lesson }: ProblemPaper): readonly AskedQuestion[] =>
  lesson.order.map((slot) => ({
    problem: problem.id,
    name: nameAt(lesson.worked, slot),
    asks: wordAt(lesson.worked, slot),
  }));

/** Whether a ruling means a question: by its id, its name, or as it is asked. */
export const isAbout = (asked: AskedQuestion, question: string): boolean =>
  [itemId(asked), asked.name, asked.asks, `d${asked.name}`].includes(question);

/**
 * Why a ruling can't be followed: it names no question that is asked, or one that several problems ask. Null where each names
 * one. Where nothing was graded no question is known, and nothing is refused.
 */
export function doubtfulRuling(rulings: readonly Ruling[], all: readonly AskedQuestion[]): string | null {
  const asked = [...new Map(all.map((each) => [itemId(each), each])).values()];
  if (asked.length === 0) return null;
  for (const ruling of rulings) {
    const question = questionIn(ruling);
    if (question === null) continue;
    const meant = asked.filter((each) => isAbout(each, question)).map(itemId);
    if (meant.length === 1) continue;
    const said = `the ruling "${rulingSaid(ruling)}"`;
    if (meant.length > 1)
      return `${said} can mean ${meant.join(' or ')}; write the question that you mean, or a ruling for each`;
    const ids = asked.map(itemId);
    const near = suggest(
      question,
      asked.flatMap((each) => [itemId(each), each.name]),
    );
    return `${said} is about no question here;${near === null ? '' : ` did you mean ${near}?`} the questions are ${ids.join(', ')}`;
  }
  return null;
}

/** The students that rulings name and no row has, as the rulings spell them. */
export function strangersIn(
  rulings: readonly Ruling[],
  students: Iterable<string | null>,
): readonly string[] {
  const known = new Set([...students].flatMap((each) => (each === null ? [] : [studentId(each)])));
  const named = rulings.flatMap((each) => ('student' in each ? [each.student] : []));
  return [...new Set(named)].filter((each) => !known.has(studentId(each)));
}

const questionIn = (ruling: Ruling): string | null => ('question' in ruling ? ruling.question : null);

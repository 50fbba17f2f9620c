import { jumps } from '../../engine/checks/kinks.ts';
import { type SecondEngine, standingOf, type Testimony, testimonies } from '../../engine/checks/witnesses.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueFigures } from '../../language/number-format.ts';
import { plainNumber } from '../../language/print.ts';
import { answerKeyOf, type Lesson } from '../../tutor/lesson/lesson.ts';
import type { Assignment } from '../assignment/assignment.ts';
import { totalOf } from '../assignment/points.ts';
import type { Problem } from '../assignment/problem.ts';
import { maxPointsOf, paperOf } from '../paper/paper.ts';
import { type Finding, finding, whoseNumbers } from './findings.ts';
import { hiddenMistakes } from './hidden-mistakes.ts';
import { pythonShapes } from './python-shapes.ts';
import { slipFindings } from './slip-findings.ts';
import { unknownShapes } from './unknown-shapes.ts';

/** Students whose numbers are drawn to see whether drawing works. */
const samples = ['alice', 'bob', 'carol', 'dave', 'erin'];

/** Looks for what would fail a student: it solves every problem, and has every key confirmed by a second engine. */
export function lint(
  assignment: Assignment,
  programs: readonly string[],
  second: SecondEngine,
): readonly Finding[] {
  const found = assignment.problems.flatMap((problem, k) => {
    const own = problem.drawn
      ? drawnFindings(assignment, problem, programs[k] ?? '', second)
      : findings(assignment, problem, programs[k] ?? '', null, second);
    const nameless = problem.id === null && assignment.problems.length > 1;
    const none = 'the problem has no id, so no answer can be under its heading; give it one';
    return [...(nameless ? [finding(problem, 'error', none)] : []), ...own, ...quizOnly(problem)];
  });
  return [...outOfReach(assignment, programs), ...found];
}

/** The finding about a policy that asks for more points than there are. */
function outOfReach(assignment: Assignment, programs: readonly string[]): readonly Finding[] {
  const { problems, policy } = assignment;
  if (policy.pass.kind === 'share') return [];
  const papers = problems.map((problem, k) => paperOf(assignment, problem, programs[k] ?? '', null));
  const total = totalOf(papers.map((paper) => (paper.ok ? maxPointsOf(paper.value) : Infinity)));
  if (policy.pass.least <= total) return [];
  const says = `pass: is ${plainNumber(policy.pass.least)} points, but there are only ${plainNumber(total)}; a student needs all of them to pass`;
  return [finding({ from: 0, id: null }, 'warning', says)];
}

/** The finding about kinds of question that only a quiz can ask. */
function quizOnly(problem: Problem): readonly Finding[] {
  const kinds = problem.choice.kinds?.filter((kind) => kind !== 'value') ?? [];
  if (kinds.length === 0) return [];
  const says = `kinds: is for the quiz; handout, check and grade only ask for derivatives, not for ${kinds.join(', ')}`;
  return [finding(problem, 'warning', says)];
}

function drawnFindings(
  assignment: Assignment,
  problem: Problem,
  program: string,
  second: SecondEngine,
): readonly Finding[] {
  const all = samples.map((student) => findings(assignment, problem, program, student, second));
  // One student's findings stand for all: those with an error are taken before those with warnings alone.
  const failing = all.find((found) => found.some(({ level }) => level === 'error'));
  return failing ?? all.find((found) => found.length > 0) ?? [];
}

function findings(
  assignment: Assignment,
  problem: Problem,
  program: string,
  student: string | null,
  second: SecondEngine,
): readonly Finding[] {
  const paper = paperOf(assignment, problem, program, student);
  const error = (message: string): Finding => finding(problem, 'error', message);
  if (!paper.ok) {
    const { message, from } = paper.trouble;
    const inside = from === null ? null : { at: problem.programAt, program, offset: from };
    return [{ ...error(message), inside }];
  }
  const { lesson, further } = paper.value;
  const { worked, order, notes } = lesson;
  if (order.length === 0 && notes.length === 0) return [error('there is no derivative to ask')];
  const found: Finding[] = [...worked.notes, ...notes].map(error);
  const whose = student === null ? '' : ` at ${whoseNumbers(student)}`;
  for (const each of testimonies(answerKeyOf(lesson), order, second)) {
    const word = `d${worked.output}/d${each.name}`;
    const told = keyFinding(each, `${word}${whose}`, whose);
    if (told) found.push(finding(problem, ...told));
  }
  found.push(...pointFindings(problem, lesson), ...slipFindings(problem, lesson, student));
  if (assignment.policy.answers === 'expressions' && further.length < assignment.policy.tries)
    found.push(error('no other values were found at which expressions can be judged; write answers: any'));
  if (problem.drawn) found.push(...unknownShapes(problem, lesson));
  found.push(...pythonShapes(problem, lesson));
  if (found.every(({ level }) => level === 'warning'))
    found.push(...hiddenMistakes(problem, lesson, student));
  return found;
}

/** What is wrong with a key that its witnesses do not confirm; null where they do. */
function keyFinding(
  said: Testimony,
  word: string,
  whose: string,
): readonly [Finding['level'], string] | null {
  switch (standingOf(said)) {
    case 'confirmed':
      // Beside a corner nudging is silent; what mathjs says there is its convention.
      return null;
    case 'disputed':
      return [
        'error',
        `the key is wrong or uncertain${whose}: ${word.slice(0, word.length - whose.length)} is ${contradicted(said)}`,
      ];
    case 'convention': {
      const between = said.corner && jumps(said.corner) ? '' : ', and any slope between the two is accepted';
      return [
        'warning',
        `${word} is at a corner: the key is a convention, which no check can confirm${between}; choose other values`,
      ];
    }
    case 'unwitnessed':
      return ['warning', `neither check can confirm the key of ${word}; choose milder values`];
  }
}

/** A derivative that a witness speaks against: what each of them says. */
function contradicted({ derivative, nudged, second, corner }: Testimony): string {
  const silent = corner ? "nudging can't check a corner" : "nudging can't check this";
  return [
    `${valueFigures(derivative, 7)} here`,
    nudged === null ? silent : `nudging says ${valueFigures(nudged, 7)}`,
    second === null ? "mathjs can't follow" : `mathjs says ${valueFigures(second, 7)}`,
  ].join(', ');
}

function pointFindings(problem: Problem, { worked, order }: Lesson): readonly Finding[] {
  if (problem.points.kind !== 'named') return [];
  const asked = new Set(order.map((slot) => nameAt(worked, slot)));
  return [...problem.points.by.keys()]
    .filter((name) => !asked.has(name))
    .map((name) => finding(problem, 'error', `points: names ${name}, which is not asked`));
}

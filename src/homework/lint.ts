import { nameAt } from '../engine/named.ts';
import { type SecondEngine, type Testimony, testimonies } from '../engine/witnesses.ts';
import { literal } from '../language/expression.ts';
import { valueFigures } from '../language/figures.ts';
import { plainNumber, print } from '../language/print.ts';
import { under } from '../tutor/convention.ts';
import { discern, sharpness } from '../tutor/discern.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { like } from '../tutor/like.ts';
import type { Assignment, Problem } from './assignment.ts';
import { paperOf } from './paper.ts';
import { slipReading } from './slipped.ts';

/** Something in an assignment that would fail a student, or hide a mistake. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** Where in the file, as an offset; a trouble of the program has its own place instead. */
  readonly from: number;
  readonly problem: string | null;
  /** Where it is in the program of its problem, if it is there. */
  readonly inside: {
    readonly at: Problem['programAt'];
    readonly program: string;
    readonly offset: number;
  } | null;
}

/** Students whose numbers are drawn to see whether drawing works. */
const samples = ['alice', 'bob', 'carol', 'dave', 'erin'];

/** Numbers that tell fewer than this share of mistakes apart deserve a word. */
const sharpEnough = 0.75;

/** Looks for what would fail a student: it solves every problem, and has every key confirmed by a second engine. */
export function lint(
  assignment: Assignment,
  programs: readonly string[],
  second: SecondEngine,
): readonly Finding[] {
  return assignment.problems.flatMap((problem, k) => {
    const found = problem.drawn
      ? drawnFindings(assignment, problem, programs[k] ?? '', second)
      : findings(assignment, problem, programs[k] ?? '', null, second);
    const nameless = problem.id === null && assignment.problems.length > 1;
    const none = 'the problem has no id, so no answer can stand under its heading; give it one';
    return nameless ? [finding(problem, 'error', none), ...found] : found;
  });
}

const finding = (problem: Problem, level: Finding['level'], message: string): Finding => ({
  level,
  message,
  from: problem.from,
  problem: problem.id,
  inside: null,
});

function drawnFindings(
  assignment: Assignment,
  problem: Problem,
  program: string,
  second: SecondEngine,
): readonly Finding[] {
  for (const student of samples) {
    const found = findings(assignment, problem, program, student, second);
    if (found.length > 0) return found;
  }
  return [];
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
  const whose = student === null ? '' : ` at the numbers of ${student}`;
  for (const each of testimonies(under(worked, 'dvar'), order, second)) {
    const word = `d${worked.output}/d${each.name}`;
    if (!each.agrees) found.push(error(`the key is not confirmed${whose}: ${word} is ${contradicted(each)}`));
    else if (each.nudged === null && each.second === null && !each.corner)
      found.push(
        finding(problem, 'warning', `nobody can confirm the key of ${word}${whose}; choose milder values`),
      );
  }
  found.push(...pointFindings(problem, lesson), ...slipFindings(problem, lesson));
  if (assignment.policy.answers === 'expressions' && further.length < assignment.policy.tries)
    found.push(
      error('no further values were found at which expressions could be judged; write answers: any'),
    );
  if (found.length === 0) found.push(...hiddenMistakes(problem, lesson));
  return found;
}

/** A derivative that a witness speaks against: what each of them says. */
function contradicted({ derivative, nudged, second, corner }: Testimony): string {
  const silent = corner ? 'nudging has no say at a corner' : 'nudging has no say here';
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

function slipFindings(problem: Problem, lesson: Lesson): readonly Finding[] {
  return problem.slips.flatMap((slip) => {
    const error = (message: string): Finding => ({ ...finding(problem, 'error', message), from: slip.from });
    const slot = lesson.worked.slots.get(slip.name);
    if (slot === undefined || !lesson.order.includes(slot))
      return [error(`the slip ${slip.id} is about ${slip.name}, which is not asked`)];
    const reading = slipReading(lesson, slip);
    return reading.kind !== 'read' ? [error(`the slip ${slip.id} can't be read: ${reading.message}`)] : [];
  });
}

/** Numbers at which mistakes can't be seen, with others at which they can. */
function hiddenMistakes(problem: Problem, lesson: Lesson): readonly Finding[] {
  const discernments = discern(lesson);
  const sharp = sharpness(discernments);
  if (sharp >= sharpEnough) return [];
  const better = like(lesson, 1);
  const cure =
    better && better.sharpness > sharp + 0.05
      ? `; these tell ${percent(better.sharpness)}: { ${[...better.values].map(([name, value]) => (typeof value === 'number' ? `${name}: ${plainNumber(value)}` : `${name}: "${print(literal(value))}"`)).join(', ')} }`
      : '';
  return [
    finding(problem, 'warning', `of 100 known mistakes these numbers tell ${percent(sharp)} apart${cure}`),
  ];
}

const percent = (share: number): number => Math.round(100 * share);

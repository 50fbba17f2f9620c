import { shapeAt } from '../engine/graph.ts';
import { nameAt } from '../engine/named.ts';
import { type SecondEngine, testimonies } from '../engine/witnesses.ts';
import { type Apply, leaves, literal } from '../language/expression.ts';
import { valueFigures } from '../language/figures.ts';
import { plainNumber, print } from '../language/print.ts';
import { isSingle } from '../ops/matrix.ts';
import { table } from '../ops/table.ts';
import { under } from '../tutor/convention.ts';
import { discern, sharpness } from '../tutor/discern.ts';
import type { Lesson } from '../tutor/lesson.ts';
import { like } from '../tutor/like.ts';
import { nodesOf } from '../tutor/mistake/rewrite.ts';
import type { Assignment } from './assignment.ts';
import { paperOf } from './paper.ts';
import type { Problem } from './problem.ts';
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
  for (const { name, derivative, nudged, second: other, agrees } of testimonies(
    under(worked, 'dvar'),
    order,
    second,
  )) {
    if (agrees) continue;
    const said = [nudged, other]
      .map((value) => (value === null ? '-' : valueFigures(value, 7)))
      .join(' and ');
    found.push(
      error(
        `the key is not confirmed: d${worked.output}/d${name} is ${valueFigures(derivative, 7)} here, and nudging and mathjs say ${said}`,
      ),
    );
  }
  found.push(...pointFindings(problem, lesson), ...slipFindings(problem, lesson));
  if (assignment.policy.answers === 'expressions' && further.length < assignment.policy.tries)
    found.push(
      error('no further values were found at which expressions could be judged; write answers: any'),
    );
  if (problem.drawn) found.push(...shapeless(problem, lesson));
  if (found.length === 0) found.push(...hiddenMistakes(problem, lesson));
  return found;
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

/** A program that is written for matrices, and whose values are all drawn as single numbers. */
function shapeless(
  problem: Problem,
  { worked: { graph, program, slots, sources } }: Lesson,
): readonly Finding[] {
  const signs = program.statements.flatMap(({ expression }) => nodesOf(expression));
  const sign = signs.find(forMatrices);
  if (!sign || !Array.from({ length: graph.size }, (_, slot) => shapeAt(graph, slot)).every(isSingle))
    return [];
  const given = (name: string): boolean => !sources[slots.get(name) ?? -1];
  const names = [...leaves(sign), ...signs.flatMap(leaves)].flatMap((leaf) =>
    leaf.kind === 'name' && given(leaf.name) ? [leaf.name] : [],
  );
  const says = `${print(sign)} is written for matrices, and every value is drawn as a single number; say how large they are, as in shapes: { ${names[0] ?? 'X'}: 2x4 }`;
  return [finding(problem, 'warning', says)];
}

/** Whether a sign is of use between matrices alone: `A'`, `sum(A)`, `A .* B`. */
const forMatrices = ({ sign }: Apply): boolean =>
  sign.symbol.startsWith('.') || sign.ops.every((op) => table[op].kind === 'structural');

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
    finding(problem, 'warning', `these numbers tell ${percent(sharp)} of the known mistakes apart${cure}`),
  ];
}

const percent = (share: number): string => `${Math.round(100 * share)}%`;

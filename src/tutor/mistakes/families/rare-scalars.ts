import { kinds, operandsAt, shapeAt } from '../../../engine/graph/graph.ts';
import { computed, elementwiseRow, localAt, localRule } from '../../../engine/kernels/rules.ts';
import { type Evaluation, numberAt, slopeAt } from '../../../engine/passes/evaluate.ts';
import { isSingle, type Value } from '../../../ops/matrix.ts';
import { givesA, hasUnitSlopes, type OpName } from '../../../ops/table.ts';
import type { LinkStep } from '../../../symbolic/link.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Question, readersOf } from '../../lesson/question.ts';
import { sameValue } from '../equality.ts';
import { afterNudge, type EdgeView, type View } from '../redraw.ts';
import { mutantsOf, speaksOf } from '../row-mutants.ts';
import { byLink, type ScalarMalrule } from '../scalar-malrules.ts';
import { isWeight, namesNear, targetBeside } from './names-near.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);

/** Wrong rules that are seldom seen, or fit many numbers: they are held only against what nothing else explains. */
export function rareScalars(lesson: Lesson, question: Question): readonly ScalarMalrule[] {
  const links = question.links ?? [];
  return [
    ...(links.some(({ path }) => path.length > 1) ? [heightOfReader(question)] : []),
    ...otherValues(lesson, question),
    ...otherGradients(lesson, question),
    ...forwardAgain(question),
    ...slopesTwice(question),
    ...logLossShortcut(lesson, question),
    ...ratiosOfNudges(lesson, question),
    ...(lesson.worked.names[question.slot] ? [ownFactor(lesson, question)] : []),
    { id: 'added-over-passes', op: null, at: ({ right }) => 2 * right, local: () => Number.NaN },
  ];
}

type Named = Pick<ScalarMalrule, 'id' | 'op' | 'operand' | 'intruder'>;
/** What somebody takes the local derivative at an arrow for; null where they take the right one. */
type Change = (edge: EdgeView, arrow: LinkStep, view: View, above: number) => number | null;

/** A rule by what it takes for the local derivatives at arrows; `bent`: where that hangs on what comes back. */
const byLocal = (rule: Named, { links }: Question, change: Change, bent = false): ScalarMalrule =>
  byLink(
    rule,
    ({ edges, upstream }, i, view) =>
      edges.reduceRight((product, edge, k) => {
        const arrow = links?.[i]?.path[k];
        return product * ((arrow && change(edge, arrow, view, upstream * product)) ?? edge.local);
      }, 1),
    bent,
  );

/** The value of the step that reads, taken for the slope of all that lies between: of a longer statement than one op. */
const heightOfReader = (question: Question): ScalarMalrule =>
  byLocal({ id: 'output-for-slope', op: null }, question, (edge, arrow) => {
    const way = question.links?.find(({ path }) => path.includes(arrow))?.path;
    return way?.at(-1) === arrow ? edge.out : 1;
  });

const singlesNear = (lesson: Lesson, { slot }: Question): readonly number[] =>
  namesNear(lesson, slot).filter((each) => isSingle(shapeAt(lesson.worked.graph, each)));

const walkedArrows = new WeakMap<Question, readonly LinkStep[]>();

/** Every arrow on the ways to what is asked once, though several ways may share it: ways may be long, so they are walked once. */
function arrowsOf(question: Question): readonly LinkStep[] {
  const known = walkedArrows.get(question);
  if (known) return known;
  const arrows = new Map<number, LinkStep>();
  for (const { path } of question.links ?? [])
    for (const arrow of path) arrows.set(256 * arrow.step + arrow.operand, arrow);
  const found = [...arrows.values()];
  walkedArrows.set(question, found);
  return found;
}

/** In the right rule another value in the place of each: z for a, the weight of another layer. */
function otherValues(lesson: Lesson, question: Question): readonly ScalarMalrule[] {
  const { worked } = lesson;
  const near = singlesNear(lesson, question);
  return arrowsOf(question).flatMap((arrow): readonly ScalarMalrule[] => {
    const { op, operand, step } = arrow;
    const { local } = localRule(op, operand);
    const places = [...elementwiseRow(op).operands, 'out'].flatMap((letter, place) =>
      speaksOf(local, letter) ? [{ place, belongs: operandsAt(worked.graph, step)[place] ?? step }] : [],
    );
    return places.flatMap(({ place, belongs }) =>
      near
        .filter((slot) => slot !== belongs)
        .map((slot): ScalarMalrule => {
          const weights = [slot, belongs].every((each) => isWeight(worked, each));
          const rule: Named = {
            id: weights ? 'other-weight' : 'other-value',
            op,
            intruder: worked.names[slot] ?? '',
          };
          return byLocal(rule, question, (edge, { step, operand }, { world }) =>
            step === arrow.step && operand === arrow.operand
              ? slopeWith(edge, place, numberAt(world, slot))
              : null,
          );
        }),
    );
  });
}

/** An arrow's local derivative with one of its operands, or behind them its output, exchanged. */
const slopeWith = ({ op, operand, operands, out }: EdgeView, place: number, value: number): number =>
  localAt(
    op,
    operand,
    operands.map((each, k) => (k === place ? value : each)),
    place < operands.length ? out : value,
  );

/** The derivative of another step in the place of the reader's. */
function otherGradients(lesson: Lesson, question: Question): readonly ScalarMalrule[] {
  const [reader, another] = readersOf(question);
  const { worked } = lesson;
  if (reader === undefined || another !== undefined || reader === worked.graph.output) return [];
  return singlesNear(lesson, question)
    .filter((slot) => slot !== reader && slot !== question.slot && slot !== worked.graph.output)
    .map((slot) => ({
      id: 'other-gradient',
      op: null,
      intruder: `d${worked.names[slot]}`,
      at: ({ links, world }) =>
        sum(
          links.map(({ edges }) => edges.reduce((along, { local }) => along * local, slopeAt(world, slot))),
        ),
      local: ({ links }) =>
        sum(links.map(({ edges }) => edges.reduce((along, { local }) => along * local, 1))),
    }));
}

/** The function of the forward pass applied to the gradient that comes back. */
function forwardAgain(question: Question): readonly ScalarMalrule[] {
  const bends = new Set(
    (question.links ?? []).flatMap(({ path }) =>
      path.flatMap(({ op }) => (elementwiseRow(op).operands.length === 1 && !hasUnitSlopes(op) ? [op] : [])),
    ),
  );
  return [...bends].map((bend) =>
    byLocal(
      { id: 'forward-on-the-way-back', op: bend },
      question,
      ({ op }, _arrow, _view, above) => (op === bend ? computed(op, [above]) / above : null),
      true,
    ),
  );
}

const ownSquares = new Map<string, boolean>();

/** Whether the slope of an op is no constant, and no change of its row's formula takes it twice. */
function hasOwnSquare(op: OpName, operand: number): boolean {
  const key = `${op} ${operand}`;
  const known = ownSquares.get(key);
  if (known !== undefined) return known;
  const { local } = localRule(op, operand);
  const has =
    ['out', ...elementwiseRow(op).operands].some((letter) => speaksOf(local, letter)) &&
    !mutantsOf(op, operand).some(({ id }) => id === 'slope-twice');
  ownSquares.set(key, has);
  return has;
}

/** The slope of an op taken twice, where no change of its row's formula says so: of a product, of an exponent. */
function slopesTwice(question: Question): readonly ScalarMalrule[] {
  return arrowsOf(question)
    .filter(({ op, operand }) => hasOwnSquare(op, operand))
    .map(({ op, operand, step }) =>
      byLocal({ id: 'slope-twice', op, operand }, question, ({ local }, arrow) =>
        arrow.step === step && arrow.operand === operand ? local * local : null,
      ),
    );
}

/** The nudges that people measure with, up and down. */
const measuringNudges = [0.1, 0.01, 0.001].flatMap((nudge) => [nudge, -nudge]);

/** The change of the output for a nudge of a given, divided by the nudge, as a calculator measures it. */
const ratioAfter = (world: Evaluation, slot: number, nudge: number): number =>
  (afterNudge(world, slot, nudge) - numberAt(world, world.graph.output)) / nudge;

const ratiosOfNudges = ({ worked }: Lesson, { slot }: Question): readonly ScalarMalrule[] =>
  worked.graph.kind[slot] === kinds.given
    ? measuringNudges.map((nudge) => ({
        id: 'ratio-of-a-nudge',
        op: null,
        at: ({ world }) => ratioAfter(world, slot, nudge),
        local: () => Number.NaN,
      }))
    : [];

/** The nudge with which a number near a derivative was measured; null where it was not, or where rounding may be behind it. */
export function nudgeBehind(
  { worked }: Lesson,
  { slot, exact, plain }: Question,
  value: Value,
): number | null {
  const measured = plain && worked.graph.kind[slot] === kinds.given && !sameValue(value, exact);
  return (
    (measured ? measuringNudges : []).find((nudge) => sameValue(value, ratioAfter(worked, slot, nudge))) ??
    null
  );
}

/** The difference of a probability and its target in the place of all that comes back through both, as with the log loss. */
function logLossShortcut({ worked }: Lesson, question: Question): readonly ScalarMalrule[] {
  const arrows = (question.links ?? []).flatMap(({ path }) =>
    path.filter(({ op }) => givesA('probability', op)),
  );
  const [arrow, another] = arrows;
  const target = arrow && targetBeside(worked.graph, arrow.step);
  if (!arrow || another || target === undefined) return [];
  const along = ({ edges }: View['links'][number], i: number): number | null => {
    const at = question.links?.[i]?.path.indexOf(arrow) ?? -1;
    return at < 0 ? null : edges.slice(0, at).reduce((product, { local }) => product * local, 1);
  };
  const names = [arrow.step, target].map((slot) => worked.names[slot]);
  return [
    {
      id: 'log-loss-shortcut',
      op: null,
      ...(names.every(Boolean) && { intruder: names.join(' - ') }),
      at: ({ links, world }) =>
        sum(
          links.map((link, i) => {
            const before = along(link, i);
            return before === null
              ? link.edges.reduce((product, { local }) => product * local, link.upstream)
              : before * (numberAt(world, arrow.step) - numberAt(world, target));
          }),
        ),
      local: () => Number.NaN,
    },
  ];
}

/** The right rule times what is asked itself, as if it were a weight: `dz*b` for a bias. */
const ownFactor = ({ worked: { names } }: Lesson, { slot }: Question): ScalarMalrule => ({
  id: 'factor-too-many',
  op: null,
  intruder: names[slot] ?? '',
  at: ({ right, own }) => right * own,
  local: () => Number.NaN,
});

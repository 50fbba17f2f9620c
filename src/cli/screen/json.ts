import { kinds, opAt, operandsAt, shapeAt } from '../../engine/graph/graph.ts';
import { nameAt, termAt, writingAt } from '../../engine/graph/names.ts';
import { derivativeAt, valueOfSlot, whyMissing } from '../../engine/passes/evaluate.ts';
import { causesBySlot, jsonCause } from '../../homework/grading/cause.ts';
import { codeStyle, print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { isSingle, mapped, type Nested, nested, type Shape } from '../../ops/matrix.ts';
import { scaleOf } from '../../symbolic/convention.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { slotIn } from '../../tutor/lesson/question-kind.ts';
import { published } from '../../tutor/mistakes/messages.ts';
import { askedWord } from '../../tutor/questions/kinds.ts';
import { pageReading } from '../../tutor/quiz/page-answers.ts';
import { passed, tally } from '../../tutor/quiz/summary.ts';
import { noAnswer, type Session, untouched } from '../../tutor/session/state.ts';

/** The graph as `show --format json` prints it: format `dvar.graph/1` of the contract, full double precision. */
export function graphJson(lesson: Lesson, withGradients: boolean): object {
  const { worked } = lesson;
  const { graph } = worked;
  const slots = Array.from({ length: graph.size }, (_, slot) => slot).filter(
    (slot) => graph.kind[slot] !== kinds.literal,
  );
  const differentiated = slots.filter((slot) => graph.kind[slot] !== kinds.data);
  // From right to left, as they are found: the output, then what is asked, in its order, then the rest.
  const backward = new Set([graph.output, ...lesson.order, ...[...differentiated].reverse()]);
  return {
    format: 'dvar.graph/1',
    program: printProgram(worked.program, '; '),
    output: worked.output,
    forward: Object.fromEntries(
      slots.map((slot) => [nameAt(worked, slot), nested(valueOfSlot(worked, slot))]),
    ),
    ...(withGradients && {
      gradients: Object.fromEntries(
        [...backward].map((slot) => [nameAt(worked, slot), jsonDerivative(worked, slot)]),
      ),
    }),
    order: lesson.order.map((slot) => nameAt(worked, slot)),
    nodes: slots.map((slot) => nodeJson(lesson, slot)),
  };
}

function jsonDerivative(worked: Lesson['worked'], slot: number): Nested | null {
  const derivative = derivativeAt(worked, slot);
  const scale = scaleOf(worked, slot);
  // The JSON gives gradients of the output, whichever convention the questions follow.
  return derivative === null ? null : nested(mapped(derivative, (entry) => entry / scale));
}

/** `[]` for a single number, `[rows, columns]` for a matrix. */
const jsonShape = (shape: Shape): readonly number[] => (isSingle(shape) ? [] : [shape.rows, shape.columns]);

function nodeJson({ worked }: Lesson, slot: number): object {
  const { graph } = worked;
  const writing = writingAt(worked, slot);
  const missing = graph.kind[slot] !== kinds.data && derivativeAt(worked, slot) === null;
  return {
    name: nameAt(worked, slot),
    kind: kindOf(worked, slot),
    op: opAt(graph, slot),
    inputs: operandsAt(graph, slot).map((operand) =>
      graph.kind[operand] === kinds.literal
        ? nested(valueOfSlot(worked, operand))
        : print(termAt(worked, operand)),
    ),
    expression: writing && print(writing, codeStyle),
    shape: jsonShape(shapeAt(graph, slot)),
    ...(missing && { undefined: whyMissing(worked, slot) }),
  };
}

function kindOf({ graph }: Lesson['worked'], slot: number): 'given' | 'data' | 'step' | 'output' {
  if (slot === graph.output) return 'output';
  if (graph.kind[slot] === kinds.step) return 'step';
  return graph.kind[slot] === kinds.data ? 'data' : 'given';
}

/**
 * How a quiz went, in the shape of a check's report (`dvar.quiz/1`): a result a question, in the order of the
 * questions; `line` is the line of input that settled it, from 1.
 */
export function quizJson(
  session: Session,
  settledAt: ReadonlyMap<number, number>,
  problem: string | null,
): object {
  const { worked, asked: questions } = session.words.lesson;
  const { right, followThrough, asked } = tally(session);
  const causes = causesBySlot(session.words.lesson, pageReading(session));
  return {
    format: 'dvar.quiz/1',
    points: right + followThrough,
    maxPoints: asked,
    passed: passed(session),
    results: questions
      .filter((key) => !session.extra.has(key))
      .map((key) => {
        const slot = slotIn(key);
        const turn = session.turns.get(key) ?? untouched;
        const cause = causes.get(key);
        const verdict = turn.outcome ?? (turn.skips > 0 ? 'skipped' : 'missing');
        return {
          problem,
          name: nameAt(worked, slot),
          asks: askedWord(session.words, questionOf(session.words.lesson, key)),
          verdict,
          answer: turn.answer,
          value: turn.value === null ? null : nested(turn.value),
          points: verdict === 'correct' || verdict === 'close' || verdict === 'follow-through' ? 1 : 0,
          mistake: published(turn.mistake),
          ...(cause && { cause: jsonCause(cause) }),
          message: verdict === 'missing' ? noAnswer : turn.message,
          tries: turn.tries,
          hints: turn.hints,
          line: settledAt.get(key) ?? null,
        };
      }),
  };
}

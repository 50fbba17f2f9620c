import { givensOf } from '../engine/graph/givens.ts';
import { kinds } from '../engine/graph/graph.ts';
import { nameAt } from '../engine/graph/names.ts';
import { derivativeAt, type Evaluation, valueOfSlot } from '../engine/passes/evaluate.ts';
import { usual } from '../homework/assignment/policy.ts';
import { bareProblem } from '../homework/assignment/problem.ts';
import { grade } from '../homework/grading/grade.ts';
import { paperWith } from '../homework/paper/paper.ts';
import { readNotation } from '../homework/submission/notation.ts';
import { parseProgram, printProgram } from '../language/program.ts';
import { nested } from '../ops/matrix.ts';
import { type Block, line } from '../tutor/lesson/block.ts';
import type { Lesson } from '../tutor/lesson/lesson.ts';
import { asking, closing, promptOf, step } from '../tutor/quiz/session.ts';
import { startSession } from '../tutor/session/state.ts';
import { backwardBlocks } from '../tutor/teaching/explain.ts';
import { forwardBlocks } from '../tutor/teaching/forward-screen.ts';
import { lessonFromBound } from './lesson-from-bound.ts';
import { quizResults } from './quiz-results.ts';
import { screenText } from './screen-text.ts';
import type { Bound, Choices, Program, Quiz, Report, Result, ShowOptions, Value, Values } from './types.ts';

export type * from './types.ts';

// The library: what `import { parse } from 'dvar'` gives. Every function is pure, and what it takes and gives is plain data.

/**
 * Reads the text of a program.
 *
 * @example
 * parse('u = b*c; J = 3*u')
 * // => { ok: true, value: { source: 'u = b*c; J = 3*u', statements: ['u = b*c', 'J = 3*u'], inputs: ['b', 'c'] } }
 */
export function parse(text: string): Result<Program> {
  const read = parseProgram(text);
  if (!read.ok) return read;
  const inputs = [...givensOf(read.value)].flatMap(([name, value]) => (value === null ? [name] : []));
  const statements = printProgram(read.value, '\n').split('\n');
  return { ok: true, value: { source: text, statements, inputs } };
}

/**
 * Puts values to a program's inputs. It refuses what has no value at them, and choices that name what is not there.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('J = 3*(a + b*c)')), { a: 5, b: 3, c: 2 }));
 * bound.order
 * // => ['t2', 'a', 't1', 'b', 'c']
 */
export function bind(program: Program, values: Values, choices: Choices = {}): Result<Bound> {
  const read = lessonFromBound(program.source, values, choices);
  if (!read.ok) return read;
  const { worked, order } = read.value;
  const names = order.map((slot) => nameAt(worked, slot));
  return { ok: true, value: { program, values, choices, output: worked.output, order: names } };
}

/**
 * The value of every name and of every unnamed step (`t1`, `t2`, ...), in computing order.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('J = 3*(a + b*c)')), { a: 5, b: 3, c: 2 }));
 * forward(bound)
 * // => { a: 5, b: 3, c: 2, t1: 6, t2: 11, J: 33 }
 */
export function forward(bound: Bound): Readonly<Record<string, Value>> {
  const { worked } = lessonOfBound(bound);
  return byName(worked, (slot) => nested(valueOfSlot(worked, slot)));
}

/**
 * The derivative of the output with respect to every name and every unnamed step, but for data; null where it does not exist.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('J = 3*(a + b*c)')), { a: 5, b: 3, c: 2 }));
 * backward(bound)
 * // => { a: 3, b: 6, c: 9, t1: 3, t2: 3, J: 1 }
 */
export function backward(bound: Bound): Readonly<Record<string, Value | null>> {
  const { worked } = lessonOfBound(bound);
  return byName(
    worked,
    (slot) => {
      const derivative = derivativeAt(worked, slot);
      return derivative === null ? null : nested(derivative);
    },
    (slot) => worked.graph.kind[slot] !== kinds.data,
  );
}

/**
 * The graph and the forward pass as text; with `backward` the derivatives and their formulas, too.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('J = w^2')), { w: 3 }));
 * show(bound, { backward: true }).split('\n').slice(-1)
 * // => ['dJ/dw = 2*w = 2*3 = 6']
 */
export function show(bound: Bound, options: ShowOptions = {}): string {
  const lesson = lessonOfBound(bound);
  const words = { lesson, digits: options.digits ?? 4 };
  const known = options.backward ? new Set([...lesson.order, lesson.worked.graph.output]) : new Set<number>();
  const blocks: readonly Block[] = [
    { kind: 'picture', known },
    ...forwardBlocks(words),
    ...(options.backward ? [line('plain', ''), ...backwardBlocks(words)] : []),
    ...[...lesson.worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`)),
  ];
  return screenText(blocks, lesson, options);
}

/**
 * The quiz after the lines that somebody has typed so far: answers, `?` for a hint, and words such as `:skip`. There is no
 * state to keep but those lines: to go on, call it again with one line more.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('J = 3*a')), { a: 5 }));
 * quiz(bound, ['?', '3']).summary
 * // => '1 of 1 right: 1 with hints.'
 */
export function quiz(bound: Bound, lines: readonly string[] = []): Quiz {
  const lesson = lessonOfBound(bound);
  const shown = (blocks: readonly Block[]): string => screenText(blocks, lesson, {});
  let session = startSession(lesson, 'prompt', 4);
  let said = '';
  for (const typed of lines) {
    if (session.over) break;
    const stepped = step(session, typed);
    session = stepped.session;
    const saved = stepped.effect?.kind === 'save' ? [stepped.effect.text.trimEnd()] : [];
    said = [shown(stepped.shown), ...saved].join('\n').trim();
  }
  return {
    said,
    question: session.over ? null : shown(asking(session)),
    prompt: session.over ? '' : promptOf(session),
    over: session.over,
    results: quizResults(session),
    summary: shown(closing(session)),
  };
}

/**
 * Judges a submission: lines such as `db = du*c`, as `dvar check` does. `key` adds the exact values.
 *
 * @example
 * const bound = unwrap(bind(unwrap(parse('u = b*c; J = 3*u')), { b: 3, c: 2 }));
 * unwrap(check(bound, 'du = 3\ndb = du*c\ndc = du + b')).points
 * // => 2
 */
export function check(
  bound: Bound,
  submission: string,
  { key = false }: { readonly key?: boolean } = {},
): Result<Report> {
  const read = readNotation(submission);
  if (!read.ok) return read;
  const graded = grade([paperWith(bareProblem, lessonOfBound(bound))], usual, read.value);
  const results = graded.results.map((result) => ({
    name: result.name,
    asks: result.asks,
    verdict: result.verdict,
    answer: result.answer,
    // What was worked out with a true value would tell it.
    value: result.borrowed && !key ? null : result.value,
    mistake: result.mistake,
    message: result.message,
    points: result.points,
    line: result.line,
    ...(key && { expected: result.expected }),
  }));
  const notes = graded.notes.map(({ line, message }) => ({ line, message: message.replaceAll('`', '') }));
  const { points, maxPoints, passed } = graded;
  return { ok: true, value: { points, maxPoints, passed, results, notes } };
}

/**
 * The value of a result, or an error that says what is wrong: for scripts, where a refusal is the end.
 *
 * @example
 * unwrap(parse('J = 3*a')).inputs
 * // => ['a']
 */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.trouble.message);
}

/** What `bind` has let through computes; anything else was put together by hand. */
function lessonOfBound({ program, values, choices }: Bound): Lesson {
  const lesson = lessonFromBound(program.source, values, choices);
  if (!lesson.ok) throw new TypeError(`this is not what bind returned: ${lesson.trouble.message}`);
  return lesson.value;
}

function byName<T>(
  worked: Evaluation,
  give: (slot: number) => T,
  wanted: (slot: number) => boolean = () => true,
): Readonly<Record<string, T>> {
  const slots = Array.from({ length: worked.graph.size }, (_, slot) => slot);
  return Object.fromEntries(
    slots
      .filter((slot) => worked.graph.kind[slot] !== kinds.literal && wanted(slot))
      .map((slot) => [nameAt(worked, slot), give(slot)]),
  );
}

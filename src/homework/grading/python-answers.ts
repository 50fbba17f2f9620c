import { gradientAt } from '../../engine/passes/evaluate.ts';
import { literal } from '../../language/expression.ts';
import { entriesOf, isFiniteValue, mapped, shapeOf, type Value, valueFrom } from '../../ops/matrix.ts';
import { arrayEntries, arraySize, type NdArray, pythonShape } from '../../python/arrays/ndarray.ts';
import { readGradients } from '../../python/evaluation/reading.ts';
import type { PyModule } from '../../python/text/syntax.ts';
import type { PyGradient } from '../../python/values/context.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { KnownDerivatives } from '../../tutor/answers/known-derivatives.ts';
import { readAnswer } from '../../tutor/answers/read-answer.ts';
import type { Reading } from '../../tutor/answers/reading.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import type { judgeSubmission } from '../../tutor/quiz/whole-submission.ts';
import type { PythonMaps } from '../assignment/python-maps.ts';
import type { Note, Submission } from '../submission/submission.ts';
import { type Answers, answersOf, type Given } from './answers.ts';
import { contextOf } from './python-names.ts';
import { pythonReadOf } from './python-read.ts';

/**
 * The answers of a Python file to one lesson: each derivative at its last store, with the numbers that NumPy would
 * give. Where an answer can be written in the tutor's notation, it is judged as that rule, else by its numbers.
 */
function pythonAnswers(lesson: Lesson, module: PyModule, maps: PythonMaps | null = null): Answers {
  const { worked, order } = lesson;
  const context = contextOf(lesson, maps);
  const python = readGradients(module, context);
  const { gradients, notes, taken } = python;
  const own = new Map<number, { readonly value: Value; readonly note: string | null }>();
  for (const [slot, gradient] of bySlot(gradients)) {
    const fitted = gradient.array && fittedTo(gradient.array, gradientAt(worked, slot));
    if (fitted) own.set(slot, fitted);
  }
  const found: KnownDerivatives = (slot) => {
    const value = own.get(slot)?.value ?? gradientAt(worked, slot);
    return isFiniteValue(value) ? value : { why: `${wordAt(worked, slot)} does not exist here` };
  };
  const told: Note[] = notes.map(({ line, message }) => ({ line, message }));
  if (taken.length > 0)
    told.push({
      line: null,
      message: `taken here: ${taken.map(({ name, means }) => `\`${name}\` as ${/ /.test(means) ? means : `\`${means}\``}`).join(', ')}`,
    });
  const given = new Map<number, Given>();
  const asked = new Set(order);
  for (const [slot, gradient] of bySlot(gradients)) {
    const { line, text, borrowed } = gradient;
    const word = wordAt(worked, slot);
    if (!asked.has(slot)) continue;
    const mine = own.get(slot);
    if (mine?.note) told.push({ line, message: `\`${word}\` ${mine.note}` });
    given.set(slot, {
      reading: readingOf(lesson, slot, gradient, mine?.value ?? null, found),
      text,
      line,
      borrowed,
      asWritten: true,
      written: null,
    });
  }
  // What was made of other derivatives is one long rule; with their names in it, it is the rule that was written.
  let named: ReadonlyMap<string, PyGradient> | null = null;
  const inNames = (slot: number): Given | null => {
    named ??= readGradients(module, { ...context, inNames: true }).gradients;
    const [gradient, answer, mine] = [named.get(String(slot)), given.get(slot), own.get(slot)];
    if (!gradient || !answer || !mine || gradient.form === gradients.get(String(slot))?.form) return null;
    return { ...answer, reading: readingOf(lesson, slot, gradient, mine.value, found) };
  };
  const read = pythonReadOf(lesson, python, new Set(given.keys()), module);
  return { given, inNames, python: read, notes: told.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

const bySlot = (gradients: ReadonlyMap<string, PyGradient>): readonly (readonly [number, PyGradient])[] =>
  [...gradients].map(([derivative, gradient]) => [Number(derivative), gradient] as const);

function readingOf(
  lesson: Lesson,
  slot: number,
  { array, why, form, text }: PyGradient,
  value: Value | null,
  found: KnownDerivatives,
): Reading {
  if (!array || value === null) return unreadable(`${why ?? 'this has no value that dvar can tell'}`);
  if (!isFiniteValue(value))
    return unreadable(`this has no value: something in it divides by 0, or grows too large`);
  const question = questionOf(lesson, slot);
  const asRule = form === null ? null : readAnswer(lesson.worked, question, form, found);
  if (asRule?.kind === 'read' && same(asRule.value, value))
    return { ...asRule, value, body: text, remark: null };
  return {
    kind: 'read',
    value: mapped(value, (each) => each + 0),
    expression: literal(value),
    body: text,
    remark: null,
  };
}

const unreadable = (message: string): Reading => ({ kind: 'unreadable', message, from: null, to: null });

/** Whether a rule in the tutor's notation gives the very numbers that NumPy gives. */
function same(a: Value, b: Value): boolean {
  const x = entriesOf(a);
  const y = entriesOf(b);
  if (shapeOf(a).rows !== shapeOf(b).rows || x.length !== y.length) return false;
  return Array.from(x).every(
    (entry, at) => Math.abs(entry - (y[at] ?? 0)) <= 1e-9 * Math.max(1, Math.abs(entry)),
  );
}

/** Right numbers in another rank are right: a `(3,)` where the tutor has a row or a column of 3. */
function fittedTo(array: NdArray, exact: Value): { value: Value; note: string | null } {
  const entries = arrayEntries(array);
  const { rows, columns } = shapeOf(exact);
  if (array.shape.length === 2)
    return {
      value: valueFrom({ rows: array.shape[0] ?? 1, columns: array.shape[1] ?? 1 }, entries),
      note: null,
    };
  const size = arraySize(array);
  if (size === rows * columns && (rows === 1 || columns === 1))
    return {
      value: valueFrom({ rows, columns }, entries),
      note:
        size > 1
          ? `has the shape ${pythonShape(array.shape)}; read as ${pythonShape([rows, columns])}`
          : null,
    };
  return { value: valueFrom({ rows: 1, columns: size }, entries), note: null };
}

/**
 * Judges answers; what is wrong and has no name is judged as the rule that was written, with derivatives by their names. So is
 * what has one, where the rule with the names is right on the learner's own start: then no mistake was made there, whatever the
 * whole expression looks like.
 */
export function judgedInNames<Judged extends Pick<ReturnType<typeof judgeSubmission>, 'turns'>>(
  { given, inNames }: Answers,
  judge: (given: Answers['given']) => Judged,
): Judged {
  const session = judge(given);
  if (!inNames) return session;
  const wrong = [...session.turns].flatMap(([slot, { outcome, mistake }]) => {
    const other = outcome === 'wrong' ? inNames(slot) : null;
    return other ? [{ slot, other, isNamed: mistake !== null }] : [];
  });
  if (wrong.length === 0) return session;
  const judgedBy = (some: typeof wrong): Judged =>
    judge(new Map([...given, ...some.map(({ slot, other }) => [slot, other] as const)]));
  const all = judgedBy(wrong);
  const kept = wrong.filter(
    ({ slot, isNamed }) => !isNamed || all.turns.get(slot)?.outcome === 'follow-through',
  );
  return kept.length === wrong.length ? all : kept.length === 0 ? session : judgedBy(kept);
}

/** The answers in a submission; a notebook may have text beside its Python, which counts where that answers nothing. */
export function answersIn(lesson: Lesson, { entries, python }: Submission, maps: PythonMaps | null): Answers {
  if (!python) return answersOf(lesson, entries);
  const code = pythonAnswers(lesson, python, maps);
  if (entries.length === 0) return code;
  const text = answersOf(lesson, entries);
  return {
    ...(code.python && { python: code.python }),
    ...(code.inNames && { inNames: code.inNames }),
    given: new Map([...text.given, ...code.given]),
    notes: [...text.notes, ...code.notes].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { checked, has, keyPlace, listAt, nodeAt, text } from '../../homework/assignment/keys.ts';
import { type Problem, problemKeys, readProblem } from '../../homework/assignment/problem.ts';
import { type Diagnostic, ok, type Result, refuse } from '../../language/diagnostic.ts';
import { parseProgram } from '../../language/program.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Course, type Example, type Lecture, stepId } from './course.ts';
import { filledIn } from './numbers.ts';
import { type CourseExamples, readStep, unknownProgram } from './read-step.ts';
import { textsAt } from './read-texts.ts';
import { readTerms } from './terms.ts';

/** What the first line of a course's file says. */
const courseFormat = 'dvar.course/1';

/** A fault in a file that makes a course unusable, and the step in which it is: `graph/solo`, or null. */
export interface CourseFault extends Diagnostic {
  readonly step: string | null;
}

/** A course, or all that is wrong with its file, in the order in which it stands there. */
export type ReadCourse =
  | { readonly ok: true; readonly value: Course }
  | { readonly ok: false; readonly faults: readonly CourseFault[] };

/** Reads a course, or one lecture of it, with everything that its steps compute; of several faults it tells the first. */
export function readCourse(document: DocumentNode): Result<Course> {
  const read = readWholeCourse(document);
  if (read.ok) return read;
  const [first] = read.faults;
  const said = first?.step == null ? first?.message : `${first.step}: ${first.message}`;
  return refuse(said ?? "the course can't be read", first?.from, first?.to);
}

/** Gives what could be read; for anything else it notes the fault and gives null. */
type Keep = <T>(read: Result<T>, step?: string | null) => T | null;

/** Reads a course as far as it goes, and tells everything that is wrong with it. */
export function readWholeCourse(document: DocumentNode): ReadCourse {
  const faults: CourseFault[] = [];
  const keep: Keep = (read, step = null) => {
    if (read.ok) return read.value;
    faults.push({ ...read.trouble, step });
    return null;
  };
  const head = keep(readHead(document));
  if (head && document.kind === 'map') {
    const examples = readExamples(document, keep);
    const lectures = (listAt(document, 'lectures') ?? []).map((node) => readLecture(node, examples, keep));
    const terms = keep(readTerms(document));
    const known = lectures.filter((lecture) => lecture !== null);
    const twice = known.find(({ id }, at) => known.findIndex((other) => other.id === id) < at);
    if (twice)
      keep(refuse(`two lectures have the id ${twice.id}; learners are remembered by it`, twice.from));
    if (lectures.length === 0)
      keep(refuse('a course needs lectures:, a list of one or more', document.from, document.from));
    if (faults.length === 0 && terms)
      return { ok: true, value: { ...head, lectures: known, hasTerms: terms.length > 0, terms } };
  }
  return { ok: false, faults: faults.sort((a, b) => (a.from ?? 0) - (b.from ?? 0)) };
}

/** What stands at the top of a course. */
function readHead(document: DocumentNode): Result<Pick<Course, 'id' | 'title'>> {
  if (document.kind !== 'map')
    return refuse('a course needs keys, such as title: and lectures:', document.from, document.from);
  const format = text(document, 'format');
  if (!format.ok) return format;
  if (format.value === null)
    return refuse(
      `format: is missing; the first line of a course is format: ${courseFormat}`,
      document.from,
      document.from,
    );
  if (format.value !== courseFormat)
    return refuse(
      `this dvar reads ${courseFormat}; the file says ${format.value}`,
      ...keyPlace(document, 'format'),
    );
  const known = checked(document, ['format', 'id', 'title', 'programs', 'lectures', 'words']);
  return known.ok ? named(document, 'course') : known;
}

/** The id and the title that a course has, and each lecture. */
function named(
  node: MapNode,
  what: 'course' | 'lecture',
): Result<{ readonly id: string; readonly title: string }> {
  const [id, title] = [text(node, 'id'), text(node, 'title')];
  if (!id.ok) return id;
  if (!title.ok) return title;
  if (!id.value)
    return refuse(
      `the ${what} has no id:; learners are remembered by it, as in id: chain`,
      node.from,
      node.from,
    );
  return title.value
    ? ok({ id: id.value, title: title.value })
    : refuse(`the ${what} has no title:; write one, as in title: The chain rule`, node.from, node.from);
}

function readExamples(document: MapNode, keep: Keep): CourseExamples {
  const node = nodeAt(document, 'programs');
  const examples = new Map<string, Example | null>();
  if (!node) return examples;
  if (node.kind === 'map')
    for (const { key, value } of node.entries) examples.set(key, keep(readExample(key, value)));
  else
    keep(
      refuse(
        'programs: gives each program a name, as in line: { program: "J = 3*a", values: { a: 2 } }',
        node.from,
        node.to,
      ),
    );
  return examples;
}

function readExample(name: string, node: DocumentNode): Result<Example> {
  const problem = readProblem(node, problemKeys);
  if (!problem.ok) return problem;
  const { program } = problem.value;
  if (program.kind === 'file')
    return refuse(`the program ${name} stands in the course's own file`, node.from, node.to);
  const lesson = lessonOfProblem(problem.value, program.text);
  if (!lesson.ok) return refuse(`the program ${name}: ${inFile(lesson.trouble.message)}`, node.from, node.to);
  const text = program.text.trim().replaceAll(/\n\s*/gu, '; ');
  return ok({ name, problem: problem.value, text, lesson: lesson.value });
}

/** A message about a program on a command line, in the words of a file. */
const inFile = (message: string): string =>
  message
    .replace(/; add \w+=\.\.\.( \w+=\.\.\.)*$/u, '; give it one in values:')
    .replaceAll(/--(skip|wrt|data)\b/gu, '$1:');

/** The lesson of a problem whose program is at hand, with what is drawn in it drawn once. */
export function lessonOfProblem(
  { values, draws, output, data, choice }: Problem,
  text: string,
): Result<Lesson> {
  const parsed = parseProgram(text);
  if (!parsed.ok) return parsed;
  const all = new Map([...values, ...drawnValues(draws, 1)]);
  const worked = evaluateGraph(parsed.value, { values: all, output, data });
  return worked.ok ? lessonOf(worked.value, choice) : worked;
}

/** Reads a lecture; null where that can't be done at all. Faults of its steps are noted. */
function readLecture(node: DocumentNode, examples: CourseExamples, keep: Keep): Lecture | null {
  if (node.kind !== 'map')
    return keep(refuse('a lecture needs keys, such as title: and steps:', node.from, node.to));
  if (keep(checked(node, ['id', 'title', 'program', 'steps', 'summary'])) === null && !has(node, 'steps'))
    return null;
  const name = keep(named(node, 'lecture'));
  const program = keep(text(node, 'program'));
  if (program !== null && !examples.has(program))
    return keep(refuse(unknownProgram(program, examples), ...keyPlace(node, 'program')));
  const usual = program === null ? null : (examples.get(program) ?? null);
  const summary = keep(textsAt(node, 'summary', usual), name?.id);
  const items = listAt(node, 'steps') ?? [];
  if (items.length === 0)
    return keep(refuse('a lecture needs steps:, a list of one or more', node.from, node.from));
  const steps = items.flatMap((item) => keep(readStep(item, examples, program), placeOf(name, item)) ?? []);
  for (const [at, { id, from }] of steps.entries())
    if (steps.findIndex((other) => other.id === id) < at)
      keep(refuse(`two steps have the id ${id}; learners are remembered by it`, from), `${name?.id}/${id}`);
  if (!name) return null;
  const said = summary?.map((each) => filledIn(usual?.lesson.worked ?? null, each));
  const [first] = said ?? [];
  return {
    ...name,
    stepIds: steps.map((step) => stepId(name, step)),
    from: node.from,
    steps,
    summary: first?.ok ? first.value.trimEnd() : null,
  };
}

/** The id of a step for messages about its faults. */
function placeOf(lecture: { readonly id: string } | null, item: DocumentNode): string | null {
  const id = item.kind === 'map' ? text(item, 'id') : null;
  const own = id?.ok && id.value ? id.value : null;
  return lecture ? (own === null ? lecture.id : `${lecture.id}/${own}`) : own;
}

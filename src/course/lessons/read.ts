import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { checked, has, listAt, nodeAt, text } from '../../homework/assignment/keys.ts';
import { type Problem, problemKeys, readProblem } from '../../homework/assignment/problem.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { parseProgram } from '../../language/program.ts';
import { drawnValues } from '../../tutor/lesson/draw.ts';
import { type Lesson, lessonOf } from '../../tutor/lesson/lesson.ts';
import { type Course, type Example, type Lecture, type Step, stepId } from './course.ts';
import { filledIn } from './numbers.ts';
import { readStep } from './read-step.ts';
import { readTerms } from './terms.ts';

/** What the first line of a course's file says. */
const courseFormat = 'dvar.course/1';

/** Reads a course, or one lecture of it, with everything that its steps compute. */
export function readCourse(document: DocumentNode): Result<Course> {
  if (document.kind !== 'map')
    return refuse('a course has keys, such as title: and lectures:', document.from);
  const known = checked(document, ['format', 'id', 'title', 'programs', 'lectures', 'words']);
  if (!known.ok) return known;
  const [format, id, title] = [text(document, 'format'), text(document, 'id'), text(document, 'title')];
  if (!format.ok) return format;
  if (format.value !== courseFormat)
    return refuse(
      `this dvar reads ${courseFormat}; the file says ${format.value ?? 'nothing'}`,
      document.from,
    );
  if (!id.ok) return id;
  if (!title.ok) return title;
  if (!id.value || !title.value) return refuse('a course has an id: and a title:', document.from);
  const examples = readExamples(document);
  if (!examples.ok) return examples;
  const lectures: Lecture[] = [];
  for (const node of listAt(document, 'lectures') ?? []) {
    const lecture = readLecture(node, examples.value);
    if (!lecture.ok) return lecture;
    if (lectures.some((each) => each.id === lecture.value.id))
      return refuse(`two lectures have the id ${lecture.value.id}`, node.from);
    lectures.push(lecture.value);
  }
  if (lectures.length === 0) return refuse('a course has lectures:, a list', document.from);
  const terms = readTerms(document);
  if (!terms.ok) return terms;
  return ok({ id: id.value, title: title.value, lectures, terms: terms.value });
}

function readExamples(document: MapNode): Result<ReadonlyMap<string, Example>> {
  const node = nodeAt(document, 'programs');
  const examples = new Map<string, Example>();
  if (!node) return ok(examples);
  if (node.kind !== 'map') return refuse('programs: gives each program a name', node.from, node.to);
  for (const { key, value } of node.entries) {
    const example = readExample(key, value);
    if (!example.ok) return example;
    examples.set(key, example.value);
  }
  return ok(examples);
}

function readExample(name: string, node: DocumentNode): Result<Example> {
  const problem = readProblem(node, problemKeys);
  if (!problem.ok) return problem;
  const { program } = problem.value;
  if (program.kind === 'file')
    return refuse(`the program ${name} stands in the course's own file`, node.from, node.to);
  const lesson = lessonOfProblem(problem.value, program.text);
  if (!lesson.ok) return refuse(`the program ${name}: ${lesson.trouble.message}`, node.from, node.to);
  const text = program.text.trim().replaceAll(/\n\s*/gu, '; ');
  return ok({ name, problem: problem.value, text, lesson: lesson.value });
}

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

function readLecture(node: DocumentNode, examples: ReadonlyMap<string, Example>): Result<Lecture> {
  if (node.kind !== 'map') return refuse('a lecture has keys, such as title: and steps:', node.from, node.to);
  const known = checked(node, ['id', 'title', 'program', 'steps', 'summary']);
  if (!known.ok) return known;
  const [id, title, program] = [text(node, 'id'), text(node, 'title'), text(node, 'program')];
  if (!id.ok) return id;
  if (!title.ok) return title;
  if (!program.ok) return program;
  if (!id.value || !title.value) return refuse('a lecture has an id: and a title:', node.from);
  const steps: Step[] = [];
  for (const item of listAt(node, 'steps') ?? []) {
    const step = readStep(item, examples, program.value);
    if (!step.ok) return step;
    if (steps.some((each) => each.id === step.value.id))
      return refuse(`two steps have the id ${step.value.id}`, item.from, item.to);
    steps.push(step.value);
  }
  if (steps.length === 0 || !has(node, 'steps')) return refuse('a lecture has steps:, a list', node.from);
  const summary = readSummary(node, examples.get(program.value ?? '') ?? null);
  if (!summary.ok) return summary;
  const named = { id: id.value, title: title.value };
  const stepIds = steps.map((step) => stepId(named, step));
  return ok({ ...named, stepIds, from: node.from, steps, summary: summary.value });
}

/** What a lecture comes to, with its numbers put in. */
function readSummary(node: MapNode, example: Example | null): Result<string | null> {
  const said = text(node, 'summary');
  if (!said.ok || said.value === null) return said;
  const filled = filledIn(example?.lesson.worked ?? null, said.value);
  if (filled.ok) return ok(filled.value.trimEnd());
  const at = nodeAt(node, 'summary');
  return refuse(filled.trouble.message, at?.from, at?.to);
}

import { readFileSync } from 'node:fs';
import { solved } from '../engine/solved.testing.ts';
import { type Assignment, readAssignment } from '../homework/assignment/assignment.ts';
import { usual } from '../homework/assignment/policy.ts';
import { bareProblem } from '../homework/assignment/problem.ts';
import { readYaml } from '../homework/assignment/yaml.ts';
import { openFile } from '../homework/documents/open-file.ts';
import { grade } from '../homework/grading/grade.ts';
import { markerOf } from '../homework/grading/marker.ts';
import { paperWith } from '../homework/paper/paper.ts';
import { readNotation } from '../homework/submission/notation.ts';
import type { Lesson } from '../tutor/lesson/lesson.ts';
import { lessonFor, valuesFrom } from '../tutor/lesson/lessons.testing.ts';
import { atPrompt, inPipe, said, typed } from '../tutor/quiz/session.testing.ts';
import type { Session } from '../tutor/session/state.ts';

/** A way to write an answer, and who writes so. */
interface Spelling {
  readonly from: string;
  readonly text: string;
}

/** A part of the table: spellings of one right answer, or lines that are none. */
export interface Part {
  readonly title: string;
  /** Whole lines; what stands behind `=`; or lines that answer nothing. */
  readonly sort: 'lines' | 'values' | 'none';
  readonly by: string;
  readonly program: string;
  readonly values: string;
  readonly data: readonly string[];
  readonly spellings: readonly Spelling[];
}

/** Who writes so stands in so many columns. */
const columns = 31;
const head = /^== (lines|values|none): d\w+\/d(\w+) is \S+ in ([^,]*), (.*?)(?:; data (.*))?$/;

/** For tests: the parts of the table of spellings. */
export function spellingParts(): readonly Part[] {
  const text = readFileSync(new URL('../../fixtures/reading/spellings.txt', import.meta.url), 'utf8');
  const parts: (Part & { readonly spellings: Spelling[] })[] = [];
  for (const line of text.split('\n')) {
    if (/^# |^\s*$/.test(line)) continue;
    const [title, sort, by = '', program = '', values = '', data] = head.exec(line) ?? [];
    if (title !== undefined)
      parts.push({
        title,
        sort: sort as Part['sort'], // one of the three that the pattern has
        by,
        program,
        values: values.replaceAll(' ', ', ').replaceAll('=', ' = '),
        data: data?.split(' ') ?? [],
        spellings: [],
      });
    else
      parts.at(-1)?.spellings.push({
        from: line.slice(0, columns).trim(),
        text: line.slice(columns).replaceAll('␉', '\t'),
      });
  }
  return parts;
}

/** How an answer to a part's question ends, in each of the four ways in which it can be given. */
export interface Routes {
  readonly lesson: Lesson;
  readonly prompt: (text: string) => string;
  readonly pipe: (text: string) => string;
  readonly check: (text: string) => string;
  readonly grade: (text: string) => Promise<string>;
}

/** For tests: the four ways to answer what a part asks. */
export function routesOf({ sort, by, program, values, data }: Omit<Part, 'title' | 'spellings'>): Routes {
  const lesson = lessonFor(solved(program, valuesFrom(values), { data }));
  const { worked, order } = lesson;
  const slot = worked.slots.get(by) ?? -1;
  const earlier = order.slice(0, order.indexOf(slot));
  const before = earlier.map((each) => String(worked.gradients[each]));
  const given = earlier.map((each, i) => `d${worked.names[each]} = ${before[i]}`);
  const [prompt, pipe] = [atPrompt(lesson), inPipe(lesson)].map((each) => typed(each, ...before).session);
  if (!prompt || !pipe) throw new Error('a quiz began twice, and two quizzes are there');
  const inFile = (text: string): string =>
    [...given, sort === 'values' ? `d${by} = ${text}` : text, ''].join('\n');
  const marker = markerOf({
    assignment: assignmentOf(program, values, data),
    programs: [program],
    digits: 4,
  });
  return {
    lesson,
    prompt: (text) => endOf(prompt, slot, text),
    pipe: (text) => endOf(pipe, slot, text),
    check(text) {
      const read = readNotation(inFile(text));
      if (!read.ok) return 'refused';
      const { results } = grade([paperWith(bareProblem, lesson)], usual, read.value);
      const own = results.find(({ name }) => name === by);
      return asked.test(own?.message ?? '') ? 'asked' : (own?.verdict ?? 'none');
    },
    async grade(text) {
      const opened = await openFile('answers.txt', Buffer.from(inFile(text)));
      if (!opened.ok) return 'refused';
      const job = { student: 'x', file: 'x', notes: [], digest: null };
      const row = await marker.mark(job, opened.value.text, opened.value.notation);
      const own = row.graded.results.find(({ name }) => name === by);
      return asked.test(own?.message ?? '') ? 'asked' : (own?.verdict ?? row.status);
    },
  };
}

/** What is said where two readings are possible. */
const asked = /which do you mean|can mean|can be read two ways/;

function endOf(session: Session, slot: number, text: string): string {
  const first = typed(session, text);
  // What was read otherwise than it was typed costs nothing until it is typed once more.
  const again = said(first).includes('type it once more') ? typed(first.session, text) : first;
  const turn = again.session.turns.get(slot);
  if (turn?.outcome === 'unreadable' || turn?.outcome === undefined || turn.outcome === null) {
    if ((turn?.tries ?? 0) > 0) return 'wrong';
    return asked.test(said(first)) ? 'asked' : 'unreadable';
  }
  return turn.outcome;
}

function assignmentOf(program: string, values: string, data: readonly string[]): Assignment {
  const document = readYaml(
    [
      'format: dvar.assignment/1',
      'id: x',
      'title: X',
      'problems:',
      '  - id: p',
      `    program: ${program}`,
      `    values: { ${values.replaceAll(' = ', ': ')} }`,
      ...(data.length > 0 ? [`    data: [${data.join(', ')}]`] : []),
      '',
    ].join('\n'),
    {},
  );
  const assignment = document.ok ? readAssignment(document.value) : document;
  if (!assignment.ok) throw new Error(assignment.trouble.message);
  return assignment.value;
}

/** Digits and names with others in their places, in the scripts of the table; the first that is found is replaced. */
const others: readonly (readonly [RegExp, string])[] = [
  [/6(?!4)/g, '8'],
  [/６/g, '８'],
  [/٦/g, '٨'],
  [/۶/g, '۸'],
  [/६/g, '८'],
  [/৬/g, '৮'],
  [/๖/g, '๘'],
  [/௬/g, '௮'],
  [/六/g, '八'],
  [/𝟔/gu, '𝟖'],
  [/six/g, 'eight'],
  [/25/g, '35'],
  [/2\.5/g, '3.5'],
  [/12/g, '14'],
  [/3/g, '5'],
  [/３/g, '５'],
  [/٣/g, '٥'],
  [/three/g, 'five'],
  [/½/g, '¾'],
  [/¼/g, '½'],
  [/2/g, '3'],
  [/²/g, '³'],
  [/\bc\b/g, 'b'],
  [/\bC\b/g, 'B'],
  [/1/g, '2'],
  [/4/g, '5'],
];

/** For tests: a right spelling made wrong, in its own hand. */
export function spoiled(text: string): string {
  const found = others.find(([right]) => right.test(text));
  if (!found) return `${text}+1`;
  const [right, wrong] = found;
  right.lastIndex = 0;
  return text.replaceAll(right, wrong);
}

import { type Evaluation, evaluateGraph } from '../engine/passes/evaluate.ts';
import { backward, forward } from '../engine/passes/tape.ts';
import { number } from '../language/expression.ts';
import { parseProgram } from '../language/program.ts';
import { assess } from '../tutor/answers/assess.ts';
import { type Lesson, lessonOf } from '../tutor/lesson/lesson.ts';
import { type Question, questionOf } from '../tutor/lesson/question.ts';
import { judgeSubmission } from '../tutor/quiz/whole-submission.ts';
import { lectureProblems } from './learners.ts';
import { atMost, type Figure, median, takeTurns } from './measure.ts';

/** How long one wrong answer takes to be judged, with everything that could explain it, beside the passes of its graph. */
export function judging(): Figure[] {
  const lectures = lectureProblems().map(({ title, lesson }) => figuresOf(title, lesson, 30));
  const slowest = lectures.reduce((most, each) => (each.time > most.time ? each : most));
  return [
    atMost(
      `one answer judged, first one at its question: slowest of the lectures (${slowest.what})`,
      slowest.time,
      5,
      'ms',
    ),
    ...pages(),
    ...[many(), deep(), wide()].map(({ time, what }) =>
      atMost(`one answer judged: ${what}`, time, 200, 'ms'),
    ),
  ];
}

/** Whole pages without a right answer: those of the lectures, and how a longer page grows. */
function pages(): Figure[] {
  const problems = lectureProblems();
  // The first pages that a program judges take several times as long, whoever's they are: its code is not compiled yet.
  for (const { lesson } of problems) pageTime(lesson, 40);
  const lectures = problems.map(({ title, lesson }) => ({ what: title, time: pageTime(lesson, 40) }));
  const slowest = lectures.reduce((most, each) => (each.time > most.time ? each : most));
  const [short, long] = [12, 48].map((steps) => pageTime(chain(steps), 25));
  return [
    atMost(
      `a page that is all wrong, after others: slowest of the lectures (${slowest.what})`,
      slowest.time,
      5,
      'ms',
    ),
    atMost('a page four times as long, beside four times a page', (long ?? 0) / (4 * (short ?? 1)), 1.5, 'x'),
  ];
}

/** A chain of so many products with a weight each, and all asked. */
function chain(steps: number): Lesson {
  const text = Array.from({ length: steps }, (_, i) => `u${i + 1} = w${i}*${i === 0 ? 'x' : `u${i}`}`);
  const values = new Map<string, number>([['x', 2]]);
  for (let i = 0; i < steps; i++) values.set(`w${i}`, i % 2 === 0 ? 1.5 : 0.8);
  return lessonAtValues([...text, `J = 3*u${steps}`].join('\n'), values);
}

/**
 * The processor's median time for a page of other wrong numbers each time, the lesson known as a class knows it: a page is
 * short enough to wait for its turn longer than it takes.
 */
function pageTime(lesson: Lesson, rounds: number): number {
  const times = Array.from({ length: rounds + 1 }, (_, round) => {
    const answers = lesson.order.map((slot, i) => {
      const value = 2.57 + 1.37 * i + round;
      const reading = { kind: 'read', value, expression: number(value), body: '', remark: null } as const;
      return [slot, { reading, text: '' }] as const;
    });
    const start = process.cpuUsage();
    judgeSubmission(lesson, 4, new Map(answers));
    return process.cpuUsage(start).user / 1000;
  });
  return median(times.slice(1));
}

interface Judging {
  readonly time: number;
  readonly what: string;
}

/** A sum of 2,500 products: 10,000 nodes in one statement, most of them hidden. */
const many = (): Judging =>
  large(
    'a sum of 2,500 products',
    (sum) => `u = ${Array.from({ length: 2500 }, (_, i) => `w${i}*x${i}`).join(sum)}; J = 3*u`,
  );

/** A chain of 5,000 products. */
const deep = (): Judging =>
  large('a chain of 5,000 statements', () =>
    [
      'u0 = w0*x0',
      ...Array.from({ length: 4999 }, (_, i) => `u${i + 1} = ${i % 2 ? 'tanh' : 'sin'}(u${i} + x${i % 50})`),
      'J = 3*u4999',
    ].join('\n'),
  );

/** One name that is read 50 times, over long hidden ways. */
const wide = (): Judging =>
  large('a name read 50 times over hidden steps', () => {
    const inner = (i: number): string => Array.from({ length: 60 }, (_, k) => `x${i}_${k}`).join(' + ');
    return `J = ${Array.from({ length: 50 }, (_, i) => `tanh(w*(${inner(i)}))`).join(' + ')}`;
  });

function large(title: string, text: (sum: string) => string): Judging {
  const names = [...new Set(text(' + ').match(/\b[wx]\d*(?:_\d+)?\b/g))];
  const lesson = lessonAtValues(text(' + '), new Map(names.map((name, i) => [name, 0.01 + (i % 7) / 100])));
  return figuresOf(`${title}, ${lesson.worked.graph.size} nodes`, lesson, 3);
}

/** The lesson of a program that is known to have one. */
function lessonAtValues(text: string, values: ReadonlyMap<string, number>): Lesson {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(program.trouble.message);
  const worked = evaluateGraph(program.value, { values, data: [] });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const lesson = lessonOf(worked.value);
  if (!lesson.ok) throw new Error(lesson.trouble.message);
  return lesson.value;
}

/** The slowest question of a few that are spread over a lesson, each judged for the first time. */
function figuresOf(title: string, lesson: Lesson, rounds: number): Judging {
  const { order } = lesson;
  const some = [
    ...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => order[Math.floor(share * (order.length - 1))] ?? -1)),
  ];
  const times = some.map((slot) => {
    const question = questionOf(lesson, slot);
    const { judged, passes } = takeTurns(
      rounds,
      {
        judged: () => judgedFresh(lesson, question),
        passes: () => bothPasses(lesson.worked),
      },
      5,
    );
    return { judged: median(judged), passes: median(passes) };
  });
  const slowest = times.reduce((most, each) => (each.judged > most.judged ? each : most));
  return { time: slowest.judged, what: `${title}; both passes ${slowest.passes.toFixed(3)} ms` };
}

/** Nothing that was found out about the lesson before may help. */
function judgedFresh(lesson: Lesson, question: Question): unknown {
  const fresh = { ...lesson, worked: { ...lesson.worked } };
  const value = 1234.5;
  return assess(
    fresh,
    question,
    { kind: 'read', value, expression: number(value), body: '', remark: null },
    4,
  );
}

const bothPasses = ({ graph }: Evaluation): Float64Array => backward(forward(graph));

import { opAt, operandsAt } from '../../engine/graph/graph.ts';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { type Lesson, lessonOf } from '../lesson/lesson.ts';
import { type Random, seeded } from '../lesson/random.ts';
import { variantOf } from '../values/variant.ts';

/** For tests: a problem as it is set, and its lesson. */
export interface Problem {
  readonly title: string;
  readonly lesson: Lesson;
}

/** So many problems of single numbers from a seed: chains, products, fan-out, bends and small networks, at friendly values. */
export function problems(count: number, seed: number): readonly Problem[] {
  const random = seeded(seed);
  const found: Problem[] = [];
  while (found.length < count) {
    const { text, names, data } = network(random);
    const lesson = lessonFrom(text, new Map(names.map((name) => [name, 2 + Math.floor(4 * random())])), data);
    const friendly = lesson && variantOf(lesson, found.length + 1);
    // What has no friendly values is set at those that it has.
    const set = friendly?.lesson ?? lesson;
    if (!set || set.order.length < 2 || flat(set)) continue;
    const values = friendly
      ? [...friendly.values].map(([name, value]) => `${name} = ${value}`).join(', ')
      : '';
    found.push({ title: `${text} at ${values}`, lesson: set });
  }
  return found;
}

/** Whether a sigmoid or tanh is so far out that it is 1 to the last digit: there, nothing can be told from anything. */
function flat({ worked: { graph, tape } }: Lesson): boolean {
  return Array.from({ length: graph.size }, (_, slot) => slot).some((slot) => {
    const op = opAt(graph, slot);
    const [z = 0] = operandsAt(graph, slot).map((operand) => tape.value[operand] ?? 0);
    return (op === 'sigmoid' && Math.abs(z) > 15) || (op === 'tanh' && Math.abs(z) > 8);
  });
}

/** The lesson of a program at some values; null where it has none. */
export function lessonFrom(
  text: string,
  values: ReadonlyMap<string, number>,
  data: readonly string[],
): Lesson | null {
  const program = parseProgram(text);
  if (!program.ok) throw new Error(`${text}: ${program.trouble.message}`);
  const worked = evaluateGraph(program.value, { values, data });
  if (!worked.ok) return null;
  const lesson = lessonOf(worked.value);
  return lesson.ok ? lesson.value : null;
}

interface Network {
  readonly text: string;
  readonly names: readonly string[];
  readonly data: readonly string[];
}

/** Statements that each read what came before, so that every one is on the way to the output. */
function network(random: Random): Network {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T; // never empty
  const names: string[] = [];
  const data: string[] = [];
  const given = (): string => {
    // A third of what is read has been read before: fan-out.
    if (names.length > 1 && random() < 0.25) return pick(names);
    const name = 'abcdghkmpqrw'[names.length] ?? 'w';
    if (!names.includes(name)) names.push(name);
    return name;
  };
  const steps = 2 + Math.floor(3 * random());
  const lines: string[] = [];
  let last = given();
  for (let k = 1; k <= steps; k++) {
    const name = `u${k}`;
    lines.push(`${name} = ${statement(last, given, random, pick)}`);
    // Now and then an earlier step is read once more.
    last = k > 1 && random() < 0.2 ? `(${name} + u${k - 1})` : name;
  }
  lines.push(`J = ${ending(last, given, data, random)}`);
  return { text: lines.join('; '), names: [...names, ...data], data };
}

function statement(
  last: string,
  given: () => string,
  random: Random,
  pick: <T>(from: readonly T[]) => T,
): string {
  const kind = random();
  if (kind < 0.3) return random() < 0.5 ? `${last}*${given()}` : `${given()}*${last}`;
  if (kind < 0.4) return `${last} + ${given()}`;
  if (kind < 0.48) return `${last} - ${given()}`;
  if (kind < 0.56) return random() < 0.5 ? `${last}/${given()}` : `${given()}/${last}`;
  if (kind < 0.68) return `${given()}*${last} + ${given()}`;
  if (kind < 0.74) return `${last}^${pick([2, 3])}`;
  if (kind < 0.8) return `(${last} + ${given()})*${given()}`;
  if (kind < 0.93) return `${pick(['sigmoid', 'tanh', 'relu'])}(${last})`;
  return pick([`exp(${last}/4)`, `log(${last})`, `sqrt(${last})`]);
}

function ending(last: string, given: () => string, data: string[], random: Random): string {
  const kind = random();
  if (kind < 0.5) return `${Math.floor(3 + 5 * random())}*${last}`;
  if (kind < 0.65) return `${given()}*${last}`;
  data.push('y');
  return kind < 0.85 ? `1/2*(${last} - y)^2` : `(${last} - y)^2`;
}

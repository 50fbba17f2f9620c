import { nameAt } from '../../engine/graph/names.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { shapeOf } from '../../ops/matrix.ts';
import type { PyModule } from '../../python/text/syntax.ts';
import type { OwnName, PyReading, PyStore } from '../../python/values/context.ts';
import { wordAt } from '../../symbolic/convention.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { noAnswer } from '../../tutor/session/state.ts';
import type { ProblemPaper } from '../paper/paper.ts';
import { contextOf } from './python-names.ts';

/** How much of a submission was understood. */
export interface Understood {
  readonly kind: 'all' | 'part' | 'nothing' | 'blank';
  /** In a sentence, where that is not all; empty elsewhere. */
  readonly why: string;
}

/** A Python text as it was understood for one problem. */
export interface PythonRead {
  /** Whether it is Octave's, whose signs are the tutor's own. */
  readonly octave: boolean;
  readonly problem: string | null;
  /** The lines that compute something, and as what they were understood. */
  readonly lines: readonly LineUnderstood[];
  /** Lines of which no value is known, and what they end at; null where that shows in the line itself. */
  readonly lost: ReadonlyMap<number, string | null>;
  /** For each derivative that is asked and not there, the names of the learner's own that have its shape. */
  readonly candidates: ReadonlyMap<string, readonly OwnName[]>;
}

/** A line of Python beside what it was understood as. */
export interface LineUnderstood {
  readonly line: number;
  readonly text: string;
  readonly understood: string;
}

/** What a reading says of one problem's questions; `given` are the slots that it answers. */
export function pythonReadOf(
  { worked, order }: Lesson,
  { lines, lost, own }: PyReading,
  given: ReadonlySet<number>,
  { text: source, octave = false }: PyModule,
): PythonRead {
  const written = source.split('\n');
  const unread = new Map<number, string | null>(lost.map((line) => [line, null]));
  for (const { line, stores } of lines)
    for (const { why, raised } of stores)
      if (why !== null && !raised) unread.set(line, /not read: (.*)$/.exec(why)?.[1] ?? why);
  const candidates = new Map<string, readonly OwnName[]>();
  for (const slot of order) {
    if (given.has(slot)) continue;
    const { rows, columns } = shapeOf(gradientAt(worked, slot));
    const size = [rows, columns].filter((each) => each !== 1).join();
    const names = own.filter(
      ({ name, shape }) =>
        !worked.slots.has(name) &&
        !noGradient.test(name) &&
        shape.filter((each) => each !== 1).join() === size,
    );
    if (names.length > 0) candidates.set(nameAt(worked, slot), likeliestFirst(names));
  }
  return {
    octave,
    problem: null,
    lines: [
      ...lines
        .filter(({ text, stores }) => stores.length > 0 || !/^[rbu]?["']/i.test(text))
        .map(({ line, text, stores }) => ({
          line,
          text,
          understood: stores.map((store) => storeUnderstood(worked, store)).join('; '),
        })),
      ...lost
        .filter((line) => !lines.some((own) => own.line === line))
        .map((line) => ({ line, text: (written[line - 1] ?? '').trim(), understood: 'not read' })),
    ].sort((a, b) => a.line - b.line),
    lost: unread,
    candidates,
  };
}

/** Names of numbers that are no derivatives: losses, rates, steps. */
const noGradient = /^(loss|cost|acc|accuracy|eps|epsilon|lr|alpha|learning_rate|h|i|j|k|l|L|J|N|m|n)$/;

/** Names that sound like derivatives come first, and those that were stored last. */
const likeliestFirst = (names: readonly OwnName[]): readonly OwnName[] => {
  const isLikely = ({ name }: OwnName): number =>
    Number(/grad|delta|nabla|err|back|(^|[._[])d(?!ata|im|ev)/i.test(name));
  return [...names].sort((a, b) => isLikely(b) - isLikely(a) || b.line - a.line);
};

/** A formula longer than this is left out: its shape says enough. */
const longestForm = 60;

function storeUnderstood(
  worked: Evaluation,
  { name, derivative, form, shape, why, raised }: PyStore,
): string {
  const what =
    derivative === null
      ? `\`${name}\`${worked.slots.has(name) ? ' of the program, whose value is used' : ''}`
      : `the answer for \`${wordAt(worked, Number(derivative))}\``;
  // What it was given does not matter where the program's value is used anyway.
  if (why !== null && !raised && derivative === null && worked.slots.has(name)) return what;
  if (why !== null) return `${what}: ${raised || /not read/.test(why) ? '' : 'not read: '}${why}`;
  const short = form !== null && form.length <= longestForm && form !== name ? ` \`${form}\`` : '';
  return `${what}:${short}${shape === null ? ' kept' : `${short === '' ? '' : ','} ${/^(?:\(\)|1x1)$/.test(shape) ? 'a number' : shape}`}`;
}

/** How much of a Python submission was judged, where something in it was not read; null where all was. */
export function pythonUnderstood(
  verdicts: readonly string[],
  python: readonly PythonRead[],
): Understood | null {
  // A line that answers one problem is no loss where another one has none of its names.
  const [first] = python;
  const lost = [...(first?.lost ?? [])].filter(([line]) => python.every((each) => each.lost.has(line)));
  const judged = verdicts.filter((verdict) => verdict !== 'missing' && verdict !== 'unreadable').length;
  if (lost.length === 0 || judged === 0 || !verdicts.includes('unreadable')) return null;
  const constructs = [...new Set(lost.flatMap(([, why]) => why ?? []))].slice(0, mostNamed);
  const what = constructs.length > 0 ? `: ${constructs.join(', ')}` : '';
  return {
    kind: 'part',
    why: `judged ${judged} of ${verdicts.length}; ${spansOf(lost.map(([line]) => line).sort((a, b) => a - b))} not read${what}`,
  };
}

/** So many constructs are named. */
const mostNamed = 5;

/** `line 3`, `lines 12 to 15`, with commas between. */
function spansOf(lines: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else spans.push([line, line]);
  }
  return spans.map(([from, to]) => (from === to ? `line ${from}` : `lines ${from} to ${to}`)).join(', ');
}

/** What is said where there is no answer: a name of the learner's own may hold it, and an assignment may say so. */
export function missingSaid(
  python: PythonRead | undefined,
  name: string,
  others: readonly ProblemPaper[],
): string {
  const candidates = python?.candidates.get(name) ?? [];
  if (candidates.length === 0) return noAnswer;
  // What another problem knows by name is meant for that one.
  const contexts = others.map(({ lesson, problem }) => contextOf(lesson, problem.python));
  const free = candidates.filter(
    (own) => !contexts.some((context) => context.has(own.name) || context.derivative(own.name) !== null),
  );
  const names = free.slice(0, 3);
  const [first] = names;
  if (!first) return noAnswer;
  const key = /^\w+$/.test(first.name) ? first.name : `"${first.name}"`;
  const words = names.map((own) => `\`${own.name}\` (line ${own.line})`).join(', ');
  return `No answer under a name that is known. Of its shape: ${words}. Store it as \`d${name}\`, or let the assignment say which it is: python: { gradients: { ${key}: ${name} } }.`;
}

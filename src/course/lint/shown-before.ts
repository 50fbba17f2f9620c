import { questionOf } from '../../tutor/lesson/question.ts';
import { kindIn, type QuestionKind } from '../../tutor/lesson/question-kind.ts';
import type { Example, Lecture, Predict, Step } from '../lessons/course.ts';
import { sessionOver, withFound } from '../walk/asked-session.ts';

/** A step that shows an answer before it is asked for. */
export interface ShownBefore {
  readonly step: Step;
  readonly by: Step;
  /** What is shown: `dJ/db`, or the expression of a prediction. */
  readonly what: string;
}

/** What a lecture gives away: answers to questions that come later. */
export function shownBefore({ steps }: Lecture): readonly ShownBefore[] {
  return steps.flatMap((step, at) =>
    answersOf(step).flatMap(({ example, what, says }) => {
      const by = steps.slice(0, at).find((earlier) => shows(earlier, example, what));
      return by ? [{ step, by, what: says }] : [];
    }),
  );
}

interface AnswerAsked {
  readonly example: Example;
  /** `db`, or a prediction's expression, without blanks. */
  readonly what: string;
  readonly says: string;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

/** The answers that a step asks for at numbers that stand in the file; fresh numbers can't have been shown. */
function answersOf(step: Step): readonly AnswerAsked[] {
  const { example } = step;
  if (!example) return [];
  if (step.kind === 'predict') {
    if (step.choices.length > 0 || step.redraw || isPlain(step.answer)) return [];
    return [{ example, what: squeezed(step.answer), says: step.answer }];
  }
  if (step.kind !== 'solo' && step.kind !== 'faded') return [];
  if (!step.kinds.includes('value')) return [];
  const { queue, words } = sessionOver(example.lesson, step.names, ['value'], 'prompt', new Set());
  return queue.map((key) => {
    const { name, asks } = questionOf(words.lesson, key);
    return { example, what: `d${name}`, says: asks };
  });
}

/** A number alone is no secret of a program's. */
const isPlain = (answer: string): boolean => !/[a-z]/iu.test(answer);

function shows(step: Step, example: Example, what: string): boolean {
  if (step.example !== example) return false;
  switch (step.kind) {
    case 'say':
      return texts(step.text).includes(what);
    case 'predict':
      return !step.redraw && toldBy(step).includes(what);
    case 'demo':
      return demoShows(step.args).test(what);
    case 'worked':
      return namesIn(step).some((name) => `d${name}` === what);
    case 'faded':
    case 'solo':
      return onTheTable(step, example).includes(what);
    case 'fresh':
      return false;
  }
}

/** Everything that a prediction has shown when it is over, except hints and traps. */
const toldBy = ({ ask, why, answer, choices }: Predict): readonly string[] => [
  squeezed(answer),
  ...[ask, why, ...choices].flatMap(texts),
];

const texts = (text: string): readonly string[] =>
  [...text.matchAll(/\{([^{};]+)[^{}]*\}/gu)].map(([, inside = '']) => squeezed(inside));

/** The derivatives that a demonstration prints: all of them, or that by the value that is moved. */
function demoShows([command, ...options]: readonly string[]): RegExp {
  if (command === 'show' && options.includes('--backward')) return /^d\w+$/u;
  const moved = command === 'nudge' ? options[options.indexOf('--var') + 1] : undefined;
  if (moved !== undefined) return new RegExp(`^d${moved}$`, 'u');
  return command === 'train' ? /^d\w+$/u : /^$/u;
}

/** What a step asks, and what it shows as found. */
function onTheTable(
  { names, kinds }: { readonly names: readonly string[]; readonly kinds: readonly QuestionKind[] },
  { lesson }: Example,
): readonly string[] {
  const started = sessionOver(lesson, names, kinds, 'prompt', new Set());
  const { settled, words } = withFound({ ...started, queue: started.queue.slice(-1) });
  return [...started.queue, ...settled]
    .filter((key) => kindIn(key) === 'value')
    .map((key) => `d${questionOf(words.lesson, key).name}`);
}

function namesIn({ example, names }: Step & { readonly names: readonly string[] }): readonly string[] {
  if (names.length > 0 || !example) return names;
  const { order, worked } = example.lesson;
  return order.map((slot) => worked.names[slot] ?? '');
}

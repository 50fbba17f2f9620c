import { inWords } from '../../engine/graph/givens.ts';
import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { print } from '../../language/print.ts';
import { printProgram } from '../../language/program.ts';
import { batchSize, scaleOf, wordAt } from '../../symbolic/convention.ts';
import { writingOf } from '../../symbolic/link.ts';
import { type Block, line } from '../lesson/block.ts';
import { isRunningExample } from '../lesson/lecture-names.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { questionOf } from '../lesson/question.ts';
import { kindIn } from '../lesson/question-kind.ts';
import { math, type Words } from '../lesson/words.ts';
import { forwardBlocks } from '../teaching/forward-screen.ts';
import { answeringHelp } from './command-help.ts';
import type { Session } from './state.ts';

/** The graph, the forward pass (where it is to be `brief`, without it), and what is to be known of the program. */
export function graphAndPass(session: Session, brief = false): readonly Block[] {
  const { lesson } = session.words;
  const notes = [...lesson.worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`));
  const passed = brief ? [] : forwardBlocks(session.words);
  const nothing = lesson.asked.length === 0 ? [line('note', nothingAsked(lesson))] : [];
  return [{ kind: 'picture', known: new Set() }, ...passed, ...notes, ...nothing];
}

/**
 * How much room the first screen has: for the `whole` forward pass, for a large graph with its instructions (`brief`), or hardly
 * for the graph (`terse`): then the instructions shrink to one line above it.
 */
export type Room = 'whole' | 'brief' | 'terse';

/**
 * The first screen: the graph, and where there is room the forward pass, how to answer, what the `signs` of matrices mean, and
 * what the first question means.
 */
export function opening(session: Session, room: Room = 'whole', signs = true): readonly Block[] {
  const { words } = session;
  const count = words.lesson.asked.length;
  const brief = room !== 'whole';
  const screen = graphAndPass(session, brief);
  if (count === 0) return screen;
  const note = (text: string): readonly Block[] => (text === '' ? [] : [line('note', text)]);
  const questions = count === 1 ? 'One question' : `${count} questions`;
  if (room === 'terse')
    return [
      line('plain', `${questions}. ${terseHelp(words.lesson)}`),
      ...note(signs ? signsSaid(words) : ''),
      ...note(batchSaid(words)),
      ...screen,
    ];
  const named = note(brief ? '' : stepNames(words));
  const many = count === 1 ? 'One question.' : `${questions}, from right to left.`;
  return [
    ...screen,
    ...named,
    // A picture that nothing follows brings the air below it.
    ...(screen.length + named.length > 1 ? [line('plain', '')] : []),
    ...note(batchSaid(words)),
    line('plain', `${many} ${answeringHelp(words)} ${commandsSaid(words.lesson, brief)}`),
    ...note(signs ? signsSaid(words) : ''),
    ...note(brief ? '' : meaningSaid(words)),
  ];
}

/** What the signs of matrices mean, said before they are met; and along which way the program's own sums go. */
function signsSaid({ lesson: { worked } }: Words): string {
  if (!worked.graph.layout) return '';
  const [whole, , , dimension] =
    /\b([a-z]\w*)\(([^(),]*), ([12])\)/.exec(printProgram(worked.program, '; ')) ?? [];
  const way = dimension === '1' ? 'down the columns' : 'along the rows';
  const along = whole === undefined ? '' : ` ${math(whole)} goes ${way}.`;
  return `${math('*')} is the matrix product, ${math('.*')} goes entry by entry, ${math("'")} transposes; NumPy works too.${along}`;
}

/** The least that a learner has to know: the rest is in `:help`. */
const terseHelp = ({ choice }: Lesson): string =>
  `${choice.hints === false ? '' : `${math('?')} gives a hint, `}${math(':help')} shows how to answer, ${math(':quit')} leaves.`;

/** The commands that nobody can do without; the values, too, where they don't stand above. */
function commandsSaid({ choice }: Lesson, brief: boolean): string {
  const hint = choice.hints === false ? '' : `${math('?')} gives a hint, `;
  const values = brief ? `${math(':values')} lists the values, ` : '';
  return `${hint}${values}${math(':help')} shows the other commands, ${math(':quit')} leaves.`;
}

/** Of a batch asked the lecture's way: whose derivatives dZ2 and the like are, and where the mean comes in; nothing elsewhere. */
function batchSaid({ lesson }: Words): string {
  const { worked, order } = lesson;
  const examples = batchSize(worked);
  const summed = order.filter((slot) => scaleOf(worked, slot) !== 1);
  const [first] = summed;
  if (examples === null) return '';
  if (first === undefined)
    return `${worked.output} is a mean over ${examples} examples, and every derivative here is that of ${worked.output}; ${math(':convention lecture')} asks the lecture's way.`;
  const words = inWords(summed.slice(0, 3).map((slot) => math(wordAt(worked, slot))));
  const own = math(`d${worked.output}/d${nameAt(worked, first)}`);
  const meaning = `${words} ${summed.length === 1 ? 'is the derivative' : 'are derivatives'} of the summed loss (${math(wordAt(worked, first))} is ${examples} times ${own})`;
  const mean = order.filter((slot) => scaleOf(worked, slot) === 1 && worked.names[slot]);
  const where = mean.slice(0, 4).map((slot) => math(wordAt(worked, slot)));
  const comes = where.length === 0 ? '' : `; the ${math(`1/${examples}`)} comes in at ${inWords(where)}`;
  return `${worked.output} is a mean over ${examples} examples. As in the lecture, ${meaning}${comes}.`;
}

/** What t1 and t2 are, where the program has no names for its steps, and how it gets them; for the lecture's program, its own. */
function stepNames({ lesson }: Words): string {
  const { worked, asked } = lesson;
  const unnamed = asked.filter(
    (key) => kindIn(key) === 'value' && worked.graph.kind[key] === kinds.step && !worked.own.has(key),
  );
  const first = Math.min(...unnamed);
  if (unnamed.length === 0) return '';
  const names = unnamed.sort((a, b) => a - b).map((slot) => nameAt(worked, slot));
  const written = print(writingOf(worked, lesson.visible, first));
  const listed = inWords(names.slice(0, 3).map(math)) + (names.length > 3 ? ' and so on' : '');
  const given = `dvar calls the ${names.length === 1 ? 'step' : 'steps'} ${listed}`;
  return isRunningExample(worked)
    ? `${math('t1')} is the lecture's u, and ${math('t2')} is its v. For names of your own, write the steps one by one: ${math('u = b*c; v = a+u; J = 3*v')}.`
    : `${given}. To give a step your own name, begin with it: ${math(`u = ${written}; ...`)}`;
}

/** What the first derivative means, for who has never been asked for one; nothing of matrices, and of other kinds of question. */
function meaningSaid({ lesson }: Words): string {
  const [key = -1] = lesson.asked;
  const { kind, plain, name, asks } = questionOf(lesson, key);
  if (kind !== 'value' || !plain) return '';
  return `${math(asks)} means: if ${name} goes up by a tiny ${math('ε')}, by how many ${math('ε')} does ${lesson.worked.output} go up?`;
}

/** Why there is no question: no derivative, or none of the kinds that are wanted. */
function nothingAsked({ order, choice }: Lesson): string {
  if (order.length === 0 || choice.kinds === undefined) return 'There is no derivative to ask about here.';
  return `No question of the kind ${choice.kinds.join(' or ')} fits this program; ${math('--kinds value')} asks for the derivatives.`;
}

import { inWords } from '../../engine/graph/givens.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { readersOf } from '../lesson/question.ts';
import { derivativeText, math, statementOf } from '../lesson/words.ts';
import { mistakeMessages } from '../mistakes/messages.ts';
import { type ChainFactor, chainRule, factorsOf } from '../teaching/chain-rule.ts';
import { smallerAbout } from './lead.ts';
import { type Ahead, kept, type Lead, leadSaying, type Parts } from './parts.ts';
import { type Piece, pieceOf } from './pieces.ts';
import { rungsOfMatrices } from './rungs-of-matrices.ts';

/** The rungs before those of the question itself, and how the first of those begins. */
export interface Rungs {
  /** Where to look; null where the question's own ladder says that. */
  readonly hint: Lead | null;
  readonly leads: readonly Lead[];
  readonly assertion: string;
}

/** The rungs that lead to the piece that somebody lacked at other questions: a pump, a hint, a prompt, and the assertion. */
export function rungsFrom(ahead: Ahead): Rungs | null {
  const piece = pieceOf(ahead.rule.id);
  if (piece === null) return null;
  const parts = ahead.question.plain ? ofNumbers(ahead, piece) : rungsOfMatrices(ahead, piece);
  if (parts === null) return null;
  const hint = leadSaying('where', parts.hint);
  const leads = [leadSaying('where', `${before(ahead)} ${parts.pump}`), hint, parts.prompt];
  return {
    hint,
    leads: leads.flatMap(kept),
    assertion: parts.assertion,
  };
}

/** The most earlier questions that one sentence names. */
const mostNamed = 2;

/** `At dJ/da and dJ/du your first answer was this: only the local derivative.` */
function before({ words, rule, at }: Ahead): string {
  const { worked } = words.lesson;
  const named = inWords(at.slice(-mostNamed).map((slot) => math(wordAt(worked, slot))));
  return `At ${named} the mistake was this: ${mistakeMessages[rule.id].means}.`;
}

function ofNumbers(ahead: Ahead, piece: Piece): Parts | null {
  const { words, question } = ahead;
  const { worked } = words.lesson;
  const factors = factorsOf(words, question);
  const readers = readersOf(question);
  const [reader, another] = readers;
  if (reader === undefined) return null;
  if (piece === 'paths') return readers.length < 2 ? null : ofPaths(ahead, factors);
  if (another !== undefined) return null;
  const name = nameAt(worked, reader);
  const place: Place = {
    ...ahead,
    reader,
    name,
    asked: question.name,
    direct: reader === worked.graph.output,
  };
  const prompt = smallerAbout(
    {
      ...place,
      output: worked.output,
      factors,
      mistake: null,
      value: null,
      reader: place.direct ? null : reader,
    },
    piece,
  );
  const parts = ofOneReader(place, piece);
  const chained = chainRule(words, question, factors) !== '';
  return parts && { ...parts, prompt, assertion: chained ? parts.assertion : '' };
}

interface Place extends Ahead {
  readonly reader: number;
  readonly name: string;
  readonly asked: string;
  /** Whether the only step that reads what is asked is the output. */
  readonly direct: boolean;
}

function ofPaths({ words, question }: Ahead, factors: readonly ChainFactor[]): Parts {
  const { name } = question;
  const statements = factors.map(({ reader }) => math(statementOf(words, reader)));
  const [first] = factors;
  const asks = first && first.reader !== words.lesson.worked.graph.output;
  const to = first ? nameAt(words.lesson.worked, first.reader) : '';
  return {
    pump: `How many arrows leave ${name}?`,
    hint: `${name} stands in ${inWords(statements)}.`,
    prompt: asks
      ? {
          kind: 'smaller',
          says: `Take one path at a time. In ${statements[0]}, when ${name} moves by a tiny ${math('ε')}, by how many ${math('ε')} does ${to} move? Type ${math(`d${to}/d${name}`)}, or the answer itself.`,
          asks: `d${to}/d${name}`,
        }
      : null,
    assertion: 'The contributions of all paths are added.',
  };
}

type Sentences = Omit<Parts, 'prompt'>;

/** The sentences about the missing piece where one step reads what is asked. */
function ofOneReader(place: Place, piece: Piece): Sentences | null {
  switch (piece) {
    case 'upstream':
    case 'in a row':
    case 'reader':
      // Next to the output there is nothing between.
      return place.direct ? null : ofTheChain(place, piece);
    case 'local':
      return ofTheLocal(place);
    case 'slope':
    case 'sign':
    case 'question':
      return ofTheStep(place, piece);
    case 'paths':
    case 'which transpose':
    case 'copies':
    case 'mean over examples':
    case 'kind of product':
      return null;
  }
}

const upstreamOf = ({ words, reader, known }: Place): string =>
  math(known(reader) ? derivativeText(words, reader) : wordAt(words.lesson.worked, reader));

function ofTheChain(place: Place, piece: 'upstream' | 'in a row' | 'reader'): Sentences {
  const { words, reader, name, asked } = place;
  const { output } = words.lesson.worked;
  const statement = math(statementOf(words, reader));
  const upstream = upstreamOf(place);
  switch (piece) {
    case 'upstream':
      return {
        pump: `What lies between ${asked} and ${output} here?`,
        hint: `First ${asked} moves ${name}, in ${statement}; then ${name} moves ${output}. The second slope is ${upstream}.`,
        assertion: 'The local derivative is only one of two factors.',
      };
    case 'in a row':
      return {
        pump: `Two slopes lie between ${asked} and ${output}, one after the other. What do you do with them?`,
        hint: `First ${asked} moves ${name}, and ${name} then moves ${output} by a multiple of that.`,
        assertion: 'Slopes in a row are multiplied, each once.',
      };
    case 'reader':
      return {
        pump: `Which step uses ${asked} here?`,
        hint: `That step is ${statement}. Start from its derivative, ${upstream}.`,
        assertion: 'The backward pass goes through every step.',
      };
  }
}

function ofTheLocal(place: Place): Sentences {
  const { words, reader, name, asked, direct } = place;
  const alone = `${upstreamOf(place)} only says how ${words.lesson.worked.output} moves with ${name}. The slope of ${name} with respect to ${asked} is still to be found.`;
  return {
    pump: `What does ${math(statementOf(words, reader))} do to a nudge of ${asked}?`,
    hint: direct ? null : alone,
    assertion: 'The upstream gradient is only one of two factors.',
  };
}

function ofTheStep(place: Place, piece: 'slope' | 'sign' | 'question'): Sentences | null {
  const { words, question, rule, reader, name, asked, direct } = place;
  const { output } = words.lesson.worked;
  const statement = math(statementOf(words, reader));
  const isHere = question.links?.some(({ path }) => path.some(({ op }) => op === rule.op));
  if (rule.op !== null && !isHere) return null;
  switch (piece) {
    case 'slope':
      return {
        pump: `Look at ${statement}: only ${asked} moves. What does that do to ${name}?`,
        hint: null,
        assertion: '',
      };
    case 'sign':
      return {
        pump: `Think of the sign first: when ${asked} goes up a little, in ${statement}, does ${name} go up or down?`,
        hint: direct
          ? null
          : `The other sign is that of ${upstreamOf(place)}: it says what ${output} does when ${name} goes up.`,
        assertion: '',
      };
    case 'question':
      return {
        pump: `Here, too, the question is how much ${output} changes when ${asked} changes. Which step uses ${asked}?`,
        hint: null,
        assertion: '',
      };
  }
}

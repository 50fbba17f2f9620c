import { suggest } from '../../language/suggest.ts';
import { quoted } from '../lesson/words.ts';

/** The command words: the one list behind the prompt, `:help` and the tests. */
export const commandWords = [
  'hint',
  'answer',
  'skip',
  'why',
  'graph',
  'values',
  'open',
  'back',
  'undo',
  'convention',
  'another',
  'save',
  'load',
  'help',
  'quit',
] as const;

export type Command = (typeof commandWords)[number];

/** Whether a word is one of the commands. */
export const isCommand = (word: string): word is Command => commandWords.some((known) => known === word);

/** The commands that make no sense in a pipe: they answer no question, but change which are asked, or how. */
export const onlyAtPrompts: ReadonlyMap<Command, string> = new Map([
  ['open', 'begin with `--ask all`, and every step is asked'],
  ['back', ''],
  ['undo', ''],
  ['save', ''],
  ['load', ''],
  ['another', ''],
  [
    'convention',
    'begin with `--convention lecture` or `--convention dvar`, and the whole quiz is asked that way',
  ],
]);

/** Words that mean a command without their colon, unless the program has a name spelled so. */
const bare: Readonly<Record<string, Command>> = {
  help: 'help',
  hint: 'hint',
  clue: 'hint',
  skip: 'skip',
  next: 'skip',
  pass: 'skip',
  later: 'skip',
  answer: 'answer',
  solution: 'answer',
  why: 'why',
  back: 'back',
  previous: 'back',
  undo: 'undo',
  graph: 'graph',
  values: 'values',
  quit: 'quit',
  exit: 'quit',
  bye: 'quit',
  q: 'quit',
};

/** The same in a few words: `give me a hint`, `show me the answer please`. */
const sentence =
  /^(?:please\s+)?(?:(?:can|could|may)\s+(?:i|you)\s+(?:have|get|see|give|show)\s+|(?:i\s+)?(?:need|want)\s+|give\s+|show\s+)?(?:me\s+)?(?:an?\s+|the\s+|my\s+)?(hint|clue|answer|solution|graph|values)(?:\s+please)?\s*[?!.]*$/i;

/** A question in words, which is no answer and no command. */
const question =
  /^(?:what|whats|what's|how|which|where|who|when|can|could|should|do|does|is|are)\s.*|^(?:menu|restart|start over|clear|main menu|settings|list|commands)\s*[?!.]*$/i;

/** `is it 6?` and `should be 6` ask nothing but whether that is right. */
const guess = /^(?:is(?:\s+(?:it|that))?|(?:should|could|can)(?:\s+it)?\s+be)\s+[-+]?[\d.]/i;

/** A typed line that is no answer: a command with its argument, or an unknown word with a colon. */
export type Typed =
  | { readonly kind: 'command'; readonly command: Command; readonly argument: string }
  | { readonly kind: 'unknown'; readonly message: string };

const whatCanBeTyped =
  'that is not an answer; type a number or a formula, `?` for a hint, `:values` for what is known, `:skip` or `:quit`';

/** Reads a line as a command; null where it is an answer. */
export function readCommand(text: string, isName: (word: string) => boolean): Typed | null {
  const line = text.trim();
  if (/^\?+$/.test(line)) return { kind: 'command', command: 'hint', argument: '' };
  const only = line.toLowerCase().replace(/\s*[?!.]+$/, '');
  const plain = Object.hasOwn(bare, only) ? bare[only] : undefined;
  if (plain && !isName(line)) return { kind: 'command', command: plain, argument: '' };
  // Most answers begin with no letter, and these patterns take longer to make than an answer takes to judge.
  const inWords = /^[a-z]/i.test(line);
  const asked = inWords ? sentence.exec(line)?.[1]?.toLowerCase() : undefined;
  if (asked !== undefined && !isName(line) && line.includes(' '))
    return { kind: 'command', command: bare[asked] ?? 'help', argument: '' };
  if (inWords && question.test(line) && !isName(line) && !guess.test(line))
    return { kind: 'unknown', message: whatCanBeTyped };
  if (!line.startsWith(':')) return null;
  const [typed = '', ...rest] = line.slice(1).split(/\s+/u);
  const word = typed.toLowerCase();
  const argument = rest.join(' ');
  if (isCommand(word)) return { kind: 'command', command: word, argument };
  if (Object.hasOwn(bare, word)) return { kind: 'command', command: bare[word] ?? 'help', argument };
  const near = suggest(word, commandWords);
  return {
    kind: 'unknown',
    message: `there is no :${quoted(typed, 20)}; ${near ? `did you mean :${near}?` : ':help lists the commands'}`,
  };
}

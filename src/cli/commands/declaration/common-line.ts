import { shownDigits } from '../../../language/number-format.ts';
import { commandNames } from './command-names.ts';

/** The commands that most command lines ask for. */
export type CommonCommand = 'quiz' | 'show' | 'check';

/** What these commands' options are where a line has none of them. */
interface CommonOptions {
  readonly digits: number;
  readonly format: 'text';
  readonly color: boolean;
  readonly journal: boolean;
  readonly plain?: boolean;
  readonly backward?: boolean;
  readonly answers?: string;
}

/** A command line of the common kind, as it was read. */
export interface CommonLine {
  readonly command: CommonCommand;
  /** The program and the values. */
  readonly words: readonly string[];
  readonly options: CommonOptions;
}

const everywhere: Readonly<Record<string, Partial<CommonOptions>>> = {
  '--plain': { plain: true },
  '--no-color': { color: false },
};

/** The options that are read here, with what they say. */
const flags: Readonly<Record<CommonCommand, Readonly<Record<string, Partial<CommonOptions>>>>> = {
  quiz: { ...everywhere, '--no-journal': { journal: false } },
  show: { ...everywhere, '--backward': { backward: true } },
  check: everywhere,
};

/**
 * Reads a command line as commander does, if it is of the common kind: a program and values, with few options or none.
 * Other lines give null, and are commander's, which takes longer to load than such a line may take to start.
 */
export function readCommonLine(argv: readonly string[]): CommonLine | null {
  const [first = ''] = argv;
  const command = commandOf(first);
  if (command === null) return null;
  const words: string[] = [];
  let options: CommonOptions = { digits: shownDigits, format: 'text', color: true, journal: true };
  for (let at = command === first ? 1 : 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    const flag = Object.hasOwn(flags[command], word) ? flags[command][word] : undefined;
    if (flag) options = { ...options, ...flag };
    else if (command === 'check' && word === '--answers') {
      at++;
      const answers = argv[at];
      if (answers === undefined || /^-./.test(answers)) return null;
      options = { ...options, answers };
    } else if (word.startsWith('-')) return null;
    else words.push(word);
  }
  return { command, words, options };
}

function commandOf(first: string): CommonCommand | null {
  if (first === 'quiz' || first === 'show' || first === 'check') return first;
  // Without a command it is a quiz. What begins with a dash may hold anything, the help's options among them.
  const isOther = first === '' || first.startsWith('-') || commandNames.some((name) => name === first);
  return isOther ? null : 'quiz';
}

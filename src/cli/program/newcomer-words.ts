/** Words that newcomers try, with the command that they mean. */
const meant: Readonly<Record<string, string>> = {
  lesson: 'learn',
  lessons: 'learn',
  lecture: 'learn',
  lectures: 'learn',
  course: 'learn',
  courses: 'learn',
  start: 'learn',
  begin: 'learn',
  tutorial: 'learn',
  teach: 'learn',
  example: 'list',
  examples: 'list',
  exercise: 'list',
  exercises: 'list',
  problem: 'list',
  problems: 'list',
  topics: 'list',
  ls: 'list',
  practise: 'practice',
  status: 'progress',
  stats: 'progress',
  manual: 'help',
  docs: 'help',
  man: 'help',
  usage: 'help',
};

/**
 * A command line in which a newcomer's first word is replaced by the command that it means; `start = 3*a` is left
 * alone, because it is a program in pieces.
 */
export function asMeant(argv: readonly string[]): readonly string[] {
  const [first = '', ...rest] = argv;
  const command = Object.hasOwn(meant, first) ? meant[first] : undefined;
  return command === undefined || rest[0]?.startsWith('=') ? argv : [command, ...rest];
}

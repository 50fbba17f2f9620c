import { suggest } from '../../language/suggest.ts';

/** The pages of the manual, each with what it is about. A page is `src/manual/NAME.md`; help lists them in this order. */
export const manualPages: Readonly<Record<string, string>> = {
  learning: 'the course and the quiz: hints, kinds of question',
  memory: 'what dvar remembers; review, practice, progress',
  courses: 'write a course of your own, and have it checked',
  language: 'how programs and values are written',
  matrices: 'programs of matrices, batches, conventions',
  demonstrations: 'what a derivative is, and what backprop saves',
  mistakes: 'how wrong answers are explained, and every mistake',
  homework: 'for students and teachers: check, grade, lint',
  python: 'homework as NumPy: files, notebooks, names',
  formats: 'pipes, JSON, exit codes, when an answer is right',
  pictures: 'graphs for pages and slides; plots; sheets for paper',
  library: 'parse, show, quiz and check from your own programs',
};

/** What stands under the help: the pages of the manual. */
export const pagesHelp = (): string =>
  [
    '',
    'Manual:',
    ...Object.entries(manualPages).map(([name, about]) => `  ${`dvar help ${name}`.padEnd(26)}${about}`),
  ].join('\n');

/** The message about a word that is neither a command nor a page. */
export function noTopic(word: string, commandNames: readonly string[]): string {
  const near = suggest(word, [...commandNames, ...Object.keys(manualPages)]);
  return `there is no command or manual page called '${word}'; ${near ? `did you mean ${near}?` : 'dvar help lists them'}`;
}

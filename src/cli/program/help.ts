import type { CommanderError } from 'commander';
import { suggest } from '../../language/suggest.ts';

/** What stands above the help: a newcomer needs no more. */
export const startHere = `Start here:
  dvar                                offers the course, or asks for a program
  dvar learn                          the course: five lectures
  dvar list                           the problems; dvar NAME starts one
  dvar "J = 3*(a+b*c)" a=5 b=3 c=2    a quiz on a program of your own
`;

/** What stands under the help: each kind of shell has its own quotes. */
export const examples = `
Examples:
  dvar 'J = 3*(a+b*c)' a=5 b=3 c=2               bash, zsh, fish, PowerShell
  dvar "u = b*c; v = a+u; J = 3*v" a=5 b=3 c=2   steps with names of your own
  dvar "a = sigmoid(w*x); L = (a-y)^2" w=1 x=2 y=0 --data x,y
  dvar show "J = w^2" w=3 --backward             the graph, and all derivatives
  dvar nudge "J = w^2" w=3                       what a derivative is
  dvar train "J = w^2" w=3                       what it is for
  dvar check hw1.yaml answers.txt                homework: one submission
  printf '3\\n3\\n3\\n6\\n9\\n' | dvar running-example   answers from a pipe
  "3","3","3","6","9" | dvar running-example     the same in PowerShell

Double quotes work in every shell. In cmd.exe write ^^ for ^ outside double quotes; inside them nothing needs escaping.
Exit codes: 0 done or passed, 1 not passed (piped quiz, check), 2 something could not be read,
3 some submission could not be graded, 130 Ctrl-C.`;

/** What stands below the help of `quiz`. */
export const quizExamples = `
Examples:
  dvar quiz "J = 3*(a+b*c)" a=5 b=3 c=2             the word quiz may be left out
  dvar quiz fixtures/problems/batch.yaml --ask all --convention lecture
  dvar quiz -f program.txt w=0.5 x=2 --data x --kinds local,code
  dvar quiz "J = w^2" w=3 < answers.txt             one answer per line; the exit code is the result`;

/** What stands below the help of `show`. */
export const showExamples = `
Examples:
  dvar show "J = w^2" w=3 --backward
  dvar show fixtures/problems/xor.yaml --seed 1
  dvar show -f program.txt a=5 b=3 c=2 --format json
  dvar show "J = 3*(a+b*c)" a=5 b=3 c=2 --explain
  dvar show "J = 3*(a+b*c)" a=5 b=3 c=2 --backward --format svg --out graph.svg
  dvar show "J = 3*(a+b*c)" a=5 b=3 c=2 --backward --format latex > graph.tex`;

/** What stands below the help of `like`. */
export const likeExamples = `
Examples:
  dvar like "J = 3*(a+b*c)" a=5 b=3 c=2
  dvar like fixtures/problems/batch.yaml --seed 1
  dvar like --level 3                               a new program with a fan-out`;

/** What stands below the help of `ops`. */
export const opsExamples = `
Examples:
  dvar ops                                          with the reasons
  dvar ops --plain
  dvar ops --format json                            for other programs`;

/** What stands below the help of `nudge`. */
export const nudgeExamples = `
Examples:
  dvar nudge "u = b*c; v = a+u; J = 3*v" a=5 b=3 c=2 --var b
  dvar nudge "J = w^2" w=3 --by 0.1,0.01,0.001
  dvar nudge fixtures/problems/batch.yaml --var "W1(2,1)"
  dvar nudge "J = 3*(a+b*c)" a=5 b=3 c=2 --all
  dvar nudge "J = w^2" w=3 --by 1,0.5 --format svg > nudge.svg`;

/** What stands below the help of `train`. */
export const trainExamples = `
Examples:
  dvar train "J = w^2" w=3
  dvar train "J = (w*x + b - y)^2" w=0 b=0 x=2 y=7 --wrt w,b --rate 0.05 --steps 50
  dvar train fixtures/problems/xor.yaml --rate 1 --steps 500 --seed 1
  dvar train "J = (w*x + b - y)^2" w=0 b=0 --data-file points.csv --batch 32

Examples from a file: each column goes to the input of the same name, and
columns X1, X2 and so on go to X, one below the other; --columns sets it another
way. In a program of single numbers each row is computed by itself, and training
lowers the mean of J over a batch. In a program of matrices the examples are
columns, side by side, and the program takes the mean, as in
J = mean((W*X + b - Y).^2).`;

/** What stands below the help of `cost`. */
export const costExamples = `
Examples:
  dvar cost                                          the lecture's table, counted and measured
  dvar cost --nodes 1000 --params 10000
  dvar cost "u = b*c; v = a+u; J = 3*v" a=5 b=3 c=2
  dvar cost fixtures/problems/batch.yaml             each entry of a matrix counts`;

/** What stands below the help of `check`. */
export const checkExamples = `
Examples:
  dvar check "J = 3*(a+b*c)" a=5 b=3 c=2 answers.txt        a file with lines such as db = du*c
  dvar check hw1.yaml answers.txt --format json             an assignment, for other programs
  dvar check hw1.yaml answers.txt --feedback mine.html --pictures
  git show HEAD:answers.txt | dvar check hw1.yaml --answers -
  dvar check hw1.yaml answers.txt --key --explain b         a teacher's view of one answer

Answers are text (name = expression), .json, .yaml or .csv.
Exit codes: 0 passed, 1 not passed, 2 something could not be read.`;

/** What stands below the help of `lint`. */
export const lintExamples = `
Examples:
  dvar lint hw1.yaml                            is there anything that would fail a student?
  dvar lint *.yaml --strict                     numbers that hide mistakes are errors, too
  dvar lint --schema > assignment.schema.json   for an editor

Exit codes: 0 nothing or only warnings, 1 an error, 2 a file could not be read; the other
files are checked all the same.`;

/** What stands below the help of `handout`. */
export const handoutExamples = `
Examples:
  dvar handout hw1.yaml > hw1.md                          one sheet for all
  dvar handout hw1.yaml --student alice                   with the numbers drawn for alice
  dvar handout hw1.yaml --roster class.csv --out sheets   a sheet and a template for each student
  dvar handout hw1.yaml --student alice --key             with the answers
  dvar handout hw1.yaml --roster class.csv --seal --out sheets   with secret: in hw1.yaml
  dvar handout hw1.yaml --verify alice.yaml               is it what alice was given?`;

/** What stands below the help of `draw`. */
export const drawExamples = `
Examples:
  dvar draw hw1.yaml --roster class.csv --out draws.ndjson      once, before anything is handed out
  dvar draw hw1.yaml --roster class.csv --resume draws.ndjson   continues, or adds students who joined later
  dvar handout hw1.yaml --roster class.csv --draws draws.ndjson --out sheets
  dvar grade hw1.yaml submissions/ --draws draws.ndjson

The file stays valid even if a newer dvar would draw other numbers. With secret: in the assignment
nobody else can draw them.`;

/** What stands below the help of `grade`. */
export const gradeExamples = `
Examples:
  dvar grade hw1.yaml submissions/                              a table, and how the class did
  dvar grade hw1.yaml submissions/ --format csv --out hw1.csv   for a spreadsheet
  dvar grade hw1.yaml "submissions/*.txt" --roster class.csv --feedback feedback
  dvar grade hw1.yaml submissions/ --resume hw1.ndjson          one row per line; starts, or continues
  parallel --pipe dvar grade hw1.yaml --stdin < all.ndjson      across processors or machines

How dvar finds the student of a file, the surest first: --id-from; the folder or the name that Moodle,
Canvas, Gradescope or GitHub Classroom gave it, also inside the zip that you downloaded; a folder or a
name that is on the roster; a line '# student: ID' in the file; the name of the file. The last of several
files counts. The roster is your own list, or what one of those platforms exports.
A line for --stdin is JSON: {"student": "alice", "text": "dv = 3"}, or {"student": "alice", "v": 3}.
Exit codes: 0 done, 2 something could not be read, 3 done, but some submission could not be graded.`;

/** What stands below the help of `report`. */
export const reportExamples = `
Examples:
  dvar report rows.ndjson                                       the table, and how the class did
  dvar report rows.ndjson --format canvas --roster gradebook.csv --out grades.csv
  dvar report rows.ndjson --feedback feedback.zip --feedback-format html
  dvar report rows.ndjson --feedback feedback --pictures --assignment hw1.yaml
  dvar report rows.ndjson --html class.html --hide-names        a page for the projector
  dvar report part1.ndjson part2.ndjson --expect all.ndjson --format ndjson --out rows.ndjson
  dvar report part*.ndjson --expect all.ndjson --missing again.ndjson --format ndjson --out rows.ndjson

Rows are what grade --format ndjson writes. Nothing is graded again.
Exit codes: 0 done, 2 something could not be read, 3 some expected rows are missing.`;

/** What stands below the help of `regrade`. */
export const regradeExamples = `
Examples:
  dvar regrade rows.ndjson --rulings rulings.yaml                   what would change
  dvar regrade rows.ndjson --rulings rulings.yaml --out new.ndjson
  dvar regrade rows.ndjson --assignment hw1.yaml --out new.ndjson   the points or the policy have changed

A ruling: { accept: du + c, question: b, who: AB, when: 2026-03-03, why: the sheet said so }
          { override: 4, student: alice, ... }, { excuse: alice, ... }, { void: b, ... }`;

/** A usage error of commander's in one line, with what to try. */
export function usage(
  { code, message }: CommanderError,
  argv: readonly string[],
  commandNames: readonly string[],
): string {
  const [first = '', second = ''] = message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (.*)\?\)/.exec(second)?.[1];
  const hint = meant ? `; did you mean ${meant}?` : '';
  switch (code) {
    case 'commander.unknownOption': {
      const option = /'(.*)'/.exec(first)?.[1] ?? '';
      // -x^2 is a program that looks like an option.
      if (/^-[^-]/.test(option) && option.length > 2)
        return `${first}; put a program that starts with '-' after --`;
      // A program without a command is a quiz.
      const command = commandNames.find((name) => name === argv[0]) ?? 'quiz';
      return `${first}${hint || `; dvar ${command} --help lists the options`}`;
    }
    case 'commander.unknownCommand':
      return noCommand(argv[1] ?? '', commandNames);
    default:
      return `${first}${hint}`
        .replace(/\.$/, '')
        .replace(' is invalid. it is', ' is refused; it must be')
        .replace(' is invalid. Allowed', ' is refused; allowed')
        .replace(' is invalid.', ' is refused;');
  }
}

/** The message about a word that is no command. */
function noCommand(word: string, commandNames: readonly string[]): string {
  const near = suggest(word, commandNames);
  return `there is no command '${word}'${near ? `; did you mean ${near}?` : '; dvar --help lists the commands'}`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Careless, considered } from '../tutor/simulated/careless.testing.ts';
import { matrixTrials } from '../tutor/simulated/matrix-trials.testing.ts';
import { matrixProblems } from '../tutor/simulated/networks.testing.ts';
import type { PageTrial } from '../tutor/simulated/page-making.testing.ts';
import {
  guessedPages,
  oncePages,
  roundedWrong,
  ruleAndSlipPages,
  type Shares,
  shares,
  slippedPages,
  stubbornPages,
  twoRulePages,
} from '../tutor/simulated/pages.testing.ts';
import { lessonFrom, type Problem, problems } from '../tutor/simulated/problems.testing.ts';
import { type Counts, collisions, counted, recall, trials } from '../tutor/simulated/trial.testing.ts';
import { fromWrong, pairTrials, sharesOf, slipTrials } from '../tutor/simulated/two-mistakes.testing.ts';
import { atLeast, atMost, type Figure } from './measure.ts';

const folder = join(dirname(dirname(process.argv[1] ?? '.')), 'fixtures', 'lectures');

/** Everybody who makes a known mistake, at every question: is it found, and is nothing named that was not made? */
export function learners(): Figure[] {
  const lectures = lectureProblems();
  console.log(
    "\nThe lectures' own numbers, what is not found: by whom a number is given, and how often that costs a name",
  );
  const all = lectures.flatMap(({ title, lesson }) =>
    collisions(trials(lesson)).map((collision) => ({ title, ...collision })),
  );
  for (const { title, answer, cost, blame, ids } of all)
    console.log(
      `  ${title}: ${answer} costs ${cost}${blame === 'diagnosis' ? ' (the diagnosis)' : ''}: ${ids.join(', ')}`,
    );
  const costOf = (whose: string): number =>
    all.reduce((total, { blame, cost }) => total + (blame === whose ? cost : 0), 0);
  console.log(`  in all the numbers cost ${costOf('numbers')} names, the diagnosis ${costOf('diagnosis')}`);
  return [
    ...tabled("the lectures' own numbers", lectures, 93, 10),
    ...tabled('200 generated problems', problems(200, 1), 98, 5),
    ...ofMatrices(),
    ...ofTwo("the lectures' own numbers", lectures, 40, 15),
    ...ofTwo('200 generated problems', problems(200, 1), 50, 50),
    ...ofPages("the lectures' own numbers", lectures, 85),
    ...ofPages('200 generated problems', problems(200, 1), 95),
  ];
}

/** Two mistakes in one answer, of which no single one gives the number. */
function ofTwo(title: string, all: readonly Problem[], rules: number, slips: number): Figure[] {
  const kinds = [
    ['two wrong rules', sharesOf(all.flatMap(({ lesson }) => pairTrials(lesson))), rules],
    [
      'two wrong rules on a wrong number of their own',
      sharesOf(all.flatMap(({ lesson }) => pairTrials(lesson, 8, fromWrong))),
      rules,
    ],
    [
      'a wrong rule and a slip',
      sharesOf(all.flatMap(({ lesson }, i) => slipTrials(lesson, 6, i + 1))),
      slips,
    ],
  ] as const;
  return kinds.flatMap(([what, { found, misnamed }, floor]) => [
    atLeast(`${title}: answers with ${what} that are told one of both`, 100 * found, floor, '%'),
    atMost(`${title}: answers with ${what} that are told another`, 100 * misnamed, 0.5, '%'),
  ]);
}

/** Whole pages of every kind of learner: what is behind them is told, and nothing else. */
function ofPages(title: string, all: readonly Problem[], floor: number): Figure[] {
  const shareOf = (pages: (lesson: Problem['lesson'], seed: number) => readonly PageTrial[]): Shares =>
    shares(all.flatMap(({ lesson }, i) => pages(lesson, i + 1)));
  const held = shareOf(stubbornPages);
  const others = [
    ['a rule at one answer alone', oncePages, 0.5],
    ['two rules', twoRulePages, 0.5],
    ['a rule and a slip', ruleAndSlipPages, 3],
    ['guesses', guessedPages, floor > 90 ? 3 : 10],
    ['a slip in the arithmetic alone', slippedPages, 3],
  ] as const;
  const wrong = [3, 4].flatMap((digits) => all.flatMap(({ lesson }) => roundedWrong(lesson, digits).wrong));
  return [
    atLeast(`${title}: pages of one wrong rule whose cause is told`, 100 * held.found, floor, '%'),
    atMost(`${title}: such pages that are told another cause`, 100 * held.misled, 0.5, '%'),
    atLeast(`${title}: answers that several rules explain, settled by the page`, 100 * held.settled, 85, '%'),
    ...others.flatMap(([what, pages, most]) => {
      const { found, misled } = shareOf(pages);
      if (what !== 'guesses')
        console.log(`  ${title}: pages of ${what}, all causes told: ${(100 * found).toFixed(1)} %`);
      return [atMost(`${title}: pages of ${what} that are told another cause`, 100 * misled, most, '%')];
    }),
    atMost(`${title}: right rules on own numbers in 3 and 4 digits that are told wrong`, wrong.length, 0, ''),
  ];
}

/** The same for networks of matrices, where there is no probe. */
function ofMatrices(): Figure[] {
  const title = '36 networks of matrices';
  const networks = matrixProblems(36, 1);
  const all = networks.flatMap(matrixTrials);
  const lost = all.filter(({ ending }) => ending !== 'right' && ending !== 'named');
  const figures = figuresOf(
    title,
    counted(all),
    networks.flatMap(({ lesson }) => considered(lesson)),
    95,
    5,
  );
  console.log('\nnot found:');
  const texts = lost.map(
    ({ name, learner, says }) =>
      `  d${name}: ${[learner.id, ...says.filter((id) => id !== learner.id)].join(', ')}`,
  );
  for (const text of new Set(texts)) console.log(text);
  return figures;
}

/** The examples of the lectures in single numbers; networks of matrices are generated. */
export function lectureProblems(): readonly Problem[] {
  return readdirSync(folder).flatMap((file) => {
    const [question = ''] = readFileSync(join(folder, file), 'utf8').split('\n==>\n');
    if (question.includes('[')) return [];
    const blocks = question.trim().split(/\n\n+/);
    const [given = '', data] = (blocks.pop() ?? '').split('\ndata: ');
    const values = given.split(',').map((part): [string, number] => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), Number(value)];
    });
    const lesson = lessonFrom(blocks.join('\n'), new Map(values), data?.split(', ') ?? []);
    if (!lesson) throw new Error(`${file} has no lesson`);
    return { title: file.replace('.txt', ''), lesson };
  });
}

/** The table of one set of problems, and its figures. */
function tabled(title: string, all: readonly Problem[], floor: number, most: number): Figure[] {
  const counts = counted(all.flatMap(({ lesson }) => trials(lesson)));
  return figuresOf(
    title,
    counts,
    all.flatMap(({ lesson }) => considered(lesson)),
    floor,
    most,
  );
}

function figuresOf(
  title: string,
  counts: ReadonlyMap<string, Counts>,
  guesses: readonly Careless[],
  floor: number,
  most: number,
): Figure[] {
  console.log(
    `\n${row(title, 'recall', 'at once', 'after probe', 'either', 'unknown', 'misnamed', 'right here')}`,
  );
  for (const [id, each] of counts) console.log(rowOf(id, each));
  const whole = counts.get('all');
  if (!whole) throw new Error('nobody was tried');
  const named = guesses.filter((guess) => guess.named).length;
  return [
    atLeast(`${title}: mistakes found, at once or after one probe`, 100 * recall(whole), floor, '%'),
    atMost(`${title}: mistakes named that were not made`, whole.misnamed, 0, ''),
    atMost(
      `${title}: whole numbers from -40 to 40 that are given a name`,
      (100 * named) / guesses.length,
      most,
      '%',
    ),
  ];
}

const rowOf = (id: string, counts: Counts): string =>
  row(
    id,
    `${(100 * recall(counts)).toFixed(1)} %`,
    ...[counts.named, counts.probed, counts.either, counts.none, counts.misnamed, counts.right].map(String),
  );

const row = (first: string, ...rest: readonly string[]): string =>
  first.padEnd(30) + rest.map((each) => each.padStart(13)).join('');

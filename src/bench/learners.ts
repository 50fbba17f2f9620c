import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { considered } from '../tutor/learners/careless.testing.ts';
import { matrixProblems, matrixTrials } from '../tutor/learners/matrices.testing.ts';
import { lessonFrom, type Problem, problems } from '../tutor/learners/problems.testing.ts';
import { type Counts, counted, recall, type Trial, trials } from '../tutor/learners/trial.testing.ts';
import { atLeast, atMost, type Figure } from './measure.ts';

const folder = join(dirname(dirname(process.argv[1] ?? '.')), 'fixtures', 'lectures');

/** Everybody who makes a known mistake, at every question: is it found, and is nothing named that was not made? */
export function learners(): Figure[] {
  const lectures = lectureProblems();
  console.log("\nThe lectures' own numbers give one number to several mistakes here:");
  for (const { title, lesson } of lectures)
    for (const line of collisions(trials(lesson))) console.log(`  ${title}: ${line}`);
  return [
    ...tabled("the lectures' own numbers", lectures, 85, 10),
    ...tabled('200 generated problems', problems(200, 1), 90, 5),
    ...ofMatrices(),
  ];
}

/** The same for networks of matrices, where there is no probe. */
function ofMatrices(): Figure[] {
  const networks = matrixProblems(30, 1);
  const all = networks.flatMap(matrixTrials).filter(({ ending }) => ending !== 'right');
  const named = all.filter(({ ending }) => ending === 'named').length;
  const guesses = networks.flatMap(({ lesson }) => considered(lesson));
  console.log('\n30 networks of matrices, not found:');
  const lost = all.filter(({ ending }) => ending !== 'named');
  for (const text of new Set(lost.map(({ name, id, says }) => `  d${name}: ${[id, ...says].join(', ')}`)))
    console.log(text);
  return [
    atLeast('30 networks of matrices: mistakes found', (100 * named) / all.length, 90, '%'),
    atMost(
      '30 networks of matrices: mistakes named that were not made',
      all.filter(({ ending }) => ending === 'misnamed').length,
      0,
      '',
    ),
    atMost(
      '30 networks of matrices: careless answers that are given a name',
      (100 * guesses.filter((guess) => guess.named).length) / guesses.length,
      5,
      '%',
    ),
  ];
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

/** Which mistakes of a lesson can't be told apart even with a probe: a line for each number. */
function collisions(all: readonly Trial[]): readonly string[] {
  const lost = all.filter(({ ending }) => ending === 'either' || ending === 'none');
  const lines = lost.map(({ asks, answer, says, learner }) => {
    const mistakes = [...new Set([learner.id, ...says])].sort().join(', ');
    return `${asks} = ${answer}: ${mistakes}`;
  });
  return [...new Set(lines)];
}

/** The table of one set of problems, and its figures. */
function tabled(title: string, all: readonly Problem[], floor: number, most: number): Figure[] {
  const counts = counted(all.flatMap(({ lesson }) => trials(lesson)));
  const guesses = all.flatMap(({ lesson }) => considered(lesson));
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

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lessonFrom, type Problem, problems } from '../tutor/learners/problems.testing.ts';
import { type Counts, counted, recall, type Trial, trials } from '../tutor/learners/trial.testing.ts';
import { type Figure, happens } from './measure.ts';

const folder = join(dirname(dirname(process.argv[1] ?? '.')), 'fixtures', 'lectures');

/** The examples of the lectures, with the lectures' own numbers. */
export function lectures(): readonly Problem[] {
  return readdirSync(folder).map((file) => {
    const [question = ''] = readFileSync(join(folder, file), 'utf8').split('\n==>\n');
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

/** Everybody who makes a known mistake, at every question: is it found, and is nothing found that was not made? */
export function learners(): Figure[] {
  return [...tabled('lectures', lectures()), ...tabled('200 generated problems', problems(200, 1))];
}

function tabled(title: string, all: readonly Problem[]): Figure[] {
  const tried = all.map(({ title, lesson }) => ({ title, trials: trials(lesson) }));
  const every = tried.flatMap((each) => each.trials);
  const counts = counted(every);
  console.log(`\n${title}`);
  console.log(
    row('mistake', 'recall', 'at once', 'after probe', 'either', 'unknown', 'misnamed', 'not to be seen'),
  );
  for (const [id, each] of counts) console.log(rowOf(id, each));
  if (process.env.WHERE)
    for (const { title, trials } of tried) for (const each of trials) console.log(lost(title, each));
  const whole = counts.get('all');
  return whole
    ? [happens(`${title}: mistakes found`, `${(100 * recall(whole)).toFixed(1)} %`, '', true)]
    : [];
}

function lost(title: string, { learner, asks, answer, ending, says }: Trial): string {
  return `@${ending} ${learner.id} (${learner.as}) ${asks} = ${answer} [${[...new Set(says)].join(' ')}] ${title}`;
}

const rowOf = (id: string, counts: Counts): string =>
  row(
    id,
    `${(100 * recall(counts)).toFixed(1)} %`,
    ...[counts.named, counts.probed, counts.either, counts.none, counts.misnamed, counts.right].map(String),
  );

const row = (first: string, ...rest: readonly string[]): string =>
  first.padEnd(30) + rest.map((each) => each.padStart(14)).join('');

import { unknownTime } from '../../homework/assignment/lateness.ts';
import { type GradeRow, hasPoints } from '../../homework/grading/row.ts';
import { type RowFrame, rowJson } from '../../homework/report/row-json.ts';
import { isEdited, overrides, pointsOf, ruled, totalled, unruled } from '../../homework/rulings/apply.ts';
import type { Ruling } from '../../homework/rulings/read-rulings.ts';
import { repriced } from '../../homework/rulings/reprice.ts';
import { plainNumber } from '../../language/print.ts';
import { counted, quoted } from '../../tutor/lesson/words.ts';
import { hereInstant } from '../class/plan.ts';
import { noteStrangers, rulingsFrom } from '../class/rulings-file.ts';
import { gradedBy } from '../report/graded-by.ts';
import { rowsIn } from '../report/rows-in.ts';
import { jsonText } from '../screen/json-text.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';
import { outputFor } from '../shell/output.ts';

/** The options of `dvar regrade`. */
export interface RegradeOptions {
  readonly rulings?: string;
  readonly assignment?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
}

/** Applies rulings and a changed policy to rows: only what they affect is touched, and what changes is shown. */
export async function runRegrade(
  environment: Environment,
  file: string,
  { rulings: rulingsFile, assignment: assignmentFile, out, overwrite = false }: RegradeOptions,
): Promise<number> {
  if (rulingsFile === undefined && assignmentFile === undefined)
    throw new Failure(
      'there is nothing to apply; add --rulings FILE, or --assignment FILE if the assignment has changed',
    );
  const { rows, frame } = await rowsIn(environment, [file]);
  const rulings =
    rulingsFile === undefined ? null : await rulingsFrom(environment, rulingsFile, questionsOf(rows));
  if (!overwrite) refuseLosses(file, rows, rulings, frame.pass);
  if (rulingsFile !== undefined)
    noteStrangers(
      environment,
      rulingsFile,
      rulings ?? [],
      rows.map(({ student }) => student),
    );
  const changed =
    assignmentFile === undefined
      ? { frame, assignment: null }
      : await gradedBy(environment, assignmentFile, frame, file);
  const { pass } = changed.frame;
  if (changed.assignment?.policy.due) noteUntimed(environment, rows);
  const priced = rows.map((row): GradeRow => {
    if (!changed.assignment) return row;
    return totalled(repriced(unruled(row, frame.pass), changed.assignment, hereInstant), pass);
  });
  // A row without answers is out of as many points as the others.
  const most = priced.find(hasPoints)?.graded.maxPoints;
  const regraded = priced.map((row): GradeRow => {
    const other = changed.assignment && most !== undefined && !hasPoints(row);
    const base = other ? { ...row, graded: { ...row.graded, maxPoints: most } } : row;
    return ruled(base, { rulings: rulings ?? [], pass });
  });
  environment.stdout.write(`${changesSaid(rows, regraded).join('\n')}\n`);
  if (out === undefined) return exitCodes.done;
  const sink = await outputFor(environment, out, 'whole');
  for (const row of regraded) await sink.write(`${jsonText(rowJson(row, changed.frame))}\n`);
  await sink.close();
  return exitCodes.done;
}

/**
 * Refuses what would be lost in silence: points that somebody edited, unless a ruling gives these students their points; and
 * rulings that were applied before, where none are named.
 */
function refuseLosses(
  file: string,
  rows: readonly GradeRow[],
  rulings: readonly Ruling[] | null,
  pass: RowFrame['pass'],
): void {
  const edited = rows.filter((row) => isEdited(row, pass) && !rulings?.some((each) => overrides(each, row)));
  if (edited.length > 0)
    throw new Failure(
      `${file}: somebody changed the points of ${edited
        .slice(0, 5)
        .map(({ student }) => quoted(student ?? '?'))
        .join(', ')} by hand; write a ruling that overrides them, or discard the changes with --overwrite`,
    );
  const ruledOn = rows.filter(({ history }) => history !== undefined).length;
  if (rulings === null && ruledOn > 0)
    throw new Failure(
      `${file}: ${ruledOn === 1 ? 'one row carries rulings' : `${ruledOn} rows carry rulings`}, which would be lost; add --rulings with their file, or drop them with --overwrite`,
    );
}

/** The questions that some rows answer. */
const questionsOf = (rows: readonly GradeRow[]) => rows.flatMap(({ graded }) => graded.results);

/**
 * Notes rows that do not say when they were handed in, because nothing was due when they were graded: whether they
 * are late can't be told.
 */
function noteUntimed(environment: Environment, rows: readonly GradeRow[]): void {
  const untimed = rows.filter(
    (row) =>
      hasPoints(row) && !row.handedIn && !row.graded.notes.some(({ message }) => message === unknownTime),
  );
  if (untimed.length > 0)
    environment.stderr.write(
      `dvar: ${counted(untimed.length, 'row')} ${untimed.length === 1 ? 'does' : 'do'} not say when ${untimed.length === 1 ? 'it was' : 'they were'} handed in, so no points are taken off; grade again to apply due: to them\n`,
    );
}

/** The lines that say what changed, a student a line. */
function changesSaid(before: readonly GradeRow[], after: readonly GradeRow[]): readonly string[] {
  const said = after.flatMap((row, k) => {
    const was = before[k];
    const [from, to] = [was ? pointsSaid(was) : '', pointsSaid(row)];
    if (!was || (from === to && JSON.stringify(was.history) === JSON.stringify(row.history))) return [];
    const why = (row.history ?? []).map(({ ruling }) => ruling).join('; ');
    return [{ name: quoted(row.student ?? row.file ?? '?'), from, to, why }];
  });
  if (said.length === 0)
    return [
      before.length === 1 ? 'The only row stays as it is.' : `None of the ${before.length} rows changes.`,
    ];
  const width = (of: (line: (typeof said)[number]) => string, head: string): number =>
    Math.max(head.length, ...said.map((line) => of(line).length));
  const [names, froms, tos] = [
    width(({ name }) => name, 'student'),
    width(({ from }) => from, 'before'),
    width(({ to }) => to, 'after'),
  ];
  const line = (name: string, from: string, to: string, why: string): string =>
    `${name.padEnd(names)}  ${from.padStart(froms)}  ${to.padStart(tos)}  ${why}`.trimEnd();
  return [
    line('student', 'before', 'after', 'by'),
    ...said.map(({ name, from, to, why }) => line(name, from, to, why)),
    '',
    before.length === 1
      ? 'The only row changes.'
      : `Of ${before.length} rows ${said.length === 1 ? 'one changes' : `${said.length} change`}.`,
  ];
}

const pointsSaid = (row: GradeRow): string => {
  const points = pointsOf(row);
  return row.excused
    ? 'excused'
    : `${points === null ? '-' : plainNumber(points)}/${plainNumber(row.graded.maxPoints)}`;
};

import { nudgeChart, visibleNudges } from '../../../demos/nudge/nudge-chart.ts';
import {
  type NudgedSpot,
  type Nudging,
  nudgedSpot,
  nudgeSentences,
  nudging,
} from '../../../demos/nudge/telling.ts';
import type { Testimony } from '../../../engine/checks/witnesses.ts';
import { shapeAt } from '../../../engine/graph/graph.ts';
import { nameAt } from '../../../engine/graph/names.ts';
import { valueOfSlot } from '../../../engine/passes/evaluate.ts';
import { print } from '../../../language/print.ts';
import { printProgram } from '../../../language/program.ts';
import { entriesOf } from '../../../ops/matrix.ts';
import type { Chart } from '../../../picture/plots/chart.ts';
import { inConvention, type Lesson } from '../../../tutor/lesson/lesson.ts';
import { stopped } from '../../../tutor/lesson/words.ts';
import { proofNudge as lecturesNudge } from '../../../tutor/teaching/nudge-proof.ts';
import { loadLesson } from '../../program/lesson-from-args.ts';
import type { ProgramOptions } from '../../program/options.ts';
import { nudgesFrom, outIsForPictures } from '../../program/rate-and-nudge.ts';
import { jsonText } from '../../screen/json-text.ts';
import { plotDrawn } from '../../screen/plot-drawn.ts';
import type { Theme } from '../../screen/theme.ts';
import type { Environment } from '../../shell/environment.ts';
import { exitCodes, Failure } from '../../shell/failure.ts';
import { beforeAndAfter, noteLines, trials } from './nudge-tables.ts';
import { witnessed, witnessJson, witnessText } from './witness.ts';

/** What `dvar nudge` is asked beside its program. */
export interface NudgeOptions extends ProgramOptions<'text' | 'json' | 'svg'> {
  readonly out?: string;
  readonly var?: string;
  /** Amounts as they were typed, each time the option was given. */
  readonly by?: readonly string[];
  readonly all?: boolean;
  /** Draws the curve on the screen as well. */
  readonly plot?: boolean;
}

/** Nudges, and gives the exit code: whether the witnesses, if all are asked, agree. */
export async function runNudge(
  environment: Environment,
  words: readonly string[],
  options: NudgeOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<number> {
  const amounts = options.by && nudgesFrom(options.by);
  if (options.all && (options.var !== undefined || amounts !== undefined))
    throw new Failure('--all nudges everything by its own amounts; leave --var and --by out, or --all');
  const asked: ProgramOptions = { ...options, format: options.format === 'json' ? 'json' : 'text' };
  const lesson = await loadLesson(environment, words, asked, commandNames, 'nudge');
  if (options.format === 'svg') return drawNudge(environment, lesson, options, amounts);
  if (options.out !== undefined) throw new Failure(outIsForPictures);
  if (options.plot && options.format === 'json')
    throw new Failure('--plot draws on the screen, and JSON has no place for it; leave one of the two out');
  if (options.plot && options.all) throw new Failure(tableOfAll);
  const all = options.all ? await witnessed(lesson) : null;
  const text = all ? allText(lesson, all, asked, theme) : nudgeText(lesson, options, amounts, theme);
  environment.stdout.write(`${text}\n`);
  return all?.some((each) => !each.agrees) ? exitCodes.notPassed : exitCodes.done;
}

const tableOfAll = '--all makes a table, and a picture shows one curve; name one with --var';

/** The nudges as a picture: the curve, its tangent, and a secant for each. */
async function drawNudge(
  environment: Environment,
  asked: Lesson,
  { all, var: name, out, digits }: NudgeOptions,
  amounts: readonly number[] | undefined,
): Promise<number> {
  if (all) throw new Failure(tableOfAll);
  const { chartSvg } = await import('../../pictures/charts.ts');
  const { deliver } = await import('../../pictures/deliver.ts');
  const lesson = inConvention(asked, 'dvar');
  const spot = nudgedSpot(lesson, name ?? null);
  if (!spot.ok) throw new Failure(spot.trouble.message);
  await deliver(environment, chartSvg(chartOf(lesson, spot.value, amounts, digits)), out);
  return exitCodes.done;
}

/** The curve around a number, with its tangent and secants: over amounts that the eye can see, where none are asked. */
function chartOf(
  lesson: Lesson,
  spot: NudgedSpot,
  amounts: readonly number[] | undefined,
  digits: number,
): Chart {
  const here = entriesOf(valueOfSlot(lesson.worked, spot.slot))[spot.entry] ?? 0;
  const seen = nudging(lesson, spot, amounts ?? visibleNudges(here));
  if (!seen.ok) throw new Failure(seen.trouble.message);
  return nudgeChart(lesson.worked, seen.value, digits);
}

/** What `dvar nudge` prints: every step before and after, and what that says of the derivative. */
function nudgeText(
  asked: Lesson,
  options: NudgeOptions,
  amounts: readonly number[] | undefined,
  theme: Theme,
): string {
  // A nudge shows the derivative of the output, whichever convention the questions follow.
  const lesson = inConvention(asked, 'dvar');
  const spot = nudgedSpot(lesson, options.var ?? null);
  if (!spot.ok) throw new Failure(spot.trouble.message);
  const seen = nudging(lesson, spot.value, amounts ?? [lecturesNudge]);
  if (!seen.ok) throw new Failure(seen.trouble.message);
  if (options.format === 'json') return jsonText(nudgeJson(lesson, seen.value), 2);
  const words = { lesson, digits: options.digits };
  const parts = [
    beforeAndAfter(words, seen.value, theme),
    ...(seen.value.nudges.length > 1 ? [trials(lesson, seen.value, theme)] : []),
    ...(options.plot ? [plotDrawn(chartOf(lesson, spot.value, amounts, options.digits), theme)] : []),
    [
      ...noteLines('plain', nudgeSentences(words, seen.value), theme),
      ...noteLines('note', lesson.worked.notes.map(stopped), theme),
    ],
  ];
  // A blank line between two parts of a screen; a screen reader needs none.
  return parts.map((part) => part.join('\n')).join(theme.plain ? '\n' : '\n\n');
}

function nudgeJson({ worked }: Lesson, { name, exact, formula, nudges }: Nudging): object {
  return {
    format: 'dvar.nudge/1',
    program: printProgram(worked.program, '; '),
    output: worked.output,
    var: name,
    derivative: exact,
    formula: formula && print(formula),
    nudges: nudges.map(({ by, ratio, moves, corner }) => ({
      by,
      ratio: ratio + 0,
      corner: corner === null ? null : nameAt(worked, corner),
      moves: moves.map(({ slot, entry, count, ...move }) => {
        const { rows, columns: across } = shapeAt(worked.graph, slot);
        const place = { row: Math.floor(entry / across) + 1, column: (entry % across) + 1 };
        const matrix = { ...place, moved: count, entries: rows * across };
        return { name: nameAt(worked, slot), ...(rows * across > 1 && matrix), ...move };
      }),
    })),
  };
}

/** What `dvar nudge --all` prints: every derivative beside what its witnesses say. */
function allText(lesson: Lesson, all: readonly Testimony[], options: ProgramOptions, theme: Theme): string {
  if (options.format === 'json') {
    const { worked } = lesson;
    const agrees = all.every((each) => each.agrees);
    const program = printProgram(worked.program, '; ');
    return jsonText(
      {
        format: 'dvar.nudge/1',
        program,
        output: worked.output,
        agrees,
        derivatives: witnessJson(lesson, all),
      },
      2,
    );
  }
  const none = all.length === 0 ? ['There is no derivative to check.'] : [];
  const notes = noteLines(
    'note',
    [...none, ...[...lesson.worked.notes, ...lesson.notes].map(stopped)],
    theme,
  );
  return [...(all.length > 0 ? [witnessText(lesson, all, theme)] : []), ...notes].join('\n');
}

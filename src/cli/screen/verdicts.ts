import type { Graded, GradedResult, GradedVerdict } from '../../homework/grading/grade.ts';
import { type Disclosure, notesToTell } from '../../homework/report/report.ts';
import { type CellStarts, inCells } from '../../homework/submission/cells.ts';
import { valueFigures } from '../../language/number-format.ts';
import { plainNumber } from '../../language/print.ts';
import { withoutControls } from '../../language/unicode-names.ts';
import { fromNested } from '../../ops/matrix.ts';
import type { BlockRole } from '../../tutor/lesson/block.ts';
import { math, quoted } from '../../tutor/lesson/words.ts';
import { sentences } from './speech.ts';
import type { Theme } from './theme.ts';
import { roleSign } from './theme.ts';
import { wrapped } from './wrap.ts';

/** The role of a result's line: how it is coloured and signed. */
export function verdictRole(verdict: GradedVerdict): BlockRole {
  switch (verdict) {
    case 'correct':
    case 'close':
      return 'right';
    case 'follow-through':
      return 'note';
    case 'wrong':
    case 'missing':
    case 'revealed':
    case 'skipped':
      return 'wrong';
    case 'unreadable':
      return 'trouble';
  }
}

/** A verdict in a word, where no sign says it. */
export function verdictWord(verdict: GradedVerdict): string {
  switch (verdict) {
    case 'correct':
    case 'close':
      return 'Right';
    case 'follow-through':
      return 'Followed through';
    case 'wrong':
      return 'Wrong';
    case 'missing':
      return 'Missing';
    case 'revealed':
      return 'Revealed';
    case 'skipped':
      return 'Skipped';
    case 'unreadable':
      return 'Not read';
  }
}

/** The report of a check on the screen: a result each, what was noted, and the points. */
export function checkLines(
  graded: Graded,
  { key, totalOnly }: Disclosure,
  digits: number,
  drawn: string | null,
  theme: Theme,
): readonly string[] {
  const several = new Set(graded.results.map(({ problem }) => problem)).size > 1;
  const lines: string[] = [];
  let problem: string | null = null;
  for (const result of totalOnly ? [] : graded.results) {
    if (several && result.problem !== problem) {
      if (problem !== null) lines.push('');
      lines.push(`[${quoted(result.problem ?? '')}]`);
      problem = result.problem;
    }
    lines.push(...resultLines(result, key, digits, theme, graded.cells ?? null));
  }
  // A cause behind several answers is told once.
  const causes = totalOnly ? [] : graded.results.flatMap(({ cause }) => cause?.message ?? []);
  for (const message of new Set(causes))
    lines.push(...put('note', '  ', '', inCells(message, graded.cells ?? null), theme));
  for (const { line, message } of notesToTell(graded, totalOnly)) {
    const where = line === null ? '' : `Line ${line}: `;
    lines.push(
      ...put('note', '  ', '', inCells(`${where}${ended(cleaned(message))}`, graded.cells ?? null), theme),
    );
  }
  const { kind, why } = graded.understood;
  if (kind === 'part' && graded.python)
    lines.push(
      ...put(
        'trouble',
        roleSign('trouble', theme.ascii),
        '',
        inCells(ended(capital(cleaned(why))), graded.cells ?? null),
        theme,
      ),
    );
  const points = `${plainNumber(graded.points)} of ${plainNumber(graded.maxPoints)} points, ${graded.passed ? 'passed' : 'not passed'}.`;
  const end = [
    ...(drawn === null ? [] : put('plain', '', '', drawn, theme)),
    ...put('plain', '', '', points, theme),
  ];
  return lines.length === 0 || theme.plain ? [...lines, ...end] : [...lines, '', ...end];
}

/** A store into entries, `dZ1[Z1 < 0] = 0` or Octave's `dZ1(Z1 < 0) = 0`, and `dW1 /= m` say what they store into. */
const storesItself =
  /^[\w.]+(?:\[[^=]*(?:[<>=!]=[^=]*)?\] [-+*/]?|\([^=]*(?:[<>=!~]=[^=]*)?\) ?| [-+*/]|\["?\w+"?\] [-+*/])= ?/;

function resultLines(
  result: GradedResult,
  key: boolean,
  digits: number,
  theme: Theme,
  cells: CellStarts,
): readonly string[] {
  const { asks, verdict, answer, message, line, expected } = result;
  const role = verdictRole(verdict);
  const written = answer === null ? '' : quoted(answer).replaceAll(/\s+/g, ' ');
  const typed =
    answer === null
      ? ''
      : written.includes('=') && storesItself.test(written)
        ? `, ${written}`
        : ` = ${written}`;
  const where = line === null || role === 'right' ? '' : inCells(`line ${line}, `, cells);
  const told = inCells(message.replace(/^line \d+, /, ''), cells);
  const says = role === 'right' ? nearWord(message) : ` ${quoted(told, 1000)}`;
  const exact = key ? ` Exact: ${math(valueFigures(fromNested(expected), Math.max(digits, 6)))}.` : '';
  const sign = role === 'note' ? (theme.ascii ? '~ ' : '≈ ') : roleSign(role, theme.ascii);
  const stop = role === 'right' && says === '' && exact === '' ? '' : ':';
  const head = `${where}${math(`${asks}${brief(typed)}`)}`;
  return put(
    role,
    sign,
    verdictWord(verdict),
    role === 'right'
      ? `${head}${says === '' && exact === '' ? '' : '.'}${says}${exact}`
      : `${head}${stop}${says}${exact}`,
    theme,
  );
}

/** The part of a right answer's message that says that a rounded value is near enough; how it was read stands above. */
const nearWord = (message: string): string => {
  const near = !message.includes(' is near enough.')
    ? undefined
    : / (\S+ is near enough\.(?: It is the change of .*? comes\.)?)/.exec(message)?.[1];
  return near === undefined ? '' : ` ${near}`;
};

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** A note's text may hold what a student wrote; its mathematics keeps its backticks. */
const cleaned = (text: string): string => withoutControls(text).slice(0, 400);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const ended = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** One piece of a report, as a line with its sign or as sentences with its word. */
function put(role: BlockRole, sign: string, word: string, text: string, theme: Theme): readonly string[] {
  if (theme.plain) return sentences(ended(word === '' ? text : `${word}: ${text}`));
  return wrapped(sign, text, role, theme);
}

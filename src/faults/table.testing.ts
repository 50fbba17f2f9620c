import { describe, expect, test } from '@jest/globals';

// What every command does about every fault. CONTRIBUTING prints this table, and each cell of it is a test.

/** What happens to commands, and what comes of it: a cell for each command. */
export const faults = {
  killed: {
    fault: 'killed (-9) before anything that it does to the disk, or amid a write',
    cells: {
      'the old file or the whole new one; the same command again ends it, or says that it is there': [
        ...['grade --out', 'draw --out', 'report --out', 'report --html', 'regrade --out', 'show --out'],
      ],
      'each file whole or not there; the same command again makes the rest': [
        ...['grade --feedback', 'report --feedback', 'handout --out'],
      ],
      'whole rows and at most a torn last one; the same command goes on behind them': [
        ...['grade --resume', 'draw --resume'],
      ],
      'all answers but the last are kept, none twice; the next run goes on': ['quiz', 'learn'],
    },
  },
  full: {
    fault: 'a disk that is full (a small one), read-only, or a folder without permission',
    cells: {
      'exit code 2, one line that names the file and the reason, no part left': [
        ...['grade --out', 'grade --feedback', 'grade --resume', 'handout --out', 'draw --out'],
        ...['report --html', 'regrade --out', 'show --out'],
      ],
      'said once, and all else as ever': ['quiz', 'learn'],
    },
  },
  closed: {
    fault: 'a reader that leaves (`| head -n 1`)',
    cells: {
      'the exit code as ever, no word more': [
        ...['quiz', 'show', 'check', 'grade', 'report', 'handout', 'lint', 'nudge', 'train', 'ops', 'list'],
        ...['learn --list', 'progress', 'help'],
      ],
    },
  },
  stdin: {
    fault: 'standard input that is closed',
    cells: {
      'every question is missing, exit code 1': ['quiz', 'check -'],
      'an ending in its own words, exit code 0': ['learn', 'practice', 'review', 'grade --stdin'],
      'exit code 2, one line': ['dvar alone'],
    },
  },
  signals: {
    fault: 'INT, QUIT, TERM or HUP at a prompt, after a change of its size and a stop (TSTP, CONT)',
    cells: {
      'words of farewell, exit code 128 and the number, the terminal in order': [
        ...['quiz', 'learn', 'dvar alone', 'values of a program'],
      ],
    },
  },
  hangup: {
    fault: 'a terminal that goes away',
    cells: { 'ends by HUP, without a stack': ['quiz', 'learn', 'dvar alone'] },
  },
  huge: {
    fault: 'a file of 5 GB',
    cells: {
      'refused by its size, exit code 2, at once': [
        ...[
          'show -f',
          'nudge -f',
          'train -f',
          'quiz',
          'check',
          'check, the assignment',
          'grade, the assignment',
        ],
        ...['grade --roster', 'report', 'regrade --rulings', 'lint', 'learn'],
      ],
      'its row says that it is too large': ['grade'],
    },
  },
  devices: {
    fault: '/dev/zero, which never ends',
    cells: {
      'exit code 2, one line': [
        'show -f',
        'nudge -f',
        'check',
        'grade --roster',
        'report',
        'regrade --rulings',
        'lint',
      ],
      'its row says that it is no file': ['grade'],
    },
  },
  pipes: {
    fault: 'a named pipe into which nobody writes',
    cells: {
      'exit code 2, one line, after 3 seconds': [
        ...[
          'show -f',
          'check',
          'grade, the assignment',
          'grade --roster',
          'report',
          'regrade --rulings',
          'lint',
        ],
      ],
      'its row says that it is no file': ['grade'],
    },
  },
  together: {
    fault: 'two runs on one file at once',
    cells: {
      'one writes it whole, the other says that it is there': [
        ...['grade --out', 'grade --resume', 'report --out', 'report --html'],
      ],
    },
  },
  vanishing: {
    fault: 'files that are taken away or cut while they are read',
    cells: { 'a row each, with what was there or why it was not read; no other row is touched': ['grade'] },
  },
  crowd: {
    fault: 'a folder of 3,000 entries (100,000 were tried by hand)',
    cells: { 'a row each': ['grade'] },
  },
  names: {
    fault: 'names that are not in UTF-8, also two that look alike',
    cells: { 'a row each that says so': ['grade'] },
  },
  circles: {
    fault: 'links in circles inside a folder',
    cells: { 'a row each that says so, and no file twice': ['grade'] },
  },
  clock: {
    fault: 'a clock that is set back, or was a year ahead',
    cells: { 'every answer is kept, and skills are due as soon as ever': ['quiz', 'progress', 'review'] },
  },
  plain: {
    fault: 'LC_ALL=C and TERM=dumb',
    cells: { 'plain ASCII, the exit code as ever': ['quiz', 'show', 'check', 'grade', 'learn', 'help'] },
  },
} as const satisfies Readonly<
  Record<string, { fault: string; cells: Readonly<Record<string, readonly string[]>> }>
>;

export type FaultName = keyof typeof faults;

/** A test for each cell of a fault; all of them are there, and no other. */
export function testCells(name: FaultName, tests: Readonly<Record<string, () => Promise<void>>>): void {
  const { fault, cells } = faults[name];
  const listed: readonly string[] = Object.values(cells).flat();
  describe(fault, () => {
    test('has a test for each command', () => expect(Object.keys(tests).sort()).toEqual([...listed].sort()));
    test.each(Object.entries(tests))('%s', (_, run) => run());
  });
}

/** The table as CONTRIBUTING prints it. */
export const tableOfFaults = (): string =>
  [
    '| fault | command | outcome |',
    '|---|---|---|',
    ...Object.values(faults).flatMap(({ fault, cells }) =>
      Object.entries(cells).map(
        ([outcome, commands], k) =>
          `| ${k === 0 ? fault.replaceAll('|', '\\|') : ''} | ${commands.join(', ')} | ${outcome} |`,
      ),
    ),
  ].join('\n');

import { describe, expect, test } from '@jest/globals';
import { readTable } from './class-table.ts';
import { parseCsv } from './csv.ts';
import type { Submission } from './submission.ts';

function read(text: string): readonly Submission[] {
  const rows = parseCsv(text);
  const table = rows.ok ? readTable(rows.value) : rows;
  if (!table.ok) throw new Error(table.trouble.message);
  return table.value;
}

const answers = (text: string) =>
  read(text).map(({ entries }) =>
    entries.map(({ problem, left, right, broken }) => [problem, left, right, ...(broken ? [broken] : [])]),
  );

describe('a table with a column for each answer', () => {
  test('names problems before the derivatives', () => {
    expect(answers('Email,one.dv,two.dv,db\njo@x.de,3,4,5\n')).toEqual([
      [
        ['one', 'dv', '3'],
        ['two', 'dv', '4'],
        [null, 'db', '5'],
      ],
    ]);
  });

  test.each(['Email,dv,da,dv', 'student,one.dv,one.dv'])('%s has a column twice, and is refused', (head) => {
    expect(() => read(`${head}\njo@x.de,1,2,3\n`)).toThrow(
      /^two columns are named dv; keep one of them or, if they belong to two problems, .*hw1\.dv,hw2\.dv$/,
    );
  });

  test('a row with a cell too many is not read, because it may be shifted', () => {
    expect(answers('Email,dv,da\njo@x.de,3,0,3\nbo@x.de,3,3,,\n')).toEqual([
      [
        [null, 'dv', '3', expect.stringMatching(/^this row has 4 cells, but there are 3 headings/)],
        [null, 'da', '0', expect.stringMatching(/a comma in quotes$/)],
      ],
      [
        [null, 'dv', '3'],
        [null, 'da', '3'],
      ],
    ]);
  });

  test('a row that ends early lacks its last answers', () => {
    expect(answers('Email,dv,da\njo@x.de,3\n')).toEqual([
      [
        [null, 'dv', '3'],
        [null, 'da', ''],
      ],
    ]);
  });
});

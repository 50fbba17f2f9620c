import { describe, expect, test } from '@jest/globals';
import { examplesFrom, type Wanted } from '../../demos/train/data-file.ts';
import { locate } from '../../language/diagnostic.ts';
import { readCsv } from './class-csv.ts';

// Tables as RFC 4180 has them, and the examples of a program out of them.

function texts(text: string): readonly (readonly string[])[] {
  const table = readCsv(text);
  if (!table.ok) throw new Error(table.trouble.message);
  return [table.value.headings, ...table.value.rows].map((row) => row.map((cell) => cell.text));
}

/** `line:column message`. */
function trouble(text: string, givens: readonly string[] = ['x', 'y'], wanted: Wanted | null = null): string {
  const table = readCsv(text);
  const result = table.ok ? examplesFrom(table.value, givens, wanted) : table;
  if (result.ok) throw new Error('it was read');
  const { from, message } = result.trouble;
  if (from === null) return message;
  const { line, column } = locate(text, from);
  return `${line}:${column} ${message}`;
}

describe('a table', () => {
  const square = [
    ['x', 'y'],
    ['1', '2'],
    ['3', '4'],
  ];
  test.each([
    ['lines that end in any way', 'x,y\n1,2\r\n3,4'],
    ['a last line that ends', 'x,y\n1,2\n3,4\n'],
    ['blank lines', 'x,y\n\n1,2\n3,4\n\n\n'],
    ['blanks around cells', 'x, y\n 1 ,2\n3,\t4'],
    ['quotes', '"x",y\n"1","2"\r\n3,"4"\n'],
  ])('with %s', (_, text) => {
    expect(texts(text)).toEqual(square);
  });

  test('whose quotes hold commas, line ends and quotes', () => {
    expect(texts('a,b\n"1,5","say ""so""\nand so"')).toEqual([
      ['a', 'b'],
      ['1,5', 'say "so"\nand so'],
    ]);
  });

  test.each([
    ['', /^the file is empty/],
    ['\n\n', /^the file is empty/],
    ['x,y\n', /^1:1 there are headings but no rows/],
    ['x,y\n1,2\n3', /^3:1 this row has 1 cell, but there are 2 headings; fill in/],
    ['x,y\n1,2,3', /^2:1 this row has 3 cells, but there are 2 headings; remove/],
    ['x,y\n1,"2\n3,4', /^2:3 this quote is never closed/],
    ['x,y\n1,"2"3\n', /^2:6 after the closing quote/],
    ['x;y\n1;2', /^1:2 .*commas here, not by ';'/],
    ['x\ty\n1\t2', /^1:2 .*commas here, not by 'tab'/],
  ])('%j is refused', (text, message) => {
    expect(trouble(text)).toMatch(message);
  });
});

describe('examples', () => {
  function columnsOf(text: string, givens: readonly string[], wanted: Wanted | null = null) {
    const table = readCsv(text);
    const examples = table.ok ? examplesFrom(table.value, givens, wanted) : table;
    if (!examples.ok) throw new Error(examples.trouble.message);
    const { entries, width, count, columns } = examples.value;
    const column = (k: number) => Array.from({ length: count }, (_, i) => entries[i * width + k]);
    return Object.fromEntries([...columns].map(([name, each]) => [name, each.map(column)]));
  }

  test('go to the givens of their names, numbered ones below each other in the order of their numbers', () => {
    expect(columnsOf('y,X2,X10,X_1\n1,2,10,1\n-1,.5,1e1,+3', ['X', 'y', 'W'])).toEqual({
      y: [[1, -1]],
      X: [
        [1, 3],
        [2, 0.5],
        [10, 10],
      ],
    });
  });

  test('go where --columns says, and no other column is looked at', () => {
    const wanted = new Map([
      ['X', ['b', 'a']],
      ['Y', ['a']],
    ]);
    expect(columnsOf('a,name,b\n1,Ann,2\n3,Bob,4', ['X', 'Y'], wanted)).toEqual({
      X: [
        [2, 4],
        [1, 3],
      ],
      Y: [[1, 3]],
    });
  });

  test.each([
    ['x,y\n1,', /^2:3 y is missing in this row/],
    ['x,y\nNA,2', /^2:1 x is missing in this row/],
    ['x,y\n1,2\n1,two', /^3:3 y is a column of numbers, but this is 'two'/],
    ['x,y\n1,0x10', /^2:3 .*'0x10'/],
    ['x,y\n1,1e999', /^2:3 .*'1e999'/],
    ['x,z\n1,2', /^1:3 no input of the program is called z; did you mean|^1:3 .*called z; say which/],
    ['x,\n1,2', /^1:3 .*no heading/],
    ['x,x\n1,2', /^1:3 there are two columns x/],
  ])('%j is refused', (text, message) => {
    expect(trouble(text)).toMatch(message);
  });

  test('that nobody has are refused', () => {
    const text = 'height,weight\n1,2';
    expect(trouble(text, ['x'], new Map([['q', ['height']]]))).toMatch(/--columns names q/);
    expect(trouble(text, ['x'], new Map([['x', ['heigth']]]))).toMatch(/names heigth.*did you mean height/);
  });
});

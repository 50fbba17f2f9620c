import { expect, test } from '@jest/globals';
import { readLine } from './line.ts';

const plain = [
  'db = 6',
  'db=6',
  '  dt2 =  -3.5e-4 ',
  'dt__2 = 3',
  'dW1 = 2*(a+b)^2',
  "w2 = X'*(A-Y)",
  'db = 3**2',
  'db = (3)',
  'if = 3',
  'Q1 = 5',
  'is = is',
  'x_1 = _y',
];

test.each(plain)('the pattern for plain lines reads %j as the other patterns do', (line) => {
  // A blank that is none of ASCII is no plain line.
  const [other, ...others] = readLine(line.replace('=', '=\u00a0'));
  const [one, ...more] = readLine(line);
  expect([...more, ...others]).toEqual([]);
  expect({ ...one, at: 0 }).toEqual({ ...other, at: 0 });
  expect(line.slice(one?.at)).toBe(`${one?.right}${/\s*$/.exec(line)?.[0]}`);
});

test.each([
  ['db__ = 6', 'db'],
  ['__db__ = 6', 'db'],
  ['db == 6', 'db'],
  ['db = 6*', 'db'],
])('%j is no plain line, and is read by the others', (line, left) => {
  expect(readLine(line).map((each) => each.left)).toEqual([left]);
});

import { describe, expect, test } from '@jest/globals';
import { before } from './beginnings.ts';
import { isLeftSide, leftPatterns, type Names, targetOf } from './left-sides.ts';
import { readLine } from './line.ts';

const names = (output: string, ...all: string[]): Names => ({
  output,
  all: [output, ...all],
  has: (name) => name === output || all.includes(name),
});
const net = names('J', 'b', 'u', 'b1');

describe('left sides', () => {
  test.each(Object.entries(leftPatterns))('%s is read as its example says', (id, { example }) => {
    expect(isLeftSide(example)).toBe(true);
    expect(targetOf(example, net)).toEqual({
      kind: 'derivative',
      of: 'J',
      by: id === 'layer' ? 'b1' : 'b',
      via: id,
    });
    const [only, ...others] = readLine(`${example} = 6`);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ left: example, right: '6' });
  });

  test.each(['db', 'dJ/db'])('%s needs no pattern', (left) => {
    expect(targetOf(left, net)).toEqual({ kind: 'derivative', of: 'J', by: 'b', via: null });
  });

  test('capitals are passed over where one name alone can be meant', () => {
    expect(targetOf('DB', net)).toMatchObject({ by: 'b', via: 'capitals' });
    expect(targetOf('Dw', names('J', 'w', 'W'))).toMatchObject({ by: 'w' });
    expect(targetOf('DX', names('J', 'xy', 'XY'))).toBeNull();
    expect(targetOf('dXy', names('J', 'xy', 'XY'))).toEqual({
      kind: 'doubtful',
      meanings: ['dJ/dxy', 'dJ/dXY'],
    });
  });

  test('a local derivative is one', () => {
    for (const left of ['du/db', '∂u/∂b', 'du_db', 'dudb'])
      expect(targetOf(left, net)).toMatchObject({ of: 'u', by: 'b' });
  });

  test.each(['date', 'version', 'dc', 'dL/db', 'page', 'J', 'b', 'the bias'])('%s is none', (left) => {
    expect(targetOf(left, net)).toBeNull();
  });
});

describe('what stands before an answer', () => {
  test.each(Object.entries(before))('%s is passed over', (_, { example }) => {
    expect(readLine(example)).toMatchObject([{ left: 'db' }]);
    expect(readLine(example)[0]?.right.replace(/\W+$/, '')).toBe('6');
  });
});

test.each([
  ['db = 6, dc = 9', ['db=6', 'dc=9']],
  ['db=6; dc=9', ['db=6', 'dc=9']],
  ['db: 6 and dc: 9', ['db=6', 'dc=9']],
  ['db = max(1, 6)', ['db=max(1, 6)']],
  ['dW = [1, 2; 3, 4]', ['dW=[1, 2; 3, 4]']],
  ['$\\frac{\\partial J}{\\partial b} = 6$', ['∂J/∂b=6']],
  ['ｄｂ＝６', ['db=6']],
  ['db\t6', ['db=6']],
  ['db → 6', ['db=6']],
  ['**db = 6**', ['db=6']],
  ['`db` = `6`', ['db=6']],
  ['u = b*c', ['u=b*c']],
] as const)('%s', (line, said) => {
  expect(readLine(line).map(({ left, right }) => `${left}=${right}`)).toEqual(said);
});

test.each([
  '2024-05-03',
  '03.05.2024',
  'Student number: 4711000',
  'Matrikelnummer 4711000',
  'version 1.2.3',
  'Version: 2',
  'page 6',
  'p. 6',
  'Page: 6 of 9',
  'Exercise 3',
  'Name: Alice',
  'I used the chain rule because b is multiplied',
  'The slope we want is the one with b = 3 and c = 2',
  'due: 3.5.2024',
  'https://example.org/?a=5',
  '6',
  '',
])('%s is no derivative', (line) => {
  const about = readLine(line).filter(({ left }) => targetOf(left, net));
  expect(about).toEqual([]);
});

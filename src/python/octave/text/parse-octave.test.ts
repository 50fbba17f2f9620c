import { expect, test } from '@jest/globals';
import type { PyExpression, PyStatement, Subscript } from '../../text/syntax.ts';
import { parseOctave } from './parse-octave.ts';

/** A tree as text: signs between parentheses, so that it shows what binds tighter. */
function shown(of: PyExpression): string {
  switch (of.kind) {
    case 'number':
      return String(of.value);
    case 'text':
      return JSON.stringify(of.value);
    case 'name':
      return of.name;
    case 'binary':
      return `(${shown(of.left)} ${of.sign} ${shown(of.right)})`;
    case 'unary':
      return `(${of.sign}${shown(of.operand)})`;
    case 'attribute':
      return `${shown(of.of)}.${of.name}`;
    case 'applied':
      return `${shown(of.of)}${of.braces ? '{' : '<'}${of.parts.map(part).join(', ')}${of.braces ? '}' : '>'}`;
    case 'table':
      return `[${of.rows.map((row) => row.map(shown).join(', ')).join('; ')}]`;
    case 'range':
      return `${shown(of.start)}:${of.step ? `${shown(of.step)}:` : ''}${shown(of.stop)}`;
    case 'sequence':
      return `{${of.items.map(shown).join(', ')}}`;
    case 'lambda':
      return `@${of.parameters.map(({ name }) => name).join()} ${shown(of.body)}`;
    default:
      return of.kind;
  }
}

const part = (of: Subscript): string => (of.kind === 'slice' ? ':' : shown(of.value));

function told(statement: PyStatement): string {
  switch (statement.kind) {
    case 'assign':
      return `${statement.targets.map(shown).join()} = ${shown(statement.value)}`;
    case 'expression':
      return shown(statement.value);
    case 'for':
      return `for ${shown(statement.target)} in ${shown(statement.over)} { ${statement.body.map(told).join('; ')} }`;
    case 'while':
      return `while ${statement.test ? shown(statement.test) : ''} { ${statement.body.map(told).join('; ')} }`;
    case 'if':
      return statement.branches
        .map(({ test: on, body }) => `${on ? `if ${shown(on)}` : 'else'} { ${body.map(told).join('; ')} }`)
        .join(' ');
    case 'function':
      return `${statement.name}(${statement.parameters.map(({ name }) => name).join()}) { ${statement.body.map(told).join('; ')} }`;
    case 'return':
      return `return ${statement.value ? shown(statement.value) : ''}`;
    default:
      return statement.kind;
  }
}

test.each([
  ['x = -2^2', 'x = (-(2 m^ 2))'],
  ["y = 2^-1 * a'", 'y = ((2 m^ (-1)) m* a.T)'],
  ['z = a.*b ./ c.^2', 'z = ((a * b) / (c ** 2))'],
  ['z = 1./m', 'z = (1 / m)'],
  ['z = ~a == b', 'z = ((!a) == b)'],
  ['z = a | b & c || d && e', 'z = ((a | (b & c)) or (d and e))'],
  ['z = 1:2:n+1', 'z = 1:2:(n + 1)'],
  ['[1 -2]', '[1, (-2)]'],
  ['[1 - 2]', '[(1 - 2)]'],
  ['[a -2; b,c]', '[a, (-2); b, c]'],
  ["[a' b']", '[a.T, b.T]'],
  ["[a 'b']", '[a, "b"]'],
  ['[ones(m, 1) X(:, 2:end)]', '[ones<m, 1>, X<:, 2:end>]'],
  ['[f(1, 2)\n 3 4]', '[f<1, 2>; 3, 4]'],
  ['A(end, :)(1)', 'A<end, :><1>'],
  ['c{2}', 'c{2}'],
  ['x += y * 2', 'x = (x + (y m* 2))'],
  ['[J, grad] = f(x)', '{J, grad} = f<x>'],
  ['[~, p] = max(A, [], 2);', '{_, p} = max<A, [], 2>'],
  ['g = @(z) 1 ./ (1 + exp(-z));', 'g = @z (1 / (1 + exp<(-z)>))'],
  ['h = @sigmoid', 'h = sigmoid'],
  ['A(2, :) = 0', 'A<2, :> = 0'],
  ['s.dW1 = x % a comment', 's.dW1 = x'],
  ["disp('100 % done'); x = 3", 'nothing; x = 3'],
  [
    'if a == 1, b = 2; elseif c, d = 3, else e = 4; end',
    'if (a == 1) { b = 2 } if c { d = 3 } else { e = 4 }',
  ],
  ['for i = 1:3 x = i; endfor', 'for i in 1:3 { x = i }'],
  ['for (i = 1:3)\n x = i;\nend', 'for i in 1:3 { x = i }'],
  ['while (x < 3) x++; end', 'while (x < 3) { x = (x + 1) }'],
  ['switch n\n case 1\n  x = 1;\n otherwise\n  x = 2;\nend', 'if (n == 1) { x = 1 } else { x = 2 }'],
  ['dZ = a * ... the first\n  b;', 'dZ = (a m* b)'],
  ['%{\nx = 1\n%}\ny = 2', 'y = 2'],
  ['function g = f(z)\ng = z;\nend\ny = f(1);', 'f(z) { g = z; return g }; y = f<1>'],
  ['y = f(1);\nfunction [a, b] = f(z)\na = z; b = 2;', 'f(z) { a = z; b = 2; return {a, b} }; y = f<1>'],
  ['function f()\nx = 1;\nfunction g()\ny = 2;', 'f() { x = 1; return ans }; g() { y = 2; return ans }'],
  ['clc; clear all; close all\nx = 1', 'nothing; nothing; nothing; x = 1'],
])('%s', (source, tree) => {
  const { body, broken } = parseOctave(source);
  expect(broken).toEqual([]);
  expect(body.map(told).join('; ')).toBe(tree);
});

test.each([
  ['x = (3 + ;\ny = 2', [1], 'y = 2'],
  ['x = [1 2\ny = 2', [1], 'y = 2'],
  ['x = (a - b;\nfor i = 1:2\n z = 1;\nend', [1], 'for i in 1:2 { z = 1 }'],
  ['dJ/dW = 3\ny = 2', [1], 'y = 2'],
  ['x = 3 $ 4\ny = 2', [1], 'y = 2'],
  ['end\ny = 2', [], 'y = 2'],
  ['for i = 1:3\n x = i;', [2], 'for i in 1:3 { x = i }'],
])('%s costs its own line alone', (source, lines, tree) => {
  const { body, broken } = parseOctave(source);
  expect(broken).toEqual(lines);
  expect(body.map(told).join('; ')).toContain(tree);
});

test('every line keeps its number, and a statement the text that it was written with', () => {
  const { body, text } = parseOctave('% one\nx = a + ... two\n  b;\n\ny = 2');
  expect(body.map(({ line }) => line)).toEqual([2, 5]);
  expect(body.map(({ from, to }) => text.slice(from, to).replaceAll(/\s+/g, ' '))).toEqual([
    'x = a + b',
    'y = 2',
  ]);
});

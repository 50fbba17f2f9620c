import { readFileSync } from 'node:fs';
import { contentText, either, type FuzzedReader, fromWords } from './reader.ts';

const python = (
  'dZ1 dW1 db2 A1 X Y W2 m np.dot( np.sum( np.zeros( np.einsum( np.tensordot( np.reshape( np.argsort( axis=1 keepdims=True axes= ' +
  "'ij,jk->ik' ) ( [ ] { } , : ; = == += -= * ** @ // % .T .shape .sum() .reshape( [:,None] [...] [i] [-1] 0 1 2 1e309 0.5 -3 " +
  'for i in range( if else : \\n \\n\\t def f(x) return lambda while True class try except raise yield import numpy as np f"{x}" None'
)
  .split(' ')
  .map((word) => word.replaceAll('\\n', '\n').replaceAll('\\t', '\t'));

const octave = (
  "Theta1_grad Theta2 dW2 X Y y m = += == ~= ( ) [ ] { } , ; : ' .' .* ./ .^ * / ^ ! @(z) end (:) (2:end) (:, end+1) ones(m,1) zeros( size( sum( " +
  "repmat( bsxfun(@times, reshape( max( eye(3)( 'a' 1 0 -1 1e309 ... % \\n for i=1:m while if elseif else function [a b]=f( return switch case"
)
  .split(' ')
  .map((word) => word.replaceAll('\\n', '\n'));

/** The readers of Python, by what they read. */
export const pythonReaders: Readonly<Record<string, FuzzedReader>> = {
  'a program in Python': {
    content: (texts) => either(texts, [() => texts.mutated('.py'), fromWords(texts, python, 40), texts.raw]),
    call: (content) => ({
      argv: ['show', '-f', 'p.py', '--backward', 'a=5', 'X=[1 2; 3 4]', 'W1=[1 -1; 0.5 2]'],
      around: { files: { 'p.py': content } },
    }),
  },
  'Python of matrices': {
    content: (texts) => either(texts, [() => texts.mutated('.py', '.ipynb'), fromWords(texts, python, 60)]),
    call: (content) => ({
      argv: ['check', 'fixtures/python/batch/problem.yaml', 's.py', '--format', 'json'],
      around: {
        files: {
          'fixtures/python/batch/problem.yaml': readFileSync('fixtures/python/batch/problem.yaml'),
          's.py': content,
        },
      },
    }),
  },
  Octave: {
    content: (texts) => either(texts, [fromWords(texts, octave, 60), fromWords(texts, octave, 12)]),
    call: (content) => ({
      argv: ['check', 'fixtures/octave/exercise-4/problem.yaml', 's.m', '--format', 'json'],
      around: {
        files: {
          'fixtures/octave/exercise-4/problem.yaml': readFileSync('fixtures/octave/exercise-4/problem.yaml'),
          's.m': content,
        },
      },
    }),
  },
  'NumPy at a prompt': {
    content: (texts) => fromWords(texts, python, 40)(),
    call: (content) => ({
      argv: ['fixtures/python/batch/problem.yaml', '--dialect', 'numpy'],
      around: {
        stdin: contentText(content),
        files: {
          'fixtures/python/batch/problem.yaml': readFileSync('fixtures/python/batch/problem.yaml'),
        },
      },
    }),
  },
};

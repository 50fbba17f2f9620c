import { readFileSync } from 'node:fs';
import { contentText, either, type FuzzedReader, fromWords } from './reader.ts';

const python = (
  'dZ1 dW1 db2 A1 X Y W2 m np.dot( np.sum( np.zeros( np.einsum( np.tensordot( np.reshape( np.argsort( axis=1 keepdims=True axes= ' +
  "'ij,jk->ik' ) ( [ ] { } , : ; = == += -= * ** @ // % .T .shape .sum() .reshape( [:,None] [...] [i] [-1] 0 1 2 1e309 0.5 -3 " +
  'for i in range( if else : \\n \\n\\t def f(x) return lambda while True class try except raise yield import numpy as np f"{x}" None'
)
  .split(' ')
  .map((word) => word.replaceAll('\\n', '\n').replaceAll('\\t', '\t'));

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

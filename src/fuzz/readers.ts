import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classReaders } from './class-readers.ts';
import { pythonReaders } from './python-readers.ts';
import { contentText, either, type FuzzedReader, fromWords } from './reader.ts';

const words = (
  "J u v a b c x w1 W1 X Y = == * / + - ^ .* .^ ' ( ) [ ] ; , 0 1 2 0.5 -3 1e3 " +
  'relu( sigmoid( log( exp( max( sum( mean( softmax( where( 1/ # data: dJ/db dJ db ∂J/∂b : ~ ≈ 3*2=6 \\frac{1}{2} np.dot( .T'
).split(' ');
const commands =
  ':hint :why :back :open b :another :menu :save x :restart ? quit next :graph :convention'.split(' ');
const options = (
  '--help --format json text csv numpy --plain --wrt --skip --data --ask all givens --kinds local,code --seed 1 --digits 3 -f ' +
  'show quiz check grade lint nudge train like ops learn progress review practice help handout a=5 b=3 c=2 J=3*(a+b*c) ' +
  '--explain --witness --all --var b --by 0.1 --rate 0.1 --steps 3 --answers - --key --student x --level 2 -- = a= =5 W=randn(2,2)'
).split(' ');

const homework = readFileSync('fixtures/homework/running-example.yaml');
const submission = (name: string, ...endings: readonly string[]): FuzzedReader => ({
  content: (texts) =>
    either(texts, [
      () => texts.mutated(...endings),
      () => texts.mutated(...endings),
      fromWords(texts, words, 40),
      texts.raw,
    ]),
  call: (content) => ({
    argv: ['check', 'hw.yaml', name, '--format', 'json'],
    around: { files: { 'hw.yaml': homework, [name]: content } },
  }),
});

/** Every reader of the program, by what it reads. */
export const readers: Readonly<Record<string, FuzzedReader>> = {
  program: {
    content: (texts) => either(texts, [fromWords(texts, words, 30), () => texts.mutated('.txt'), texts.raw]),
    call: (content) => ({
      argv: ['show', '-f', 'p.txt', '--backward', 'a=5', 'b=3', 'c=2', 'x=1'],
      around: { files: { 'p.txt': content } },
    }),
  },
  values: {
    content: fromWordsOf([
      'a=',
      'b=3',
      'c=',
      '1',
      ',',
      ';',
      '[',
      ']',
      '-',
      'e',
      'randn(',
      '2',
      ')',
      '/',
      '.',
      ' ',
    ]),
    call: (content) => ({
      argv: ['show', 'J = a*b + c', 'b=3', 'c=2', `a=${contentText(content)}`],
      around: {},
    }),
  },
  problem: {
    content: (texts) => either(texts, [() => texts.mutated('.yaml', '.yml'), texts.raw]),
    call: (content) => ({
      argv: ['show', 'p.yaml', '--backward', '--format', 'json'],
      around: { files: { 'p.yaml': content } },
    }),
  },
  assignment: {
    content: (texts) => texts.mutated('.yaml'),
    call: (content) => ({
      argv: ['lint', 'hw.yaml', '--format', 'json'],
      around: { files: { 'hw.yaml': content } },
    }),
  },
  'lines at a prompt': {
    content: fromWordsOf([...words, ...commands, '\n', '\n', '6', '3', '3*2=6']),
    call: (content) => ({
      argv: ['u = b*c; v = a+u; J = 3*v', 'a=5', 'b=3', 'c=2'],
      around: { stdin: contentText(content), columns: 80, env: { TERM: 'dumb' } },
    }),
  },
  'lines of a pipe': {
    content: fromWordsOf([...words, ...commands, '\n', '\n', '6', '3']),
    call: (content) => ({
      argv: ['fixtures/problems/batch.yaml', '--format', 'json'],
      around: {
        stdin: contentText(content),
        files: { 'fixtures/problems/batch.yaml': readFileSync('fixtures/problems/batch.yaml') },
      },
    }),
  },
  'a submission as text': submission('s.txt', '.txt', '.md', '.m'),
  'a submission as YAML': submission('s.yaml', '.yaml', '.yml'),
  'a submission as JSON': submission('s.json', '.json'),
  'a submission as CSV': submission('s.csv', '.csv'),
  'a submission in Python': submission('s.py', '.py'),
  ...pythonReaders,
  ...classReaders,
  'a notebook': submission('s.ipynb', '.ipynb'),
  'a page': submission('s.html', '.html'),
  'a document': submission('s.docx', '.docx', '.odt', '.xlsx', '.zip'),
  'a text of a word processor': submission('s.rtf', '.rtf', '.tex'),
  'a PDF': submission('s.pdf', '.pdf'),
  'lines of a class': {
    content: (texts) =>
      Buffer.from(
        Array.from({ length: 1 + texts.below(4) }, () =>
          texts.below(2) === 0
            ? JSON.stringify({ student: texts.fromWords(words, 3), text: texts.fromWords(words, 20) })
            : texts.fromWords(['{', '}', '"student"', ':', '"text"', '"a"', ',', '1', '[', ']'], 12),
        ).join('\n'),
      ),
    call: (content) => ({
      argv: ['grade', 'hw.yaml', '--stdin'],
      around: { stdin: contentText(content), files: { 'hw.yaml': homework } },
    }),
  },
  'a roster': {
    content: (texts) => either(texts, [() => texts.mutated('.csv'), texts.raw]),
    call: (content, folder) => {
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'in', 'alice.txt'), 'dv = 3\n');
      writeFileSync(join(folder, 'class.csv'), content);
      writeFileSync(join(folder, 'hw.yaml'), homework);
      return {
        argv: [
          'grade',
          join(folder, 'hw.yaml'),
          join(folder, 'in'),
          '--roster',
          join(folder, 'class.csv'),
          '--workers',
          '0',
        ],
        around: { writes: true },
      };
    },
  },
  'a course': {
    content: (texts) => texts.mutated('.yaml'),
    call: (content) => ({ argv: ['learn', 'c.yaml', '--list'], around: { files: { 'c.yaml': content } } }),
  },
  'a journal': {
    content: (texts) =>
      Buffer.from(
        Array.from({ length: 1 + texts.below(5) }, () =>
          texts.fromWords(['{', '}', '"time"', '"id"', ':', '1', '"x"', ',', '"question"', 'true'], 20),
        ).join('\n'),
      ),
    call: (content, folder) => {
      writeFileSync(join(folder, 'progress.jsonl'), content);
      return { argv: ['progress', '--format', 'json'], around: { writes: true, state: folder } };
    },
  },
  'examples to train on': {
    content: (texts) => either(texts, [() => texts.mutated('.csv'), texts.raw]),
    call: (content) => ({
      argv: ['train', 'J = mean((w*X - Y).^2)', 'w=1', '--data-file', 'd.csv', '--steps', '2'],
      around: { files: { 'd.csv': content } },
    }),
  },
  'a command line': {
    content: fromWordsOf(options, 8, '\u0001'),
    call: (content) => ({
      argv: contentText(content).split('\u0001'),
      around: { files: { x: 'J = a*b' }, stdin: '6\n3\n' },
    }),
  },
};

/** Content made of words alone. */
function fromWordsOf(list: readonly string[], most = 25, between?: string): FuzzedReader['content'] {
  return (texts) =>
    between === undefined
      ? Buffer.from(texts.fromWords(list, most))
      : Buffer.from(
          Array.from({ length: 1 + texts.below(most) }, () => texts.fromWords(list, 1)).join(between),
        );
}

/** Carries something out with an empty folder of its own. */
export async function inFolder<Found>(use: (folder: string) => Promise<Found>): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'dvar-fuzz-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

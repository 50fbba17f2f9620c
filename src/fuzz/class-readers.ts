import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, contentText, either, type FuzzedReader } from './reader.ts';
import type { Texts } from './texts.ts';

const file = (name: string): Buffer => readFileSync(join('fixtures/class', name));

/** A file of a class, changed in a few places, or anything. */
const changed =
  (name: string) =>
  (texts: Texts): Buffer =>
    either(texts, [() => texts.changed(file(name)), () => texts.changed(file(name)), texts.raw]);

/** A command in a folder with some files of the class, and with the one that is read. */
function inClass(
  folder: string,
  names: readonly string[],
  name: string,
  content: Buffer,
  argv: readonly string[],
): Call {
  for (const each of names) writeFileSync(join(folder, each), file(each));
  writeFileSync(join(folder, name), content);
  const known = new Set([...names, name]);
  return {
    argv: argv.map((part) => (known.has(part) ? join(folder, part) : part)),
    around: { writes: true },
  };
}

/** The readers of what stands around a class: rulings, rows, drawn numbers, tables, courses to be looked over. */
export const classReaders: Readonly<Record<string, FuzzedReader>> = {
  rulings: {
    content: changed('rulings.yaml'),
    call: (content, folder) =>
      inClass(folder, ['rows.ndjson'], 'rulings.yaml', content, [
        'regrade',
        'rows.ndjson',
        '--rulings',
        'rulings.yaml',
      ]),
  },
  'rulings while grading': {
    content: changed('rulings.yaml'),
    call: (content, folder) =>
      inClass(folder, ['homework.yaml', 'class.csv'], 'rulings.yaml', content, [
        ...['grade', 'homework.yaml', 'class.csv', '--rulings', 'rulings.yaml'],
        ...['--workers', '0', '--format', 'json'],
      ]),
  },
  'graded rows': {
    content: changed('rows.ndjson'),
    call: (content, folder) =>
      inClass(folder, [], 'rows.ndjson', content, ['report', 'rows.ndjson', '--format', 'json']),
  },
  'graded rows as a table': {
    content: changed('rows.ndjson'),
    call: (content, folder) => inClass(folder, [], 'rows.ndjson', content, ['report', 'rows.ndjson']),
  },
  'rows to be graded again': {
    content: changed('rows.ndjson'),
    call: (content, folder) =>
      inClass(folder, ['homework.yaml'], 'rows.ndjson', content, [
        ...['regrade', 'rows.ndjson', '--assignment', 'homework.yaml'],
      ]),
  },
  'a report to go on with': {
    content: changed('rows.ndjson'),
    call: (content, folder) =>
      inClass(folder, ['homework.yaml', 'class.csv'], 'rows.ndjson', content, [
        ...['grade', 'homework.yaml', 'class.csv', '--resume', 'rows.ndjson', '--workers', '0'],
      ]),
  },
  'a class as a table': {
    content: changed('class.csv'),
    call: (content, folder) =>
      inClass(folder, ['homework.yaml'], 'class.csv', content, [
        ...['grade', 'homework.yaml', 'class.csv', '--workers', '0', '--format', 'json'],
      ]),
  },
  'drawn numbers': {
    content: changed('draws.ndjson'),
    call: (content, folder) =>
      inClass(folder, ['drawn.yaml', 'class.csv'], 'draws.ndjson', content, [
        ...[
          'grade',
          'drawn.yaml',
          'class.csv',
          '--draws',
          'draws.ndjson',
          '--workers',
          '0',
          '--format',
          'json',
        ],
      ]),
  },
  'drawn numbers to be kept': {
    content: changed('draws.ndjson'),
    call: (content, folder) =>
      inClass(folder, ['drawn.yaml'], 'draws.ndjson', content, [
        ...['draw', 'drawn.yaml', '--student', 'carol', '--resume', 'draws.ndjson'],
      ]),
  },
  'a course to be looked over': {
    content: (texts) => texts.changed(readFileSync(texts.oneOf(courses))),
    call: (content) => ({ argv: ['lint', 'c.yaml'], around: { files: { 'c.yaml': content } } }),
  },
  'the pattern of an id': {
    content: (texts) =>
      Buffer.from(texts.fromWords('( ) [ ] a-z _ + * ? . \\d {1,9} ^ $ | (?: (?= \\1 alice'.split(' '), 8)),
    call: (content, folder) =>
      inClass(folder, ['homework.yaml'], 'alice.txt', Buffer.from('dv = 3\n'), [
        ...['grade', 'homework.yaml', 'alice.txt', '--workers', '0', '--id-from'],
        contentText(content).replaceAll('\0', ''),
      ]),
  },
};

const courses = ['1-derivative', '2-graph', '5-training'].map((name) => `fixtures/course/${name}.yaml`);

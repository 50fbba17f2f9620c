import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';

// Outside cli, bench and fuzz everything is handed in: no process, no console, no clock, no chance. What a file may import is
// in .dependency-cruiser.json; this looks at what needs no import. (A linter knows globals, but not Math.random.)

const source = new URL('../../', import.meta.url);
const worldly =
  /\b(?:process|console|performance|navigator|localStorage|crypto)\s*\??\.|\bglobalThis\b|\bMath\s*\.\s*random\b|\bDate\b|\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch|require|eval)\s*\(/;

/** A file's code without its comments and texts, line by line. */
const codeOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
    .replaceAll(/(^|[^:'"])\/\/.*$/gm, '$1')
    .split('\n');

const offences = (text: string): readonly string[] => codeOf(text).filter((line) => worldly.test(line));

describe('what touches the world', () => {
  test.each([
    'process.env.HOME',
    'console.log(1)',
    'Math.random()',
    'Date.now()',
    'new Date()',
    'setTimeout(f, 1)',
  ])('%s is seen', (code) => {
    expect(offences(`const x = 1; // no\n${code};\n`)).toEqual([`${code};`]);
  });

  test('in a comment or a text it is not', () => {
    expect(offences("// process.env\n/* Date\n console.log */ const a = 'Math.random()';\n")).toEqual([]);
  });

  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) =>
        file.endsWith('.ts') &&
        !/^(?:cli|bench|fuzz)\//.test(file) &&
        !/[.](?:test|testing)[.]ts$/.test(file),
    );

  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.map((file) => basename(file))).toContain('session.ts');
  });

  test.each(files)('%s does not', (file) => {
    expect(offences(readFileSync(new URL(file, source), 'utf8'))).toEqual([]);
  });
});

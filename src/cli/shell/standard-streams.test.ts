import { spawnSync } from 'node:child_process';
import type { Stats } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { standardOutput } from './standard-streams.ts';

const dvar = fileURLToPath(new URL('../../../bin/dvar.cjs', import.meta.url));
const quiz = "J=3*(a+b*c)' a=5 b=3 c=2 --no-journal";

const failing = (code: string): Error => Object.assign(new Error(code), { code });

/** Standard output as a pipe with room for so many bytes; what it got, and what node's stream got once the pipe was full. */
function narrowPipe(room: number, then: string) {
  const pipe = { isFile: () => false, isFIFO: () => true, isCharacterDevice: () => false } as Stats;
  const got = { pipe: '', stream: '', lost: [] as string[] };
  const writeSync = (_: number, bytes: Uint8Array, from: number): number => {
    const left = room - Buffer.byteLength(got.pipe);
    if (left <= 0) throw failing(then);
    const part = bytes.subarray(from, from + left);
    got.pipe += Buffer.from(part).toString('utf8');
    return part.length;
  };
  const write = (bytes: Uint8Array): boolean => {
    got.stream += Buffer.from(bytes).toString('utf8');
    return false;
  };
  const opened = () => ({ destroyed: false, write }) as unknown as NodeJS.WriteStream; // no more is asked of it
  return {
    got,
    output: standardOutput(opened, (error) => got.lost.push(error.message), {
      fstatSync: () => pipe,
      writeSync,
    }),
  };
}

(process.platform === 'win32' ? test.skip : test)(
  'what a full pipe takes no more goes on where it stopped',
  () => {
    const { got, output } = narrowPipe(7, 'EAGAIN');
    expect(output.write('abcd')).toBe(true);
    expect(output.write('efghij')).toBe(false);
    output.write('k');
    expect(got).toEqual({ pipe: 'abcdefg', stream: 'hijk', lost: [] });
    expect(output.destroyed).toBe(false);
  },
);

(process.platform === 'win32' ? test.skip : test)('a reader that is gone is told of once', () => {
  const { got, output } = narrowPipe(2, 'EPIPE');
  output.write('abcd');
  output.write('efgh');
  expect(got).toEqual({ pipe: 'ab', stream: '', lost: ['EPIPE'] });
  expect(output.destroyed).toBe(true);
});

(process.platform === 'win32' ? test.skip : test)(
  'answers that come one after the other are the same as answers that lie ready',
  () => {
    const typed = (lines: string) =>
      spawnSync('bash', ['-c', `(${lines}) | '${process.execPath}' '${dvar}' '${quiz}`], {
        encoding: 'utf8',
      });
    const ready = typed("printf '3\\n3\\n3\\n6\\n9\\n'");
    const slow = typed("printf '3\\n3'; sleep 1; printf '\\n3\\n6\\n'; sleep 0.3; printf '9\\n'");
    expect(ready.stdout).toMatch(/^5 of 5 right/m);
    expect(slow.stdout).toBe(ready.stdout);
    expect([ready.status, slow.status]).toEqual([0, 0]);
  },
);

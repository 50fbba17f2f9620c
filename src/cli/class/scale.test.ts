import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import { executable } from '../prompt/terminal.testing.ts';

// The real engines, each with the file that the repository has to copy, and with a worker killed in the middle.

const top = mkdtempSync(join(tmpdir(), 'dvar-scale-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../fixtures/homework/${name}`, import.meta.url));
const assignment = fixture('running-example.yaml');
const python = '/usr/bin/python3';
const lines = join(top, 'all.ndjson');
writeFileSync(
  lines,
  Array.from(
    { length: 30 },
    (_, k) => `${JSON.stringify({ student: `s${k}`, text: 'dv = 3\nda = dv' })}\n`,
  ).join(''),
);

/** A test that says so in its name where it can't run. */
const onlyWith = (engine: string, command: string, ...words: readonly string[]) => {
  const isThere = spawnSync(command, words).status === 0;
  return (name: string, run: () => Promise<void>) =>
    (isThere ? test : test.skip)(`${engine}: ${name}${isThere ? '' : ' (it is not installed here)'}`, run);
};

const dvar = `${process.execPath} ${executable}`;

/** A dvar whose first run reads three lines of its block; then it is killed, or the worker that called it. */
function failing(name: string, victim: 'dvar' | 'its worker'): string {
  const file = join(top, `${name}.sh`);
  const killed = victim === 'dvar' ? '$$' : '$PPID; kill -9 $$';
  writeFileSync(
    file,
    `#!/bin/sh\nif [ "$1" = grade ] && mkdir "$0.once" 2> /dev/null; then head -n 3 | ${dvar} "$@"; kill -9 ${killed}; fi\nexec ${dvar} "$@"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Starts a server or a worker, which ends with the test. */
function start(command: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  started.push(spawn(command, words, { stdio: 'ignore', env: { ...process.env, ...env } }));
}

/** Runs a client to its end; servers and workers go on meanwhile. */
const client = (command: string, words: readonly string[], env: Readonly<Record<string, string>>) =>
  new Promise<{ readonly stderr: string; readonly status: number | null }>((resolve) => {
    const settings = { ...process.env, BLOCK: '10', ...env };
    const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], env: settings });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('close', (status) => resolve({ stderr, status }));
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Waits until something listens there. */
async function listening(port: number): Promise<void> {
  const isUp = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.end();
        resolve(true);
      }).on('error', () => resolve(false));
    });
  for (let tries = 0; tries < 400 && !(await isUp()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

/** That every line has its row, in the order of the lines. */
function expectWhole(file: string): void {
  const rows = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(30);
  expect(rows.map(({ row, student }) => [row, student])).toEqual(rows.map((_, k) => [k + 1, `s${k}`]));
}

const complete = 'dvar: complete: 30 of 30 lines have a row';

onlyWith(
  'GNU parallel',
  'parallel',
  '--version',
)('all rows in their order, and a worker that is killed is missed', async () => {
  const script = fixture('scale/gnu-parallel.sh');
  const whole = join(top, 'parallel.ndjson');
  const { stderr, status } = await client('sh', [script, assignment, lines, whole], { DVAR: dvar });
  expect(stderr).toContain(complete);
  expect(status).toBe(0);
  expectWhole(whole);
  const words = [script, assignment, lines, join(top, 'part.ndjson')];
  const after = await client('sh', words, { DVAR: failing('parallel', 'dvar') });
  expect(after.stderr).toMatch(/not complete: 7 of 30 lines have no row: \d+, \d+, \d+, \d+, \d+, \.\.\.$/m);
  expect(after.status).toBe(3);
});

onlyWith(
  'gearman',
  'sh',
  '-c',
  'command -v gearmand gearman',
)('the block of a worker that is killed goes to another; a part of a block is missed', async () => {
  const port = String(await freePort());
  start('gearmand', ['--listen', '127.0.0.1', '--port', port, '--log-file', 'none']);
  await listening(Number(port));
  const worker = (command: string): void =>
    start(
      'gearman',
      `-h 127.0.0.1 -p ${port} -w -f dvar -- ${command} grade ${assignment} --stdin --workers 1`.split(' '),
    );
  const killed = failing('gearman', 'its worker');
  worker(killed);
  worker(killed);
  const whole = join(top, 'gearman.ndjson');
  const script = fixture('scale/gearman.sh');
  const { stderr, status } = await client('sh', [script, lines, whole], { DVAR: dvar, PORT: port });
  expect(stderr).toContain(complete);
  expect(status).toBe(0);
  expectWhole(whole);
  // The same dvar, whose own end the worker doesn't tell.
  failing('gearman', 'dvar');
  rmSync(`${killed}.once`, { recursive: true });
  const after = await client('sh', [script, lines, join(top, 'g.ndjson')], { DVAR: dvar, PORT: port });
  expect(after.stderr).toContain('not complete: 7 of 30 lines have no row');
  expect(after.status).toBe(3);
});

onlyWith(
  'BullMQ',
  'sh',
  '-c',
  `command -v redis-server && cd ${fixture('scale')} && ${process.execPath} -e "require.resolve('bullmq')"`,
)(
  'the block of a worker that is killed goes to another, and a dvar that is killed is called again',
  async () => {
    const port = String(await freePort());
    start('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--dir', top]);
    await listening(Number(port));
    const script = fixture('scale/bullmq.mjs');
    const env = { PORT: port, LOCK: '1000', DVAR: failing('bullmq', 'its worker') };
    start(process.execPath, [script, 'work', assignment], env);
    start(process.execPath, [script, 'work', assignment], env);
    for (const name of ['bullmq', 'bullmq-again']) {
      const whole = join(top, `${name}.ndjson`);
      const { stderr, status } = await client(process.execPath, [script, lines, whole], env);
      expect(stderr).toContain(complete);
      expect(status).toBe(0);
      expectWhole(whole);
      failing('bullmq', 'dvar');
      rmSync(`${env.DVAR}.once`, { recursive: true });
    }
  },
);

onlyWith(
  'Dask distributed',
  python,
  '-c',
  'import distributed',
)('the block of a worker that is killed goes to another', async () => {
  const whole = join(top, 'dask.ndjson');
  const words = [fixture('scale/dask-distributed.py'), assignment, lines, whole];
  const { stderr, status } = await client(python, words, { DVAR: failing('dask', 'its worker') });
  expect(stderr).toContain(complete);
  expect(stderr).toContain('Restarting worker');
  expect(status).toBe(0);
  expectWhole(whole);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// A class that hands in what classes hand in: for tests, and for the bench.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** For tests: what one in twenty hands in, and what becomes of it; none of them has anything that could be judged. */
const hostile: readonly (readonly [
  name: string,
  content: () => Uint8Array | string,
  status: 'ungradable' | 'unread' | 'blank',
])[] = [
  ['binary.txt', () => Uint8Array.from({ length: 3000 }, (_, i) => (i * 37) % 256), 'ungradable'],
  ['huge.txt', () => 'dv = 3\n'.repeat(200_000), 'ungradable'],
  ['deep.txt', () => `dv = ${'('.repeat(9000)}1${')'.repeat(9000)}`, 'unread'],
  ['deep.json', () => '['.repeat(100_000), 'ungradable'],
  ['deep.yaml', () => `v: ${'[a, '.repeat(20_000)}`, 'ungradable'],
  ['endless.txt', () => `dv = ${'1+'.repeat(300_000)}1`, 'unread'],
  ['path.txt', () => 'dv = ../../../etc/passwd\nda = /etc/passwd\ndu = file:///etc/passwd', 'unread'],
  ['escapes.txt', () => 'dv = \u001b[2J\u001b]0;pwned\u0007 3\n\u009b31m', 'ungradable'],
  ['empty.txt', () => '', 'blank'],
  ['latin.txt', () => Uint8Array.from([0x64, 0x76, 0x20, 0x3d, 0x20, 0xe9, 0xff, 0xfe]), 'unread'],
  ['nan.txt', () => 'dv = NaN\nda = Infinity\ndu = 0/0\ndb = 1e999\ndc = -(1/0)', 'unread'],
  ['names.json', () => '{"__proto__": 1, "constructor": 2, "v": "toString", "student": 7}', 'unread'],
  ['pdf.txt', () => '%PDF-1.7 dv = 3', 'ungradable'],
  [
    'helpers.txt',
    () => `${Array.from({ length: 60 }, (_, i) => `h${i + 1} = h${i}*h${i}`).join('\n')}\ndv = h60\nh0 = 3`,
    'unread',
  ],
  [
    'circle.txt',
    () => `${Array.from({ length: 900 }, (_, i) => `x${i} = x${(i + 1) % 900}`).join('\n')}\ndv = x0`,
    'unread',
  ],
  ['formula.csv', () => 'name,answer\nv,"=cmd|\' /C calc\'!A0"\n', 'unread'],
];

/** What the generator made: how many files, and how many of them have no points, by what they are. */
export interface Class {
  readonly files: number;
  readonly ungraded: Readonly<Record<'ungradable' | 'unread' | 'blank', number>>;
}

/** For tests: a folder of submissions to the two problems of fixtures/homework/two-layer-relu.yaml, the same for a seed. */
export function writeClass(folder: string, count: number, seed: number): Class {
  const random = randomFrom(seed);
  const ungraded = { ungradable: 0, unread: 0, blank: 0 };
  for (let k = 0; k < count; k++) {
    const place = join(folder, `group${k % 10}`);
    if (k < 10) mkdirSync(place, { recursive: true });
    const student = `s${String(k).padStart(5, '0')}`;
    if (k % 20 === 7) {
      const [name, content, status] = hostile[
        Math.floor(k / 20) % hostile.length
      ] as (typeof hostile)[number]; // within
      writeFileSync(join(place, `${student}-${name}`), content());
      ungraded[status]++;
    } else {
      const [extension, text] = submission(student, random);
      writeFileSync(join(place, `${student}.${extension}`), text);
    }
  }
  return { files: count, ungraded };
}

/** Right lines, each with what else people write there. */
const lines: readonly (readonly [problem: string, name: string, answers: readonly string[]])[] = [
  ['warm-up', 'v', ['3', '3.0', '6/2', '4', '11']],
  ['warm-up', 'a', ['dv * 1', '3', 'dv', '5', '-3']],
  ['warm-up', 'u', ['dv', '3', '1', 'dv+1']],
  ['warm-up', 'b', ['du*c', '6', '6,0', 'du + c', 'c', 'du*b', '5']],
  ['warm-up', 'c', ['du*b', '9', 'du + b', 'b', '(du*b', '8']],
  ['net', 'a2', ['a2 - y', '-23', '2*(a2-y)', '23', 'y - a2']],
  ['net', 'z2', ['da2', 'da2*(z2 > 0)', '-23', '1', '0']],
  ['net', 'w2', ['dz2*a1', '-253', 'a1', 'dz2*w2', 'dz2 + a1']],
  ['net', 'b2', ['dz2', '-23', '1', 'b2']],
  ['net', 'a1', ['dz2*w2', '46', 'w2', 'dz2*a1']],
  ['net', 'z1', ['da1', '46', '0', 'da1*z1']],
  ['net', 'w1', ['dz1*x', '92', 'x', 'dz1*w1', 'dz1 * x # times the input']],
  ['net', 'b1', ['dz1', '46', '1', '']],
];

function submission(student: string, random: () => number): readonly [extension: string, text: string] {
  const chosen = lines.map(([problem, name, answers]) => {
    // Most people are right most of the time.
    const answer = answers[random() < 0.7 ? 0 : Math.floor(random() * answers.length)] ?? '';
    return { problem, name, answer };
  });
  const form = random();
  if (form < 0.1) {
    const of = (problem: string) =>
      Object.fromEntries(
        chosen.filter((each) => each.problem === problem).map(({ name, answer }) => [name, answer]),
      );
    return ['json', JSON.stringify({ student, 'warm-up': of('warm-up'), net: of('net') })];
  }
  if (form < 0.2)
    return [
      'csv',
      [
        'student,problem,name,answer',
        ...chosen.map(({ problem, name, answer }) => `${student},${problem},${name},"${answer}"`),
      ].join('\r\n'),
    ];
  const text = [`# student: ${student}`];
  let heading = '';
  for (const { problem, name, answer } of chosen) {
    if (problem !== heading) text.push(`[${problem}]`);
    heading = problem;
    text.push(`d${name} = ${answer}`);
  }
  return ['txt', `${form < 0.3 ? '\ufeff' : ''}${text.join(form < 0.4 ? '\r\n' : '\n')}\n`];
}

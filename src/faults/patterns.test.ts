import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { type Attack, attacksOn } from './attacks.testing.ts';

// No pattern of the program searches for ever. What grows with the square of a text is taken: an answer has 10,000 signs at
// most, a title 120; what grows with the cube, or doubles with each sign, is not.

const root = new URL('../', import.meta.url);

/** Every pattern that is written in a source, with where it stands first. */
function patternsIn(sources: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, text] of Object.entries(sources)) {
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node) && !found.has(node.text))
        found.set(node.text, `${name}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      node.forEachChild(visit);
    };
    visit(source);
  }
  return found;
}

const patternOf = (written: string): RegExp => {
  const end = written.lastIndexOf('/');
  return new RegExp(written.slice(1, end), written.slice(end + 1));
};

const textOf = ({ before, pumped, after }: Attack, length: number): string =>
  before + pumped.repeat(Math.ceil(length / pumped.length)) + after;

function milliseconds(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  // Of the processor: what else a machine is busy with is not counted.
  const begin = process.cpuUsage();
  pattern.exec(text);
  return process.cpuUsage(begin).user / 1000;
}

/** The least of several times: what the program does beside, such as collecting garbage, only adds. */
const least = (pattern: RegExp, text: string): number =>
  Math.min(...[0, 1, 2, 3].map(() => milliseconds(pattern, text)));

/** How many milliseconds a search may take in a text of so many signs; a search by squares takes a tenth of it. */
const steps = [16, 20, 24, 29, 35, 43, 52, 65, 80, 120, 180, 400];
const most = 8;

/** The first attack under which a pattern takes longer than the square of its text, or null. */
function attackOn(pattern: RegExp): Attack | null {
  for (const attack of attacksOn(pattern))
    for (const length of steps) {
      const text = textOf(attack, length);
      const first = milliseconds(pattern, text);
      if (first < most || least(pattern, text) < most) continue;
      // Text twice as long takes four times as long by squares, and eight times by cubes.
      // A busy machine can make one measure look so; a pattern that is slow is slow each time.
      const isCube = (): boolean => least(pattern, textOf(attack, 800)) > 5.5 * least(pattern, text);
      if (length < 400 || [0, 1, 2].every(isCube)) return attack;
      break;
    }
  return null;
}

const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !/\.(?:test|testing)\.ts$/.test(name) && !/^(?:bench|fuzz)\//.test(name),
);
const patterns = patternsIn(
  Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, root), 'utf8')])),
);

test('no pattern of the program takes longer than the square of what it reads', () => {
  expect(patterns.size).toBeGreaterThan(700);
  const slow = [...patterns].flatMap(([written, where]) => {
    const attack = attackOn(patternOf(written));
    return attack ? [`${where} ${written} ${JSON.stringify(attack)}`] : [];
  });
  expect(slow).toEqual([]);
});

/** Every pattern that the program puts together from words and names while it does a few things. */
async function patternsMade(): Promise<readonly RegExp[]> {
  const made = new Map<string, RegExp>();
  const usual = globalThis.RegExp;
  globalThis.RegExp = new Proxy(usual, {
    construct(target, args: [string, string?]) {
      const pattern = new target(...args);
      made.set(String(pattern), pattern);
      return pattern;
    },
  });
  try {
    const { ran } = await import('../cli/shell/environment.testing.ts');
    const read = (name: string) => ({ [name]: readFileSync(new URL(`../fixtures/${name}`, root)) });
    const homework = 'homework/running-example.yaml';
    const answers =
      'Answers: dv = 3 because J is 3v\n$\\frac{dJ}{da} = 3$\nI think du is about 3\ndb = 3*2 = 6\ndc := 9\n';
    const batch = 'python/batch/problem.yaml';
    const calls: readonly Parameters<typeof ran>[] = [
      [['check', homework, 'a.txt'], { files: { ...read(homework), 'a.txt': Buffer.from(answers) } }],
      [
        ['check', batch, 's.py'],
        { files: { ...read(batch), 's.py': Buffer.from('dZ2 = A2 - Y\ndW2 = dZ2 @ A1.T / m\n') } },
      ],
      [[batch, '--dialect', 'numpy'], { files: read(batch), stdin: 'A2 - Y\n?\ndZ2 @ A1.T\n' }],
      [['Größe = 3*é; J = Größe^2', 'é=2'], { stdin: '2*Größe\n36\n' }],
      [
        ['lint', 'c.yaml'],
        { files: { 'c.yaml': readFileSync(new URL('../fixtures/course/1-derivative.yaml', root)) } },
      ],
      [['show', 'theta_1 = 3*beta2; J = theta_1^2', 'beta2=2', '--format', 'svg', '--backward'], {}],
      [['like', 'J = 3*(a+b*c)', 'a=5', 'b=3', 'c=2'], {}],
    ];
    for (const [argv, around] of calls) await ran(argv, around);
  } finally {
    globalThis.RegExp = usual;
  }
  return [...made.values()];
}

test('nor does one that is put together while it runs', async () => {
  const made = await patternsMade();
  expect(made.length).toBeGreaterThan(20);
  const slow = made.flatMap((pattern) => {
    const attack = attackOn(pattern);
    return attack ? [`${pattern} ${JSON.stringify(attack)}`] : [];
  });
  expect(slow).toEqual([]);
}, 120_000);

describe('what takes longer is found', () => {
  test.each([
    ...['/^(?:a+)+$/', '/^(\\w|\\d)*$/', '/^(?:\\s*(?:[%#].*)?\\n)*\\s*function\\b/'],
    ...[
      '/^\\s*(.*?)\\s*\\(\\s*$/',
      '/^\\s*(-?)\\s*(m)?\\s*$/',
      '/\\d+\\.?\\d*e?\\d*$/',
      '/^what\\s+(.+?)\\s+mean\\s*$/',
    ],
  ])('%s', (written) => expect(attackOn(patternOf(written))).not.toBeNull());

  test.each(['/^\\s*(?:a|b)*$/', '/\\s+$/', '/^(?:[^"]|"")*"$/', '/(\\d+),(\\d+)/g'])(
    'but not %s',
    (written) => expect(attackOn(patternOf(written))).toBeNull(),
  );
});

import { describe, expect, test } from '@jest/globals';
import { type OpName, opNames, spelledIn, table } from '../../ops/table.ts';
import { screen, voice } from '../screen/themes.testing.ts';
import { opsText } from './ops.ts';

/** What a screen's lines say, read as one. */
const flowing = (text: string): string => text.replaceAll(/\s+/g, ' ');

const settingsOf = (op: OpName): readonly number[] => {
  const row = table[op];
  if (row.kind !== 'structural') return [];
  return row.settingSamples?.[0] ?? row.settings.map(({ absent }) => absent);
};

describe('dvar ops', () => {
  const all = opsText(undefined, 'text', screen(80));

  test('lists every row once, each under the head of its family', () => {
    const listed = [...all.matchAll(/^(\w+): /gm)].map(([, op]) => op);
    expect([...listed].sort()).toEqual([...opNames].sort());
    const heads = [...all.matchAll(/^([A-Z]\w+)$/gm)].map(([, head]) => head);
    expect(heads).toEqual([
      'Arithmetic',
      'Powers',
      'Trigonometry',
      'Activations',
      'Piecewise',
      'Matrices',
      'Reductions',
      'Comparisons',
    ]);
  });

  test('fits 80 columns and 40, and is said in sentences', () => {
    for (const width of [40, 80])
      for (const line of opsText(undefined, 'text', screen(width)).split('\n'))
        expect([line, line.length <= width]).toEqual([line, true]);
    expect(opsText(undefined, 'text', voice)).not.toMatch(/[│─┌*`]/);
  });

  test('as JSON it holds every op', () => {
    const { format, ops } = JSON.parse(opsText(undefined, 'json', screen(80)));
    expect(format).toBe('dvar.ops/1');
    expect(ops.map(({ op }: { readonly op: string }) => op)).toEqual(opNames);
  });
});

describe.each(opNames)('dvar ops %s', (op) => {
  const row = table[op];
  const page = flowing(opsText(op, 'text', screen(80)));

  test('tells each rule and its reason, how others write it, and an example', () => {
    expect(page).toContain(`${op}: `);
    if (row.kind === 'maker') return;
    for (const operand of row.operands) expect(page).toContain(`by ${operand}: `);
    for (const why of Object.values(row.why)) expect(page).toContain(why);
    for (const [where, spelled] of [
      ['mathjs', row.mathjs],
      ['NumPy', row.numpy],
    ] as const)
      expect(page).toContain(`in ${where}: ${spelledIn(spelled, settingsOf(op)) ?? 'no such function'}`);
    expect(page).toContain('try: dvar ');
    if (row.kind === 'structural' && row.settings[0]) expect(page).toContain(row.settings[0].says);
  });

  test('says where it has no value and no derivative', () => {
    if (row.kind === 'maker') return;
    for (const missing of Object.values(row.missing ?? {}))
      expect(page).toContain(`no derivative ${missing?.says}`);
    if (row.kind !== 'elementwise') return;
    for (const [operand, needs] of Object.entries(row.needs ?? {}))
      expect(page).toContain(`needs ${operand} ${needs?.says}`);
  });

  test('draws a function of one number and its slope, and no other', () => {
    const drawn = row.kind === 'elementwise' && row.operands.length === 1;
    expect(page.includes(`${op}(z) `) && page.includes('its slope ')).toBe(drawn);
    expect(/[\u2801-\u28ff]/.test(page)).toBe(drawn);
  });
});

test('an op is found by any way of writing it, and a word that is none gets a suggestion', () => {
  expect(opsText('*', 'text', screen(80))).toMatch(/^multiply: [\s\S]*^matmul: /m);
  expect(opsText('σ', 'text', screen(80))).toContain('sigmoid: ');
  expect(opsText('[', 'text', screen(80))).toContain('[A, B] or [A; B]');
  expect(() => opsText('sigmod', 'text', screen(80))).toThrow(
    "there is no operation 'sigmod'; did you mean sigmoid?; dvar ops lists them all",
  );
});

test.each([
  ['relu', 'J = 3*relu(z1) + 5*relu(z2)', 'z1=2 z2=-3'],
  ['max', 'J = 3*max(a1, b1) + 5*max(a2, b2)', 'a1=7 b1=3 a2=-2 b2=1.5'],
])('the example of %s shows both sides of its kink', (op, program, values) => {
  expect(flowing(opsText(op, 'text', screen(80)))).toContain(`try: dvar '${program}' ${values}`);
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { slopeByNudging as Slope } from '../engine/checks/differences.ts';
import type { computed as Computed, localAt as Local } from '../engine/kernels/rules.ts';
import type { derivativeAt as Derivative, evaluateGraph as Work } from '../engine/passes/evaluate.ts';
import type { print as Print } from '../language/print.ts';
import type { parseProgram as Parse, printProgram as PrintProgram } from '../language/program.ts';
import type { Value } from '../ops/matrix.ts';
import type { Elementwise, Row } from '../ops/row.ts';
import { opNames as allNames, type table as Table, table } from '../ops/table.ts';
import { opGuide, opsOfThePage, withOpsOfThePage } from '../ops-of-the-page.testing.ts';
import type { linksOf as LinksOf, linkValue as LinkValue } from '../symbolic/link.ts';
import type { ruleOf as RuleOf } from '../symbolic/rule.ts';
import type { assess as Assess } from './answers/assess.ts';
import type { lessonOf as LessonOf } from './lesson/lesson.ts';
import type { questionOf as QuestionOf } from './lesson/question.ts';
import type { mistakeMessages as Mistakes } from './mistakes/messages.ts';
import { mutantsOf } from './mistakes/row-mutants.ts';

/** What the tutor is made of, with the rows of the page. */
interface Tutor {
  readonly table: Readonly<Record<string, (typeof Table)[keyof typeof Table]>>;
  readonly parseProgram: typeof Parse;
  readonly printProgram: typeof PrintProgram;
  readonly print: typeof Print;
  readonly evaluateGraph: typeof Work;
  readonly derivativeAt: typeof Derivative;
  readonly slopeByNudging: typeof Slope;
  readonly computed: typeof Computed;
  readonly localAt: typeof Local;
  readonly lessonOf: typeof LessonOf;
  readonly linksOf: typeof LinksOf;
  readonly ruleOf: typeof RuleOf;
  readonly linkValue: typeof LinkValue;
  readonly assess: typeof Assess;
  readonly mutantsOf: typeof mutantsOf;
  readonly questionOf: typeof QuestionOf;
  readonly mistakeMessages: Readonly<Record<string, (typeof Mistakes)['own-value']>>;
}

const opNames = allNames.filter((op) => ['elementwise', 'structural'].includes(table[op].kind));

const root = fileURLToPath(new URL('../../', import.meta.url));
const rows = opsOfThePage.map(({ row }) => row);
const names = opsOfThePage.map(({ op }) => op);
const [plain = '', primitive = '', three = '', structural = ''] = names;

describe('the ops that CONTRIBUTING adds, each in one file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'newop-'));
  let tutor: Tutor;

  beforeAll(async () => {
    for (const room of ['ops', 'language', 'engine', 'symbolic', 'tutor'])
      cpSync(join(root, 'src', room), join(folder, 'src', room), { recursive: true });
    withOpsOfThePage(folder);
    const rooms = [
      'ops/table',
      'language/program',
      'language/print',
      'engine/passes/evaluate',
      'engine/checks/differences',
      'engine/kernels/rules',
      'tutor/lesson/lesson',
      'symbolic/link',
      'symbolic/rule',
      'tutor/answers/assess',
      'tutor/lesson/question',
      'tutor/mistakes/messages',
      'tutor/mistakes/row-mutants',
    ];
    writeFileSync(
      join(folder, 'src/all.ts'),
      rooms.map((room) => `export * from './${room}.ts';`).join('\n'),
    );
    execFileSync(join(root, 'node_modules/.bin/esbuild'), [
      join(folder, 'src/all.ts'),
      '--bundle',
      '--format=esm',
      '--platform=node',
      `--outfile=${join(folder, 'all.mjs')}`,
      '--log-level=error',
    ]);
    tutor = (await import(pathToFileURL(join(folder, 'all.mjs')).href)) as Tutor; // what the lines above export
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const worked = (text: string, values: Record<string, Value>) => {
    const program = tutor.parseProgram(text);
    if (!program.ok) throw new Error(program.trouble.message);
    const done = tutor.evaluateGraph(program.value, { values: new Map(Object.entries(values)) });
    if (!done.ok) throw new Error(done.trouble.message);
    return done.value;
  };

  const lessonAt = (text: string, values: Record<string, Value>) => {
    const lesson = tutor.lessonOf(worked(text, values));
    if (!lesson.ok) throw new Error(lesson.trouble.message);
    return lesson.value;
  };

  const elementwiseRow = (op: string): Elementwise => {
    const row: Row | undefined = tutor.table[op];
    if (row?.kind !== 'elementwise') throw new Error(`${op} is no elementwise op`);
    return row;
  };

  const inCall = (op: string): string => `${op}(${tutor.table[op]?.operands.join(', ')})`;

  test('are one of each sort; they stand on the page, their files are named in the text, and they are not in the table yet', () => {
    expect(rows.map((row) => /: (\w+)\(/.exec(row)?.[1])).toEqual([
      'plain',
      'plain',
      'elementwise',
      'structural',
    ]);
    expect(rows[1]).toContain('primitive(');
    expect(tutor.table[three]?.operands).toHaveLength(3);
    for (const { op, home, meaning } of opsOfThePage) {
      expect(opGuide).toContain(`\`${home}\``);
      expect(readFileSync(join(root, home), 'utf8')).not.toContain(`${op}:`);
      expect(Object.keys(tutor.table)).toContain(op);
      expect(meaning !== null).toBe(op === structural);
    }
  });

  test('are read and printed', () => {
    for (const op of names) {
      const text = `u = ${inCall(op)}\nJ = 2*sum(u)`;
      const program = tutor.parseProgram(text);
      expect(program.ok ? tutor.printProgram(program.value) : program.trouble.message).toBe(text);
      const misspelled = tutor.parseProgram(`J = ${op}s(x)`);
      expect(misspelled.ok ? '' : misspelled.trouble.message).toContain(`did you mean ${op}?`);
    }
  });

  test('are computed and passed back, as nudging finds it', () => {
    for (const op of [plain, primitive, three]) {
      const { samples, operands } = elementwiseRow(op);
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) {
        const values = Object.fromEntries(operands.map((name, k) => [name, sample[k] ?? Number.NaN]));
        const at = worked(`u = ${inCall(op)}; J = u^2 + 3*u`, values);
        const out = tutor.computed(op as 'relu', sample);
        expect(at.tape.value[at.slots.get('u') ?? -1]).toBe(out);
        for (const [k, operand] of operands.entries()) {
          const slot = at.slots.get(operand) ?? -1;
          const found = tutor.derivativeAt(at, slot) ?? Number.NaN;
          expect(found).toBeCloseTo((2 * out + 3) * tutor.localAt(op as 'relu', k, sample, out), 12);
          expect(found).toBeCloseTo(tutor.slopeByNudging(at.graph, slot, at.tape.value), 6);
        }
      }
    }
  });

  test('work on matrices, entry by entry and as a whole', () => {
    const A = { rows: 2, columns: 2, entries: Float64Array.of(1, 2, 0.5, -1.5) };
    for (const call of [`${plain}(A)`, `${primitive}(A)`, `${three}(A, 2*A, 0.5)`, `${structural}(A)`]) {
      const at = worked(`u = ${call}; J = sum(u.^2)`, { A });
      const slot = at.slots.get('A') ?? -1;
      const found = tutor.derivativeAt(at, slot);
      if (found === null || typeof found === 'number') throw new Error(`${call} has no derivatives`);
      for (const [entry, slope] of found.entries.entries())
        expect(slope).toBeCloseTo(tutor.slopeByNudging(at.graph, slot, at.tape.value, entry), 6);
    }
  });

  test('are asked, and their links have a rule and the right value', () => {
    for (const op of [plain, primitive, three]) {
      const { samples, operands, local } = elementwiseRow(op);
      const values = Object.fromEntries(operands.map((name, k) => [name, samples[0]?.[k] ?? Number.NaN]));
      const { worked: at, order, uses, visible } = lessonAt(`u = ${inCall(op)}; J = u^2`, values);
      expect(order.map((slot) => at.names[slot]).sort()).toEqual([...operands, 'u'].sort());
      for (const operand of operands) {
        const slot = at.slots.get(operand) ?? -1;
        const [link] = tutor.linksOf(at, uses, new Set([...order, at.graph.output]), slot) ?? [];
        if (!link) throw new Error(`${operand} has no link`);
        for (const letter of (local[operand] ?? '').match(/\b[a-z]\b/g) ?? [])
          expect(tutor.print(tutor.ruleOf(at, visible, link))).toContain(letter);
        expect(tutor.linkValue(at, link)).toBeCloseTo(at.gradients[slot] ?? Number.NaN, 12);
      }
    }
    const A = { rows: 2, columns: 1, entries: Float64Array.of(1, 2) };
    const { worked: at, order, uses, visible } = lessonAt(`u = ${structural}(A); J = sum(u.^2)`, { A });
    const [link] =
      tutor.linksOf(at, uses, new Set([...order, at.graph.output]), at.slots.get('A') ?? -1) ?? [];
    if (!link) throw new Error('A has no link');
    expect(tutor.print(tutor.ruleOf(at, visible, link))).toBe('sum(dJ/du, 1) - cumsum(dJ/du) + dJ/du');
  });

  test('bring their own mistakes along, and change those of no other op', () => {
    const [slip] = Object.values(elementwiseRow(primitive).slips ?? {})[0] ?? [];
    const lesson = lessonAt(`z = w*x; u = ${primitive}(z); v = 3*u; J = 5*v`, { w: 2, x: 0.75 });
    if (!slip) throw new Error('there is no slip');
    const question = tutor.questionOf(lesson, lesson.worked.slots.get('z') ?? -1);
    const value = 15 / Math.cosh(1.5);
    const expression = { kind: 'number', value, text: String(value), from: 0, to: 4 } as const;
    const reading = { kind: 'read', value, expression, body: String(value), remark: null } as const;
    const { mistake } = tutor.assess(lesson, question, reading, 4);
    expect(mistake).toEqual({ id: slip.id, message: slip.says });
    expect(tutor.mistakeMessages[slip.id]?.means).toBe(slip.means);
    for (const op of opNames)
      expect([op, tutor.mutantsOf(op, 0).map(({ id }) => id)]).toEqual([
        op,
        mutantsOf(op, 0).map(({ id }) => id),
      ]);
  });
});

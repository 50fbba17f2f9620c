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
import type { Elementwise } from '../ops/row.ts';
import type { table as Table } from '../ops/table.ts';
import type { linksOf as LinksOf, linkValue as LinkValue } from '../symbolic/link.ts';
import type { ruleOf as RuleOf } from '../symbolic/rule.ts';
import type { assess as Assess } from './answers/assess.ts';
import type { lessonOf as LessonOf } from './lesson/lesson.ts';
import type { questionOf as QuestionOf } from './lesson/question.ts';
import type { mistakeMessages as Mistakes } from './mistakes/messages.ts';

/** What the tutor is made of, with one row more. */
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
  readonly questionOf: typeof QuestionOf;
  readonly mistakeMessages: Readonly<Record<string, (typeof Mistakes)['own-value']>>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const row = /## Adding an op\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
const op = /^\s*(\w+): elementwise\(/.exec(row)?.[1] ?? '';
const home = 'src/ops/activations.ts';

describe('the op that CONTRIBUTING adds, in one file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'newop-'));
  let tutor: Tutor;

  beforeAll(async () => {
    for (const room of ['ops', 'language', 'engine', 'symbolic', 'tutor'])
      cpSync(join(root, 'src', room), join(folder, 'src', room), { recursive: true });
    const before = readFileSync(join(root, home), 'utf8');
    const end = before.lastIndexOf('};');
    writeFileSync(join(folder, home), `${before.slice(0, end)}${row}${before.slice(end)}`);
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

  const worked = (text: string, values: Record<string, number>) => {
    const program = tutor.parseProgram(text);
    if (!program.ok) throw new Error(program.trouble.message);
    const done = tutor.evaluateGraph(program.value, { values: new Map(Object.entries(values)) });
    if (!done.ok) throw new Error(done.trouble.message);
    return done.value;
  };

  test('stands on the page, named in the text, and is not in the table yet', () => {
    expect(op).toMatch(/^[a-z]\w*$/);
    expect(guide).toContain(`\`${home}\``);
    expect(readFileSync(join(root, home), 'utf8')).not.toContain(`${op}:`);
    expect(Object.keys(tutor.table)).toContain(op);
  });

  test('is read and printed', () => {
    expect(tutor.printProgram(worked(`u=${op}( w *x );J=2u`, { w: 1, x: 2 }).program)).toBe(
      `u = ${op}(w*x)\nJ = 2*u`,
    );
    const misspelled = tutor.parseProgram(`J = ${op}s(x)`);
    expect(misspelled.ok ? '' : misspelled.trouble.message).toContain(`did you mean ${op}?`);
  });

  test('is computed and passed back, as nudging finds it', () => {
    const { samples } = tutor.table[op] as Elementwise; // what the page adds
    expect(samples.length).toBeGreaterThan(0);
    for (const [z = Number.NaN] of samples) {
      const at = worked(`u = ${op}(z); J = u^2 + 3*u`, { z });
      const slot = at.slots.get('z') ?? -1;
      const found = tutor.derivativeAt(at, slot) ?? Number.NaN;
      const out = tutor.computed(op as 'relu', [z]);
      expect(at.tape.value[at.slots.get('u') ?? -1]).toBe(out);
      expect(found).toBeCloseTo((2 * out + 3) * tutor.localAt(op as 'relu', 0, [z], out), 12);
      expect(found).toBeCloseTo(tutor.slopeByNudging(at.graph, slot, at.tape.value), 6);
    }
  });

  test('is asked, and its link has a rule and the right value', () => {
    const at = worked(`u = ${op}(z); J = u^2`, { z: 2 });
    const lesson = tutor.lessonOf(at);
    if (!lesson.ok) throw new Error(lesson.trouble.message);
    const { order, uses, visible } = lesson.value;
    expect(order.map((slot) => at.names[slot])).toEqual(['u', 'z']);
    const [link] = tutor.linksOf(at, uses, new Set([...order, at.graph.output]), order[1]!) ?? [];
    const local = Object.values((tutor.table[op] as { local: Record<string, string> }).local)[0];
    expect(tutor.print(tutor.ruleOf(at, visible, link!))).toBe(`dJ/du * (${local})`);
    expect(tutor.linkValue(at, link!)).toBe(at.gradients[order[1]!]);
  });

  test('brings its own mistake along', () => {
    const [slip] = Object.values((tutor.table[op] as Elementwise).slips ?? {})[0] ?? [];
    const lesson = tutor.lessonOf(worked(`z = w*x; u = ${op}(z); v = 3*u; J = 5*v`, { w: 2, x: 1.5 }));
    if (!lesson.ok || !slip) throw new Error('there is no lesson, or no slip');
    const question = tutor.questionOf(lesson.value, lesson.value.worked.slots.get('z') ?? -1);
    // Above 0 the slope is 1; who has the sides the other way round takes a hundredth.
    const expression = { kind: 'number', value: 0.15, text: '0.15', from: 0, to: 4 } as const;
    const reading = { kind: 'read', value: 0.15, expression, body: '0.15', remark: null } as const;
    const { mistake } = tutor.assess(lesson.value, question, reading, 4);
    expect(mistake).toEqual({ id: slip.id, message: slip.says });
    expect(tutor.mistakeMessages[slip.id]?.means).toBe(slip.means);
  });
});

import { expect, test } from '@jest/globals';
import { evaluateGraph } from '../../engine/passes/evaluate.ts';
import { parseProgram } from '../../language/program.ts';
import { variantOf } from '../values/variant.ts';
import { lessonOf } from './lesson.ts';
import { levels, madeProgram } from './made-program.ts';
import { seeded } from './random.ts';

const made = (level: (typeof levels)[number], seed: number) => madeProgram(level, seeded(seed));

test.each(levels)(
  'level %s makes programs that can be asked, with values at which mistakes show',
  (level) => {
    const texts = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const { text, values, data } = made(level, seed);
      texts.add(text);
      const program = parseProgram(text);
      if (!program.ok) throw new Error(`${text}: ${program.trouble.message}`);
      const worked = evaluateGraph(program.value, { values, data });
      if (!worked.ok) throw new Error(`${text}: ${worked.trouble.message}`);
      expect(worked.value.notes).toEqual([]);
      expect(worked.value.graph.layout !== null).toBe(level === 5);
      const lesson = lessonOf(worked.value);
      if (!lesson.ok) throw new Error(lesson.trouble.message);
      expect(lesson.value.order.length).toBeGreaterThan(2);
      if (seed <= 2) expect(variantOf(lesson.value, seed)?.sharpness ?? 0).toBeGreaterThan(0.6);
    }
    expect(texts.size).toBeGreaterThan(2);
  },
);

test('a seed means the same program each time', () => {
  for (const level of levels) expect(made(level, 5)).toEqual(made(level, 5));
});

test('in level 3 some value reaches the output along two ways', () => {
  for (let seed = 1; seed <= 8; seed++) {
    const read = made(3, seed).text.replaceAll(/\w+ =/g, '');
    const counts = ['a', 'u'].map((name) => read.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  }
});

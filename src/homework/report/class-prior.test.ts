import { describe, expect, test } from '@jest/globals';
import type { GradedResult } from '../grading/grade.ts';
import type { GradeRow } from '../grading/row.ts';
import { likelyInClass } from './class-prior.ts';
import { topicsOf } from './talk-about.ts';

const two = [
  { id: 'upstream-only', share: 0.6 },
  { id: 'part-dropped', share: 0.35 },
] as const;

describe('an answer that its page leaves open', () => {
  test('stays open where nobody else, or everybody, made what may be behind it', () => {
    expect(likelyInClass(two, () => 0)).toBeNull();
    expect(likelyInClass(two, () => 30)).toBeNull();
  });

  test('is likely what many others made, and not what a few did', () => {
    const by = (count: number) => (id: string) => (id === 'upstream-only' ? count : 0);
    expect(likelyInClass(two, by(2))).toBeNull();
    expect(likelyInClass(two, by(7))).toBe('upstream-only');
  });

  test('others count up to a bound: what is unlikely by the page stays so', () => {
    const open = [
      { id: 'upstream-only', share: 0.3 },
      { id: 'part-dropped', share: 0.6 },
    ];
    expect(likelyInClass(open, (id) => (id === 'upstream-only' ? 1000 : 0))).toBeNull();
  });
});

/** A wrong answer for db: of a certain mistake, or open. */
function rowOf(student: string, id: string | null, mayBe: GradedResult['mayBe'] = []): GradeRow {
  const mistake = id === null ? null : { id, message: '' };
  const cause = id === null ? null : { id, root: 'b', answers: ['b', 'c'], follows: [], message: null };
  const at = (name: string): Partial<GradedResult> => ({
    problem: null,
    name,
    asks: `dJ/d${name}`,
    verdict: 'wrong',
    answer: '1',
    maxPoints: 1,
    mistake,
    cause,
    mayBe,
    line: 1,
  });
  const results = (id === null ? ['b'] : ['b', 'c']).map(at);
  return { student, file: `${student}.txt`, status: 'graded', graded: { results } } as unknown as GradeRow;
}

describe('the topics of a class', () => {
  const sure = Array.from({ length: 7 }, (_, i) => rowOf(`sure ${i}`, 'upstream-only'));
  const open = rowOf('open', null, two);

  test('count causes by students, say where they begin, and whose open answer is likely the same', () => {
    const [topic, ...others] = topicsOf([...sure, open]);
    expect(others).toEqual([]);
    expect(topic?.who.length).toBe(7);
    expect(topic?.roots).toEqual([{ item: 'b', count: 7 }]);
    expect(topic?.perhaps.map(({ student }) => student)).toEqual(['open']);
  });

  test('the order of the rows changes nothing', () => {
    const another = rowOf('another', null, two);
    const likely = (rows: readonly GradeRow[]) =>
      topicsOf(rows).flatMap(({ perhaps }) => perhaps.map(({ student }) => student).sort());
    expect(likely([open, another, ...sure])).toEqual(likely([...sure, another, open]));
    // Open answers count for nobody.
    expect(likely([open, another, ...sure.slice(0, 2)])).toEqual([]);
  });
});

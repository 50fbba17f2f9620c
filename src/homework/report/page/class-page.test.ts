import { describe, expect, test } from '@jest/globals';
import { statisticsLines } from '../../../cli/report/statistics-lines.ts';
import { voice } from '../../../cli/screen/themes.testing.ts';
import { type GradeRow, ungraded } from '../../grading/row.ts';
import { alikePairs } from '../alike.ts';
import { classFacts } from '../class-sections.ts';
import { analysedItems } from '../item-analysis.ts';
import { classPage } from './class-page.ts';

const names = ['v', 'a', 'u', 'b', 'c'];

/** A row with these answers; `6` is right everywhere. */
const rowOf = (student: string, answers: readonly string[]): GradeRow => {
  const results = answers.map((answer, k) => ({
    problem: null,
    name: names[k] ?? '?',
    asks: `dJ/d${names[k]}`,
    verdict: answer === '6' ? ('correct' as const) : ('wrong' as const),
    answer,
    value: 1,
    expected: 6,
    points: answer === '6' ? 1 : 0,
    maxPoints: 1,
    mistake: answer === 'du + c' ? { id: 'added-instead-of-multiplied', message: 'Added.' } : null,
    message: '',
    line: 1,
    borrowed: false,
  }));
  const points = results.reduce((sum, each) => sum + each.points, 0);
  return {
    student,
    file: `${student}.txt`,
    status: 'graded',
    digest: null,
    error: null,
    graded: {
      points,
      maxPoints: 5,
      passed: points === 5,
      results,
      notes: [],
      lines: [],
      understood: { kind: 'all', why: '' },
    },
    drawnFor: null,
  };
};
const right = ['6', '6', '6', '6', '6'];

describe('questions as questions', () => {
  test('their ease and their corrected item-total correlation are those that are worked out by hand', () => {
    const rows = [
      ['6', '6', '6'],
      ['6', '6', 'x'],
      ['6', 'x', 'y'],
      ['x', 'y', '6'],
      ['y', 'z', 'z'],
    ].map((answers, k) => rowOf(`s${k}`, answers));
    const [v, , u] = analysedItems(rows);
    expect(v?.ease).toBe(3 / 5);
    // v: 1 1 1 0 0 with the rest 2 1 0 1 0: the products add up to 0.6, the squares to 1.2 and 2.8.
    expect(v?.discrimination).toBeCloseTo(0.6 / Math.sqrt(1.2 * 2.8), 6);
    expect(u?.ease).toBe(2 / 5);
    expect(analysedItems(rows.slice(0, 4))[0]?.discrimination).toBe(null);
    expect(analysedItems(Array.from({ length: 6 }, (_, k) => rowOf(`s${k}`, right)))[0]?.discrimination).toBe(
      null,
    );
  });
});

describe('answers that are alike', () => {
  const honest = Array.from({ length: 30 }, (_, k) => rowOf(`s${k}`, [`${k}`, '6', `2${k}`, 'du + c', '6']));

  test('equal rare wrong answers are asked about', () => {
    const pair = [
      rowOf('x', ['17.3', '6', '-4.1', 'du - a', '99']),
      rowOf('y', ['17.3', '6', '-4.1', 'du-a', '6']),
    ];
    const [found, ...others] = alikePairs([...honest, ...pair]);
    expect([found?.first.student, found?.second.student, found?.items]).toEqual(['x', 'y', ['v', 'u', 'b']]);
    expect(others).toEqual([]);
  });

  test('wild numbers that two have at every question are asked about in a small class too', () => {
    const wild = ['31.7', '4.4', '8.25', '19', '7'];
    const small = honest.slice(0, 10);
    expect(alikePairs([...small, rowOf('x', wild), rowOf('y', wild)])).toHaveLength(1);
    // Three such numbers among thirty may be one rule that nobody knows.
    const three = ['31.7', '4.4', '8.25', '6', '6'];
    expect(
      alikePairs([
        ...honest.slice(0, 28).map(({ student }) => rowOf(student ?? '', right)),
        rowOf('x', three),
        rowOf('y', three),
      ]),
    ).toEqual([]);
  });

  test('a mistake that many make is nothing to ask about, and neither is what is right', () => {
    expect(alikePairs(honest)).toEqual([]);
    const many = Array.from({ length: 12 }, (_, k) => rowOf(`m${k}`, ['1', '2', '3', 'du + c', '5']));
    expect(alikePairs(many)).toEqual([]);
    expect(alikePairs(Array.from({ length: 30 }, (_, k) => rowOf(`r${k}`, right)))).toEqual([]);
  });
});

describe("a class's page", () => {
  const rows = [
    rowOf('ann', right),
    rowOf('bob', ['6', '6', '6', 'du + c', '6']),
    { ...rowOf('<b>eve</b>', ['6', '6', '6', 'du + c', '8']), late: { by: 1, taken: 0 } },
    ungraded({ student: 'cy', file: 'cy.jpg', notes: [], digest: null }, 'a photo of cy', 'ungradable', 5),
    ungraded({ student: 'dan', file: null, notes: [], digest: null }, 'nothing was handed in', 'absent', 5),
  ];
  const page = classPage(rows, { title: 'Hand & head', hideNames: false });

  test('says what to talk about first, then who needs help, what could not be read, and the rest', () => {
    const heads = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, head]) => head);
    expect(heads).toEqual([
      'Talk about',
      'Who needs help',
      'What could not be read',
      'Points',
      'Questions',
      'Late and missing',
    ]);
    expect(page).toContain(
      '<strong>2 students:</strong> upstream gradient and local derivative added instead of multiplied, at b',
    );
    expect(page).toContain('<strong>Handed in nothing, and not counted (1):</strong> dan');
  });

  test('is one file without a script, and runs nothing that somebody handed in', () => {
    expect(page).not.toMatch(/<script|<b>|\bsrc=|href=|@import|url\(/);
    expect(page).toContain('&#60;b&#62;eve');
    expect(page).toContain('<title>Hand &#38; head</title>');
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).toContain('@media print');
  });

  test('names nobody where names are hidden', () => {
    const hidden = classPage(rows, { title: 'x', hideNames: true });
    expect(hidden).not.toMatch(/\b(?:ann|bob|eve|cy|dan)\b/);
    expect(hidden).toContain('student 1');
  });

  test('says the same as the terminal, in the same order', () => {
    const { lead, sections } = classFacts(rows, ({ student }) => student ?? '?');
    const lines = statisticsLines({ lead, sections }, { ...voice, width: () => 200, plain: false });
    const text = page
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
    const heads = lines.filter((line) => /^[A-Z].*:$/.test(line)).map((line) => line.slice(0, -1));
    expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, head]) => head)).toEqual(heads);
    const sentences = lines.filter((line) => /^ {2}(?:Ease|Not graded|Nobody)/.test(line));
    expect(sentences.length).toBeGreaterThan(1);
    for (const sentence of sentences) expect(text).toContain(sentence.trim());
    for (const words of ['2 students: ', 'followed through', 'not read', 'ease 100%', 'bob 4/5'])
      expect(lines.join('\n')).toContain(words);
    for (const words of ['2 students:', 'followed through', 'not read', '100%', 'bob  4/5', 'not gradable'])
      expect(text).toContain(words);
  });

  test('says why no discrimination is told, and who wrote the same thing that nothing explains', () => {
    expect(page).toContain('Discrimination is left out: it needs at least 5 graded submissions.');
    expect(page).not.toContain('<th>discrimination</th>');
    const six = Array.from({ length: 6 }, (_, k) => rowOf(`s${k}`, right));
    expect(classPage(six, { title: 'x', hideNames: false })).toContain(
      'Discrimination is left out: all who were graded have the same points.',
    );
    const wild = ['6', '6', '17', '6', '19'];
    const both = classPage(
      [...['w', 'x', 'y'].map((name) => rowOf(name, wild)), rowOf('z', ['6', '8', '6', '6', '6'])],
      {
        title: 'x',
        hideNames: false,
      },
    );
    expect(both).toContain(
      '<strong>3 students:</strong> the same wrong answer, which no known mistake explains, at u, c',
    );
    expect(both).toContain('<td>z</td><td>4/5</td><td>wrong at a</td>');
    expect(both).not.toContain('dJ/da = 8');
  });
});

import { describe, expect, test } from '@jest/globals';
import { derivativeByMathjs } from '../engine/checks/mathjs.ts';
import { testimonies } from '../engine/checks/witnesses.ts';
import { nameAt } from '../engine/graph/names.ts';
import { apply, name, number } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { knownSign } from '../language/spelling.ts';
import { entriesOf, nested, type Value } from '../ops/matrix.ts';
import { type OpName, opNames, table } from '../ops/table.ts';
import type { Lesson } from '../tutor/lesson/lesson.ts';
import { catalogueEntries } from '../tutor/mistakes/catalogue.ts';
import { mutantsOf } from '../tutor/mistakes/row-mutants.ts';
import { step } from '../tutor/quiz/session.ts';
import { startSession } from '../tutor/session/state.ts';
import { looked } from '../tutor/teaching/matrix-rules.testing.ts';
import { discriminate, suspectsOf } from '../tutor/values/discrimination.ts';
import { lessonFromBound } from './lesson-from-bound.ts';
import { bind, parse, show, unwrap } from './library.ts';
import { quizResults } from './quiz-results.ts';
import { screenText } from './screen-text.ts';
import type { Values } from './types.ts';

/** A program of one op at values of its row, with a step that reads it. */
interface Trial {
  readonly op: OpName;
  readonly title: string;
  readonly text: string;
  readonly written: string;
  readonly values: Values;
}

/** Every op at its samples, with every setting that tests try: what the table can be asked for. */
const trials: readonly Trial[] = opNames.flatMap((op): readonly Trial[] => {
  const row = table[op];
  if (row.kind === 'maker') return [];
  const spelling = row.written.find(
    (way) => !(way.form === 'infix' && row.kind === 'structural' && way.matrices),
  );
  const dims = row.kind === 'structural' && row.settings.some(({ name }) => name === 'dim') ? [[1], [2]] : [];
  const settings =
    row.kind === 'structural'
      ? (row.settingSamples ?? [row.settings.map(({ absent }) => absent), ...dims])
      : [[]];
  return row.samples.slice(0, 2).flatMap((sample) =>
    settings.map((said): Trial => {
      const operands = row.operands.map((operand) => name(operand));
      const behind = said.every((each) => each === 0) && spelling?.form !== 'index' ? [] : said.map(number);
      const written = spelling
        ? print(apply(knownSign(spelling.form, spelling.symbol), ...operands, ...behind))
        : (row.operands[0] ?? '');
      const text = `u = ${written}; J = ${row.kind === 'structural' ? 'sum(u.^2 + 3*u)' : 'u^2 + 3*u'}`;
      const values = Object.fromEntries(row.operands.map((operand, k) => [operand, sample[k] ?? 0]));
      return { op, title: `${written} at ${sample.join(' and ')}`, text, written, values };
    }),
  );
});

const lessonOfTrial = ({ text, values }: Trial): Lesson => unwrap(lessonFromBound(text, values, {}));
const boundOf = ({ text, values }: Trial) => unwrap(bind(unwrap(parse(text)), values));

const typed = (value: Value | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value + 0);
  const rows = nested(value) as number[][];
  return `[${rows.map((row) => row.join(' ')).join('; ')}]`;
};

/** Whether an op moves nothing wherever it has a slope: then any rule that is wrong is wrong for other reasons. */
function isFlat(op: OpName): boolean {
  const row = table[op];
  return row.kind === 'elementwise' && Object.values(row.local).every((local) => local === '0');
}

/** The ops of which a wrong rule of their own was named. */
const ownNamed = new Set<OpName>();

describe.each(trials.map((trial) => [trial.title, trial] as const))('%s', (_, trial) => {
  const row = table[trial.op];

  test('is shown, with a derivative for each operand', () => {
    const screen = show(boundOf(trial), { backward: true, width: 200 });
    expect(screen).toContain(`u = ${trial.written}`);
    for (const operand of row.operands) expect(screen).toContain(`dJ/d${operand} = `);
  });

  test('is asked, with hints of which the last is an answer that is right', () => {
    const lesson = lessonOfTrial(trial);
    let session = startSession(lesson, 'prompt', 4);
    const say = (line: string): string => {
      const stepped = step(session, line);
      session = stepped.session;
      return screenText(stepped.shown, lesson, { width: 500 });
    };
    for (const [at, slot] of lesson.order.entries()) {
      const asked = nameAt(lesson.worked, slot);
      const hints = ['?', '?', '?', '?'].map(say);
      expect(new Set(hints).size).toBeGreaterThanOrEqual(2);
      const rules = hints.flatMap(
        (hint) => new RegExp(`dJ/d${asked} = (.*?)\\.(?: |$)`).exec(hint)?.[1] ?? [],
      );
      const rule = rules.at(-1)?.split(' = ').at(-1) ?? '';
      const said = say(rule);
      const verdict = quizResults(session)[at]?.verdict;
      // Numbers from the screen are rounded.
      expect([asked, rule, said, verdict === 'correct' || verdict === 'close']).toEqual([
        asked,
        rule,
        said,
        true,
      ]);
    }
    expect(session.over).toBe(true);
  });

  test('has wrong rules that are named, each by its id', () => {
    const lesson = lessonOfTrial(trial);
    const told = discriminate(lesson);
    for (const [at, { question, classes }] of suspectsOf(lesson).entries()) {
      const asked = nameAt(lesson.worked, question.slot);
      if (asked === 'u') continue;
      // What cannot be told from a mistake of another kind, such as a step of descent, has no name.
      const named = classes.filter(
        ({ rule, values }) =>
          told[at]?.told.includes(rule.id) &&
          looked(lesson, question, typed(values[0] ?? null)).mistake?.id === rule.id,
      );
      // Of what the output does not hang on, most wrong rules give 0, too, which is right.
      const still = Array.from(entriesOf(question.exact)).every((entry) => entry === 0);
      expect([asked, named.length >= (still ? 1 : 2)]).toEqual([asked, true]);
      for (const { rule } of named) if (rule.op === trial.op) ownNamed.add(trial.op);
    }
  });

  test('agrees with every witness', () => {
    const lesson = lessonOfTrial(trial);
    const all = testimonies(lesson.worked, lesson.order, derivativeByMathjs);
    for (const each of all) {
      expect([each.name, each.agrees]).toEqual([each.name, true]);
      if (!each.corner) expect(entriesOf(each.nudged ?? Number.NaN).length).toBeGreaterThan(0);
    }
  });
});

test('every op that has wrong rules of its own has one that was named', () => {
  const wrong = opNames.filter(
    (op) =>
      table[op].kind !== 'maker' &&
      !isFlat(op) &&
      table[op].operands.some((_, k) => mutantsOf(op, k).length > 0),
  );
  expect(wrong.length).toBeGreaterThan(45);
  expect(wrong.filter((op) => !ownNamed.has(op))).toEqual([]);
});

test.each(opNames)('dvar ops %s has a page, and its example runs', (op) => {
  const page = catalogueEntries(op).find((each) => each.op === op);
  expect(page?.written.length).toBeGreaterThan(0);
  const { example } = page ?? {};
  if (!example) {
    expect(table[op].kind).toBe('maker');
    return;
  }
  const values = Object.fromEntries(example.values.map((each) => each.split('=', 2) as [string, string]));
  const bound = unwrap(bind(unwrap(parse(example.program)), values));
  expect(bound.order.length).toBeGreaterThan(0);
});

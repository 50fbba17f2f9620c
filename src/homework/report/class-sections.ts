import { plainNumber } from '../../language/print.ts';
import { inTime } from '../assignment/moment.ts';
import { type GradedResult, mistakeMeaning } from '../grading/grade.ts';
import { type GradeRow, isCounted, itemId, itemNames, needsLook, statusWord } from '../grading/row.ts';
import { alikePairs } from './alike.ts';
import {
  type ClassFacts,
  type ClassSection,
  type NameOf,
  type SaidTopic,
  type SectionPart,
  studentsCounted,
} from './class-facts.ts';
import { fewestToAnalyse } from './item-analysis.ts';
import { type Statistics, statisticsOf } from './statistics.ts';
import { beginningSaid, likelySaid, ownMistakes, type Topic, topicsOf } from './talk-about.ts';

/** How a question is named, from its id. */
type ItemOf = (id: string) => string;

/** The most names in a sentence, topics, people, and pairs. */
const most = { names: 12, topics: 12, help: 15, pairs: 10, answer: 80 };
/** A question with a lower discrimination than this tells little about who has understood. */
export const weakest = 0.1;

/** What there is to say about a class. Where `hidden`, nothing may tell who somebody is: neither files nor reasons. */
export function classFacts(rows: readonly GradeRow[], nameOf: NameOf, hidden = false): ClassFacts {
  const all = statisticsOf(rows);
  const itemOf = itemNames(rows);
  const section = (heading: string, ...parts: readonly (SectionPart | null)[]): ClassSection => ({
    heading,
    parts: parts.filter((part) => part !== null),
  });
  const sections = [
    section('Talk about', topics(rows, nameOf, itemOf, hidden)),
    section('Who needs help', ...help(rows, nameOf, itemOf)),
    section('What could not be read', ...unread(rows, all, nameOf, hidden)),
    section('Points', ...points(rows)),
    section('Questions', ...questions(all, itemOf)),
    section('Answers that are alike', ...alike(rows, all, nameOf, itemOf)),
    section('Late and missing', ...lateAndMissing(rows, nameOf)),
  ];
  return { lead: [summary(all)], sections: sections.filter(({ parts }) => parts.length > 0) };
}

const sentence = (text: string): SectionPart => ({ kind: 'sentence', text });

const summary = (all: Statistics): string =>
  `${all.graded} of ${all.submissions} graded, ${all.excused > 0 ? `${all.excused} excused, ` : ''}${all.passed} passed, ${plainNumber(all.meanPoints)} of ${plainNumber(all.maxPoints)} points on average (of the ${all.graded} graded).`;

const listed = (names: readonly string[]): string =>
  names.length <= most.names
    ? names.join(', ')
    : `${names.slice(0, most.names).join(', ')} and ${names.length - most.names} more`;

function topics(
  rows: readonly GradeRow[],
  nameOf: NameOf,
  itemOf: ItemOf,
  hidden: boolean,
): SectionPart | null {
  const said = ({ meaning, who, perhaps, items, roots, example }: Topic): SaidTopic => ({
    students: studentsCounted(who.length),
    what: `${meaning}, at ${items.map(itemOf).join(', ')}${who.length > 1 && items.length > 1 ? beginningSaid(roots, itemOf) : ''}`,
    asks: example.asks,
    answer: example.answer.slice(0, most.answer),
    where: hidden ? null : example.where,
    names: listed(who.map(nameOf)) + likelySaid(listed(perhaps.map(nameOf))),
  });
  const found = topicsOf(rows).slice(0, most.topics).map(said);
  return found.length === 0 ? null : { kind: 'topics', topics: found };
}

/** Those who did not pass, the fewest points first. */
function help(rows: readonly GradeRow[], nameOf: NameOf, itemOf: ItemOf): readonly SectionPart[] {
  const own = rows
    .filter((row) => isCounted(row) && !row.graded.passed)
    .sort((a, b) => a.graded.points - b.graded.points);
  if (own.length === 0) return [];
  const people = own.slice(0, most.help).map((row) => ({
    name: nameOf(row),
    points: `${plainNumber(row.graded.points)}/${plainNumber(row.graded.maxPoints)}`,
    why: whyOf(row, itemOf),
  }));
  const more = own.length > most.help ? [sentence(`And ${own.length - most.help} more.`)] : [];
  return [{ kind: 'help', people }, ...more];
}

/** What is behind the points that somebody lost: their mistakes, and the questions at which nothing is known. */
function whyOf(row: GradeRow, itemOf: ItemOf): string {
  const own = ownMistakes(row);
  const meanings = new Set(own.flatMap(({ id }) => (id === null ? [] : [mistakeMeaning(id)])));
  const at = (what: string, verdict: GradedResult['verdict'], results: readonly GradedResult[]) => {
    const names = results.filter((each) => each.verdict === verdict).map((each) => itemOf(itemId(each)));
    return names.length === 0 ? [] : [`${what} at ${names.join(', ')}`];
  };
  const unexplained = own.filter(({ id }) => id === null).map(({ result }) => result);
  return [
    ...meanings,
    ...at('wrong', 'wrong', unexplained),
    ...at('not read', 'unreadable', row.graded.results),
    ...at('missing', 'missing', row.graded.results),
  ].join('; ');
}

/** The submissions that somebody has to look at. A reason may quote a file's name, and that its student's. */
function unread(
  rows: readonly GradeRow[],
  all: Statistics,
  nameOf: NameOf,
  hidden: boolean,
): readonly SectionPart[] {
  const own = rows.filter((row) => needsLook(row) || row.status === 'partly-read');
  if (own.length === 0) return [];
  const told = own.map((row) => ({
    name: nameOf(row),
    what: statusWord(row.status),
    why: hidden ? '' : (row.error ?? whatIsLost(row)),
  }));
  return [...notGraded(all).map(sentence), { kind: 'unread', rows: told }];
}

/** The sentences about submissions without points, and why they have none. */
function notGraded({ unread, blank, ungradable, graderErrors, partlyRead }: Statistics): readonly string[] {
  const counts = [
    [unread, 'in which nothing was understood'],
    [blank, 'in which nothing is filled in'],
    [ungradable, 'that could not be read'],
    [graderErrors, 'because the grader failed'],
  ] as const;
  const said = counts.flatMap(([count, why]) => (count > 0 ? [`${count} ${why}`] : []));
  const partly = partlyRead === 1 ? 'One was' : `${partlyRead} were`;
  return [
    ...(said.length > 0 ? [`Not graded: ${said.join(', ')}.`] : []),
    ...(partlyRead > 0 ? [`${partly} read in part; look at what was not read.`] : []),
  ];
}

/** What was not read of a submission that has points, in the words of its notes. */
const whatIsLost = ({ graded }: GradeRow): string =>
  graded.notes.find(({ message }) => /not read|were read|was read/.test(message))?.message ??
  'not all of it was read';

/** The distribution of points, in ten steps and all of them. */
function points(rows: readonly GradeRow[]): readonly SectionPart[] {
  const own = rows.filter((row) => isCounted(row) && row.graded.maxPoints > 0);
  if (own.length === 0) return [];
  const steps = Array.from({ length: 11 }, () => 0);
  for (const { graded } of own) {
    // Sums of shares may fall short of a step by their last digits.
    const at = Math.max(0, Math.min(10, Math.floor((10 * graded.points) / graded.maxPoints + 1e-9)));
    steps[at] = (steps[at] ?? 0) + 1;
  }
  return [
    {
      kind: 'bars',
      bars: steps.map((count, k) => ({
        from: `${10 * k}%`,
        range: k === 10 ? '100%' : `${10 * k} to ${10 * k + 9}%`,
        count,
      })),
    },
  ];
}

/** The questions: how they went, how easy they were, and how well they tell who has understood. */
function questions({ items: all, nobody, graded }: Statistics, itemOf: ItemOf): readonly SectionPart[] {
  if (all.length === 0) return [];
  const items = all.map((item) => ({ ...item, id: itemOf(item.id) }));
  const weak = items.filter(({ discrimination }) => discrimination !== null && discrimination < weakest);
  const discriminates = items.some(({ discrimination }) => discrimination !== null);
  return [
    { kind: 'questions', items, discriminates },
    ...(nobody.length > 0 ? [sentence(`Nobody got ${nobody.map(itemOf).join(', ')} right.`)] : []),
    ...weak.map(({ id }) => sentence(`Look at ${id}: it does not show who understands the rest.`)),
    sentence(
      `Ease is the mean share of the points. ${discriminates ? whatDiscriminates : noDiscrimination(items.length, graded)}`,
    ),
  ];
}

const whatDiscriminates =
  'Discrimination is the correlation with the sum of all other questions: if it is near 0 or negative, the question does not show who understands the rest.';

/** Why no question has a discrimination. */
function noDiscrimination(questions: number, graded: number): string {
  if (graded < fewestToAnalyse)
    return `Discrimination is left out: it needs at least ${fewestToAnalyse} graded submissions.`;
  return questions < 2
    ? 'Discrimination is left out: it compares a question with others, and there is one.'
    : 'Discrimination is left out: all who were graded have the same points.';
}

/** Pairs with answers that are alike: a reason to ask, not a verdict. */
function alike(
  rows: readonly GradeRow[],
  all: Statistics,
  nameOf: NameOf,
  itemOf: ItemOf,
): readonly SectionPart[] {
  const byStudent = new Map(rows.map((row) => [row.student, row]));
  const said = (student: string | null): string => {
    const row = byStudent.get(student);
    return row ? nameOf(row) : '?';
  };
  const pairs = alikePairs(rows);
  const lines = [
    ...pairs
      .slice(0, most.pairs)
      .map(
        ({ first, second, items }) =>
          `${nameOf(first)} and ${nameOf(second)} have the same wrong answers at ${items.map(itemOf).join(', ')}.`,
      ),
    ...(pairs.length > most.pairs ? [`And ${pairs.length - most.pairs} more pairs.`] : []),
    ...all.fitOthers.map(
      ({ student, fits }) => `The answers of ${said(student)} fit the numbers drawn for ${said(fits)}.`,
    ),
  ];
  if (lines.length === 0) return [];
  const warning =
    'These answers are more alike than chance makes likely. That can mean working together, a common source, or chance: it is a reason to ask, not a verdict.';
  return [sentence(warning), { kind: 'list', lines }];
}

/** Who handed in late, and how late; who handed in nothing; who is excused. */
function lateAndMissing(rows: readonly GradeRow[], nameOf: NameOf): readonly SectionPart[] {
  const late = rows.flatMap((row) =>
    row.late
      ? [
          `${nameOf(row)} by ${inTime(row.late.by)}${row.late.taken > 0 ? ` (-${Math.round(100 * row.late.taken)}%)` : ''}`,
        ]
      : [],
  );
  const groups = [
    ['Late', late],
    ['Handed in nothing, and not counted', rows.filter(({ status }) => status === 'absent').map(nameOf)],
    ['Excused', rows.filter((row) => row.excused === true).map(nameOf)],
  ] as const;
  return groups
    .filter(([, people]) => people.length > 0)
    .map(([head, people]) => ({
      kind: 'group',
      head: `${head} (${people.length})`,
      people: people.join(', '),
    }));
}

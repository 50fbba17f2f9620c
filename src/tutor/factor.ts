import { nameAt } from '../engine/named.ts';
import { gradientAt, type Worked } from '../engine/work.ts';
import { apply, derivative, type Expression, number } from '../language/expression.ts';
import { print } from '../language/print.ts';
import { plus, times } from '../language/signs.ts';
import { collapsed } from './collapse.ts';
import type { Lesson } from './lesson.ts';
import { type Link, localValue } from './link.ts';
import { type Question, readersOf } from './question.ts';
import { localRuleOf, ruleOf, shapesIn } from './rule.ts';
import { sum, tidy } from './tidy.ts';
import { unsummed } from './units.ts';
import { figure, math, plainEdge, type Words, whyOf } from './words.ts';

/** The links of a question that end at one reader, taken together: one factor of the chain rule. */
export interface Factor {
  readonly reader: number;
  readonly links: readonly Link[];
  /**
   * d(reader)/d(asked), in the reader's letters. Where matrices are on the way there is no such thing by itself: then it is
   * the share that comes back, upstream gradient and all, and it has no number.
   */
  readonly rule: Expression;
  readonly value: number;
}

/** Whether a slot's derivative is on the table, so that its number may be said. */
export type Known = (slot: number) => boolean;

/** For explanations in which nothing is to be kept back. */
export const everything: Known = () => true;

/** Several links' rules as one; where they lead over a named step that is not asked, as short as it gets. */
export function ruleOver(
  { worked }: Lesson,
  links: readonly Link[],
  rules: readonly Expression[],
): Expression {
  const shapes = shapesIn(worked);
  const rule = sum(rules, shapes);
  if (!spansNamed(worked, links)) return rule;
  const short = collapsed(rule, shapes) ?? rule;
  const { rule: plain, names } = unsummed(worked, short);
  return names.length > 0 ? tidy(plain, shapes) : short;
}

/** Whether links lead over a step that the program names and nobody is asked about. */
export const spansNamed = ({ own }: Worked, links: readonly Link[]): boolean =>
  links.some(({ path }) => path.slice(0, -1).some(({ step }) => own.has(step)));

/** The question's links, gathered by the step they lead to. */
export function factorsOf({ lesson }: Words, question: Question): readonly Factor[] {
  return readersOf(question).map((reader) => {
    const links = (question.links ?? []).filter((link) => link.to === reader);
    if (!question.plain) {
      const shares = links.map((link) => ruleOf(lesson.worked, lesson.visible, link));
      return { reader, links, rule: ruleOver(lesson, links, shares), value: Number.NaN };
    }
    return {
      reader,
      links,
      rule: ruleOver(
        lesson,
        links,
        links.map((link) => localRuleOf(lesson.worked, lesson.visible, link)),
      ),
      value: links.reduce((total, link) => total + localValue(lesson.worked, link), 0) + 0,
    };
  });
}

/** The upstream gradient of a factor: its number where that is known, else its word; null at the output. */
export function upstreamAt({ lesson: { worked }, digits }: Words, reader: number, known: Known) {
  if (reader === worked.graph.output) return null;
  return known(reader)
    ? figure(gradientAt(worked, reader), digits)
    : derivative(worked.output, nameAt(worked, reader));
}

/** `3*2`: the upstream gradient times the local derivative, as numbers. */
export function numbersOf(words: Words, factor: Factor, known: Known): Expression {
  const local = figure(factor.value, words.digits);
  const upstream = upstreamAt(words, factor.reader, known);
  return upstream ? apply(times, upstream, local) : local;
}

/** `dJ/du * du/db`: the chain rule for a question, a term a factor; empty where it would only repeat the question. */
export function chainRule(
  { lesson: { worked } }: Words,
  question: Question,
  factors: readonly Factor[],
): string {
  const terms = factors.map(({ reader, rule }) =>
    // One share of several can't be called dJ/db: that is their sum.
    reader === worked.graph.output
      ? rule
      : apply(
          times,
          derivative(worked.output, nameAt(worked, reader)),
          derivative(nameAt(worked, reader), question.name),
        ),
  );
  return isDirect(worked, factors) || terms.length === 0 ? '' : print(added(terms));
}

/** Whether a single factor leads straight to the output: then the local derivative is the answer. */
export const isDirect = ({ graph }: Worked, [first, ...more]: readonly Factor[]): boolean =>
  more.length === 0 && first?.reader === graph.output;

/** `du/db = c = 2`, a factor's local derivative in equal parts; of a share that reaches the output directly, the parts alone. */
export function localParts(
  { lesson: { worked } }: Words,
  question: Question,
  factors: readonly Factor[],
  { reader }: Factor,
  parts: readonly string[],
): string {
  const each = parts.filter((part, i) => part !== parts[i - 1]).join(' = ');
  if (reader === worked.graph.output && factors.length > 1) return `the direct share is ${math(each)}`;
  return math(`d${nameAt(worked, reader)}/d${question.name} = ${each}`);
}

/** The terms as one sum; 0 for none. */
export const added = (terms: readonly Expression[]): Expression =>
  terms.length === 0 ? number(0) : terms.reduce((left, right) => apply(plus, left, right));

/** The reasons along a factor's links, each said once; edges that let everything through only where there is nothing else. */
export function reasons({ links }: { readonly links: readonly Link[] }): readonly string[] {
  const edges = links.flatMap((link) => [...link.path].reverse());
  const telling = edges.filter((edge) => !plainEdge(edge));
  return [...new Set((telling.length > 0 ? telling : edges).map(whyOf))].slice(0, 3);
}

import { nameAt } from '../../engine/graph/names.ts';
import { type Evaluation, gradientAt } from '../../engine/passes/evaluate.ts';
import { apply, derivative, type Expression, number } from '../../language/expression.ts';
import { dotTimesSign, signMeans, timesSign } from '../../language/operators.ts';
import { print } from '../../language/print.ts';
import { hasUnitSlopes } from '../../ops/table.ts';
import { combine } from '../../symbolic/combine.ts';
import { type Link, localValue } from '../../symbolic/link.ts';
import { pickedByOneHot } from '../../symbolic/one-hot.ts';
import { localRuleOf, ruleOf, shapesIn } from '../../symbolic/rule.ts';
import { plainSum, simplify, sumOf } from '../../symbolic/simplify.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type Question, readersOf } from '../lesson/question.ts';
import { figure, math, plainEdge, type Words, whyOf } from '../lesson/words.ts';

/** The links of a question that end at one reader, taken together: one factor of the chain rule. */
export interface ChainFactor {
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
  const rule = sumOf(rules, shapes);
  if (!spansNamed(worked, links)) return rule;
  const short = combine(rule, shapes) ?? rule;
  const { rule: plain, names } = pickedByOneHot(worked, short);
  return names.length > 0 ? simplify(plain, shapes) : short;
}

/** Whether links lead over a step that the program names and nobody is asked about. */
export const spansNamed = ({ own }: Evaluation, links: readonly Link[]): boolean =>
  links.some(({ path }) => path.slice(0, -1).some(({ step }) => own.has(step)));

// A class is told of the same questions: what depends on no answer is worked out once.
const factored = new WeakMap<Lesson, WeakMap<Question, readonly ChainFactor[]>>();

/** The question's links, gathered by the step they lead to. */
export function factorsOf({ lesson }: Words, question: Question): readonly ChainFactor[] {
  const known = factored.get(lesson) ?? new WeakMap<Question, readonly ChainFactor[]>();
  factored.set(lesson, known);
  const factors = known.get(question) ?? factorsIn(lesson, question);
  known.set(question, factors);
  return factors;
}

function factorsIn(lesson: Lesson, question: Question): readonly ChainFactor[] {
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
export function factorNumbers(words: Words, factor: ChainFactor, known: Known): Expression {
  const local = figure(factor.value, words.digits);
  const upstream = upstreamAt(words, factor.reader, known);
  return upstream ? apply(timesSign, upstream, local) : local;
}

/** `dJ/du * du/db`: the chain rule for a question, a term a factor; empty where it would only repeat the question. */
export function chainRule(
  { lesson: { worked } }: Words,
  question: Question,
  factors: readonly ChainFactor[],
): string {
  const terms = factors.map(({ reader, rule }) =>
    // One share of several can't be called dJ/db: that is their sum.
    reader === worked.graph.output
      ? rule
      : apply(
          timesSign,
          derivative(worked.output, nameAt(worked, reader)),
          derivative(nameAt(worked, reader), question.name),
        ),
  );
  return isDirect(worked, factors) || terms.length === 0 ? '' : print(added(terms));
}

/** Whether a single factor leads straight to the output: then the local derivative is the answer. */
export const isDirect = ({ graph }: Evaluation, [first, ...more]: readonly ChainFactor[]): boolean =>
  more.length === 0 && first?.reader === graph.output;

/** `du/db = c = 2`, a factor's local derivative in equal parts; of a share that reaches the output directly, the parts alone. */
export function localParts(
  { lesson: { worked } }: Words,
  question: Question,
  factors: readonly ChainFactor[],
  { reader }: ChainFactor,
  parts: readonly string[],
): string {
  const each = parts.filter((part, i) => part !== parts[i - 1]).join(' = ');
  if (reader === worked.graph.output && factors.length > 1) return `directly, ${math(each)}`;
  return math(`d${nameAt(worked, reader)}/d${question.name} = ${each}`);
}

/** The terms as one sum; 0 for none. */
export const added = (terms: readonly Expression[]): Expression => plainSum(terms) ?? number(0);

/** The reasons along a factor's links, each said once; edges that let everything through only where there is nothing else. */
export function reasons({ links }: { readonly links: readonly Link[] }): readonly string[] {
  const edges = links.flatMap((link) => [...link.path].reverse());
  const telling = edges.filter((edge) => !plainEdge(edge));
  return [...new Set((telling.length > 0 ? telling : edges).map(whyOf))].slice(0, 3);
}

/**
 * The one reason for a factor: that of the step which matters most on the way. A curve's before a product's, since a product
 * explains itself; a step that lets everything through only where there is nothing else.
 */
export function reasonOf({ links }: { readonly links: readonly Link[] }): string {
  const edges = links.flatMap((link) => link.path);
  const weight = (edge: Link['path'][number]): number =>
    plainEdge(edge) ? 0 : hasUnitSlopes(edge.op) ? 1 : signMeans(dotTimesSign, edge.op) ? 2 : 3;
  const [first] = [...edges].sort((a, b) => weight(b) - weight(a));
  return first ? whyOf(first) : '';
}

/** A product with another factor in front of its first: 5*(a*(1 - a)) is 5*a*(1 - a). */
export function led(first: Expression, rest: Expression): Expression {
  const spine: (Expression & { kind: 'apply' })[] = [];
  let left = rest;
  while (left.kind === 'apply' && left.sign.form === 'infix' && left.sign.binds === timesSign.binds) {
    spine.push(left);
    left = left.operands[0] as Expression; // infix: it has two operands
  }
  return spine.reduceRight<Expression>(
    (inner, node) => ({ ...node, operands: [inner, ...node.operands.slice(1)] }),
    apply(timesSign, first, left),
  );
}

import { nameAt } from '../engine/build.ts';
import { elementwiseRow } from '../engine/rules.ts';
import { apply, number } from '../language/expression.ts';
import { figures } from '../language/figures.ts';
import { print } from '../language/print.ts';
import { knownSign } from '../language/spelling.ts';
import { chainRule, factorsOf, reasons } from './explain.ts';
import { namesIn } from './link.ts';
import { type Question, readersOf } from './question.ts';
import { counted, figure, math, statementOf, type Words, withNumbers } from './words.ts';

const times = knownSign('infix', '*');
const plus = knownSign('infix', '+');

/** The rungs of a question's ladder: where to look, the rule in letters, the numbers with the last step left out. */
export function ladder(words: Words, question: Question, onScreen: string): readonly string[] {
  return [pointing(words, question), rule(words, question), numbers(words, question)].map((rung) =>
    withheld(rung, question, words, onScreen),
  );
}

function pointing(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const readers = readersOf(question);
  if (question.links === null || readers.length === 0) {
    return `${question.name} reaches ${worked.output} along more paths than can be listed; :graph draws them.`;
  }
  const statements = readers.map((reader) => math(statementOf(words, reader)));
  const [first] = readers;
  if (readers.length > 1) {
    return `${counted(readers.length, 'arrow')} leave ${question.name}, into ${statements.join(' and ')}: each brings back a share.`;
  }
  const places = question.links.length;
  if (places > 1)
    return `${question.name} stands at ${places} places of ${statements[0]}: each brings back a share.`;
  const reader = nameAt(worked, first ?? -1);
  const then =
    first === worked.graph.output ? '' : ` How ${worked.output} follows ${reader} is known already.`;
  return `One arrow leaves ${question.name}, into ${statements[0]}. How far does ${reader} move when ${question.name} moves a little?${then}`;
}

function rule(words: Words, question: Question): string {
  const factors = factorsOf(words, question);
  const locals = factors.map((factor) => {
    const letters = `d${nameAt(words.lesson.worked, factor.reader)}/d${question.name}`;
    // A rule that is a bare number would be the answer, or most of it: the reason alone must do.
    const inLetters =
      namesIn(factor.rule).length > 0 ? ` ${math(`${letters} = ${print(factor.rule)}`)}.` : '';
    const general = inLetters === '' ? generalRules(factor.links) : '';
    return `In ${math(statementOf(words, factor.reader))}:${inLetters}${general} ${reasons(factor).join(' ')}`;
  });
  const chain = chainRule(words, question);
  const head = chain === question.asks ? '' : `${math(`${question.asks} = ${chain}`)}. `;
  return head + locals.join(' ');
}

/** The rows' rules in the rows' own letters, where the reader's letters would tell too much. */
function generalRules(links: ReturnType<typeof factorsOf>[number]['links']): string {
  const rules = links
    .flatMap((link) => link.path)
    .map(({ op, operand }) => {
      const row = elementwiseRow(op);
      const letter = row.operands[operand] ?? '';
      const local = row.local[letter] ?? '';
      const [spelling] = row.written;
      if (!/[a-z]/.test(local) || spelling?.form !== 'infix') return null;
      return ` For ${math(row.operands.join(` ${spelling.symbol} `))} the derivative by ${letter} is ${math(local)}.`;
    });
  return [...new Set(rules.filter((each) => each !== null))].join('');
}

function numbers(words: Words, question: Question): string {
  const { worked } = words.lesson;
  const terms = factorsOf(words, question).map((factor) => {
    const local = withNumbers(words, factor.rule);
    const upstream =
      factor.reader === worked.graph.output
        ? number(1)
        : figure(worked.gradient[factor.reader] ?? 0, words.digits);
    const bare = local.kind === 'number';
    return factor.reader === worked.graph.output && !bare ? local : apply(times, upstream, local);
  });
  const [first, ...rest] = terms;
  if (!first) return pointing(words, question);
  const whole = print(rest.reduce((left, right) => apply(plus, left, right), first));
  const compared = /[<>]/.test(whole) ? ' A comparison that holds counts 1, one that fails 0.' : '';
  return `${math(`${question.asks} = ${whole}`)}: the last step is yours.${compared}`;
}

/** Every number in a text; the digits of names such as t2 are none. */
const numbersIn = /(?<![\p{L}\p{Nd}_.])-?\d+(?:\.\d+)?(?:e-?\d+)?/gu;

/** A text in which the exact answer, where it is not on the screen already, is blotted out. */
export function withheld(text: string, question: Question, { digits }: Words, onScreen: string): string {
  const told = new Set(onScreen.match(numbersIn) ?? []);
  return text.replaceAll(numbersIn, (found) => {
    const exact = [figures(question.exact, digits), figures(Math.abs(question.exact), digits)];
    return exact.includes(found.replace(/^-/, '')) && !told.has(found) && !told.has(found.replace(/^-/, ''))
      ? '?'
      : found;
  });
}

import { kinds } from '../../engine/graph/graph.ts';
import { nameAt } from '../../engine/graph/names.ts';
import { valueOfSlot } from '../../engine/passes/evaluate.ts';
import type { Expression } from '../../language/expression.ts';
import { combine } from '../../symbolic/combine.ts';
import { wordAt } from '../../symbolic/convention.ts';
import { linksOf, writingOf } from '../../symbolic/link.ts';
import { numpyName, numpyText, numpyValue } from '../../symbolic/numpy-text.ts';
import { ruleOf, shapesIn } from '../../symbolic/rule.ts';
import { simplify, sumOf } from '../../symbolic/simplify.ts';
import type { Lesson } from '../lesson/lesson.ts';

/**
 * A program and its backward pass as NumPy that runs: the inputs, the forward pass, then a line for each derivative that
 * is asked, by the rule of its links. A step that NumPy has no spelling for is a comment that says so.
 */
export function numpyPass(lesson: Lesson): readonly string[] {
  const { worked, order, visible, uses } = lesson;
  const { graph } = worked;
  const shapes = shapesIn(worked);
  const derivative = (name: string): string =>
    name === worked.output
      ? '1'
      : `${worked.slots.has(`d${name}`) ? `d${numpyName(worked.output)}_d` : 'd'}${numpyName(name)}`;
  const text = (expression: Expression): string | null => numpyText(expression, shapes, derivative);
  const line = (left: string, expression: Expression | null, what: string): string => {
    const right = expression && text(expression);
    return right === null ? `# ${left}: ${what}` : `${left} = ${right}`;
  };
  const inputs: string[] = [];
  const forward: string[] = [];
  for (const slot of graph.kind.keys()) {
    const name = worked.names[slot];
    if (name === null || name === undefined) continue;
    if (graph.kind[slot] !== kinds.step)
      inputs.push(`${numpyName(name)} = ${numpyValue(valueOfSlot(worked, slot))}`);
    else if (visible.has(slot) || slot === graph.output)
      forward.push(
        line(numpyName(name), writingOf(worked, visible, slot), 'NumPy has no function for this step'),
      );
  }
  const stops = new Set([...order, graph.output]);
  const backward = order.map((slot) => {
    const links = linksOf(worked, uses, stops, slot);
    const long =
      links &&
      simplify(
        sumOf(
          links.map((link) => ruleOf(worked, visible, link)),
          shapes,
        ),
        shapes,
      );
    const rule = long && (combine(long, shapes) ?? long);
    const what = links ? 'NumPy has no function for this rule' : 'too many paths lead there for one line';
    const said = line(derivative(nameAt(worked, slot)), rule, what);
    return wordAt(worked, slot) === `d${nameAt(worked, slot)}` ? `${said}  # of the summed loss` : said;
  });
  return ['import numpy as np', '', ...inputs, '', ...forward, '', ...backward];
}

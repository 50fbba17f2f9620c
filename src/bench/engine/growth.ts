import { evaluateGraph, slopeAt } from '../../engine/passes/evaluate.ts';
import { backward, forward } from '../../engine/passes/tape.ts';
import { longTexts } from '../../language/long-texts.testing.ts';
import { parseProgram } from '../../language/program.ts';
import { atMost, type Figure, happens, median, ratio, takeTurns } from '../measure.ts';
import { ClosureValue, sortedByRecursion } from '../rivals/closures.ts';
import { built, sumsOfProducts } from '../tasks/plan.ts';
import { gradientsOf, nestedText, sums } from './text.ts';

/** Time a node, or a term, must not depend on how many there are: the slowest size to the fastest. */
export function growth(): Figure[] {
  const nodes = [1e3, 1e4, 1e5, 1e6].map((size) => ({
    size,
    plan: sumsOfProducts(Math.round(size / 30), size),
  }));
  const ofNodes = perPiece(15, nodes, ({ plan }) => backward(forward(built(plan))));
  const terms = [1e3, 1e4, 1e5].map((size) => ({ size, sum: sums.products(size) }));
  const ofTerms = perPiece(7, terms, ({ sum }) => gradientsOf(sum));
  return [
    atMost(
      'build and both passes, time a node from 10^3 to 10^6: slowest to fastest',
      spread(ofNodes),
      3,
      'x',
    ),
    atMost('text to gradients, time a term from 10^3 to 10^5: slowest to fastest', spread(ofTerms), 3, 'x'),
  ];
}

/** Median time a piece at every size; small ones run so often that every turn has as much to do. */
function perPiece<Case extends { readonly size: number }>(
  rounds: number,
  cases: readonly Case[],
  run: (one: Case) => unknown,
): number[] {
  const most = Math.max(...cases.map(({ size }) => size));
  const tasks = cases.map((one) => [
    String(one.size),
    () => {
      for (let done = 0; done < most; done += one.size) run(one);
    },
  ]);
  return Object.values(takeTurns(rounds, Object.fromEntries(tasks) as Record<string, () => void>)).map(
    median,
  );
}

const spread = (numbers: readonly number[]): number => Math.max(...numbers) / Math.min(...numbers);

/** A text of each sort, read or refused at two lengths: how many times as long a character takes in the longer one. */
export function texts(): Figure[] {
  const [shorter, longer] = [50_000, 200_000];
  const short = longTexts(shorter);
  return longTexts(longer).map(([sort, text], i) => {
    const less = short[i]?.[1] ?? '';
    const again = longer / shorter;
    const times = takeTurns(7, {
      shorter: () => {
        for (let k = 0; k < again; k++) parseProgram(less);
      },
      longer: () => parseProgram(text),
    });
    return atMost(
      `reading ${sort}: a character of 200,000 to one of 50,000`,
      ratio(times.longer, times.shorter),
      2,
      'x',
    );
  });
}

/** Nothing here has a depth at which it breaks: one chain of 100,000 ops, each inside the one before, from its text. */
export function depth(): Figure[] {
  const chain = nestedText(50_000);
  const start = performance.now();
  const program = parseProgram(chain.text);
  if (!program.ok) throw new Error(program.trouble.message);
  const worked = evaluateGraph(program.value, { values: chain.values });
  if (!worked.ok) throw new Error(worked.trouble.message);
  const time = performance.now() - start;
  const slope = slopeAt(worked.value, worked.value.slots.get('c') ?? -1);
  const right = Math.abs(slope - chain.slopeByC) <= 1e-9 * chain.slopeByC;
  return [
    happens('a chain 100,000 deep, text to gradients', `${time.toFixed(0)} ms`, 'goes through', right),
    happens('the same depth in an engine that sorts by recursion', recursion(), 'nothing asked', true),
  ];
}

function recursion(): string {
  let value = new ClosureValue(1);
  for (let i = 0; i < 100_000; i++) value = value.negate();
  try {
    sortedByRecursion(value);
    return 'goes through';
  } catch (error) {
    if (error instanceof RangeError) return 'overflows';
    throw error;
  }
}

import { atMost, type Figure, ratio, takeTurns } from '../measure.ts';
import { builtByHand } from '../rivals/builder.ts';
import { built, manyLosses, sumsOfProducts } from '../tasks/plan.ts';

/** How long it takes to lay out a graph, beside a builder that was written by hand for just these ops. */
export function building(): Figure[] {
  return [1e3, 1e5, 1e6].flatMap((size) =>
    [
      ['sums of products', sumsOfProducts(Math.round(size / 30), size)] as const,
      ['ops at random', manyLosses(Math.round(size / 16), size)] as const,
    ].map(([kind, plan]) => {
      const again = Math.ceil(1e6 / size);
      const over = (build: (of: typeof plan) => unknown) => () => {
        for (let k = 0; k < again; k++) build(plan);
      };
      const times = takeTurns(15, { ours: over(built), byHand: over(builtByHand) });
      return atMost(
        `${size.toLocaleString('en')} nodes, ${kind}: building to a builder by hand`,
        ratio(times.ours, times.byHand),
        2,
        'x',
      );
    }),
  );
}

import { readValue } from '../../engine/graph/value-text.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { mostEntries, type Shape, single, sizeOf, type Value, valueFrom } from '../../ops/matrix.ts';
import { type Random, seeded } from './random.ts';

/** A value that is yet to be drawn: normal numbers around 0, so many times as far as those of deviation 1. */
export interface Draw {
  readonly shape: Shape;
  readonly scale: number;
}

const form = /^\s*(?:(\S.*?)\s*\*\s*)?randn\s*\(\s*(?:(\d+)\s*,\s*(\d+)\s*)?\)\s*$/su;

/** Reads `randn(3,2)`, `randn()` and `0.1*randn(3,2)`; null for a text that draws nothing. */
export function readDraw(text: string): Result<Draw> | null {
  if (!text.includes('randn') || !/(?<![\p{L}\d_])randn(?![\p{L}\d_])/u.test(text)) return null;
  const [whole, factor, rows, columns] = form.exec(text) ?? [];
  if (whole === undefined)
    return refuse('randn takes rows and columns, as in randn(3,2), 0.1*randn(3,2) or randn() for a number');
  const shape = rows === undefined ? single : { rows: Number(rows), columns: Number(columns) };
  if (!(sizeOf(shape) > 0)) return refuse('a matrix has rows and columns, from 1 on');
  if (sizeOf(shape) > mostEntries) return refuse(`a matrix has at most ${mostEntries} entries; draw fewer`);
  const scale = factor === undefined ? ok(1) : readValue(factor);
  if (!scale.ok) return scale;
  if (typeof scale.value !== 'number')
    return refuse('the factor before randn is a single number, as in 0.1*randn(3,2)');
  return ok({ shape, scale: scale.value });
}

/** The values of all draws, in their order, by a seed. */
export function drawnValues(draws: ReadonlyMap<string, Draw>, seed: number): ReadonlyMap<string, Value> {
  const random = seeded(seed);
  return new Map(
    [...draws].map(([name, { shape, scale }]) => [
      name,
      valueFrom(
        shape,
        Float64Array.from({ length: sizeOf(shape) }, () => scale * normal(random)),
      ),
    ]),
  );
}

/** A normal number of mean 0 and deviation 1, from two even ones (Box and Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { entriesOf, nested, type Value } from '../ops/matrix.ts';
import { type OpName, opNames, spelledIn, table } from '../ops/table.ts';
import { computed } from './kernels/rules.ts';
import { meaningOf } from './meanings.testing.ts';
import { asValue, closeValue } from './solved.testing.ts';

/** What NumPy is asked: an op's spelling there, with its operands, and what its row or its meaning gives. */
interface Asked {
  readonly title: string;
  readonly text: string;
  readonly operands: Readonly<Record<string, Value>>;
  readonly wanted: Value;
}

const asked = opNames.flatMap(askedOf);

function askedOf(op: OpName): readonly Asked[] {
  const row = table[op];
  const named = (values: readonly Value[]): Record<string, Value> =>
    Object.fromEntries(row.operands.map((name, k) => [name, values[k] ?? Number.NaN]));
  const put = (values: readonly Value[], settings: readonly number[], wanted: Value): readonly Asked[] => {
    const text = spelledIn(row.numpy, settings);
    return text === null ? [] : [{ title: `${op} ${settings}`, text, operands: named(values), wanted }];
  };
  switch (row.kind) {
    case 'elementwise':
      return row.samples.flatMap((sample) => put(sample, [], computed(op, sample)));
    case 'maker':
      return put(
        [2, 3],
        [],
        asValue(`[${row.entry} ${row.entry} ${row.entry}; ${row.entry} ${row.entry} ${row.entry}]`),
      );
    case 'structural': {
      const dims = row.settings.some(({ name }) => name === 'dim') ? [[1], [2]] : [];
      const settings = row.settingSamples ?? [row.settings.map(({ absent }) => absent), ...dims];
      return row.samples.flatMap((sample) => {
        const values = sample.map(asValue);
        return settings.flatMap((said) => put(values, said, meaningOf(op)(values, ...said)));
      });
    }
  }
}

const script = `
import json, sys
import numpy as np
def value(of):
    return np.array(of, dtype=float) if isinstance(of, list) else of
found = []
for each in json.load(sys.stdin):
    names = {name: value(of) for name, of in each["operands"].items()}
    found.append(np.asarray(eval(each["text"], {"np": np}, names), dtype=float).ravel().tolist())
print(json.dumps(found))
`;

/** What the Python that has NumPy finds; null where none has. */
function foundByNumpy(): readonly (readonly number[])[] | null {
  const input = JSON.stringify(
    asked.map(({ text, operands }) => ({
      text,
      operands: Object.fromEntries(Object.entries(operands).map(([name, value]) => [name, nested(value)])),
    })),
  );
  for (const command of ['python3', '/usr/bin/python3'])
    try {
      return JSON.parse(
        execFileSync(command, ['-c', script], { input, stdio: ['pipe', 'pipe', 'ignore'], encoding: 'utf8' }),
      );
    } catch {}
  return null;
}

test('every row says how NumPy writes it, or that it has no such thing', () => {
  expect(asked.length).toBeGreaterThan(150);
  // `eval` sees names and calls of `np` alone.
  for (const { text } of asked) expect(text).not.toMatch(/__|import/);
});

const found = foundByNumpy();

if (found)
  test('NumPy finds the value of each row as the row spells it there', () => {
    expect(found).toHaveLength(asked.length);
    for (const [i, { title, text, wanted }] of asked.entries()) {
      const entries = found[i] ?? [];
      expect([title, text, entries.length]).toEqual([title, text, entriesOf(wanted).length]);
      closeValue(
        { rows: 1, columns: entries.length, entries: Float64Array.from(entries) },
        flat(wanted),
        1e-12,
      );
    }
  });

const flat = (value: Value): Value => {
  const entries = Float64Array.from(entriesOf(value));
  return { rows: 1, columns: entries.length, entries };
};

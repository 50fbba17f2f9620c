import { kinds } from '../../engine/graph/graph.ts';
import { suggest } from '../../language/suggest.ts';
import { targetOf } from '../../reading/left-sides.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';

/** The node or derivative that a submission's line is about, read from its left side. */
export type Addressee =
  /** The derivative of the output by a node. */
  | { readonly kind: 'derivative'; readonly slot: number }
  /** `dJ`, which is 1. */
  | { readonly kind: 'output' }
  /** A step or a given of the program, copied. */
  | { readonly kind: 'repeats'; readonly slot: number }
  /** A name of the learner's own. */
  | { readonly kind: 'helper'; readonly name: string }
  /** The derivative of one step with respect to another, which a later line may use. */
  | { readonly kind: 'local'; readonly word: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Finds out what a left side is about: `dv`, `dJ/dv`, or a name; `v` alone too where only answers can stand. */
export function addresseeOf(lesson: Lesson, left: string, bare = false): Addressee {
  const { worked } = lesson;
  const { slots, output } = worked;
  const text = left.normalize('NFC').replaceAll('∂', 'd');
  const header = /^([^(]+)\(/.exec(text)?.[1] ?? text;
  const slot = slots.get(header);
  const shown = slot !== undefined && (worked.graph.kind[slot] !== kinds.step || lesson.visible.has(slot));
  if (bare && shown) return derivativeBy(lesson, header);
  if (shown) return { kind: 'repeats', slot };
  const target = targetOf(left, { output, all: slots.keys(), has: (name) => slots.has(name) });
  if (target?.kind === 'doubtful')
    return {
      kind: 'unknown',
      why: `\`${left}\` can mean ${target.meanings.join(' or ')}; write the one that is meant`,
    };
  if (target)
    return target.of === output
      ? derivativeBy(lesson, target.by)
      : { kind: 'local', word: `d${target.of}/d${target.by}` };
  const [, of, by] = /^d([^/]+)\/d([^/]+)$/.exec(text) ?? [];
  if (of !== undefined && by !== undefined)
    return {
      kind: 'unknown',
      why: slots.has(by)
        ? `there is no ${of} here; the output is ${output}: write d${output}/d${by}`
        : nothingCalled(lesson, by),
    };
  return bare ? { kind: 'unknown', why: nothingCalled(lesson, text) } : { kind: 'helper', name: text };
}

function derivativeBy(lesson: Lesson, name: string): Addressee {
  const { worked } = lesson;
  const slot = worked.slots.get(name) ?? -1;
  if (slot === worked.graph.output) return { kind: 'output' };
  if (worked.graph.kind[slot] === kinds.data)
    return { kind: 'unknown', why: `${name} is data, and is not asked; passed over` };
  return { kind: 'derivative', slot };
}

function nothingCalled({ worked }: Lesson, name: string): string {
  const near = suggest(name, worked.slots.keys());
  return `nothing here is called ${name};${near ? ` did you mean ${near}?` : ' passed over'}`;
}

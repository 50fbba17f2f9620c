import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import type { DocumentNode } from './document.ts';
import { checked, keyPlace, nodeAt } from './keys.ts';
import { durationIn, inTime, type Moment, momentIn } from './moment.ts';

/** What is taken off where something is handed in late. */
export interface LatePolicy {
  /** The share of all points for each day that has begun. */
  readonly perDay: number;
  /** How long after the due time nothing is taken off, in milliseconds. */
  readonly grace: number;
}

/** A due time of one student's own: a moment, or how much later than for all. */
export type Extension =
  | { readonly kind: 'until'; readonly moment: Moment }
  | { readonly kind: 'by'; readonly length: number };

const asIn = 'as in 2026-03-02 23:59, or 2026-03-02T23:59+01:00';

/** Reads `due:`. */
export function readDue(node: DocumentNode): Result<Moment> {
  const due = node.kind === 'scalar' ? momentIn(node.text.replace(/^(['"])(.*)\1$/, '$2')) : null;
  return due ? ok(due) : refuse(`due: must be a time, ${asIn}`, node.from, node.to);
}

/** Reads `late: { per-day: 10%, grace: 15min }`. */
export function readLate(node: DocumentNode): Result<LatePolicy> {
  if (node.kind !== 'map')
    return refuse('late: must have keys, as in { per-day: 10%, grace: 15min }', node.from, node.to);
  const known = checked(node, ['per-day', 'grace']);
  if (!known.ok) return known;
  const [share, grace] = [nodeAt(node, 'per-day'), nodeAt(node, 'grace')];
  const percent = share?.kind === 'scalar' ? /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(share.text)?.[1] : undefined;
  if (percent === undefined || Number(percent) > 100)
    return refuse('per-day: must be a share of the points, as in 10%', ...keyPlace(node, 'per-day'));
  const length = grace?.kind === 'scalar' ? durationIn(grace.text) : grace ? null : 0;
  if (length === null)
    return refuse('grace: must be a length of time, as in 15min or 2 hours', ...keyPlace(node, 'grace'));
  return ok({ perDay: Number(percent) / 100, grace: length });
}

/** Reads `extensions: { alice: 2026-03-09, bob: 2 days }`, by students' ids. */
export function readExtensions(node: DocumentNode): Result<ReadonlyMap<string, Extension>> {
  const says = `extensions: must give each student a time, ${asIn}, or a length of time, as in { alice: 2026-03-09, bob: 2 days }`;
  if (node.kind !== 'map') return refuse(says, node.from, node.to);
  const extensions = new Map<string, Extension>();
  for (const { key, value } of node.entries) {
    const text = value.kind === 'scalar' ? value.text.replace(/^(['"])(.*)\1$/, '$2') : '';
    const [moment, length] = [momentIn(text), durationIn(text)];
    if (moment) extensions.set(key, { kind: 'until', moment });
    else if (length !== null) extensions.set(key, { kind: 'by', length });
    else return refuse(says, value.from, value.to);
  }
  return ok(extensions);
}

/** The rules of an assignment about time. */
export interface DuePolicy {
  readonly due: Moment | null;
  readonly late: LatePolicy | null;
  readonly extensions: ReadonlyMap<string, Extension>;
}

/** How late something is, in milliseconds, and which share of all points is taken off. */
export interface Lateness {
  readonly by: number;
  readonly taken: number;
}

const day = 86_400_000;

/**
 * When a student has to hand in, in milliseconds since 1970; null where nothing is due. `instant` turns a moment into
 * milliseconds.
 */
export function dueFor(
  { due }: DuePolicy,
  extension: Extension | undefined,
  instant: (moment: Moment) => number,
): number | null {
  if (extension?.kind === 'until') return instant(extension.moment);
  return due === null ? null : instant(due) + (extension?.length ?? 0);
}

/** How late something is that was handed in at a time; null where it is in time. */
export function latenessOf({ late }: DuePolicy, dueAt: number, handedIn: number): Lateness | null {
  const by = handedIn - dueAt;
  if (by <= (late?.grace ?? 0)) return null;
  const days = Math.ceil(by / day);
  return { by, taken: Math.min(1, (late?.perDay ?? 0) * days) };
}

/** When something was handed in, in milliseconds since 1970, and who says so. */
export interface HandedIn {
  readonly at: number;
  readonly by: 'platform' | 'file';
}

/** The note where it is not known when something was handed in. */
export const unknownTime = 'the time of this submission is not known, so no points are taken off';

/** The note on something that is late. */
export const lateNote = (late: Lateness, by: HandedIn['by']): string =>
  `${latenessSaid(late)}${by === 'file' ? ", by the file's own time" : ''}`;

/** A lateness in words. */
const latenessSaid = ({ by, taken }: Lateness): string =>
  `handed in ${inTime(by)} late${taken > 0 ? `: ${Math.round(taken * 1000) / 10}% of all points are taken off` : ''}`;

import { type Moment, momentIn } from '../assignment/moment.ts';

/** Signatures and sizes of a ZIP archive's list of contents (APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16). */
const list = { signature: 0x02014b50, size: 46 };
const end = { signature: 0x06054b50, size: 22, longestComment: 65_535 };
/** The extra field that holds a time in seconds since 1970, without doubt about zones (Info-ZIP's extended timestamp). */
const exactTime = 0x5455;

/**
 * When each file of a ZIP archive was last changed, by its name, without files whose time makes no sense. A time has
 * no zone, unless the archive holds an exact one beside it.
 */
export function archiveTimes(bytes: Uint8Array): ReadonlyMap<string, Moment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const times = new Map<string, Moment>();
  const last = endOf(view);
  if (last === null) return times;
  let at = view.getUint32(last + 16, true);
  const count = view.getUint16(last + 10, true);
  for (let k = 0; k < count && at + list.size <= last; k++) {
    if (view.getUint32(at, true) !== list.signature) break;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [nameEnd, extraEnd] = [at + list.size + (name ?? 0), at + list.size + (name ?? 0) + (extra ?? 0)];
    if (extraEnd > last) break;
    const path = new TextDecoder().decode(bytes.subarray(at + list.size, nameEnd)).replaceAll('\\', '/');
    const time = exactIn(view, nameEnd, extraEnd) ?? shownIn(view, at);
    if (time) times.set(path, time);
    at = extraEnd + (comment ?? 0);
  }
  return times;
}

/** Where the end of the list stands; null where there is none. */
function endOf(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - end.size - end.longestComment);
  for (let at = view.byteLength - end.size; at >= lowest; at--)
    if (view.getUint32(at, true) === end.signature) return at;
  return null;
}

function exactIn(view: DataView, from: number, to: number): Moment | null {
  for (let at = from; at + 4 <= to; ) {
    const size = view.getUint16(at + 2, true);
    if (
      view.getUint16(at, true) === exactTime &&
      size >= 5 &&
      at + 9 <= to &&
      view.getUint8(at + 4) % 2 === 1
    )
      return { clock: view.getInt32(at + 5, true) * 1000, zone: 0 };
    at += 4 + size;
  }
  return null;
}

/**
 * What the clock showed, to two seconds; null for 1980, which stands for no time in archives that are made the same
 * each time.
 */
function shownIn(view: DataView, at: number): Moment | null {
  const [time, date] = [view.getUint16(at + 12, true), view.getUint16(at + 14, true)];
  const year = 1980 + (date >> 9);
  if (year === 1980) return null;
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${year}-${two((date >> 5) & 15)}-${two(date & 31)}`;
  return momentIn(`${day} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two(2 * (time & 31))}`);
}

import type { Moment } from '../../homework/assignment/moment.ts';
import { isHandedIn } from '../../homework/documents/open-file.ts';
import type { Disk } from '../shell/disk.ts';
import { Failure } from '../shell/failure.ts';
import type { FoundFile, FoundFiles } from './find-files.ts';

/** What a class's archive may hold. */
const limits = { files: 5000, bytes: 200_000_000 };

/** The files that were found, and the disk to read them from; the files of an archive are read from memory. */
export interface Unpacked extends FoundFiles {
  readonly disk: Disk;
  readonly packed: ReadonlyMap<string, Uint8Array>;
}

/**
 * Treats a ZIP archive that is the only file named, and holds several files, as a class's folder; nothing of it is
 * written to the disk. An archive among other files is one submission.
 */
export async function withArchiveUnpacked(
  disk: Disk,
  words: readonly string[],
  found: FoundFiles,
  instant: (moment: Moment) => number,
): Promise<Unpacked> {
  const asItIs = { ...found, disk, packed: new Map<string, Uint8Array>() };
  const [archive, ...others] = found.files;
  if (!archive || others.length > 0 || archive.file !== words[0] || archive.refused !== null) return asItIs;
  if (!/\.zip$/i.test(archive.file)) return asItIs;
  const bytes = await disk.read(archive.file, limits.bytes + 1);
  const { unpack } = await import('../../homework/documents/archive.ts');
  const files = unpack(bytes, isHandedIn, limits);
  if (!files.ok) throw new Failure(`${archive.file}: ${files.trouble.message}`);
  if (files.value.length < 2) return asItIs;
  const { archiveTimes } = await import('../../homework/documents/archive-times.ts');
  const told = [...archiveTimes(bytes)].map(([name, time]) => [name, instant(time)] as const);
  const times = new Map(isOfPacking(told.map(([, time]) => time)) ? [] : told);
  const packed = new Map(files.value.map((each) => [`${archive.file}/${each.name}`, each.bytes]));
  return {
    passedOver: found.passedOver,
    files: files.value.map(({ name }): FoundFile => {
      const time = times.get(name);
      return {
        file: `${archive.file}/${name}`,
        path: `${archive.path ?? archive.file}/${name}`,
        ...(time === undefined ? { changed: archive.changed, timed: false } : { changed: time }),
        refused: null,
      };
    }),
    disk: {
      ...disk,
      read: async (path, most) => packed.get(path)?.subarray(0, most) ?? (await disk.read(path, most)),
    },
    packed,
  };
}

/** Files whose times lie within this span (in milliseconds) were stamped when they were packed. */
const packing = 10 * 60_000;

/**
 * Whether times are those at which an archive was made, rather than those of its files: then they all lie close
 * together. Canvas' `lib/content_zipper.rb` and Moodle's `content/export/zipwriter.php` stream what they pack, which
 * gives every file the time of the download; the times in those layouts are not used at all.
 */
const isOfPacking = (times: readonly number[]): boolean =>
  times.length > 1 && Math.max(...times) - Math.min(...times) <= packing;

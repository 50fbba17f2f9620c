import type { Moment } from '../../homework/assignment/moment.ts';
import { isHandedIn } from '../../homework/documents/open-file.ts';
import type { Disk } from '../shell/disk.ts';
import { Failure } from '../shell/failure.ts';
import type { FoundFile, FoundFiles } from './find-files.ts';

/** What a class's archive may hold. */
const limits = { files: 5000, bytes: 200_000_000 };

/** What was found, and the disk on which it lies: files of an archive lie in memory. */
export interface Unpacked extends FoundFiles {
  readonly disk: Disk;
  readonly packed: ReadonlyMap<string, Uint8Array>;
}

/**
 * A ZIP archive that alone is named is a class's if it holds several files: it is taken for a folder of that name. Nothing
 * of it is written anywhere. An archive among others is one submission.
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

/** Who packs a class does so in a few minutes. */
const packing = 10 * 60_000;

/**
 * Whether times are those at which an archive was made, rather than those of its files: they lie together. Canvas'
 * `lib/content_zipper.rb` and Moodle's `content/export/zipwriter.php` stream what they pack, which gives every file the
 * time of the download; those layouts are not asked for times at all.
 */
const isOfPacking = (times: readonly number[]): boolean =>
  times.length > 1 && Math.max(...times) - Math.min(...times) <= packing;

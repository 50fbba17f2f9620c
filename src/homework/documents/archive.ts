import { strFromU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';

/** How much may be taken out of an archive: the number of files, and their bytes together. */
export interface UnpackLimits {
  readonly files: number;
  readonly bytes: number;
}

/** A file in an archive. */
export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** No file that somebody wrote unpacks to more than this many times its size. */
const mostTimes = 1000;

/**
 * Takes the wanted files out of a ZIP archive. One that claims more than the limits is refused before anything is
 * unpacked; one that claims too little gets no more room than it claims. Loaded on use.
 */
export function unpack(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits: UnpackLimits,
): Result<readonly Packed[]> {
  let total = 0;
  let count = 0;
  const trouble: string[] = [];
  const isWanted = ({ name, size, originalSize, compression }: UnzipFileInfo): boolean => {
    if (name.endsWith('/') || !wanted(name) || trouble.length > 0) return false;
    count++;
    total += originalSize;
    if (total > limits.bytes || originalSize > mostTimes * Math.max(size, 1000))
      trouble.push(
        `it unpacks to more than ${Math.round(limits.bytes / 1e6)} million bytes; hand in only the answers`,
      );
    else if (count > limits.files) trouble.push(`it has more than ${limits.files} files; hand in fewer`);
    else if (compression !== 0 && compression !== 8)
      trouble.push("dvar can't unpack this kind of archive; pack it as an ordinary ZIP archive");
    return trouble.length === 0;
  };
  try {
    const files = unzipSync(bytes, { filter: isWanted });
    const [why] = trouble;
    if (why !== undefined) return refuse(why);
    return ok(
      Object.entries(files)
        .map(([name, packed]) => ({ name: name.replaceAll('\\', '/'), bytes: packed }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  } catch {
    return refuse('the archive is damaged, or locked with a password; hand in plain text');
  }
}

/** The names of the files in a ZIP archive; nothing is unpacked. */
export function archiveNames(bytes: Uint8Array): Result<readonly string[]> {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        if (!name.endsWith('/')) names.push(name.replaceAll('\\', '/'));
        return false;
      },
    });
    return ok(names);
  } catch {
    return refuse('the archive is damaged; hand in plain text');
  }
}

/** The bytes of a packed file as UTF-8 text; invalid bytes are replaced. */
export const textIn = ({ bytes }: Packed): string => strFromU8(bytes);

/** Packs files into a ZIP archive that is the same for the same files. Loaded on use. */
export const pack = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(files), { mtime: '1980-01-01T00:00:00' });

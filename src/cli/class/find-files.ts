import { basename, dirname, join, normalize, sep } from 'node:path';
import type { Disk } from '../shell/disk.ts';
import { Failure } from '../shell/failure.ts';
import { fileErrorReason, unreadPath } from '../shell/read-file.ts';

/** A file that may be a submission, or the reason why it will not be opened. */
export interface FoundFile {
  readonly file: string;
  readonly changed: number;
  readonly refused: string | null;
  /** Its path below the folder that all the named paths share; its file's name where nothing else was named. */
  readonly path?: string;
  /** False where the time belongs to an archive around it. */
  readonly timed?: false;
}

/** The files that a command line's words name. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Hidden files and folders, and backups: nobody handed those in. */
  readonly passedOver: readonly string[];
}

/** Folders that are nested deeper than this are not searched: no class has them. */
const deepest = 20;

/**
 * The files that a command line names: files, folders with all that is in them, patterns with * and ?. Links that lead out
 * of a folder, and what is no regular file, are reported and never opened; hidden files and backups are passed over. A
 * backup that is named alone is meant: among others a shell's pattern found it.
 */
export async function findFiles(disk: Disk, words: readonly string[]): Promise<FoundFiles> {
  const found: FoundFile[] = [];
  const passedOver = new Set<string>();
  const named: string[] = [];
  for (const word of words) {
    const paths = await expanded(disk, word);
    named.push(...paths);
    const alone = words.length === 1 && paths.length === 1;
    for (const path of paths) {
      try {
        const { kind, changed } = await disk.look(path);
        if (kind === 'folder') await walk(disk, path, await disk.real(path), 0, found, passedOver);
        else if (isBackup(basename(path)) && !alone) passedOver.add(path);
        // A link that somebody names is followed.
        else if (kind === 'link') await follow(disk, path, null, found, passedOver);
        else found.push({ file: path, changed, refused: kind === 'file' ? null : special });
      } catch (error) {
        throw new Failure(isGarbled(path) ? `${path} can't be found: ${garbled}` : unreadPath(path, error));
      }
    }
  }
  const seen = new Set<string>();
  const files = found.filter(({ file }) => !seen.has(file) && seen.add(file));
  const above = commonFolder(named);
  return {
    files: files.map((each) => ({ ...each, path: below(each.file, above) })),
    passedOver: [...passedOver],
  };
}

const slashed = (path: string): string => path.replaceAll('\\', '/');

/** The folder in which all of some paths lie. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => slashed(dirname(normalize(path))).split('/'));
  const differs = first.findIndex((part, k) => others.some((other) => other[k] !== part));
  return (differs < 0 ? first : first.slice(0, differs)).join('/');
}

const below = (file: string, folder: string): string => {
  const path = slashed(file);
  return folder !== '' && path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1)
    : path.replace(/^\.?\//, '');
};

/** What editors and office programs leave beside a file: bob.txt~, bob.txt.bak, .bob.txt.swp, ~$bob.docx, #bob.txt#. */
const isBackup = (name: string): boolean => /~$|[.](?:bak|swp|swo|orig)$|^~[$]|^#.*#$/i.test(name);

/** Whether a path holds U+FFFD: a name that is not UTF-8 is listed with it, and can't be opened by that name. */
const isGarbled = (path: string): boolean => path.includes('\ufffd');
const garbled = 'its name is not in UTF-8; rename it';

/** Names that are not UTF-8 may be listed alike; a number tells them apart, so that none is lost. */
function apart(names: readonly string[]): readonly string[] {
  if (!names.some(isGarbled)) return names;
  const times = new Map<string, number>();
  return names.map((name) => {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? name : name.replace(/(?=\.[^.]*$)|$/, ` (${time})`);
  });
}

const special = 'not a file but a device, a pipe or a socket; it was not opened';

async function walk(
  disk: Disk,
  folder: string,
  root: string,
  depth: number,
  found: FoundFile[],
  passedOver: Set<string>,
): Promise<void> {
  for (const name of apart(await disk.list(folder))) {
    const file = join(folder, name);
    if (name.startsWith('.') || name === '__MACOSX' || isBackup(name)) {
      passedOver.add(file);
      continue;
    }
    try {
      const { kind, changed } = await disk.look(file);
      if (kind === 'link') await follow(disk, file, root, found, passedOver);
      else if (kind === 'file') found.push({ file, changed, refused: null });
      else if (kind === 'other') found.push({ file, changed, refused: special });
      else if (depth < deepest) await walk(disk, file, root, depth + 1, found, passedOver);
      else
        found.push({ file, changed, refused: `a folder nested deeper than ${deepest}; it was not opened` });
    } catch (error) {
      const why = isGarbled(name) ? garbled : `it can't be read: ${fileErrorReason(error)}`;
      found.push({ file, changed: 0, refused: why });
    }
  }
}

/** A link is followed to a file inside the folder that was named, and nowhere else. */
async function follow(
  disk: Disk,
  file: string,
  root: string | null,
  found: FoundFile[],
  passedOver: Set<string>,
): Promise<void> {
  const target = await disk.real(file).catch(() => null);
  if (target === null) {
    found.push({ file, changed: 0, refused: 'a link that leads nowhere' });
    return;
  }
  const { kind, changed } = await disk.look(target);
  const inside = root === null || target.startsWith(root.endsWith(sep) ? root : root + sep);
  if (!inside) found.push({ file, changed: 0, refused: 'a link out of the folder; it was not followed' });
  else if (kind === 'file') found.push({ file, changed, refused: null });
  else if (root === null && kind === 'folder') await walk(disk, file, target, 0, found, passedOver);
  else
    found.push({
      file,
      changed: 0,
      refused: kind === 'folder' ? 'a link to a folder; it was not followed' : special,
    });
}

/**
 * The files that a word with `*` or `?` matches, where no shell has expanded it; a word without these names one file.
 */
async function expanded(disk: Disk, word: string): Promise<readonly string[]> {
  if (!/[*?]/.test(word)) return [word];
  const there = await disk.look(word).then(
    () => true,
    () => false,
  );
  if (there) return [word];
  const parts = word.replaceAll('\\', '/').split('/');
  let paths: readonly string[] = [parts[0] === '' ? '/' : ''];
  for (const part of parts[0] === '' ? parts.slice(1) : parts) {
    const next: string[] = [];
    for (const path of paths) {
      if (!/[*?]/.test(part)) next.push(join(path, part));
      else if (part === '**') next.push(...(await foldersIn(disk, path, 0)));
      else {
        const names = await disk.list(path === '' ? '.' : path).catch(() => []);
        next.push(...names.filter((name) => matches(name, part)).map((name) => join(path, name)));
      }
    }
    paths = next;
  }
  if (paths.length === 0) throw new Failure(`no file matches ${word}; check the pattern`);
  return paths;
}

async function foldersIn(disk: Disk, folder: string, depth: number): Promise<readonly string[]> {
  const found = [folder];
  for (const name of await disk.list(folder === '' ? '.' : folder).catch(() => [])) {
    const path = join(folder, name);
    const look = await disk.look(path).catch(() => null);
    if (look?.kind === 'folder' && !name.startsWith('.') && depth < deepest)
      found.push(...(await foldersIn(disk, path, depth + 1)));
  }
  return found;
}

/**
 * Whether a name fits a pattern of one part. It is matched by hand, because a regular expression of many stars can
 * take for ever.
 */
export function matches(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let [n, p, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (p < pattern.length && (pattern[p] === '?' || (pattern[p] === name[n] && pattern[p] !== '*'))) {
      n++;
      p++;
    } else if (pattern[p] === '*') {
      star = p++;
      mark = n;
    } else if (star >= 0) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

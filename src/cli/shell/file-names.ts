/** Names that some systems keep for devices. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Names of files for students' ids, each safe on every system and no two the same: an id is no path. */
export const fileNames = (ids: readonly string[]): readonly string[] => ids.map(fileNamer());

/** Gives names of files, one after the other. */
export function fileNamer(): (id: string) => string {
  const taken = new Set<string>();
  return (id) => {
    const safe = id
      .replaceAll(/[^\p{L}\p{N}._@-]+/gu, '_')
      .replace(/^[.-]+/, '_')
      .replace(/\.+$/, '_')
      .slice(0, 80);
    const base = safe === '' || devices.test(safe.replace(/\..*$/, '')) ? `_${safe}` : safe;
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return name;
  };
}

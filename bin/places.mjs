// Where things lie in the package.
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** A path inside the package. */
export const inside = (...parts) => join(root, ...parts);
/** When a file was last changed, in milliseconds; 0 if there is none. */
export const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

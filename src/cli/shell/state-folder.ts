import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The folder that keeps what is remembered: what DVAR_STATE names, else the platform's own. On Linux that is the state
 * folder ($XDG_STATE_HOME, which the library calls its log folder); elsewhere logs are cleaned away, so it is the data's.
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, platform: string): string {
  if (env.DVAR_STATE) return resolve(env.DVAR_STATE);
  const paths = envPaths('dvar', { suffix: '' });
  if (platform === 'darwin' || platform === 'win32') return paths.data;
  // The XDG standard says that relative paths are to be ignored, which the library does not do.
  return isAbsolute(paths.log) ? paths.log : join(homedir(), '.local', 'state', 'dvar');
}

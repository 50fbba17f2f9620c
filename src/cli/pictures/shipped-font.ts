import { join } from 'node:path';
import type { Environment } from '../shell/environment.ts';

/** The most bytes that a file of the package has, with room to spare. */
export const mostPackageBytes = 20_000_000;

/** The font that dvar brings: what it draws must not depend on the machine. It lies beside the manual. */
export const shippedFont = (world: Environment): Promise<Uint8Array> =>
  world.disk.read(join(world.manualFolder, '..', 'picture', 'fonts', 'DejaVuSans.ttf'), mostPackageBytes);

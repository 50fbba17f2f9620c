import manifest from '../../../package.json' with { type: 'json' };

/** The version that this program calls itself. */
export const version: string = manifest.version;

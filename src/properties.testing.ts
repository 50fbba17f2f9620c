import fc from 'fast-check';

// Properties draw the same cases in every run, so that a red test stays red until it is mended. `SEED=n npm test` draws
// others, and is worth a try after a change.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 2026) });

import type { Step } from './course.ts';

/** The headings of steps: what is to be done there. */
export const deeds: Readonly<Record<Step['kind'], string>> = {
  say: 'read',
  predict: 'predict',
  demo: 'watch',
  worked: 'worked out',
  faded: 'fill the gap',
  solo: 'your turn',
  fresh: 'fresh numbers',
};

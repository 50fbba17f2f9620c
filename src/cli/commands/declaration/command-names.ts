/** The names of all commands, in the order of the help. */
export const commandNames = [
  'learn',
  'review',
  'practice',
  'progress',
  'quiz',
  'list',
  'like',
  'show',
  'nudge',
  'train',
  'cost',
  'ops',
  'check',
  'lint',
  'handout',
  'draw',
  'grade',
  'report',
  'regrade',
  'help',
] as const;

export type CommandName = (typeof commandNames)[number];

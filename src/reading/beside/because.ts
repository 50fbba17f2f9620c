/** How a reason begins in the languages that worksheets are written in: words before a blank, or signs that need none. */
const words =
  'because|since|weil|da|denn|car|parce que|porque|perché|omdat|ponieważ|protože|çünkü|потому что|так как|тому що|by the|using';
const signs = '因为|因為|なぜなら|왜냐하면';

/** Where a reason begins behind an answer: its text is the last group. Behind a dash short words, as `da` is, may be names that are taken away. */
export const reasonBehind = new RegExp(
  `[\\s,，、]+(?:[-–—]\\s*(?=\\S{4}))?(?:(?:${words}|as|from)\\s+|${signs})(.*)$`,
  'su',
);

/** A text that no spreadsheet runs: it would take a cell that begins so for a formula, and an apostrophe makes it text. */
export const neverFormula = (text: string): string => (/^[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text);

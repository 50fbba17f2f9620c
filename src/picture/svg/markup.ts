const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in XML and HTML, between tags and in attributes. Signs that XML does not know at all are left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g,
      '',
    )
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+/g;

/** The text with each run of right-to-left letters closed in by marks, so that the numbers and signs beside it stay in their order. */
export const inOrder = (text: string): string => text.replaceAll(RIGHT_TO_LEFT, '\u200e$&\u200e');

/** A number of pixels, to a hundredth. */
export const pixels = (value: number): string => String(Math.round(value * 100) / 100);

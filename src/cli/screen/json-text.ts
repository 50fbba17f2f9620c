/**
 * A value as JSON that may be shown in a terminal: `JSON.stringify` leaves DEL, the control characters from 0x80 to
 * 0x9F and those that turn the direction of a line as they are, some of which steer terminals.
 */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replaceAll(
    /[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

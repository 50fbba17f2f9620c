/**
 * A value as JSON that may be shown in a terminal: `JSON.stringify` leaves DEL and the control characters from 0x80 to
 * 0x9F as they are, some of which steer terminals.
 */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replaceAll(
    /[\x7f-\x9f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

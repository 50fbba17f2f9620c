import { isSilent, type LineEvent, type LineSource, signalled } from './lines.ts';

/** The lines of a text that is there to its end. They end as `node:readline` has it, which takes longer to load than this. */
export function readyLines(text: string): LineSource {
  const lines = text.split(/\r?\n|\r/);
  // What ends with its last line has no other line behind it.
  if (lines.at(-1) === '') lines.pop();
  const signal = signalled();
  let at = 0;
  return {
    async next() {
      const text = lines[at];
      at++;
      return Promise.race<LineEvent>([
        text === undefined ? { kind: 'end' } : { kind: 'line', text },
        signal.arrived,
      ]);
    },
    async rest() {
      const left = lines.slice(at).filter((line) => !isSilent(line));
      at = lines.length;
      return left.length;
    },
    close: () => signal.forget(),
  };
}

/** The lines that were entered, and which of them is on the prompt. */
export interface History {
  /**
   * The keys to send to the prompt so that an earlier (`up`) or a later line replaces the one that stands there;
   * empty where there is no such line, null where the key is another one.
   */
  readonly move: (key: string, line: string) => readonly string[] | null;
  /** A line was entered. */
  readonly entered: (line: string) => void;
}

const up = /^\x1b[[O]A$/;
const down = /^\x1b[[O]B$/;
/** The keys that clear a line: to its end (Ctrl-E), and away with all before it (Ctrl-U). */
const cleared = ['\x05', '\x15'] as const;
/** The most lines that are remembered. */
const most = 500;

/** Lines as a shell remembers them: up goes back, down comes forward again, in the end to what was being typed. */
export function historyOfLines(): History {
  const lines: string[] = [];
  let at = 0;
  let draft = '';
  return {
    move(key, line) {
      if (!up.test(key) && !down.test(key)) return null;
      const next = up.test(key) ? Math.max(0, at - 1) : Math.min(lines.length, at + 1);
      if (next === at) return [];
      if (at === lines.length) draft = line;
      at = next;
      return [...cleared, ...(lines[at] ?? draft)];
    },
    entered(line) {
      if (line.trim() !== '' && lines.at(-1) !== line) lines.push(line);
      if (lines.length > most) lines.shift();
      at = lines.length;
      draft = '';
    },
  };
}

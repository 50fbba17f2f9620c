// What a pattern could search in for long: texts in which its loops compete for the same signs, made from the pattern itself.

/** A part of a pattern: what it is written as, and what stands in it. */
type Part =
  | { readonly kind: 'sign'; readonly written: string }
  | { readonly kind: 'place' }
  | { readonly kind: 'row' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'loop'; readonly of: Part; readonly least: number; readonly endless: boolean };

const tokens =
  /\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\k<\w+>|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<\w+>|[a-z-]+:)|[()|^$]|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;
const repeats = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??$/;

function partsOf(pattern: string): Part {
  const words = pattern.match(tokens) ?? [];
  let at = 0;
  const choice = (): Part => {
    const rows = [row()];
    while (words[at] === '|') {
      at++;
      rows.push(row());
    }
    return rows.length === 1 && rows[0] ? rows[0] : { kind: 'choice', parts: rows };
  };
  const row = (): Part => {
    const parts: Part[] = [];
    while (at < words.length && words[at] !== '|' && words[at] !== ')') {
      const part = one(words[at++] ?? '');
      const repeat = words[at];
      if (repeat !== undefined && repeats.test(repeat)) {
        at++;
        const least = repeat[0] === '+' ? 1 : Number(/^\{(\d+)/.exec(repeat)?.[1] ?? 0);
        parts.push({ kind: 'loop', of: part, least, endless: /^(?:[*+]|\{\d+,\})/.test(repeat) });
      } else parts.push(part);
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'row', parts };
  };
  const one = (word: string): Part => {
    if (word.startsWith('(')) {
      const inside = choice();
      at++;
      // What is looked at is not taken; its loops count all the same, each as if it were behind a loop of its own.
      return /^\(\?<?[=!]/.test(word) ? { kind: 'loop', of: inside, least: 0, endless: false } : inside;
    }
    return /^(?:\^|\$|\\[bBk1-9])/.test(word) ? { kind: 'place' } : { kind: 'sign', written: word };
  };
  return choice();
}

/** Signs from which those are picked that a pattern takes differently. */
const signs = [
  ...Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k)),
  ...['\n', '\t', '\r', 'é', 'δ', '∂', 'Ω', '₀', '²', '𝟏', '×', '·', '“', '\u0301', '\u00a0', '\u0000'],
];

const inside = (part: Part): readonly Part[] =>
  part.kind === 'loop' ? [part.of] : part.kind === 'row' || part.kind === 'choice' ? part.parts : [];
const all = (part: Part): readonly Part[] => [part, ...inside(part).flatMap(all)];

/** A text that is repeated between what leads to it and what fails behind it. */
export interface Attack {
  readonly before: string;
  readonly pumped: string;
  readonly after: string;
}

/** Attacks on a pattern: each loop is reached by the shortest way, and fed what any loop, group or sign of the pattern takes. */
export function attacksOn({ source, flags }: RegExp): readonly Attack[] {
  const whole = partsOf(source);
  const parts = all(whole);
  if (!parts.some((part) => part.kind === 'loop' && part.endless)) return [];
  const written = [...new Set(parts.flatMap((part) => (part.kind === 'sign' ? [part.written] : [])))];
  const tests = written.map((each) => new RegExp(`^(?:${each})$`, flags.replaceAll(/[gyd]/g, '')));
  const takenBy = new Map(signs.map((sign) => [sign, tests.map((each) => Number(each.test(sign))).join('')]));
  const different = [...new Map([...takenBy].reverse().map(([sign, taken]) => [taken, sign])).values()];
  /** The shortest text that a part takes; of several signs the one that most others take too. */
  const sample = (part: Part): string => {
    if (part.kind === 'loop') return sample(part.of).repeat(part.least);
    if (part.kind === 'row') return part.parts.map(sample).join('');
    if (part.kind === 'choice')
      return part.parts.map(sample).reduce((best, each) => (each.length < best.length ? each : best));
    if (part.kind !== 'sign') return '';
    const at = written.indexOf(part.written);
    const fits = different.filter((sign) => takenBy.get(sign)?.[at] === '1');
    return fits[0] ?? '';
  };
  /** What stands before each endless loop, by the shortest way. */
  const reached = new Set<string>(['']);
  const walk = (part: Part, before: string): string => {
    if (part.kind === 'loop') {
      if (part.endless) reached.add(before);
      walk(part.of, before);
    } else if (part.kind === 'choice') for (const each of part.parts) walk(each, before);
    else if (part.kind === 'row') part.parts.reduce((behind, each) => walk(each, behind), before);
    return before + sample(part);
  };
  walk(whole, '');
  const full = (part: Part): string =>
    part.kind === 'loop'
      ? full(part.of).repeat(Math.max(1, part.least))
      : part.kind === 'row'
        ? part.parts.map(full).join('')
        : sample(part);
  const pumps = new Set([
    ...different,
    ...parts
      .filter(({ kind }) => kind === 'row' || kind === 'loop')
      .flatMap((part) => [sample(part), full(part)]),
  ]);
  pumps.delete('');
  return [...reached].flatMap((before) =>
    [...pumps].flatMap((pumped) => ['', '\u0001', '\n!'].map((after) => ({ before, pumped, after }))),
  );
}

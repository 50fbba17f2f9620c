/** So many times a pattern may repeat without an end. */
const mostEndless = 3;
const tokens = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?:|\?<\w+>)?|\)|[*+?]\??|\{\d+(?:,\d*)?\}\??|./gsu;

/**
 * Whether a pattern takes no longer than its text is long to the third power, whatever the text: what repeats without an end
 * holds nothing that repeats or that may be one thing or another, it happens three times at most, and nothing looks ahead,
 * behind, or at what a group has found.
 */
export function isSafePattern(pattern: string): boolean {
  if (/\(\?<?[=!]|\\[1-9]|\\k</.test(pattern)) return false;
  let endless = 0;
  // For each open group whether it holds what repeats, or a choice.
  const open: boolean[] = [false];
  let last = false;
  for (const [token] of pattern.matchAll(tokens)) {
    const repeats = /^(?:[*+]|\{\d+,?)/.test(token) && token.length <= 12;
    if (token.startsWith('(')) open.push(false);
    else if (token === ')') last = open.pop() ?? false;
    else if (repeats) {
      if (last) return false;
      if (!/^\{\d+(?:,\d+)?\}/.test(token) && ++endless > mostEndless) return false;
      open.fill(true);
    } else if (token === '|' || token.startsWith('?')) open.fill(true);
    if (token !== ')') last = false;
  }
  return true;
}

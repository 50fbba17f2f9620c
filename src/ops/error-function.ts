/**
 * The error function, to the machine's digits: near 0 a series whose terms are all positive, further out the continued
 * fraction of what it lacks of 1.
 */
export function erf(z: number): number {
  const x = Math.abs(z);
  if (!(x < 6)) return Number.isNaN(z) ? z : Math.sign(z);
  return Math.sign(z) * (x < 2.5 ? series(x) : 1 - fraction(x));
}

function series(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; term > total * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

function fraction(x: number): number {
  let below = x;
  for (let n = 60; n > 0; n--) below = x + n / 2 / below;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * below);
}

import { readValue } from '../../engine/graph/value-text.ts';
import { Failure } from '../shell/failure.ts';

const amountsForm = 'a number, or several with commas, as in 0.1,0.001';

/** Said where a demonstration gets a file for a picture that it does not draw. */
export const outIsForPictures = '--out is for a picture; add --format svg';

// Options whose numbers are written as in a program (`2/3`). This code is only loaded by the commands that need it.

/** A learning rate: a number above 0. */
export function rateFrom(text: string): number {
  const rate = numberFrom(text);
  if (rate === null || rate <= 0)
    throw refused('--rate <number>', text, 'a number above 0, as in 0.1: a step goes against the derivative');
  return rate;
}

/** Amounts to nudge by: numbers other than 0, separated by commas or blanks, in each of the texts. */
export function nudgesFrom(texts: readonly string[]): readonly number[] {
  return texts.flatMap((text) => {
    const no = (what: string): Failure => refused('--by <amounts>', text, what);
    const amounts = text.split(/[\s,]+/u).filter((amount) => amount !== '');
    if (amounts.length === 0) throw no(amountsForm);
    return amounts.map((amount) => {
      const number = numberFrom(amount);
      if (number === null) throw no(amountsForm);
      if (number === 0) throw no('other than 0, which would move nothing; try 0.001');
      return number;
    });
  });
}

function numberFrom(text: string): number | null {
  const read = readValue(text);
  return read.ok && typeof read.value === 'number' ? read.value : null;
}

/** The refusal of an option's value, in the words that commander uses for other options. */
const refused = (option: string, text: string, what: string): Failure =>
  new Failure(`option '${option}' argument '${text}' is refused; it must be ${what}`);

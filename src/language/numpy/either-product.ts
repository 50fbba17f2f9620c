import { eitherProduct, surelyPython, translatedFromNumpy } from './whole-line.ts';

/**
 * A line in which only `.T` speaks for Python, with each of the products that its stars may mean: entry by entry, as in
 * Python, and that of matrices, as in textbooks. Null for any other line.
 */
export function withEitherProduct(line: string): readonly string[] | null {
  const stars = line.replaceAll('**', '^');
  if (surelyPython.test(line) || !/\.T\b/.test(line) || !eitherProduct.test(stars)) return null;
  const texts = [line, line.replaceAll(new RegExp(eitherProduct, 'g'), '@')].map((each) =>
    translatedFromNumpy(each, true),
  );
  return texts.includes(null) ? null : (texts as readonly string[]); // none is null
}

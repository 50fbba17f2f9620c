/**
 * Programs of about so many characters, each of one sort that a careless reader would read again and again. `dvar` reads
 * or refuses each; `npm run bench -- texts` measures that the time grows with the length and no faster.
 */
export function longTexts(length = 200_000): readonly (readonly [sort: string, text: string])[] {
  const long = (part: string): string => part.repeat(Math.floor(length / part.length));
  return [
    ['parentheses left open', `J = ${long('(')}`],
    ['parentheses closed', `J = ${long('(')}a${long(')')}`],
    ['parentheses too many', `J = a${long(')')}`],
    ['a long sum', `J = a${long(' + a')}`],
    ['a long tower of powers', `J = a${long('^a')}`],
    ['minus signs', `J = ${long('-')}a`],
    ['plus signs', `J = ${long('+')}a`],
    ['implicit products', `J = ${long('a ')}`],
    ['calls in calls', `J = ${long('sin(')}a${long(')')}`],
    ['one max of many', `J = max(a${long(',a')})`],
    ['many statements', Array.from({ length: Math.floor(length / 10) }, (_, i) => `x${i}=a`).join('\n')],
    [
      'a chain of statements',
      Array.from({ length: Math.floor(length / 13) }, (_, i) => `x${i + 1}=x${i}+1`).join(';'),
    ],
    ['a long name', `J = ${long('a')} + b`],
    ['a long unknown function', `J = ${long('a')}(b)`],
    ['a long number', `J = 0.${long('1')}*a`],
    ['blanks', `J = a${long(' ')}+ b`],
    ['d-names', `J = ${long('da/db ')}`],
    ['letters with accents', `J = ${long('á+')}a`],
    ['semicolons', `J = a${long(';')}`],
    ['comments', long('# data: x\n')],
    ['half characters', long('\ud83d')],
  ];
}

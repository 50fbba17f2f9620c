import { notANumberAdvice, readValue, unreadValue } from '../../engine/graph/value-text.ts';
import { suggest } from '../../language/suggest.ts';
import { inAnyScript, withoutControls } from '../../language/unicode-names.ts';
import type { Value } from '../../ops/matrix.ts';
import { type Draw, readDraw } from '../../tutor/lesson/draw.ts';
import { caret, Failure } from '../shell/failure.ts';
import { nearProblem, problemAbout } from './shipped.ts';

const assignment = inAnyScript(String.raw`^\s*([\p{L}_][\p{L}\p{M}\p{Nd}₀-₉_]*)\s*=(?!=)(.*)$`, 'su');
/** `a=5` alone; and below it, a program that ends in one with only a blank before it. */
const valueAlone = inAnyScript(String.raw`^\s*[\p{L}_][\p{L}\p{Nd}_]*=[-−]?[\d.]+\s*$`);
const valuesInside = inAnyScript(String.raw`=.*[^;\s=+\-*/^(,]\s+[\p{L}_][\p{L}\p{Nd}_]*=[-−]?[\d.]+\s*$`);
const bareWord = inAnyScript(String.raw`^[\p{L}_][\p{L}\p{Nd}_-]*$`);

/** The program's text, if it stands among the positionals, and the values given to names. */
export interface Positionals {
  readonly program: string | null;
  readonly values: ReadonlyMap<string, Value>;
  /** The names whose values are drawn at random: `W=randn(3,2)`. */
  readonly draws: ReadonlyMap<string, Draw>;
}

/**
 * Sorts a command's positionals into PROGRAM and NAME=VALUE, and recognises what a shell does to unquoted ones.
 * With `fromFile` every positional is NAME=VALUE.
 */
export function sortPositionals(
  positionals: readonly string[],
  fromFile: boolean,
  commandNames: readonly string[],
): Positionals {
  const [first, ...others] = positionals;
  const program = fromFile ? null : (first ?? null);
  const rest = fromFile ? positionals : others;
  if (program !== null) {
    if (bareWord(program) && !rest.some((word) => word.startsWith('=')))
      throw unknownCommand(program, commandNames);
    // A program may end with the mark of a transpose, but none starts with a quote.
    if (/^\s*['"`‘’‚“”„«]/.test(program)) {
      throw new Failure(
        `the quotes became part of the program (${shortened(program)}): this shell wants straight double quotes, as in dvar "J = 3*a" a=5`,
      );
    }
  }
  if (program !== null && rest.length === 0 && valuesInside(program)) {
    throw new Failure(
      `put the values after the program's closing quote: dvar "J = 3*a" a=5, not dvar "J = 3*a a=5"`,
    );
  }
  if (
    program !== null &&
    valueAlone(program) &&
    rest.some((word) => /[=*+/]/.test(word) && !valueAlone(word))
  ) {
    throw new Failure(`the program comes first, then its values: dvar "J = 3*a" a=5`);
  }
  const values = new Map<string, Value>();
  const draws = new Map<string, Draw>();
  for (const word of rest) {
    const match = assignment(word);
    if (!match?.[1]) throw pieces(program, word, rest);
    const name = match[1].normalize('NFC');
    if (values.has(name) || draws.has(name)) throw new Failure(`${name} has two values; keep one of them`);
    const draw = readDraw(match[2] ?? '');
    if (draw?.ok === false) throw new Failure(unreadValue(name, draw.trouble.message));
    if (draw) draws.set(name, draw.value);
    else values.set(name, valueGiven(name, match[2] ?? ''));
  }
  return { program, values, draws };
}

function unknownCommand(word: string, commandNames: readonly string[]): Failure {
  if (commandNames.includes(word))
    return new Failure(`put the command first, before its options: dvar ${word} ...`);
  const near = suggest(word, commandNames) ?? nearProblem(word) ?? problemAbout(word);
  return new Failure(
    `unknown command '${word}'; ${near ? `did you mean ${near}? ` : ''}dvar --help lists the commands, dvar list the problems; to practise your own: dvar "J = 3*(a+b*c)" a=5 b=3 c=2`,
  );
}

/** The refusal of a word that is no NAME=VALUE: most likely the shell has split what should be in quotes. */
function pieces(program: string | null, word: string, rest: readonly string[]): Failure {
  if (word === '=' || word.startsWith('=') || rest.includes('=')) {
    if (program !== null && bareWord(program)) {
      return new Failure(
        `the program arrived in pieces (${shortened([program, ...rest].join(' '))}): put it in quotes, as in dvar "J = 3*a" a=5`,
      );
    }
    return new Failure(
      `write values without spaces around '=', as in a=5; this arrived in pieces: ${shortened(rest.join(' '))}`,
    );
  }
  if (program === null)
    return new Failure(`'${shortened(word)}' is not NAME=VALUE; with -f the program comes from the file`);
  return new Failure(
    `'${shortened(word)}' is not NAME=VALUE; if it belongs to the program, put the program in quotes: dvar "${shortened(`${program} ${word}`)}" a=5`,
  );
}

/** Reads the value given to a name: `5`, `-2.5`, `1e-3`, `2/3`, `[1 2; 3 4]`. */
export function valueGiven(name: string, text: string): Value {
  if (text.trim() === '') throw new Failure(`${name} has no value; write ${name}=5, without spaces`);
  if (/^\s*\[/.test(text) && !/\]\s*'?\s*$/.test(text)) {
    throw new Failure(
      `${name}=${shortened(text)} has no closing ']': the shell cut it (at ';' or a space); put it in quotes`,
    );
  }
  const number = readValue(withPoint(name, text));
  if (number.ok) return number.value;
  const { message, from, to } = number.trouble;
  if (message === notANumberAdvice) throw new Failure(`${name}=${shortened(text)}: ${message}`);
  throw new Failure(unreadValue(name, message), from === null ? [] : caret(text, from, (to ?? from) - from));
}

/** A number with a point for its decimal comma, as half the world writes it; three digits behind it may be thousands. */
function withPoint(name: string, text: string): string {
  const [, whole = '', part = ''] = /^\s*([-+−]?\d+),(\d+)\s*$/u.exec(text) ?? [];
  if (whole === '') return text;
  if (part.length === 3 && !/^[-+−]?0/u.test(whole))
    throw new Failure(
      `the value of ${name} can be read two ways; write ${whole}.${part} or ${whole}${part} without the comma`,
    );
  return `${whole}.${part}`;
}

/** A user's text for a message: without control characters, and cut to 50 characters. */
export function shortened(text: string): string {
  const clean = withoutControls(text);
  return clean.length > 50 ? `${clean.slice(0, 47)}...` : clean;
}

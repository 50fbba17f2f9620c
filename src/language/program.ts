import { ok, type Result, refuse } from './diagnostic.ts';
import { type Expression, inPostfix, type NameLeaf } from './expression.ts';
import { comparesOnly, type Parsed, parseExpression } from './parse.ts';
import type { Allowed } from './parser-state.ts';
import { print } from './print.ts';
import { signFor } from './spelling.ts';
import { type LeftSide, leftSide } from './statements/left-side.ts';
import { type Plain, statementWidth } from './statements/plain.ts';
import { readPlain } from './statements/read-plain.ts';
import { isSymbol, type Token, type Tokens, tokenize } from './tokenize.ts';

/** Said of a name whose formula holds the name itself. */
export const fromItself = (name: string): string =>
  `${name} is computed from itself; give the new value a name of its own`;

/** `name = expression`, and where the name stands. */
export interface Statement {
  readonly name: string;
  readonly expression: Expression;
  /** The expression in postfix order: a list is gone through in less time than a tree. */
  readonly postfix: readonly Expression[];
  /** The names in it, left to right, as often as they stand there. */
  readonly names: readonly NameLeaf[];
  readonly from: number;
  readonly to: number;
}

/** A program as it was read: what its text says, before any value is known. */
export interface Program {
  readonly source: string;
  readonly statements: readonly Statement[];
  /** The output and the parameters that a header `J(w, b) = ...` names; null where no statement is a header. */
  readonly header: { readonly output: string; readonly parameters: readonly string[] } | null;
  /** Names that a comment `# data: x, y` calls data. */
  readonly data: readonly string[];
  /** Whether something was spelled in a way that is read, but not how the tutor writes it. */
  readonly rewritten: boolean;
  /** The statements as numbers, and their trees part by part, where the text is a plain one. */
  readonly plain: Plain | null;
}

/** The most characters that a program's text may have. */
export const longestProgram = 1_000_000;

/** The name of an output that the text does not name. */
const defaultOutput = 'J';

/** Reads the text of a program: statements `name = expression`, or a lone expression, which is `J`. */
export function parseProgram(source: string): Result<Program> {
  if (source.length > longestProgram) {
    return refuse(
      `the program has ${source.length} characters, and at most ${longestProgram} are read; split it`,
    );
  }
  const plain = readPlain(source, defaultOutput);
  return plain ? ok(plainProgram(plain)) : parseInFull(source);
}

/** A text of so many characters has its statements made when somebody asks for them. */
const longText = 256;

/** A plain program. To put off what a short one says takes longer than to make it. */
function plainProgram(plain: Plain): Program {
  const { source } = plain;
  if (source.length < longText) {
    const statements = writtenStatements(plain);
    return { source, statements, header: null, data: [], rewritten: false, plain };
  }
  let statements: readonly Statement[] | null = null;
  return {
    source,
    get statements() {
      statements ??= writtenStatements(plain);
      return statements;
    },
    header: null,
    data: [],
    rewritten: false,
    plain,
  };
}

/** The statements with their trees. */
function writtenStatements({ names, statements, trees }: Plain): readonly Statement[] {
  const made: Statement[] = [];
  let begin = 0;
  for (let at = 0; at < statements.length; at += statementWidth) {
    const end = statements[at + 3] as number; // every statement is as wide
    const postfix = trees().slice(begin, end);
    made.push({
      name: names[statements[at] as number] as string,
      expression: postfix.at(-1) as Expression, // a statement has a part
      postfix,
      names: postfix.filter((part) => part.kind === 'name'),
      from: statements[at + 1] as number,
      to: statements[at + 2] as number,
    });
    begin = end;
  }
  return made;
}

/** Reads any program, word by word. */
export function parseInFull(source: string): Result<Program> {
  const read = tokenize(source);
  if (!read.ok) return read;
  const { tokens, plainNames } = read.value;
  const uncalled = plainNames ? new Set() : uncalledFunctions(tokens);
  const naming = { plainNames, asName: (name: string): boolean => uncalled.has(name) };
  const statements: Statement[] = [];
  let header: Program['header'] = null;
  let { rewritten } = read.value;
  for (let at = nextStatement(tokens, 0); at !== null; ) {
    const parsed = parseStatement(tokens, at, statements.length === 0, naming);
    if (!parsed.ok) return parsed;
    const { target, expression, next } = parsed.value;
    if (target.parameters) {
      if (header)
        return refuse('only the output can list its parameters; remove this list', target.from, target.to);
      header = { output: target.name, parameters: target.parameters };
    }
    rewritten ||= parsed.value.rewritten;
    const postfix = parsed.value.postfix ?? inPostfix(expression);
    const names = postfix.filter((part) => part.kind === 'name');
    statements.push({ name: target.name, expression, postfix, names, from: target.from, to: target.to });
    at = nextStatement(tokens, next);
  }
  if (statements.length === 0) return refuse("the program is empty; try 'J = 3*(a+b*c)'");
  const faulty = [ordered(statements), headed(statements, header)].find((checked) => !checked.ok);
  if (faulty && !faulty.ok) return faulty;
  return ok({ source, statements, header, data: dataComments(read.value), rewritten, plain: null });
}

/** Where the next statement begins; null at the end of the text. */
function nextStatement(tokens: readonly Token[], from: number): number | null {
  let at = from;
  while (tokens[at]?.kind === 'break') at++;
  return (tokens[at]?.kind ?? 'end') === 'end' ? null : at;
}

type ParsedStatement = Parsed & { readonly target: Omit<LeftSide, 'next'> };

/** Reads one statement; an expression without a name must be the only statement. */
function parseStatement(
  tokens: readonly Token[],
  at: number,
  first: boolean,
  names: Required<Pick<Allowed, 'plainNames' | 'asName'>>,
): Result<ParsedStatement> {
  const left = leftSide(tokens, at, names.asName);
  if (!left.ok) return left;
  const parsed = parseExpression(tokens, left.value?.next ?? at, { comparisons: true, ...names });
  if (!parsed.ok) return parsed;
  const { expression, next } = parsed.value;
  const compared = !left.value && expression.kind === 'apply' && expression.sign.symbol === '==';
  if (compared && expression.operands[0]?.kind === 'name')
    return refuse(comparesOnly, expression.from, expression.to);
  const from = tokens[at]?.from ?? 0;
  if (!left.value && !(first && nextStatement(tokens, next) === null)) {
    return refuse(`this expression has no name; write J = ${glimpse(expression)}`, from, tokens[next]?.from);
  }
  const target = left.value ?? { name: defaultOutput, parameters: null, from, to: from };
  return ok({ ...parsed.value, target });
}

/** Refuses a header that stands neither on the output nor on a last statement made of numbers alone. */
function headed(statements: readonly Statement[], header: Program['header']): Result<null> {
  const last = statements.at(-1);
  if (!header || !last || header.output === last.name) return ok(null);
  if (last.names.length === 0) return ok(null);
  const from = statements.find(({ name }) => name === header.output)?.from;
  return refuse(
    `only the output can list its parameters, and that is ${last.name}; write ${header.output} = ...`,
    from ?? null,
  );
}

/**
 * The names of functions that a text never calls, nor puts before an operand as in `sin x`: with a value, such a name
 * is a name.
 */
function uncalledFunctions(tokens: readonly Token[]): ReadonlySet<string> {
  const found = new Set<string>();
  const called = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'name' || !signFor('call', token.name)) continue;
    const next = tokens[i + 1];
    const operand = next?.kind === 'name' || next?.kind === 'number' || next?.kind === 'matrix';
    if (operand || isSymbol(next, '(')) called.add(token.name);
    else found.add(token.name);
  }
  for (const name of called) found.delete(name);
  return found;
}

/** Refuses a name that is assigned twice, or used before it is assigned. */
function ordered(statements: readonly Statement[]): Result<null> {
  const assigned = new Set(statements.map((statement) => statement.name));
  const seen = new Set<string>();
  for (const statement of statements) {
    const early = statement.names.find(({ name }) => assigned.has(name) && !seen.has(name));
    if (early) return usedEarly(early, statement);
    if (seen.has(statement.name)) {
      return refuse(
        `${statement.name} is assigned twice; give the second value a name of its own`,
        statement.from,
        statement.to,
      );
    }
    seen.add(statement.name);
  }
  return ok(null);
}

function usedEarly({ name, from, to }: NameLeaf, statement: Statement): Result<never> {
  const says =
    name === statement.name
      ? fromItself(name)
      : `${name} is used before it is computed; move its statement up`;
  return refuse(says, from, to);
}

function dataComments(read: Tokens): readonly string[] {
  return read.comments.flatMap(({ text }) => {
    const list = /^#\s*data\s*:(.*)$/iu.exec(text)?.[1];
    return list === undefined ? [] : list.split(/[\s,]+/u).filter((word) => word !== '');
  });
}

/** The beginning of an expression, for a message. */
function glimpse(expression: Expression): string {
  const text = print(expression);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** A program's text as the tutor writes it, a statement a line. */
export function printProgram(program: Program, separator = '\n'): string {
  return program.statements
    .map(({ name, expression }) => {
      const parameters = program.header?.output === name ? `(${program.header.parameters.join(', ')})` : '';
      return `${name}${parameters} = ${print(expression)}`;
    })
    .join(separator);
}

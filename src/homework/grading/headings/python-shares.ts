import { readGradients } from '../../../python/evaluation/reading.ts';
import type { PyModule } from '../../../python/text/syntax.ts';
import type { PyContext } from '../../../python/values/context.ts';
import { wordAt } from '../../../symbolic/convention.ts';
import type { ProblemPaper } from '../../paper/paper.ts';
import type { AnswerLine, Note } from '../../submission/submission.ts';
import { contextOf } from '../python-names.ts';
import { type SharedLine, type StoringLine, sharedLines, withoutLines } from './shared-lines.ts';

/** A Python text without headings, shared out among several problems. */
interface PythonShares {
  /** For each problem the text without the lines that answer another one. */
  readonly modules: readonly PyModule[];
  /** For each problem the lines that may answer it or another one, as answers that can't be read. */
  readonly open: readonly (readonly AnswerLine[])[];
  readonly notes: readonly Note[];
}

/** Shares out a Python text that has no headings; null where no line of it answers two problems. */
export function pythonShares(papers: readonly ProblemPaper[], module: PyModule): PythonShares | null {
  if (papers.length < 2) return null;
  const contexts = papers.map(({ lesson, problem }) => contextOf(lesson, problem.python));
  const asked = papers.map((paper, k) => askedIn(paper, contexts[k], module));
  const texts = module.text.split('\n');
  const rightOf = (line: number): string => (texts[line - 1] ?? '').replace(/^[^=]*=\s*/, '');
  const shared = sharedLines(storingLines(asked, contexts, rightOf));
  if (shared.length === 0) return null;
  const ids = papers.map(({ problem }) => problem.id ?? '');
  return {
    modules: papers.map((_, k) => withoutLines(module, new Set(othersLines(shared, k)))),
    open: papers.map(({ lesson }, k) =>
      openLines(shared, k).map(({ line, claimed }): AnswerLine => {
        const [[, slot] = ['', -1]] = asked[k]?.get(line) ?? [];
        return {
          problem: null,
          left: wordAt(lesson.worked, slot),
          bare: false,
          adds: false,
          right: rightOf(line),
          line,
          column: 1,
          broken: `it can be meant for ${claimed.map((other) => ids[other]).join(' or ')}; put the comment \`# ${ids[claimed[0] ?? 0]}\` above the lines of that problem`,
        };
      }),
    ),
    notes: sharesSaid(shared, ids),
  };
}

/** By line the names that answer a question of a problem, each with its slot. */
type AskedNames = ReadonlyMap<number, ReadonlyMap<string, number>>;

function askedIn({ lesson }: ProblemPaper, context: PyContext | undefined, module: PyModule): AskedNames {
  const lines = context ? readGradients(module, context).lines : [];
  return new Map(
    lines.map(({ line, stores }) => [
      line,
      new Map(
        stores.flatMap(({ name, derivative }): [string, number][] =>
          derivative !== null && lesson.order.includes(Number(derivative))
            ? [[name, Number(derivative)]]
            : [],
        ),
      ),
    ]),
  );
}

/** The lines that store something, as all problems see them. */
function storingLines(
  asked: readonly AskedNames[],
  contexts: readonly PyContext[],
  rightOf: (line: number) => string,
): readonly StoringLine[] {
  const known = (word: string): readonly number[] =>
    contexts.flatMap((context, k) => (context.derivative(word) !== null || context.has(word) ? [k] : []));
  const lines = [...new Set(asked.flatMap((each) => [...each.keys()]))].sort((a, b) => a - b);
  return lines.map((line) => {
    const words = (rightOf(line).match(/[\p{L}_]\w*/gu) ?? []).map(known);
    return {
      line,
      answers: asked.map((each) => new Set(each.get(line)?.keys())),
      speaksOf: [...new Set(words.flatMap((all) => (all.length === 1 ? all : [])))],
    };
  });
}

/** The lines that a problem asks for, and that belong to another problem or to none. */
const othersLines = (shared: readonly SharedLine[], paper: number): readonly number[] =>
  shared.flatMap(({ line, claimed, owner }) => (claimed.includes(paper) && owner !== paper ? [line] : []));

/** The lines that a problem asks for, and whose problem can't be told. */
const openLines = (shared: readonly SharedLine[], paper: number): readonly SharedLine[] =>
  shared.filter(({ claimed, owner }) => owner < 0 && claimed.includes(paper));

/** The note on which lines were taken for which problem, and how headings make that certain. */
function sharesSaid(shared: readonly SharedLine[], ids: readonly string[]): readonly Note[] {
  const settled = shared.filter(({ owner }) => owner >= 0);
  const [first] = settled;
  if (!first) return [];
  const said = settled.map(
    ({ line, names, owner }) =>
      `${names.map((name) => `\`${name}\``).join(' and ')} in line ${line} was read for ${ids[owner]}`,
  );
  return [
    {
      line: null,
      message: `several problems ask for the same names, and no heading says which one is meant: ${said.join(', ')}; if that is wrong, put \`# ${ids[first.owner]}\` above the lines of that problem`,
    },
  ];
}

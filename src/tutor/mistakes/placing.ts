import { nameAt } from '../../engine/graph/names.ts';
import { leaves } from '../../language/expression.ts';
import { print } from '../../language/print.ts';
import type { OpName } from '../../ops/table.ts';
import { writingOf } from '../../symbolic/link.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { lessonAt, type Question, readersOf } from '../lesson/question.ts';
import { counted } from '../lesson/words.ts';
import { symbolOf } from './catalogue.ts';
import { type Mistake, mistakeMessages } from './messages.ts';

/** A mistake at a question, with the sentence that points to it; `op` is the op whose rule went wrong. */
export function mistakeAt(
  lesson: Lesson,
  question: Question,
  { id, op }: { readonly id: Mistake['id']; readonly op: OpName | null },
): Mistake {
  const { worked } = lesson;
  const [reader = worked.graph.output, another] = readersOf(question);
  const message = mistakeMessages[id].says({
    asked: question.name,
    reader: nameAt(worked, reader),
    output: worked.output,
    rule: op && ruleText(lesson, question, op),
    inside:
      another === undefined ? standing(lessonAt(lesson, question), question, nameAt(worked, reader)) : null,
  });
  return { id, message };
}

/** `a appears twice in L`: where several ways lie inside one statement; `where` is how it is called. */
export function standing(lesson: Lesson, question: Question, where: string): string | null {
  const ways = question.links?.length ?? 0;
  const [reader] = readersOf(question);
  if (ways < 2 || reader === undefined) return null;
  const places = leaves(writingOf(lesson.worked, lesson.visible, reader)).filter(
    (leaf) => leaf.kind === 'name' && leaf.name === question.name,
  );
  return places.length === ways
    ? `${question.name} appears ${times(ways)} in ${where}`
    : `${question.name} reaches ${where} along ${counted(ways, 'path')}`;
}

/** `twice`, `three times`. */
const times = (count: number): string => (count === 2 ? 'twice' : counted(count, 'time'));

/** A part of a statement that is longer than this is not repeated in a sentence. */
const longestRepeated = 24;

/** What a rule is for: the program's own step, such as `b*c`; the op's sign alone where several steps could be meant. */
function ruleText(lesson: Lesson, question: Question, op: OpName): string {
  const { worked, visible } = lessonAt(lesson, question);
  const edges = (question.links ?? []).flatMap(({ path }) => path.filter((edge) => edge.op === op));
  const written = new Set(edges.map(({ step }) => print(writingOf(worked, visible, step))));
  const [only = ''] = written;
  return written.size === 1 && only.length <= longestRepeated ? only : symbolOf(op);
}

import { columnsOf } from '../../picture/measure.ts';
import { math } from '../../tutor/lesson/words.ts';
import { shippedCourse } from '../course/open-course.ts';
import { type ShippedProblem, shippedProblems } from '../program/shipped.ts';
import { sentences } from '../screen/speech.ts';
import type { Theme } from '../screen/theme.ts';
import { wrapped } from '../screen/wrap.ts';
import type { Environment } from '../shell/environment.ts';

/** A shipped problem as it is listed. */
interface Listed extends ShippedProblem {
  /** The heading under which it stands. */
  readonly under: string;
}

/** Prints the problems that have names, lecture by lecture: a line each, with its size and what it teaches. */
export async function runList(
  environment: Environment,
  format: 'text' | 'json',
  theme: Theme,
): Promise<void> {
  const { lectures } = await shippedCourse(environment);
  const titles = lectures.map(({ title }) => title);
  const listed = shippedProblems.map((each): Listed => {
    const { lecture } = each;
    const under = lecture === null ? 'Beyond the lectures' : `Lecture ${lecture}: ${titles[lecture - 1]}`;
    return { ...each, under };
  });
  const text =
    format === 'json'
      ? JSON.stringify({ format: 'dvar.list/1', problems: listed.map(forPrograms) }, null, 2)
      : listText(listed, theme).join('\n');
  environment.stdout.write(`${text}\n`);
}

const forPrograms = ({ id, lecture, questions, teaches }: Listed) => ({ id, lecture, questions, teaches });

/** On narrower screens, what a problem teaches stands below its name. */
const narrow = 70;

function listText(listed: readonly Listed[], theme: Theme): readonly string[] {
  const headings = [...new Set(listed.map(({ under }) => under))];
  const widest = Math.max(...listed.map(({ id }) => columnsOf(id)));
  const under = (heading: string): readonly string[] =>
    listed.filter((each) => each.under === heading).flatMap((each) => lineOf(each, widest, theme));
  const ways = [
    `${math('dvar two-layer-relu')} starts a quiz on that problem, ${math('dvar show two-layer-relu')} shows its graph; values after the name replace its own, as in ${math('dvar w-squared w=5')}.`,
    `${math('dvar learn')} is the course itself.`,
  ];
  return [
    ...headings.flatMap((heading) => [heading, ...under(heading), '']),
    ...ways.flatMap((text) => (theme.plain ? sentences(text) : wrapped('', text, 'note', theme))),
  ];
}

function lineOf({ id, questions, teaches }: Listed, widest: number, theme: Theme): readonly string[] {
  const size = questions === 1 ? '1 question' : `${questions} questions`;
  if (theme.plain) return sentences(`${id}, ${size}: ${teaches}.`);
  if (theme.width() < narrow)
    return [`  ${theme.paint('name', id)} (${size})`, ...wrapped('    ', teaches, 'plain', theme)];
  const sized = `${' '.repeat(widest - columnsOf(id))}  ${size}`.padEnd(widest - columnsOf(id) + 16);
  const [first = '', ...more] = wrapped(`  ${id}${sized}`, teaches, 'plain', theme);
  // What colours a name takes no room in a line.
  return [first.replace(id, theme.paint('name', id)), ...more];
}

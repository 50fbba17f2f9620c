import type { PythonRead } from '../../homework/grading/python-read.ts';
import { type CellStarts, inCells } from '../../homework/submission/cells.ts';
import { columnsOf } from '../../picture/measure.ts';
import { sentences } from './speech.ts';
import type { Theme } from './theme.ts';
import { wrapped } from './wrap.ts';

/** A Python file line by line, each beside what it was understood as; on a narrow screen one stands below the other. */
export function pythonReadText(
  python: readonly PythonRead[],
  look: Theme,
  cells: CellStarts = null,
): readonly string[] {
  return python.flatMap(({ problem, lines }) => {
    const rows = lines.map(({ line, text, understood }) => ({
      where: inCells(`line ${line}`, cells),
      text,
      understood,
    }));
    const head = python.length > 1 ? [`[${problem}]`] : [];
    if (look.plain)
      return [
        ...head,
        ...rows.flatMap(({ where, text, understood }) =>
          sentences(`${where}: \`${text}\`${understood === '' ? '' : `, understood as ${understood}`}.`),
        ),
      ];
    const margin = Math.max(0, ...rows.map(({ where }) => columnsOf(where))) + 2;
    const left = Math.max(0, ...rows.map(({ text }) => columnsOf(text))) + 2;
    const right = Math.max(0, ...rows.map(({ understood }) => columnsOf(understood.replaceAll('`', ''))));
    const beside = margin + left + right <= look.width();
    const arrow = look.ascii ? '-> ' : '→ ';
    return [
      ...head,
      ...rows.flatMap(({ where, text, understood }) => {
        const start = where.padEnd(margin);
        if (beside && understood !== '')
          return wrapped(`${start}${text.padEnd(left)}`, understood, 'plain', look);
        const said =
          understood === '' ? [] : wrapped(`${' '.repeat(margin)}${arrow}`, understood, 'note', look);
        return [...wrapped(start, `\`${text.replaceAll('`', '')}\``, 'plain', look), ...said];
      }),
    ];
  });
}

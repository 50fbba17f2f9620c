import { columnsOf } from '../../picture/measure.ts';
import type { WayBack } from '../../tutor/lesson/block.ts';
import type { Theme } from './theme.ts';

/** A stretch of a strip: a name, or an arrow with what has been found. */
interface Stretch {
  readonly text: string;
  readonly ink: 'name' | 'gradient' | 'edge';
}

/** What stands where stops are left out. */
const gap = { drawn: ' …', ascii: ' ..' } as const;

/**
 * `J ◀─ dJ/dv = 3 ─ v ◀─ dJ/db = ? ─ b`: a way back in one line, each arrow with the derivative of the output that it
 * brings, named in full, so that nobody takes it for the slope of that one step. Where the line is too wide, stops in the
 * middle are left out.
 */
export function stripDrawn({ output, stops }: WayBack, theme: Theme): string {
  const arrow = (found: string | null): string => {
    if (theme.ascii) return found === null ? ' <---- ' : ` <- ${found} - `;
    return found === null ? ' ◀──── ' : ` ◀─ ${found} ─ `;
  };
  const drawn = stops.map(({ name, found }): readonly Stretch[] => [
    { text: arrow(found), ink: found === null ? 'edge' : 'gradient' },
    { text: name, ink: 'name' },
  ]);
  const head: readonly Stretch[] = [
    { text: '  ', ink: 'edge' },
    { text: output, ink: 'name' },
  ];
  const width = (parts: readonly (readonly Stretch[])[]): number =>
    parts.flat().reduce((total, { text }) => total + columnsOf(text), 0);
  for (let first = 0; first < drawn.length; first++) {
    const left: readonly Stretch[] =
      first === 0 ? [] : [{ text: theme.ascii ? gap.ascii : gap.drawn, ink: 'edge' }];
    const shown = [head, left, ...drawn.slice(first)];
    if (width(shown) > theme.width()) continue;
    return shown
      .flat()
      .map(({ text, ink }) => (text.trim() === '' ? text : theme.paint(ink, text)))
      .join('');
  }
  return '';
}

/** The same for a screen reader: each stop with what has been found there. */
export function stripSaid({ output, stops }: WayBack): string {
  const said = stops.map(({ name, found }) =>
    found === null || name === stops.at(-1)?.name ? `\`${name}\`` : `\`${name}\`, where \`${found}\``,
  );
  return `The backward pass goes from \`${output}\` to ${said.join(', to ')}.`;
}

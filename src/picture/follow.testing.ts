import type { Box } from './box.ts';

type Way = 'up' | 'right' | 'down' | 'left';
type Grid = readonly (readonly string[])[];

const STEPS: Readonly<Record<Way, readonly [number, number]>> = {
  up: [-1, 0],
  right: [0, 1],
  down: [1, 0],
  left: [0, -1],
};
const BACK: Readonly<Record<Way, Way>> = { up: 'down', right: 'left', down: 'up', left: 'right' };
const UNICODE: Readonly<Record<string, readonly Way[]>> = {
  '─': ['left', 'right'],
  '│': ['up', 'down'],
  '┌': ['right', 'down'],
  '┐': ['left', 'down'],
  '└': ['up', 'right'],
  '┘': ['up', 'left'],
  '├': ['up', 'right', 'down'],
  '┤': ['up', 'left', 'down'],
  '┬': ['left', 'right', 'down'],
  '┴': ['up', 'left', 'right'],
};

/**
 * Reads a drawing back as a person would, from its characters alone: finger on the right side of a box, along the line,
 * straight over every crossing, both ways at every fork, to the arrow heads. The edges found, as `source -> reader`,
 * sorted; an edge that ends in a name goes on where that name stands again. Throws where a line is torn. For the tests.
 */
export function followEdges(drawing: readonly string[], boxes: readonly Box[]): readonly string[] {
  const grid = drawing.map((line) => [...line]);
  const sides = new Map<string, string>();
  const starts: { id: string; row: number; column: number; again: boolean }[] = [];
  for (const box of boxes) {
    const { row, column } = findText(drawing, box.lines[0]!.text);
    const end = column + [...box.lines[0]!.text].length;
    if (box.inputs.length === 0) {
      if (isWire(at(grid, row, end + 1))) starts.push({ id: box.id, row, column: end + 1, again: false });
      continue;
    }
    const left = lastSide(grid, row, column);
    const right = firstSide(grid, row, end);
    for (const step of [-1, 1]) {
      for (let side = step < 0 ? row : row + 1; !'└┌+'.includes(at(grid, side, left)); side += step) {
        sides.set(`${side},${left}`, box.id);
        if (isWire(at(grid, side, right + 1))) {
          starts.push({ id: box.id, row: side, column: right + 1, again: false });
        } else if (at(grid, side, right) === '├') throw new Error(`nothing leaves ${box.id}`);
      }
    }
  }
  for (const box of boxes) {
    for (const [row, line] of drawing.entries()) {
      for (const match of line.matchAll(new RegExp(`(?<![^ ])${box.id} (?=[─┬┐┴┘+-])`, 'gu'))) {
        const before = line.slice(0, match.index);
        if (!before.endsWith('= '))
          starts.push({ id: box.id, row, column: [...before].length + box.id.length + 1, again: true });
      }
    }
  }

  const found = new Set<string>();
  const ended = new Set<string>();
  for (const { id, row, column, again } of starts) {
    for (const [headRow, headColumn] of heads(grid, row, column)) {
      const reader = sides.get(`${headRow},${headColumn + 1}`);
      if (reader !== undefined) found.add(`${id} -> ${reader}`);
      else {
        const name = grid[headRow]!.slice(headColumn + 2)
          .join('')
          .split(' ')[0];
        if (name !== id || again) throw new Error(`an edge from ${id} ends in '${name}'`);
        ended.add(id);
      }
    }
  }
  for (const { id, again } of starts)
    if (again && !ended.has(id)) throw new Error(`${id} is taken up, but never ended`);
  return [...found].sort();
}

/** The arrow heads that one reaches from a cell, entering it rightwards. */
function heads(grid: Grid, row: number, column: number): readonly [number, number][] {
  const reached: [number, number][] = [];
  const seen = new Set<string>();
  const walks: { row: number; column: number; way: Way }[] = [{ row, column, way: 'right' }];
  for (const walk of walks) {
    const key = `${walk.row},${walk.column},${walk.way}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const glyph = at(grid, walk.row, walk.column);
    if (glyph === '▶' || glyph === '>') {
      if (walk.way !== 'right') throw new Error(`an arrow head is entered ${walk.way}wards at ${key}`);
      reached.push([walk.row, walk.column]);
      continue;
    }
    const ways = waysOut(grid, walk.row, walk.column, walk.way);
    if (ways === undefined) {
      // Another source of the same reader: its own line begins here.
      if (walk.way === 'left' && (glyph === ' ' || glyph === '├' || glyph === '|')) continue;
      throw new Error(`a line is torn at ${key}: '${glyph}'`);
    }
    for (const way of ways)
      walks.push({ row: walk.row + STEPS[way][0], column: walk.column + STEPS[way][1], way });
  }
  return reached;
}

/** Where a line goes on from a cell that it enters; `undefined` where it does not connect. */
function waysOut(grid: Grid, row: number, column: number, way: Way): readonly Way[] | undefined {
  const glyph = at(grid, row, column);
  if (glyph === '┼' || glyph === ')') return [way];
  const ways = UNICODE[glyph] ?? asciiWays(grid, row, column);
  return ways.includes(BACK[way]) ? ways.filter((out) => out !== BACK[way]) : undefined;
}

function asciiWays(grid: Grid, row: number, column: number): readonly Way[] {
  const glyph = at(grid, row, column);
  if (glyph === '-') return ['left', 'right'];
  if (glyph === '|') return ['up', 'down'];
  if (glyph !== '+') return [];
  const joins: Readonly<Record<Way, string>> = { up: '|+)', down: '|+)', left: '-+)', right: '-+)>' };
  const leads = (way: Way) => joins[way].includes(at(grid, row + STEPS[way][0], column + STEPS[way][1]));
  return (['up', 'right', 'down', 'left'] as const).filter(leads);
}

function at(grid: Grid, row: number, column: number): string {
  return grid[row]?.[column] ?? ' ';
}

function isWire(glyph: string): boolean {
  return glyph !== ' ' && '─┬┴┐┘▶-+>'.includes(glyph);
}

function findText(drawing: readonly string[], text: string): { row: number; column: number } {
  const found = drawing.flatMap((line, row) => {
    const column = line.indexOf(text);
    return column < 0 || /[\p{L}\p{N}_/]/u.test(line[column - 1] ?? ' ') ? [] : { row, column };
  });
  if (found.length !== 1) throw new Error(`'${text}' stands in ${found.length} lines of the drawing`);
  return found[0]!;
}

function firstSide(grid: Grid, row: number, column: number): number {
  let side = column;
  while (!'│├|'.includes(at(grid, row, side))) side++;
  return side;
}

function lastSide(grid: Grid, row: number, column: number): number {
  let side = column;
  while (!'│├|'.includes(at(grid, row, side))) side--;
  return side;
}

import { textWidth } from './font.ts';
import type { Scene, SceneBox, SceneLine } from './scene-parts.ts';

/** A rectangle, for the tests. */
interface Rectangle {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxOf = ({ node, x, y, width, height }: SceneBox): Rectangle => ({
  name: `box ${node.id}`,
  left: x,
  right: x + width,
  top: y,
  bottom: y + height,
});

/** What is wrong with a scene, a sentence each: for the tests, and none where all is well. */
export function faultsOf(scene: Scene, measure: typeof textWidth = textWidth): readonly string[] {
  const boxes = scene.boxes.map(boxOf);
  const labels = scene.labels.map(
    (label): Rectangle => ({
      name: `label '${label.text}' of ${label.of}`,
      left: label.x,
      right: label.x + measure(label.text, label.size),
      top: label.y - label.size * 0.76,
      bottom: label.y + label.size * 0.24,
    }),
  );
  const blanks = scene.labels.flatMap(({ of, blank }): Rectangle[] =>
    blank
      ? [
          {
            name: `blank ${blank.mark} of ${of}`,
            left: blank.x,
            right: blank.x + blank.width,
            top: blank.y,
            bottom: blank.y + blank.height,
          },
        ]
      : [],
  );
  const faults: string[] = [];
  const things = [...boxes, ...labels, ...blanks];
  for (const [at, one] of things.entries())
    for (const other of things.slice(at + 1))
      if (overlap(one, other)) faults.push(`${one.name} and ${other.name} overlap`);
  for (const line of [...scene.lines, ...scene.backs])
    for (const thing of things)
      if (runsThrough(line, thing)) faults.push(`an arrow from ${line.from} runs through ${thing.name}`);
  for (const [at, box] of scene.boxes.entries()) {
    const { left, right, top, bottom } = boxes[at]!;
    for (const { text, x, y, size } of box.lines) {
      const end = x + measure(text, size);
      if (x < left + 2 || end > right - 2 || y - size < top || y + size * 0.25 > bottom)
        faults.push(`'${text}' is not in its box ${box.node.id}`);
    }
  }
  for (const { name, left, right, top, bottom } of things)
    if (left < 0 || top < 0 || right > scene.width || bottom > scene.height)
      faults.push(`${name} is not on the paper`);
  return faults;
}

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Whether a line has more in a rectangle than its side: an arrow begins and ends at one. */
function runsThrough({ x1, y1, x2, y2 }: SceneLine, thing: Rectangle): boolean {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return left < thing.right - 0.1 && right > thing.left + 0.1 && top < thing.bottom && bottom > thing.top;
}

/**
 * The edges that a scene shows, read back from its lines alone: from each tip along lines that touch, over crossings
 * straight on, to the sides of boxes and to names; `source -> reader`, sorted, each once.
 */
export function edgesShown(scene: Scene): readonly string[] {
  const found = new Set<string>();
  for (const tip of scene.tips) {
    const reached = new Set(scene.lines.filter(({ x2, y2 }) => near(x2, tip.x) && near(y2, tip.y)));
    for (const line of reached) for (const other of scene.lines) if (touch(line, other)) reached.add(other);
    for (const { node, x, y, width, height } of scene.boxes)
      if ([...reached].some(({ x1, y1 }) => near(x1, x + width) && y1 > y && y1 < y + height))
        found.add(`${node.id} -> ${tip.to}`);
    for (const { of, x, y, width } of scene.names)
      if ([...reached].some(({ x1, y1 }) => near(x1, x + width + 4) && Math.abs(y1 - y) < 6))
        found.add(`${of} -> ${tip.to}`);
  }
  return [...found].filter((edge) => edge.split(' -> ')[0] !== edge.split(' -> ')[1]).sort();
}

const near = (one: number, other: number): boolean => Math.abs(one - other) < 0.6;

/** Whether one of two lines ends on the other. */
const touch = (one: SceneLine, other: SceneLine): boolean => endsOn(one, other) || endsOn(other, one);

const endsOn = ({ x1, y1, x2, y2 }: SceneLine, other: SceneLine): boolean =>
  holds(other, x1, y1) || holds(other, x2, y2);

function holds({ x1, y1, x2, y2 }: SceneLine, x: number, y: number): boolean {
  const within = (a: number, b: number, c: number) => Math.min(a, b) - 0.6 <= c && c <= Math.max(a, b) + 0.6;
  return within(x1, x2, x) && within(y1, y2, y);
}

import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { checked, has, listAt, names, nodeAt, text } from '../../homework/assignment/keys.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { levels } from '../../tutor/lesson/made-program.ts';
import { questionKinds } from '../../tutor/lesson/question-kind.ts';
import type { Example, Step } from './course.ts';
import { filledIn, numberIn } from './numbers.ts';

const forms = ['say', 'predict', 'demo', 'worked', 'faded', 'solo', 'fresh'] as const;
const shared = ['id', 'program'];
const more: Readonly<Record<(typeof forms)[number], readonly string[]>> = {
  say: [],
  predict: ['answer', 'choices', 'digits', 'redraw', 'hints', 'traps', 'why'],
  demo: [],
  worked: [],
  faded: ['kinds'],
  solo: ['kinds'],
  fresh: ['level'],
};
const demos: ReadonlySet<string> = new Set(['show', 'nudge', 'train', 'cost']);
/** Answers to predictions agree in so many digits, as others do. */
const usualDigits = 3;

/** Reads a step, and computes every number in its texts once, so that none can fail a learner. */
export function readStep(
  node: DocumentNode,
  examples: ReadonlyMap<string, Example>,
  usual: string | null,
): Result<Step> {
  if (node.kind !== 'map')
    return refuse(
      'a step has an id: and one of say:, predict:, demo:, worked:, faded:, solo:, fresh:',
      node.from,
      node.to,
    );
  const kind = forms.find((form) => has(node, form));
  if (!kind) return refuse(`a step is one of ${forms.join(', ')}`, node.from, node.to);
  const known = checked(node, [...shared, kind, ...more[kind]]);
  if (!known.ok) return known;
  const [id, program] = [text(node, 'id'), text(node, 'program')];
  if (!id.ok) return id;
  if (!program.ok) return program;
  if (!id.value || !/^[a-z0-9-]+$/.test(id.value))
    return refuse('a step has an id: of small letters, digits and dashes', node.from, node.to);
  const name = program.value ?? usual;
  const example = name === null ? null : (examples.get(name) ?? null);
  if (name !== null && !example)
    return refuse(
      `there is no program '${name}'; programs: has ${[...examples.keys()].join(', ')}`,
      node.from,
      node.to,
    );
  const read = readKind(node, kind, { id: id.value, example, from: node.from });
  return read.ok
    ? ok(read.value)
    : refuse(read.trouble.message, read.trouble.from ?? node.from, read.trouble.to ?? node.to);
}

type Common = Pick<Step, 'id' | 'example' | 'from'>;

function readKind(node: MapNode, kind: (typeof forms)[number], common: Common): Result<Step> {
  switch (kind) {
    case 'say': {
      const said = texts(node, 'say');
      if (!said.ok) return said;
      const tried = tryAll(common.example, said.value);
      return tried.ok ? ok({ ...common, kind, text: said.value.join('\n') }) : tried;
    }
    case 'predict':
      return readPredict(node, common);
    case 'demo': {
      const args = text(node, 'demo');
      if (!args.ok) return args;
      const words = (args.value ?? '').split(/\s+/u);
      if (!demos.has(words[0] ?? ''))
        return refuse(`demo: is one of ${[...demos].join(', ')}, with its options`);
      return ok({ ...common, kind, args: words });
    }
    case 'worked':
    case 'faded':
    case 'solo':
    case 'fresh':
      return readAsking(node, kind, common);
  }
}

function readAsking(
  node: MapNode,
  kind: 'worked' | 'faded' | 'solo' | 'fresh',
  common: Common,
): Result<Step> {
  const [listed, kinds, level] = [names(node, kind), names(node, 'kinds'), text(node, 'level')];
  if (!listed.ok) return listed;
  if (!kinds.ok) return kinds;
  if (!level.ok) return level;
  const asked = (listed.value ?? []).filter((name) => name !== 'all');
  const made = levels.find((each) => String(each) === level.value) ?? null;
  if (level.value !== null && made === null) return refuse(`level: is one of ${levels.join(', ')}`);
  if (made === null) {
    if (!common.example) return refuse(`${kind} needs a program:`);
    const { lesson } = common.example;
    const known = lesson.order.map((slot) => lesson.worked.names[slot] ?? '');
    const stranger = asked.find((name) => !known.includes(name));
    if (stranger !== undefined)
      return refuse(`${stranger} is not asked in ${common.example.name}; it asks ${known.join(', ')}`);
  }
  if (kind === 'worked') return ok({ ...common, kind, names: asked });
  if (kind === 'fresh') return ok({ ...common, kind, names: asked, level: made });
  const wanted = questionKinds.filter((each) => kinds.value?.includes(each));
  const stranger = kinds.value?.find((each) => !questionKinds.some((known) => known === each));
  if (stranger !== undefined)
    return refuse(`there is no kind '${stranger}'; the kinds are ${questionKinds.join(', ')}`);
  return ok({
    ...common,
    kind,
    names: asked,
    kinds: kinds.value ? wanted : kind === 'faded' ? ['code'] : ['value'],
  });
}

function readPredict(node: MapNode, common: Common): Result<Step> {
  const found: Record<string, string> = {};
  for (const key of ['predict', 'answer', 'why', 'digits', 'redraw']) {
    const read = text(node, key);
    if (!read.ok) return read;
    if (read.value === null && key !== 'digits' && key !== 'redraw')
      return refuse(`a prediction has ${key}:`);
    found[key] = read.value ?? '';
  }
  const { predict: ask = '', answer = '', why = '', digits = '', redraw = '' } = found;
  if (!['', 'true', 'false'].includes(redraw)) return refuse('redraw: is true or false');
  if (redraw === 'true' && !common.example)
    return refuse('redraw: true needs a program: whose numbers are drawn');
  const [hints, choices] = [texts(node, 'hints'), texts(node, 'choices')];
  if (!hints.ok) return hints;
  if (!choices.ok) return choices;
  if (hints.value.length === 0) return refuse('every question has hints:');
  const traps: { answer: string; says: string }[] = [];
  for (const item of listAt(node, 'traps') ?? []) {
    const [given, says] = item.kind === 'map' ? [text(item, 'answer'), text(item, 'says')] : [];
    if (!given?.ok || !says?.ok || !given.value || !says.value)
      return refuse('a trap has answer: and says:', item.from, item.to);
    traps.push({ answer: given.value, says: says.value });
  }
  const tried = tryAll(common.example, [
    ask,
    why,
    ...hints.value,
    ...choices.value,
    ...traps.map(({ says }) => says),
  ]);
  if (!tried.ok) return tried;
  for (const each of [answer, ...traps.map((trap) => trap.answer)]) {
    const value = numberIn(common.example?.lesson.worked ?? null, each);
    if (!value.ok) return value;
    const place = typeof value.value === 'number' ? value.value : Number.NaN;
    if (choices.value.length > 0 && !(Number.isInteger(place) && place >= 1 && place <= choices.value.length))
      return refuse(`answer: is the number of the right choice, from 1 to ${choices.value.length}`);
    if (Number.isNaN(place)) return refuse(`${each} is no single number`);
  }
  return ok({
    ...common,
    kind: 'predict',
    ask,
    answer,
    why,
    choices: choices.value,
    digits: digits === '' ? usualDigits : Number(digits),
    redraw: redraw === 'true',
    hints: hints.value,
    traps,
  });
}

function tryAll(example: Example | null, all: readonly string[]): Result<null> {
  for (const each of all) {
    const filled = filledIn(example?.lesson.worked ?? null, each);
    if (!filled.ok) return filled;
  }
  return ok(null);
}

/** A list of texts, or one alone. */
function texts(node: MapNode, key: string): Result<readonly string[]> {
  const value = nodeAt(node, key);
  if (!value) return ok([]);
  const items = value.kind === 'list' ? value.items : [value];
  const found = items.map((item) =>
    item.kind === 'scalar' && item.value !== null ? String(item.value) : null,
  );
  return found.includes(null)
    ? refuse(`${key}: is a list of texts`, value.from, value.to)
    : ok(found.filter((each) => each !== null));
}

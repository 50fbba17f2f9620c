import type { DocumentNode, MapNode } from '../../homework/assignment/document.ts';
import { checked, has, keyPlace, names, text } from '../../homework/assignment/keys.ts';
import { ok, type Result, refuse } from '../../language/diagnostic.ts';
import { suggest } from '../../language/suggest.ts';
import { levels } from '../../tutor/lesson/made-program.ts';
import { type QuestionKind, questionKinds } from '../../tutor/lesson/question-kind.ts';
import type { Example, Step } from './course.ts';
import { readPredict } from './read-predict.ts';
import { textsAt } from './read-texts.ts';

const forms = ['say', 'predict', 'demo', 'worked', 'faded', 'solo', 'fresh'] as const;
type Form = (typeof forms)[number];
const shared = ['id', 'program'];
const more: Readonly<Record<Form, readonly string[]>> = {
  say: [],
  predict: ['answer', 'choices', 'digits', 'redraw', 'hints', 'traps', 'why'],
  demo: [],
  worked: [],
  faded: ['kinds'],
  solo: ['kinds'],
  fresh: ['level'],
};
const demos: ReadonlySet<string> = new Set(['show', 'nudge', 'train', 'cost']);

/** The programs of a course by their names; null stands for one that can't be read, which has a finding of its own. */
export type CourseExamples = ReadonlyMap<string, Example | null>;

/**
 * Reads a step, and computes every number in its texts once, so that none can fail a learner. Null where its program
 * can't be read, so that the step can't be checked.
 */
export function readStep(
  node: DocumentNode,
  examples: CourseExamples,
  usual: string | null,
): Result<Step | null> {
  if (node.kind !== 'map')
    return refuse(
      `a step needs an id: and one of ${forms.map((form) => `${form}:`).join(', ')}`,
      node.from,
      node.to,
    );
  const form = formOf(node);
  if (!form.ok) return placed(form, node);
  const kind = form.value;
  const known = checked(node, [...shared, kind, ...more[kind]]);
  if (!known.ok) return known;
  const [id, program] = [text(node, 'id'), text(node, 'program')];
  if (!id.ok) return id;
  if (!program.ok) return program;
  if (!id.value || !/^[a-z0-9-]+$/.test(id.value))
    return refuse(
      `a step needs an id: of small letters, digits and dashes, as in id: ${nearestId(id.value)}`,
      node.from,
      node.to,
    );
  const name = program.value ?? usual;
  if (name !== null && !examples.has(name))
    return refuse(unknownProgram(name, examples), ...keyPlace(node, 'program'));
  const example = name === null ? null : (examples.get(name) ?? null);
  if (name !== null && !example) return ok(null);
  return placed(readKind(node, kind, { id: id.value, example, from: node.from }), node);
}

/** The message about an unknown program. */
export function unknownProgram(name: string, examples: CourseExamples): string {
  const near = suggest(name, examples.keys());
  const has =
    examples.size === 0 ? 'there is no programs:' : `programs: has ${[...examples.keys()].join(', ')}`;
  return `there is no program '${name}'; ${near ? `did you mean ${near}?` : has}`;
}

/** A refusal without a place stands at its step. */
const placed = <T>(read: Result<T>, { from, to }: DocumentNode): Result<T> =>
  read.ok || read.trouble.from !== null ? read : refuse(read.trouble.message, from, to);

/** An id that somebody may have meant. */
const nearestId = (id: string | null): string =>
  (id ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'first-nudge';

/** The one thing that a step is. */
function formOf(node: MapNode): Result<Form> {
  const [first, second] = forms.filter((form) => has(node, form));
  if (first !== undefined && second === undefined) return ok(first);
  if (second !== undefined) return refuse(`this step has ${first}: and ${second}:; make two steps of it`);
  const known = checked(node, [...shared, ...forms, ...Object.values(more).flat()]);
  return known.ok
    ? refuse(`this step has none of ${forms.map((form) => `${form}:`).join(', ')}; add one`)
    : known;
}

type Common = Pick<Step, 'id' | 'example' | 'from'>;

function readKind(node: MapNode, kind: Form, common: Common): Result<Step> {
  switch (kind) {
    case 'say': {
      const said = textsAt(node, 'say', common.example);
      return said.ok ? ok({ ...common, kind, text: (said.value ?? []).join('\n') }) : said;
    }
    case 'predict':
      return readPredict(node, common);
    case 'demo': {
      const args = text(node, 'demo');
      if (!args.ok) return args;
      const words = (args.value ?? '').trim().split(/\s+/u);
      if (!demos.has(words[0] ?? ''))
        return refuse(
          `demo: must be one of ${[...demos].join(', ')}, with its options, as in demo: nudge --var w`,
          ...keyPlace(node, 'demo'),
        );
      return common.example ? ok({ ...common, kind, args: words }) : refuse('demo: needs a program:');
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
  if (listed.value?.length === 0)
    return refuse(
      `${kind}: names nothing; name what is asked, as in [a, b], or write all`,
      ...keyPlace(node, kind),
    );
  const asked = (listed.value ?? []).filter((name) => name !== 'all');
  const made = levels.find((each) => String(each) === level.value) ?? null;
  if (level.value !== null && made === null)
    return refuse(`level: must be one of ${levels.join(', ')}`, ...keyPlace(node, 'level'));
  if (made === null) {
    if (!common.example) return refuse(`${kind}: needs a program:`);
    const { lesson, name } = common.example;
    const known = lesson.order.map((slot) => lesson.worked.names[slot] ?? '');
    const stranger = asked.find((each) => !known.includes(each));
    if (stranger !== undefined)
      return refuse(
        `${stranger} is not asked in ${name}; it asks about ${known.join(', ')}`,
        ...keyPlace(node, kind),
      );
  }
  if (kind === 'worked') return ok({ ...common, kind, names: asked });
  if (kind === 'fresh') return ok({ ...common, kind, names: asked, level: made });
  const chosen = kindsOf(node, kinds.value, kind);
  return chosen.ok ? ok({ ...common, kind, names: asked, kinds: chosen.value }) : chosen;
}

/** The kinds of question that a step asks: those that it names, or what its own kind usually asks. */
function kindsOf(
  node: MapNode,
  named: readonly string[] | null,
  kind: 'faded' | 'solo',
): Result<readonly QuestionKind[]> {
  if (named === null) return ok(kind === 'faded' ? ['code'] : ['value']);
  const stranger = named.find((each) => !questionKinds.some((known) => known === each));
  const near = stranger === undefined ? null : suggest(stranger, questionKinds);
  if (stranger !== undefined)
    return refuse(
      `there is no kind '${stranger}'; ${near ? `did you mean ${near}?` : `the kinds are ${questionKinds.join(', ')}`}`,
      ...keyPlace(node, 'kinds'),
    );
  return named.length > 0
    ? ok(questionKinds.filter((each) => named.includes(each)))
    : refuse(`kinds: names none of ${questionKinds.join(', ')}`, ...keyPlace(node, 'kinds'));
}

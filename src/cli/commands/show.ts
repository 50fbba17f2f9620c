import { type Block, line } from '../../tutor/lesson/block.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { backwardBlocks } from '../../tutor/teaching/explain.ts';
import { forwardBlocks, readAs } from '../../tutor/teaching/forward-screen.ts';
import { numpyPass } from '../../tutor/teaching/numpy-pass.ts';
import type { PictureChoice } from '../pictures/graph-picture.ts';
import { loadLesson } from '../program/lesson-from-args.ts';
import type { ProgramOptions } from '../program/options.ts';
import type { PictureFormat } from '../program/picture-options.ts';
import { graphJson } from '../screen/json.ts';
import { jsonText } from '../screen/json-text.ts';
import { rendered } from '../screen/render.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { exitCodes, Failure } from '../shell/failure.ts';

/** What `dvar show` is asked beside its program. */
export interface ShowOptions
  extends ProgramOptions<'text' | 'json' | 'numpy' | PictureFormat>,
    Omit<PictureChoice, 'digits'> {
  readonly backward?: boolean;
  readonly witness?: boolean;
  readonly explain?: boolean;
  readonly out?: string;
}

/** Shows a program, and gives the exit code: whether the witnesses, if they are asked, agree. */
export async function runShow(
  environment: Environment,
  words: readonly string[],
  options: ShowOptions,
  commandNames: readonly string[],
  theme: Theme,
): Promise<number> {
  const { format, ...others } = options;
  const lesson = await loadLesson(
    environment,
    words,
    { ...others, format: format === 'json' ? 'json' : 'text' },
    commandNames,
    'show',
  );
  const write = (text: string): Promise<void> => delivered(environment, `${text}\n`, options.out);
  refuseForgotten(options);
  if (options.format === 'numpy') {
    await write(numpyPass(lesson).join('\n'));
    return exitCodes.done;
  }
  if (options.format !== 'text' && options.format !== 'json') {
    const { graphPicture } = await import('../pictures/graph-picture.ts');
    await delivered(
      environment,
      await graphPicture(environment, lesson, options.format, options),
      options.out,
    );
    return exitCodes.done;
  }
  const witness = options.witness ? await import('./demos/witness.ts') : null;
  const insight = options.explain ? await import('./discernment.ts') : null;
  const all = witness && (await witness.witnessed(lesson));
  const text =
    options.format === 'json'
      ? jsonText(
          {
            ...graphJson(lesson, options.backward === true),
            ...(all && { witnesses: witness.witnessJson(lesson, all) }),
            ...(insight && { discernment: insight.discernmentJson(lesson) }),
          },
          2,
        )
      : [
          showText(lesson, options, theme),
          ...(all ? [witness.witnessText(lesson, all, theme)] : []),
          ...(insight ? [insight.discernmentText(lesson, theme)] : []),
        ].join('\n\n');
  await write(text);
  return all?.some((each) => !each.agrees) ? exitCodes.notPassed : exitCodes.done;
}

/** Writes what is shown to standard output, or to a new file; the code that writes files is only loaded for a file. */
async function delivered(
  environment: Environment,
  content: string | Uint8Array,
  out: string | undefined,
): Promise<void> {
  if (out === undefined && typeof content === 'string') return void environment.stdout.write(content);
  const { deliver } = await import('../pictures/deliver.ts');
  await deliver(environment, content, out);
}

/** Refuses options about pictures for text, and the other way round, rather than ignoring them. */
function refuseForgotten(options: ShowOptions): void {
  const isText = ['text', 'json', 'numpy'].includes(options.format);
  for (const option of ['blanks', 'animate', 'names', 'fold', 'scale', 'depth'] as const)
    if (isText && options[option] !== undefined)
      throw new Failure(`--${option} is for a picture; add a format, as in --format svg`);
  for (const option of ['witness', 'explain'] as const)
    if (!isText && options[option])
      throw new Failure(`--${option} adds text, and a picture has none; leave one of the two out`);
}

/** The graph, the forward pass and, if wanted, the backward pass. */
function showText(lesson: Lesson, options: ShowOptions, theme: Theme): string {
  const words = { lesson, digits: options.digits };
  const { worked } = lesson;
  const known = options.backward ? new Set([...lesson.order, worked.graph.output]) : new Set<number>();
  const blocks: Block[] = [
    ...readAs(lesson),
    { kind: 'picture', known },
    ...forwardBlocks(words),
    ...(options.backward ? [line('plain', ''), ...backwardBlocks(words)] : []),
    ...[...worked.notes, ...lesson.notes].map((text) => line('note', `${text}.`)),
  ];
  return rendered(blocks, lesson, options.digits, theme).join('\n');
}

import { Writable } from 'node:stream';
import type { Course, Demo } from '../../course/lessons/course.ts';
import type { DemoShown } from '../../course/page/lecture-html.ts';
import { type LecturePage, lecturePage } from '../../course/page/lecture-page.ts';
import { demoArguments } from '../course/demo.ts';
import type { Environment } from '../shell/environment.ts';
import { lecturePicture } from './lecture-pictures.ts';

/** Runs a command of the program on an environment, and gives its exit code. */
export type RunOn = (argv: readonly string[], on: Environment) => Promise<number>;

/** Lectures as one page in a format, with their pictures and with what their demonstrations print. */
export async function lecturesAs(
  format: 'html' | 'markdown',
  environment: Environment,
  run: RunOn,
  course: Course,
  places: readonly number[],
): Promise<string> {
  const pages = places.flatMap((at) => {
    const lecture = course.lectures[at];
    return lecture ? [lecturePage(course, lecture, at + 1)] : [];
  });
  const demos = new Map<Demo, DemoShown>();
  for (const demo of demosOf(pages)) demos.set(demo, await shownBy(environment, run, demo));
  const parts = {
    picture: (part: Parameters<typeof lecturePicture>[1], number: number) =>
      lecturePicture(format, part, number),
    demo: ({ demo }: { readonly demo: Demo }) => demos.get(demo) ?? { command: '', screen: '' },
  };
  if (format === 'markdown') {
    const { lectureMarkdown } = await import('../../course/page/lecture-markdown.ts');
    return lectureMarkdown(course.title, pages, parts);
  }
  const { lectureHtml } = await import('../../course/page/lecture-html.ts');
  return lectureHtml(course.title, pages, parts);
}

const demosOf = (pages: readonly LecturePage[]): readonly Demo[] =>
  pages.flatMap(({ steps }) =>
    steps.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'demo' ? [part.demo] : []))),
  );

/** What a demonstration prints on a screen of 80 columns without colour. */
async function shownBy(environment: Environment, run: RunOn, demo: Demo): Promise<DemoShown> {
  let screen = '';
  const heard = new Writable({
    write(chunk, _encoding, done) {
      screen += String(chunk);
      done();
    },
  });
  const argv = demoArguments(demo);
  await run([...argv, '--no-color'], { ...environment, stdout: heard, stderr: heard });
  return { command: ['dvar', ...argv.map(inShell)].join(' '), screen };
}

/** A word of a command line as a shell takes it. */
const inShell = (word: string): string => (/^[\w./=,:+-]+$/.test(word) ? word : `"${word}"`);

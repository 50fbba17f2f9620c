import { inMarkdown } from '../../homework/report/markdown.ts';
import { deeds } from '../lessons/deeds.ts';
import type { PageParts } from './lecture-html.ts';
import type { LecturePage, LecturePart, PageQuestion } from './lecture-page.ts';

/** Lectures as Markdown, for GitHub, GitLab and what else draws Mermaid; answers are folded away where HTML is let through. */
export function lectureMarkdown(title: string, pages: readonly LecturePage[], parts: PageParts): string {
  let pictures = 0;
  const shown = (part: LecturePart): readonly string[] => {
    switch (part.kind) {
      case 'text':
        return paragraphs(part.lines);
      case 'question':
        return [...paragraphs(part.question.asks), ...answerOf(part.question)];
      case 'graph':
        return ['```mermaid', parts.picture(part, ++pictures).trimEnd(), '```', ''];
      case 'worked':
        return [
          ...part.lines.map(([rule = '', ...why]) => `- ${[rule, ...why].map(inline).join('  \n  ')}`),
          '',
        ];
      case 'exercise':
        return part.questions.flatMap((question, at) => [
          `${at + 1}. ${question.asks.map(inline).join('; ')}`,
          '',
          ...answerOf(question).map((line) => (line === '' ? '' : `   ${line}`)),
        ]);
      case 'demo': {
        const { command, screen } = parts.demo(part);
        return ['```console', `$ ${command}`, screen.trimEnd(), '```', ''];
      }
    }
  };
  return [
    `# ${inMarkdown(title)}`,
    '',
    ...pages.flatMap(({ number, title: own, steps, summary }) => [
      `## Lecture ${number}: ${inMarkdown(own)}`,
      '',
      ...steps.flatMap(({ kind, parts: each }, at) => [
        `### ${at + 1} · ${deeds[kind]}`,
        '',
        ...each.flatMap(shown),
      ]),
      ...(summary.length > 0 ? ['### In short', '', ...paragraphs(summary)] : []),
    ]),
  ]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

const answerOf = ({ answer, why }: PageQuestion): readonly string[] => [
  '<details><summary>Answer</summary>',
  '',
  ...paragraphs([answer, ...(why === '' ? [] : [why])]),
  '</details>',
  '',
];

const paragraphs = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => [inline(line), '']);

/** A text with its mathematics, which stands between backticks, as code; no other sign of it means anything. */
const inline = (text: string): string =>
  text
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? `\`${piece}\`` : outside(piece)))
    .join('');

/** A piece between two pieces of code keeps the spaces at its ends. */
function outside(piece: string): string {
  const [, before = '', own = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(piece) ?? [];
  return before + inMarkdown(own) + after;
}

import { inHtml } from '../../homework/report/feedback-forms.ts';
import { classPageStyle } from '../../homework/report/page/class-page-style.ts';
import { deeds } from '../lessons/deeds.ts';
import type { LecturePage, LecturePart, PageQuestion, PageStep } from './lecture-page.ts';

/** What a page takes from elsewhere: pictures of graphs, and what demonstrations show. */
export interface PageParts {
  /** Lines of a picture, in the page's format; pictures are numbered from 1. */
  readonly picture: (part: LecturePart & { readonly kind: 'graph' }, number: number) => string;
  readonly demo: (part: LecturePart & { readonly kind: 'demo' }) => DemoShown;
}

/** A demonstration: the command that shows it, and what it prints. */
export interface DemoShown {
  readonly command: string;
  readonly screen: string;
}

const STYLE = `${classPageStyle}
section.step{margin:1.4rem 0}h3{font-size:.85rem;font-weight:600;color:var(--faint);margin:0 0 .2rem}
p{margin:.4rem 0}figure{margin:.6rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}
pre{font:.82rem/1.35 ui-monospace,'DejaVu Sans Mono',monospace;overflow-x:auto;padding:.6rem;border:1px solid var(--line)}
details{margin:.2rem 0}summary{cursor:pointer;color:var(--bar)}ol{padding-left:1.6rem}ol li{margin:.5rem 0}
dl{margin:.4rem 0}dd{margin:0 0 .5rem 1.4rem;color:var(--faint)}.summary{border-left:3px solid var(--bar);padding-left:.8rem}
@media print{article+article{break-before:page}details:not([open]) summary{display:none}section.step{break-inside:auto}figure,pre,li{break-inside:avoid}h2,h3{break-after:avoid}}
`;

/** Lectures as one file without a script: to read, to print, or to teach from. Answers are folded away, and left out in print. */
export function lectureHtml(title: string, pages: readonly LecturePage[], parts: PageParts): string {
  let pictures = 0;
  const numbered = {
    ...parts,
    picture: (part: Parameters<PageParts['picture']>[0]) => parts.picture(part, ++pictures),
  };
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inHtml(title)}</title>
<style>${STYLE}</style>
</head><body>
<h1>${inHtml(title)}</h1>
${pages.map((page) => articleOf(page, numbered)).join('\n')}
</body></html>
`;
}

/** The parts of a page, its pictures counted. */
interface Numbered extends Omit<PageParts, 'picture'> {
  readonly picture: (part: LecturePart & { readonly kind: 'graph' }) => string;
}

const articleOf = ({ number, title, steps, summary }: LecturePage, parts: Numbered): string =>
  [
    `<article><h2>Lecture ${number}: ${inHtml(title)}</h2>`,
    ...steps.map((step, at) => stepOf(step, at + 1, parts)),
    ...(summary.length > 0 ? [`<div class="summary"><h3>In short</h3>${paragraphs(summary)}</div>`] : []),
    '</article>',
  ].join('\n');

const stepOf = ({ id, kind, parts: own }: PageStep, place: number, parts: Numbered): string =>
  `<section class="step" id="${inHtml(id)}"><h3>${place} · ${deeds[kind]}</h3>\n${own.map((part) => partOf(part, parts)).join('\n')}</section>`;

function partOf(part: LecturePart, parts: Numbered): string {
  switch (part.kind) {
    case 'text':
      return paragraphs(part.lines);
    case 'question':
      return `${paragraphs(part.question.asks)}${answerOf(part.question)}`;
    case 'graph':
      return `<figure>${parts.picture(part)}</figure>`;
    case 'worked':
      return `<dl>${part.lines.map(([rule = '', ...why]) => `<dt>${inline(rule)}</dt>${why.map((text) => `<dd>${inline(text)}</dd>`).join('')}`).join('\n')}</dl>`;
    case 'exercise':
      return `<ol>${part.questions.map((question) => `<li>${question.asks.map(inline).join('<br>')}${answerOf(question)}</li>`).join('\n')}</ol>`;
    case 'demo': {
      const { command, screen } = parts.demo(part);
      return `<p><code>${inHtml(command)}</code></p><pre>${inHtml(screen)}</pre>`;
    }
  }
}

const answerOf = ({ answer, why }: PageQuestion): string =>
  `<details><summary>Answer</summary>${paragraphs([answer, ...(why === '' ? [] : [why])])}</details>`;

const paragraphs = (lines: readonly string[]): string =>
  lines.map((line) => `<p>${inline(line)}</p>`).join('');

/** A text with its mathematics, which stands between backticks, as code. */
const inline = (text: string): string => inHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

import { describe, titleOf } from '../picture/scene/describe.ts';
import { sceneOf } from '../picture/scene/scene.ts';
import { escaped, inOrder } from '../picture/svg/markup.ts';
import { svgOf } from '../picture/svg/svg.ts';
import { mathml } from './mathml.ts';
import type { PaperLine, PaperSheet, SheetProblem } from './paper-sheet.ts';
import { fillIn } from './paper-sheet.ts';
import { scanCode } from './scan-code.ts';

/** The width of the text on paper, in pixels: A4 and Letter with their margins hold it both. */
const PAPER_WIDTH = 680;
/** A picture is made smaller, to this share, before it is folded. */
const SMALLEST = 0.72;

const STYLE = `
@page { margin: 14mm 15mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.4 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif; color: #111; background: #fff; max-width: ${PAPER_WIDTH}px; margin: 1em auto; padding: 0 6px; }
article + article { break-before: page; margin-top: 3em; }
header { display: flex; gap: 16px; align-items: flex-start; border-bottom: 1px solid #888; padding-bottom: 8px; }
header div { flex: 1; }
h1 { font-size: 16pt; margin: 0 0 10px; }
h2 { font-size: 13pt; margin: 16px 0 6px; break-after: avoid; }
.fill { display: inline-block; min-width: 210px; border-bottom: 1px solid #444; height: 1.3em; vertical-align: bottom; }
.id .fill { min-width: 130px; }
.math { margin: 6px 0; break-inside: avoid; }
.math div { margin: 2px 0 2px 14px; }
figure { margin: 10px 0; break-inside: avoid; }
figure svg { max-width: 100%; height: auto; }
ol { list-style: none; padding: 0; margin: 8px 0; }
ol li { display: flex; align-items: flex-end; gap: 8px; padding-top: 9px; break-inside: avoid; }
ol b { min-width: 1.6em; text-align: right; font-size: 9pt; }
ol .line { flex: 1; border-bottom: 1px solid #444; min-height: 1.3em; }
ol .line.rule { flex: 2; }
ol .tall { min-height: 3.6em; border: 1px solid #444; }
ol .small { font-size: 9pt; color: #555; }
code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 10pt; }
.how { font-size: 9.5pt; break-inside: avoid; }
.how h2 { font-size: 11pt; }
`;

/** Sheets as one page in HTML that prints as it looks, each on paper of its own; nothing is fetched. */
export function sheetsHtml(sheets: readonly PaperSheet[]): string {
  const [first] = sheets;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(first?.title ?? 'Homework')}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...sheets.map(articleOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function articleOf(sheet: PaperSheet, at: number): string {
  const who =
    sheet.student === null
      ? 'Name <span class="fill"></span> <span class="id">Id <span class="fill"></span></span>'
      : `Name <span class="fill"></span> Id <b>${escaped(sheet.student)}</b>`;
  return [
    '<article>',
    `<header><div><h1>${escaped(sheet.title)}</h1><p>${who}</p></div>${scanCode(sheet.code, 76)}</header>`,
    ...sheet.problems.map((problem, k) => problemHtml(problem, sheet, `s${at + 1}p${k + 1}-`)),
    `<section class="how">${instructionsHtml(sheet.instructions)}</section>`,
    '</article>',
  ].join('\n');
}

/** The picture of a problem as SVG, folded where it would get too small on paper, and its size there in pixels; dark on a dark screen, if the page around it is, too. */
export function sheetPicture(
  nodes: SheetProblem['nodes'],
  prefix: string,
  page: 'light' | 'either' = 'light',
): { readonly svg: string; readonly width: number; readonly height: number } {
  const whole = sceneOf(nodes);
  const scene = whole.width * SMALLEST <= PAPER_WIDTH ? whole : sceneOf(nodes, PAPER_WIDTH / SMALLEST);
  const words = { title: titleOf(nodes), description: describe(nodes), light: page === 'light', prefix };
  const share = Math.min(1, PAPER_WIDTH / scene.width);
  return { svg: svgOf(scene, words), width: scene.width * share, height: scene.height * share };
}

function problemHtml(problem: SheetProblem, { choice }: PaperSheet, prefix: string): string {
  const { heading, steps, givens, nodes, answers } = problem;
  return [
    `<section><h2>${escaped(heading)}</h2>`,
    `<div class="math">${steps.map((tex) => `<div>${mathml(tex)}</div>`).join('')}</div>`,
    `<p>At ${givens.map((tex) => mathml(tex)).join(', ')}. ${choice.key ? '' : fillIn}</p>`,
    `<figure>${sheetPicture(nodes, prefix).svg}</figure>`,
    `<ol>${answers.map((line) => answerHtml(line, choice.rules)).join('')}</ol></section>`,
  ].join('\n');
}

function answerHtml({ mark, word, tex, shape, key }: PaperLine, rules: boolean): string {
  const head = `<b>${mark}</b> <span title="${escaped(word)}">${mathml(tex)}</span>`;
  if (key) return `<li>${head} = <code>${key.map((line) => escaped(inOrder(line))).join('<br>')}</code></li>`;
  const small = shape === null ? '' : ` <span class="small">${escaped(shape)}</span>`;
  const rule = rules ? '<span class="small">rule</span> <span class="line rule"></span>' : '';
  return `<li>${head}${small} = ${rule}${rules ? '<span class="small">value</span>' : ''} <span class="line${shape === null ? '' : ' tall'}"></span></li>`;
}

/** The Markdown of instructions: headings, items, paragraphs, code between backticks. */
function instructionsHtml(lines: readonly string[]): string {
  const inline = (text: string): string => escaped(text).replaceAll(/(`+) ?(.+?) ?\1/g, '<code>$2</code>');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      if (line.startsWith('## ')) return `<h2>${inline(line.slice(3))}</h2>`;
      return line.startsWith('- ') ? `<p>• ${inline(line.slice(2))}</p>` : `<p>${inline(line)}</p>`;
    })
    .join('\n');
}

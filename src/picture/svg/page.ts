import { derivativeAt } from '../../engine/passes/evaluate.ts';
import { gradientOnPaper, valueOnPaper } from '../../engine/passes/on-paper.ts';
import { valueFigures } from '../../language/number-format.ts';
import { print } from '../../language/print.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { questionOf } from '../../tutor/lesson/question.ts';
import { withNumbers } from '../../tutor/lesson/words.ts';
import { explanation } from '../../tutor/teaching/explain.ts';
import { describe, titleOf } from '../scene/describe.ts';
import { wordInFront } from '../scene/measures.ts';
import type { PictureNode } from '../scene/nodes.ts';
import { sceneOf } from '../scene/scene.ts';
import { lastMoment, momentsOf, sceneAt } from './animation.ts';
import { escaped, inOrder } from './markup.ts';
import { type Moments, svgOf } from './svg.ts';

/** A picture on a page is folded where it is wider than a window usually is, in pixels. */
const PAGE_WIDTH = 1000;

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif; margin: 1rem; }
h1 { font-size: 1.2rem; }
figure { margin: 0; overflow-x: auto; }
figure svg { display: block; }
figure a { cursor: pointer; }
figure a:focus-visible .box { stroke-width: 4; }
section { display: none; max-width: 46rem; border-top: 1px solid #8888; margin-top: .8rem; }
section:target, main:not(:has(:target)) > #start { display: block; }
code { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
nav { font-size: .95rem; }
@media print { section { display: block; } }
`;

/** A page that is clicked through: each box of the graph leads to its value, its rule, the reason, and where its derivative comes from. No script; links and the keyboard's Tab and Enter do it. */
export function graphPage(
  lesson: Lesson,
  nodes: readonly PictureNode[],
  digits: number,
  most = PAGE_WIDTH,
): string {
  const place = new Map(nodes.map(({ id }, at) => [id, `node-${at + 1}`]));
  const linkTo = (id: string): string => place.get(id) ?? 'start';
  const marked = [...place.values()].map(
    (id) => `body:has(#${id}:target) #box-${id} .box { stroke-width: 4; }`,
  );
  const picture = svgOf(sceneOf(nodes, most), {
    title: titleOf(nodes),
    description: describe(nodes),
    linkTo,
  });
  const start =
    '<section id="start"><p>Click a box, or choose it with the Tab key and Enter. Below the picture you then see how it is computed, what its derivative is, and why.</p></section>';
  const told = nodes.map((node) => sectionOf(lesson, nodes, node, linkTo, digits));
  return htmlPage(titleOf(nodes), `${STYLE}${marked.join('\n')}`, [
    `<h1>${escaped(titleOf(nodes))}</h1>`,
    '<main>',
    `<figure>${picture}</figure>`,
    start,
    ...told,
    '</main>',
  ]);
}

/** A page in HTML with its style and its parts. */
function htmlPage(title: string, style: string, parts: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    ...parts,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function sectionOf(
  lesson: Lesson,
  nodes: readonly PictureNode[],
  node: PictureNode,
  linkTo: (id: string) => string,
  digits: number,
): string {
  const { worked, order } = lesson;
  const readers = nodes.filter(({ inputs }) => inputs.includes(node.id)).map(({ id }) => id);
  const words = { lesson, digits };
  const plain = worked.graph.layout === null && node.written !== null;
  const numbers = plain && node.written ? [print(withNumbers(words, node.written))] : [];
  const value = valueFigures(valueOnPaper(worked, node.slot), digits);
  const forward = [node.formula, ...numbers, value].filter((part, at, all) => part !== all[at - 1]);
  const derivative = order.includes(node.slot) ? derivativeAt(worked, node.slot) : null;
  const reasons = derivative === null ? [] : explanation(words, questionOf(lesson, node.slot));
  const links = (ids: readonly string[]) =>
    ids.map((id) => `<a href="#${linkTo(id)}">${escaped(inOrder(id))}</a>`).join(', ');
  return [
    `<section id="${linkTo(node.id)}"><h2>${escaped(inOrder(node.id))}</h2>`,
    `<p><code>${escaped(inOrder(forward.join(' = ')))}</code>${node.shape ? `, of shape <code>${escaped(node.shape)}</code>` : ''}${node.role === 'data' ? '; it is data, so it needs no derivative' : ''}</p>`,
    ...(derivative === null
      ? []
      : [
          `<p><code>${escaped(inOrder(`${node.word} = ${valueFigures(gradientOnPaper(worked, node.slot), digits)}`))}</code></p>`,
        ]),
    ...reasons.map((reason) => `<p>${inlineCode(reason)}</p>`),
    '<nav>',
    ...(node.inputs.length > 0 ? [`<p>It uses ${links(node.inputs)}.</p>`] : []),
    ...(readers.length > 0 ? [`<p>Its derivative comes back from ${links(readers)}.</p>`] : []),
    '</nav></section>',
  ].join('\n');
}

/** A sentence of the tutor, its mathematics between backticks as code. */
const inlineCode = (text: string): string =>
  escaped(inOrder(text)).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const SLIDES = `
:root { color-scheme: light dark; }
@page { size: A4 landscape; margin: 12mm; }
body { font: 16px/1.5 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif; margin: 1rem; }
section { break-after: page; min-height: 92vh; }
h2 { font-size: 1.6rem; font-weight: normal; margin: 0 0 1rem; }
h2 small { float: right; font-size: 1rem; }
figure { margin: 0; }
figure svg { width: 100%; height: auto; max-height: 76vh; }
@media print { section { min-height: 0; } figure svg { max-height: 150mm; } }
`;

/** A page of steps for slides: the picture once for each value and derivative that appears, and what that is. */
export function slidesOf(lesson: Lesson, nodes: readonly PictureNode[], most = PAGE_WIDTH): string {
  const scene = sceneOf(nodes, most);
  const moments = momentsOf(nodes, lesson.order);
  const words = { title: titleOf(nodes), description: describe(nodes) };
  const last = lastMoment(moments);
  const slides = Array.from({ length: last + 1 }, (_, at) => {
    const svg = svgOf(sceneAt(scene, moments, at), { ...words, prefix: `step-${at}-` });
    const said = escaped(inOrder(appearingAt(nodes, moments, at)));
    return `<section aria-label="step ${at} of ${last}"><h2><small>${at} of ${last}</small>${said}</h2><figure>${svg}</figure></section>`;
  });
  return htmlPage(titleOf(nodes), SLIDES, slides);
}

/** What appears at a moment, as it is said above its slide. */
function appearingAt(nodes: readonly PictureNode[], { value, derivative }: Moments, moment: number): string {
  const forward = nodes.find(({ id }) => value.get(id) === moment);
  const text = (flow: PictureNode['value']): string => (flow?.kind === 'text' ? flow.text : '?');
  if (forward) return `${forward.formula}${forward.value ? ` = ${text(forward.value)}` : ''}`;
  const backward = nodes.find(({ id }) => derivative.get(id) === moment);
  return backward?.derivative ? `${wordInFront(backward)}${text(backward.derivative)}` : titleOf(nodes);
}

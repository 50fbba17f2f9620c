import { pack } from '../homework/documents/archive.ts';
import { escaped, inOrder } from '../picture/svg/markup.ts';
import { parts, size } from './docx-parts.ts';
import type { PaperLine, PaperSheet, SheetProblem } from './paper-sheet.ts';
import { fillIn } from './paper-sheet.ts';

/** A picture as dots, so wide and so high in pixels, and what it shows in words. */
export interface SheetImage {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
}

/** The pictures of a sheet: its code for scanning, and the graph of each problem. */
export interface SheetImages {
  readonly code: SheetImage;
  readonly graphs: readonly SheetImage[];
}

/** Sheets as one Word document (Office Open XML), each on paper of its own, with styles that a teacher can change. */
export function sheetsDocx(sheets: readonly PaperSheet[], images: readonly SheetImages[]): Uint8Array {
  const all = images.flatMap(({ code, graphs }) => [code, ...graphs]);
  const body = sheets.map((sheet, at) => {
    const { code, graphs } = images[at]!; // one for each sheet
    const drawing = (image: SheetImage | undefined): string =>
      image ? drawn(image, all.indexOf(image)) : '';
    return [
      headOf(sheet, drawing(code), at > 0),
      ...sheet.problems.map((problem, k) => problemOf(problem, sheet, drawing(graphs[k]))),
      ...sheet.instructions.map(instructionOf),
    ].join('');
  });
  return pack(
    parts(
      body.join(''),
      sheets[0]?.title ?? 'Homework',
      all.map(({ png }) => png),
    ),
  );
}

function headOf({ title, student }: PaperSheet, code: string, breaks: boolean): string {
  const id = student === null ? [tab] : [run(` ${student}`, bold)];
  const stops = `<w:tabs>${stop(4600)}${student === null ? stop(7800) : ''}</w:tabs>`;
  const left = [
    paragraph([run(title)], '<w:pStyle w:val="Title"/>'),
    paragraph([run('Name '), tab, run('  Id'), ...id], stops),
  ];
  // A break belongs to a paragraph, and this one is too low to be seen.
  const fresh = '<w:pageBreakBefore/><w:spacing w:after="0" w:line="20" w:lineRule="exact"/>';
  return `${breaks ? paragraph([], fresh) : ''}<w:tbl><w:tblPr><w:tblW w:w="${size.text}" w:type="dxa"/><w:tblBorders><w:bottom w:val="single" w:sz="6" w:color="888888"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="${size.text - 1400}"/><w:gridCol w:w="1400"/></w:tblGrid><w:tr>${cell(left.join(''), size.text - 1400)}${cell(paragraph([code]), 1400)}</w:tr></w:tbl>`;
}

const cell = (content: string, width: number): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`;

function problemOf(problem: SheetProblem, { choice }: PaperSheet, picture: string): string {
  const { heading, program, values, answers } = problem;
  const how = choice.key ? '' : ` ${fillIn}`;
  return [
    paragraph([run(heading)], '<w:pStyle w:val="Heading1"/>'),
    ...program.map((line) => paragraph([run(line)], '<w:pStyle w:val="Code"/>')),
    paragraph([run(`At ${values.join(', ')}.${how}`)]),
    paragraph([picture], '<w:keepNext/>'),
    ...answers.map((line) => answerOf(line, choice.rules)),
  ].join('');
}

/** A line for an answer: a leader up to the right edge, of a matrix an empty frame below it. */
function answerOf({ mark, word, shape, key }: PaperLine, rules: boolean): string {
  const head = [run(`${mark}  `, small), run(`${word}${shape === null ? '' : ` ${shape}`} = `)];
  const style = '<w:pStyle w:val="Answer"/>';
  if (key) return paragraph([...head, ...lines(key)], style);
  const [middle, end] = [stop(Math.round(size.text * 0.66)), stop(size.text)];
  if (!rules && shape !== null) return paragraph(head, style) + frame();
  const rule = rules ? [run('rule ', small), tab, run('  value ', small)] : [];
  return (
    paragraph(
      [...head, ...rule, ...(shape === null ? [tab] : [])],
      `${style}<w:tabs>${rules ? middle : ''}${end}</w:tabs>`,
    ) + (shape === null ? '' : frame())
  );
}

/** Room for a matrix. */
const side = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="1" w:color="444444"/>`;
const frame = (): string =>
  paragraph(
    [run(' ')],
    `<w:pBdr>${['top', 'left', 'bottom', 'right'].map(side).join('')}</w:pBdr><w:spacing w:after="700" w:line="900" w:lineRule="exact"/>`,
  );

/** A line of the instructions' Markdown. */
function instructionOf(line: string): string {
  if (line.trim() === '') return '';
  if (line.startsWith('## ')) return paragraph([run(line.slice(3))], '<w:pStyle w:val="Heading2"/>');
  const text = line.replace(/^- /, '• ');
  // Between one or more backticks stands code.
  const runs = text
    .split(/`+ ?(.+?) ?`+/)
    .map((part, at) => (part === '' ? '' : run(part, at % 2 === 1 ? code : '')));
  return paragraph(runs, '<w:pStyle w:val="How"/>');
}

function paragraph(runs: readonly string[], properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${runs.join('')}</w:p>`;
}

const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(inOrder(text))}</w:t></w:r>`;
const lines = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text, at) => [...(at > 0 ? ['<w:r><w:br/></w:r>'] : []), run(text, code)]);
const tab = '<w:r><w:tab/></w:r>';
const stop = (at: number): string => `<w:tab w:val="left" w:leader="underscore" w:pos="${at}"/>`;
const bold = '<w:b/>';
const small = '<w:sz w:val="17"/>';
const code = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="20"/>';

/** English metric units to a pixel. */
const EMU = 9525;

function drawn({ width, height, title, description }: SheetImage, at: number): string {
  const [cx, cy] = [width, height].map((pixels) => Math.round(pixels * EMU));
  const id = at + 1;
  const name = `picture${id}`;
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${id}" name="${name}" title="${escaped(title)}" descr="${escaped(description)}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" name="${name}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

import PDFDocument from 'pdfkit';
import { sceneOf } from '../../picture/scene/scene.ts';
import type { Scene, SceneBox, SceneLabel } from '../../picture/scene/scene-parts.ts';
import { lightPalette } from '../../picture/svg/style.ts';
import type { PaperLine, PaperSheet, SheetProblem } from '../../sheets/paper-sheet.ts';
import { scanSquares } from '../../sheets/scan-code.ts';
import type { Font } from './fonts.ts';

/** The document that is written. */
type Pen = InstanceType<typeof PDFDocument>;

/** A4 in points, with room for Letter: its margins hold on both. */
const MARGIN = 48;
const WIDTH = 595 - 2 * MARGIN;
const HEIGHT = 780;
/** The smallest scale of a picture, in points a pixel; one that would need less is broken into rows. */
const SMALLEST = 0.56;

/** Sheets as one PDF, each on paper of its own, all in one font. */
export async function sheetsPdf(sheets: readonly PaperSheet[], { bytes, name }: Font): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    font: '', // the writer's own fonts have only Latin letters
    autoFirstPage: false,
    info: { Title: sheets[0]?.title ?? 'Homework' },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  if (name === null) pdf.font(Buffer.from(bytes));
  else pdf.font(Buffer.from(bytes), name);
  for (const sheet of sheets) {
    pdf.addPage();
    writeSheet(pdf, sheet);
  }
  pdf.end();
  await done;
  return Buffer.concat(chunks);
}

function writeSheet(pdf: Pen, sheet: PaperSheet): void {
  const top = pdf.y;
  scanCode(pdf, sheet.code, MARGIN + WIDTH - 58, top);
  pdf
    .fontSize(16)
    .fillColor('black')
    .text(sheet.title, MARGIN, top, { width: WIDTH - 76 });
  const id = sheet.student === null ? '______________' : sheet.student;
  pdf
    .moveDown(0.5)
    .fontSize(11)
    .text(`Name ______________________________   Id ${id}`, { width: WIDTH - 76 });
  pdf.y = Math.max(pdf.y, top + 66);
  rule(pdf, MARGIN, pdf.y, WIDTH);
  for (const problem of sheet.problems) writeProblem(pdf, problem, sheet.choice.rules);
  pdf.moveDown(1);
  for (const line of sheet.instructions) writeInstruction(pdf, line);
}

function writeProblem(pdf: Pen, problem: SheetProblem, rules: boolean): void {
  pdf.moveDown(0.8);
  pdf.fontSize(13).fillColor('black').text(problem.heading, MARGIN, pdf.y, { width: WIDTH });
  pdf.moveDown(0.3).fontSize(10);
  for (const line of problem.program) pdf.text(line, MARGIN + 12, pdf.y, { width: WIDTH - 12 });
  pdf.moveDown(0.3).text(`At ${problem.values.join(', ')}.`, MARGIN, pdf.y, { width: WIDTH });
  pdf.moveDown(0.5);
  const whole = sceneOf(problem.nodes);
  const scene = whole.width * SMALLEST <= WIDTH ? whole : sceneOf(problem.nodes, WIDTH / SMALLEST);
  const scale = Math.min(0.75, WIDTH / scene.width);
  room(pdf, scene.height * scale);
  const y = pdf.y;
  pdf.save().translate(MARGIN, y).scale(scale);
  drawScene(pdf, scene);
  pdf.restore();
  pdf.x = MARGIN;
  pdf.y = y + scene.height * scale + 6;
  for (const line of problem.answers) writeAnswer(pdf, line, rules);
}

/** Begins a new page if a height no longer fits on this one. */
function room(pdf: Pen, height: number): void {
  if (pdf.y + height > HEIGHT) pdf.addPage();
}

function drawScene(pdf: Pen, { lines, tips, backs, boxes, labels, names }: Scene): void {
  const ink = lightPalette;
  for (const { x1, y1, x2, y2 } of lines) pdf.moveTo(x1, y1).lineTo(x2, y2).lineWidth(1.4).stroke(ink.line);
  for (const { x, y } of tips) pdf.polygon([x, y], [x - 9, y - 4.5], [x - 9, y + 4.5]).fill(ink.line);
  for (const { x1, y1, x2, y2 } of backs) {
    pdf
      .moveTo(x1, y1)
      .lineTo(x2 + 6, y2)
      .lineWidth(1.4)
      .stroke(ink.derivative);
    pdf.polygon([x2, y2], [x2 + 7, y2 - 3.5], [x2 + 7, y2 + 3.5]).fill(ink.derivative);
  }
  for (const box of boxes) drawBox(pdf, box);
  for (const label of labels) drawLabel(pdf, label);
  for (const name of names) put(pdf, name.text, name, ink.ink);
}

function drawBox(pdf: Pen, { node, x, y, width, height, lines }: SceneBox): void {
  const ink = lightPalette;
  const given = node.role === 'parameter' || node.role === 'data';
  pdf.lineWidth(node.role === 'output' ? 2.2 : 1.2);
  if (node.role === 'data') pdf.dash(4, { space: 3 });
  pdf.roundedRect(x, y, width, height, given ? 14 : 4).fillAndStroke(ink[node.role], ink.line);
  pdf.undash();
  for (const line of lines) put(pdf, line.text, line, line.faint ? ink.faint : ink.ink);
}

function drawLabel(pdf: Pen, { kind, text, blank, ...place }: SceneLabel): void {
  if (text !== '') put(pdf, text, place, lightPalette[kind]);
  if (!blank) return;
  const x = blank.x + (text === '' ? 0 : 2);
  pdf
    .lineWidth(1)
    .rect(x, place.y - 12, blank.width - 2, 15)
    .stroke(lightPalette.faint);
  put(pdf, blank.mark, { x: x + 4, y: place.y - 1, size: 10 }, lightPalette.faint);
}

/** A text whose baseline begins at a place. */
function put(
  pdf: Pen,
  text: string,
  { x, y, size }: { x: number; y: number; size: number },
  colour: string,
): void {
  pdf.fontSize(size).fillColor(colour).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
}

function writeAnswer(pdf: Pen, { mark, word, shape, key }: PaperLine, rules: boolean): void {
  const height = key ? 15 * Math.max(1, key.length) : shape === null ? 24 : 56;
  room(pdf, height);
  const y = pdf.y;
  const head = `${mark}   ${word}${shape === null ? '' : ` ${shape}`} =`;
  const base = y + (key ? 12 : 18);
  put(pdf, head, { x: MARGIN, y: base, size: 10 }, 'black');
  const from = MARGIN + pdf.widthOfString(head) + 8;
  if (key)
    for (const [k, line] of key.entries()) put(pdf, line, { x: from, y: base + 15 * k, size: 10 }, 'black');
  else {
    const middle = from + (MARGIN + WIDTH - from) * 0.6;
    if (rules) {
      put(pdf, 'rule', { x: from, y: base, size: 8 }, '#555');
      put(pdf, 'value', { x: middle, y: base, size: 8 }, '#555');
      rule(pdf, from + 20, base + 2, middle - from - 26);
    }
    const start = rules ? middle + 26 : from;
    rule(pdf, start, base + 2, MARGIN + WIDTH - start);
  }
  pdf.x = MARGIN;
  pdf.y = y + height;
}

function writeInstruction(pdf: Pen, line: string): void {
  const text = line.replaceAll(/`+ ?(.+?) ?`+/g, '$1');
  if (text.trim() === '') return;
  const heading = text.startsWith('## ');
  pdf.fontSize(heading ? 11 : 9).fillColor('black');
  pdf
    .text(heading ? text.slice(3) : text.replace(/^- /, '• '), MARGIN, pdf.y, { width: WIDTH })
    .moveDown(0.3);
}

const rule = (pdf: Pen, x: number, y: number, width: number): Pen =>
  pdf
    .moveTo(x, y)
    .lineTo(x + width, y)
    .lineWidth(0.7)
    .stroke('#444');

function scanCode(pdf: Pen, text: string, x: number, y: number): void {
  const { side, squares } = scanSquares(text);
  const size = 58 / side;
  for (const [column, row] of squares) pdf.rect(x + column * size, y + row * size, size, size);
  pdf.fill('black');
}

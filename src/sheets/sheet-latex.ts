import { preamble, tikzOf } from '../picture/notation/latex.ts';
import type { PaperLine, PaperSheet, SheetProblem } from './paper-sheet.ts';
import { scanSquares } from './scan-code.ts';

/** Sheets as one document in LaTeX that compiles by itself, each on paper of its own. */
export function sheetsLatex(sheets: readonly PaperSheet[]): string {
  return [
    ...preamble,
    '\\pagestyle{empty}',
    '\\begin{document}',
    ...sheets.flatMap((sheet, at) => [...(at > 0 ? ['\\clearpage'] : []), ...sheetLatex(sheet)]),
    '\\end{document}',
    '',
  ].join('\n');
}

function sheetLatex({ title, student, code, problems, instructions, choice }: PaperSheet): readonly string[] {
  const id = student === null ? '\\underline{\\hspace{4cm}}' : `\\textbf{${plain(student)}}`;
  return [
    '',
    `\\begin{minipage}[t]{0.8\\textwidth}\\vspace{0pt}{\\Large\\bfseries ${plain(title)}}\\\\[14pt]`,
    `Name \\underline{\\hspace{6cm}} \\quad Id ${id}\\end{minipage}\\hfill`,
    `\\begin{minipage}[t]{0.15\\textwidth}\\vspace{0pt}\\raggedleft ${codeTex(code)}\\end{minipage}`,
    '',
    '\\medskip\\hrule\\medskip',
    ...problems.flatMap((problem) => problemLatex(problem, choice.rules)),
    '',
    '\\bigskip',
    ...instructions.filter((line) => line.trim() !== '').map(instruction),
  ];
}

/** The code for scanning as squares of TikZ, two centimetres wide. */
function codeTex(text: string): string {
  const { side, squares } = scanSquares(text);
  const size = (2 / side).toFixed(4);
  const drawn = squares.map(([x, y]) => `\\fill (${x},${y}) rectangle ++(1.02,1.02);`).join('');
  return `\\begin{tikzpicture}[x=${size}cm,y=-${size}cm]${drawn}\\end{tikzpicture}`;
}

function problemLatex(problem: SheetProblem, rules: boolean): readonly string[] {
  const { heading, steps, givens, lesson, nodes, style, answers } = problem;
  return [
    '',
    `\\subsection*{${plain(heading)}}`,
    ...steps.map((tex) => `$${tex}$\\par`),
    `\\smallskip At ${givens.map((tex) => `$${tex}$`).join(', ')}.`,
    '',
    '\\medskip',
    ...tikzOf(lesson, nodes, style),
    '',
    '\\medskip',
    ...answers.map((line) => answerLatex(line, rules)),
  ];
}

function answerLatex({ mark, tex, shape, key }: PaperLine, rules: boolean): string {
  const head = `\\textbf{${mark}}\\enspace $${tex}$${shape === null ? '' : ` {\\footnotesize ${shape}}`} $=$`;
  if (key) return `${head} ${key.map((line) => `\\texttt{${plain(line)}}`).join('; ')}\\par\\vspace{4pt}`;
  const rule = rules ? '{\\footnotesize rule} \\underline{\\hspace{6cm}} {\\footnotesize value} ' : '';
  return `${head} ${rule}\\hrulefill\\mbox{}\\par\\vspace{${shape === null ? '7pt' : '40pt'}}`;
}

/** A line of instructions: Markdown of headings, items and code. */
function instruction(line: string): string {
  const inline = (text: string): string =>
    text
      .split(/`+ ?(.+?) ?`+/)
      .map((part, at) => (at % 2 === 1 ? `\\texttt{${plain(part)}}` : plain(part)))
      .join('');
  if (line.startsWith('## ')) return `\\subsubsection*{${inline(line.slice(3))}}`;
  return `${line.startsWith('- ') ? `\\textbullet\\enspace ${inline(line.slice(2))}` : inline(line)}\\par`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '’': "'",
};

/** Text that TeX takes as it is: its own signs are escaped, and letters that pdfTeX lacks become a question mark. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\\~^’#$%&_{}]/g, (sign) => SIGNS[sign] ?? `\\${sign}`)
    .replaceAll(/[^\x20-\x7e\u00a1-\u00ff]/gu, '?');

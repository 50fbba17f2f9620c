import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testFolder } from '../../folder.testing.ts';
import { parseProgram } from '../../language/program.ts';
import type { Lesson } from '../../tutor/lesson/lesson.ts';
import { lectureLessons, matrixLectures } from '../../tutor/lesson/lessons.testing.ts';
import { pictureNodes } from '../scene/nodes.ts';
import { dotOf } from './dot.ts';
import { backwardEquations } from './equations.ts';
import { latexOf } from './latex.ts';
import { mermaidOf } from './mermaid.ts';
import { oddLesson as odd } from './random-graphs.testing.ts';
import { texOf } from './tex.ts';
import { texNames } from './tex-names.ts';

const everything = [...lectureLessons, ...matrixLectures];
const nodesIn = (lesson: Lesson) =>
  pictureNodes(lesson, new Set([...lesson.order, lesson.worked.graph.output]), 4);

describe('names in TeX', () => {
  const alone = (name: string, others: readonly string[] = []) => texNames([name, ...others]).of(name);
  test.each([
    ['w', 'w'],
    ['w1', 'w_{1}'],
    ['w_12', 'w_{12}'],
    ['yhat', '\\hat y'],
    ['y_hat', '\\hat y'],
    ['ŷ', '\\hat y'],
    ['xbar2', '\\bar x_{2}'],
    ['alpha', '\\alpha'],
    ['σ', '\\sigma'],
    ['theta_0', '\\theta_{0}'],
    ['loss', '\\mathrm{loss}'],
    ['x_train', 'x_{\\mathrm{train}}'],
    ['h0_1', 'h_{0,1}'],
    ['w00', 'w_{00}'],
    ['z_hidden', 'z_{\\mathrm{hidden}}'],
    ['z1_hidden', 'z_{1,\\mathrm{hidden}}'],
    ['x_test_2', 'x_{\\mathrm{test},2}'],
    ['lambda', '\\lambda'],
    ['alpha_1', '\\alpha_{1}'],
    ['Delta', '\\Delta'],
    ['mu_hat', '\\hat \\mu'],
    ['yhat2', '\\hat y_{2}'],
    ['yhat_test', '\\hat y_{\\mathrm{test}}'],
    ['err', '\\mathrm{err}'],
    ['loss2', '\\mathrm{loss}_{2}'],
    ['chart', '\\mathrm{chart}'],
    ['dw1', '\\mathrm{dw}_{1}'],
    ['t1', 't_{1}'],
    ['z1', 'z_{1}'],
    ['損失', 'v_{1}'],
  ])('%s is %s', (name, tex) => {
    expect(alone(name)).toBe(tex);
  });

  test('in a net of layers the number is that of the layer, and nowhere else', () => {
    expect(alone('W1', ['b1', 'z1'])).toBe('W^{[1]}');
    expect(alone('a2', ['w2', 'b2'])).toBe('a^{[2]}');
    expect(alone('w2', ['w1', 'x1', 'x2', 'b'])).toBe('w_{2}');
    // A layer has a weight, a bias and what it computes; a number that is all over is none.
    expect(alone('w1', ['b1'])).toBe('w_{1}');
    expect(alone('a1', ['a2', 'a3'])).toBe('a_{1}');
  });

  test.each([
    ['W1', 'W^{[1]}'],
    ['b1', 'b^{[1]}'],
    ['t1', 't^{[1]}'],
    ['a1', 'a^{[1]}'],
    ['dW1', '\\mathrm{d}W^{[1]}'],
    ['dz1', '\\mathrm{d}z^{[1]}'],
    ['x1', 'x_{1}'],
    ['y1', 'y_{1}'],
    ['x_test', 'x_{\\mathrm{test}}'],
    ['W12', 'W_{12}'],
    ['W2', 'W_{2}'],
  ])('beside a layer %s is %s', (name, tex) => {
    expect(alone(name, ['W1', 'b1', 'z1', 'a1', 't1', 'x1'])).toBe(tex);
  });

  test('a layer may be written with an underscore, and h may be what it computes', () => {
    expect(alone('W_1', ['b_1', 'h_1'])).toBe('W^{[1]}');
    expect(alone('h2', ['w2', 'b2'])).toBe('h^{[2]}');
  });

  test('a name of code for a derivative is that of its variable, and any other name with a d is its own', () => {
    expect(alone('dw1', ['w1'])).toBe('\\mathrm{d}w_{1}');
    expect(alone('dyhat', ['yhat'])).toBe('\\mathrm{d}\\hat y');
    expect(alone('dalpha', ['alpha'])).toBe('\\mathrm{d}\\alpha');
    expect(alone('delta', ['w'])).toBe('\\delta');
    expect(alone('d', ['w'])).toBe('d');
    expect(alone('d1', ['w'])).toBe('d_{1}');
  });

  test('what the teacher says goes first', () => {
    expect(texNames(['p'], new Map([['p', '\\hat y']])).of('p')).toBe('\\hat y');
  });
});

describe('formulas in TeX', () => {
  const style = { names: texNames(['a', 'b', 'c', 'W', 'x', 'W1', 'b1', 'z1']).of, digits: 4, inline: false };
  const tex = (text: string, inline = false): string => {
    const parsed = parseProgram(`J = ${text}`);
    if (!parsed.ok) throw new Error(parsed.trouble.message);
    return texOf(parsed.value.statements[0]!.expression, { ...style, inline });
  };
  test.each([
    ['3*(a+b*c)', '3 \\, (a + b \\, c)'],
    ['3*2', '3 \\cdot 2'],
    ['a*(-2)', 'a \\cdot (-2)'],
    ['1/2*(a-b)^2', '\\frac{1}{2} \\, (a - b)^{2}'],
    ['a-(b-c)', 'a - (b - c)'],
    ['-a^2', '-a^{2}'],
    ['(-a)^2', '(-a)^{2}'],
    ["W'*x", 'W^{\\mathsf T} \\, x'],
    ['a .* b', 'a \\odot b'],
    ['log(1-a)', '\\log(1 - a)'],
    ['sqrt(a)', '\\sqrt{a}'],
    ['leaky_relu(a)', '\\operatorname{leaky\\_relu}(a)'],
    ['2e-7*a', '2 \\cdot 10^{-7} \\, a'],
    ['abs(a)', '\\lvert a \\rvert'],
    ['3*(a>0)', '3 \\cdot \\mathbf{1}[a > 0]'],
    ['(a>b)*c', '\\mathbf{1}[a > b] \\, c'],
    ['(a^2)^3', '(a^{2})^{3}'],
    ['W1.^2', '(W^{[1]})^{\\circ 2}'],
    ["(W1')^2", '({W^{[1]}}^{\\mathsf T})^{2}'],
  ])('%s', (text, wanted) => {
    expect(tex(text)).toBe(wanted);
  });

  test('in a line, a fraction has a stroke, and keeps its parentheses', () => {
    expect(tex('a/(b*c)', true)).toBe('a/(b \\, c)');
    expect(tex('(a+b)/c', true)).toBe('(a + b)/c');
  });
});

test('the chain rule of the lecture', () => {
  const [, lesson] = lectureLessons.find(([title]) => title === 'running-example')!;
  const style = { names: texNames(['a', 'b', 'c', 'u', 'v', 'J']).of, digits: 4, inline: false };
  expect(backwardEquations(lesson, style).map(({ left, equals }) => [left, ...equals].join(' = '))).toEqual([
    '\\frac{\\partial J}{\\partial v} = 3',
    '\\frac{\\partial J}{\\partial a} = \\frac{\\partial J}{\\partial v} \\, \\frac{\\partial v}{\\partial a} = \\frac{\\partial J}{\\partial v} = 3',
    '\\frac{\\partial J}{\\partial u} = \\frac{\\partial J}{\\partial v} \\, \\frac{\\partial v}{\\partial u} = \\frac{\\partial J}{\\partial v} = 3',
    '\\frac{\\partial J}{\\partial b} = \\frac{\\partial J}{\\partial u} \\, \\frac{\\partial u}{\\partial b} = \\frac{\\partial J}{\\partial u} \\, c = 3 \\cdot 2 = 6',
    '\\frac{\\partial J}{\\partial c} = \\frac{\\partial J}{\\partial u} \\, \\frac{\\partial u}{\\partial c} = \\frac{\\partial J}{\\partial u} \\, b = 3 \\cdot 3 = 9',
  ]);
});

test("the lecture's six equations, as the lecture writes them", () => {
  const [, lesson] = matrixLectures.find(([title]) => title === 'matrix-net-six-equations')!;
  const names = texNames(lesson.worked.names.flatMap((name) => name ?? [])).of;
  const equations = backwardEquations(lesson, { names, digits: 3, inline: false });
  const rules = equations.map(({ equals }) => equals[0]);
  expect(rules).toContain('a^{[2]} - y');
  expect(rules).toContain('\\frac{\\partial L}{\\partial z^{[2]}} \\, {a^{[1]}}^{\\mathsf T}');
});

const wish = { digits: 4, names: new Map(), backward: true, blank: false };

test('LaTeX: braces and environments are closed, and nothing of another script is in it', () => {
  for (const lesson of [...everything.map(([, each]) => each), odd]) {
    const text = latexOf(lesson, nodesIn(lesson), wish);
    const body = text
      .split('\n')
      .filter((line) => !line.startsWith('%'))
      .join('\n');
    expect(body).toMatch(/^[\x20-\x7e\n]*$/);
    expect(body.split('{').length).toBe(body.split('}').length);
    expect(body.match(/\\begin\{/g)?.length).toBe(body.match(/\\end\{/g)?.length);
  }
});

// Debian: texlive-latex-base, texlive-pictures, texlive-latex-recommended. Where TeX is not there, only the test above looks.
const folder = testFolder('tex');
const hasTex = spawnSync('pdflatex', ['--version']).status === 0;
(hasTex ? test : test.skip)(
  'pdfTeX sets every lecture, without a box that sticks out',
  () => {
    const kept = everything.filter(([title]) => /^(running-example$|matrix-net-six)/.test(title));
    for (const [title, lesson] of [...kept, ['odd', odd] as const]) {
      writeFileSync(join(folder, `${title}.tex`), latexOf(lesson, nodesIn(lesson), wish));
      const said = execFileSync('pdflatex', ['-interaction=nonstopmode', '-halt-on-error', `${title}.tex`], {
        cwd: folder,
        encoding: 'utf8',
      });
      if (title !== 'odd') expect(said).not.toMatch(/^Overfull/m);
    }
  },
  60_000,
);

test('Mermaid: nodes, arrows and classes, one a line, and no sign of a text that it would read as its own', () => {
  for (const lesson of [...everything.map(([, each]) => each), odd]) {
    const nodes = nodesIn(lesson);
    const [head, title, description, ...lines] = mermaidOf(nodes, 'Computation graph').trimEnd().split('\n');
    expect([head, title]).toEqual(['flowchart LR', '  accTitle: Computation graph']);
    expect(description).toMatch(/^ {2}accDescr: From left to right: [^\n;#{}]+\.$/);
    const node =
      /^ {2}n\d+(?:\["|\("|\(\[")(?:[^"#&<>`*_[\](){}|;]|#\d+;|<br\/>)+(?:"\]|"\)|"\]\)):::(?:parameter|data|step|output)$/;
    expect(lines.filter((line) => node.test(line))).toHaveLength(nodes.length);
    const others = lines.filter((line) => !node.test(line) && !/^ {2}n\d+ --> n\d+$/.test(line));
    expect(others.every((line) => /^ {2}classDef \w+ [\w#:,\- ]+$/.test(line))).toBe(true);
  }
});

test('DOT: a node and an arrow a line, labels in its markup', () => {
  const [, lesson] = lectureLessons.find(([title]) => title === 'running-example')!;
  const dot = dotOf(nodesIn(lesson), 'It is "quoted"');
  expect(dot).toContain('tooltip="It is \\"quoted\\""');
  expect(dot).toContain(
    'label=<u = b*c<BR/><FONT COLOR="#0a4fc4">6</FONT><BR/><FONT COLOR="#c01616">dJ/du = 3</FONT>>',
  );
  expect(dot.match(/^ {2}n\d+ -> n\d+;$/gm)).toHaveLength(5);
});

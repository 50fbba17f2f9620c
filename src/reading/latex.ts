const signs: readonly (readonly [command: RegExp, means: string])[] = [
  [/\\begin\{(?:[bpv]?matrix|array)\}(?:\{[lcr|]*\})?/g, '['],
  [/\\end\{(?:[bpv]?matrix|array)\}/g, ']'],
  [/\\(?:left\.|(?:left|right|displaystyle|,|;|!|:|quad|qquad|[bB]igg?[lr]?|limits)(?![a-z]))/g, ''],
  [/\\[lr]?vert(?![a-z])/g, '|'],
  [/\\(?:text|mathrm|mathbf|boldsymbol|operatorname|vec|mathit|bm|boxed)\s*\{([^{}]*)\}/g, '$1'],
  [
    /\\(?:begin|end)\{(?:align|equation|gather|displaymath|math|eqnarray|split|aligned|itemize|enumerate)\*?\}/g,
    '',
  ],
  [/\\item(?:\[[^\]]*\])?\s*|\\(?:label|tag)\{[^{}]*\}|\\nonumber/g, ''],
  [/\\partial\s*/g, '∂'],
  [/\\nabla\s*/g, '∇'],
  [/\\(?:cdot|times|ast)(?![a-z])\s*/g, '*'],
  [/\\odot(?![a-z])\s*/g, '.*'],
  [/\\div(?![a-z])\s*/g, '/'],
  [/\\approx(?![a-z])\s*/g, '≈'],
  [/\\(?:to|rightarrow|Rightarrow|implies)(?![a-z])\s*/g, '→'],
  [/\\sigma(?![a-z])/g, 'sigmoid'],
  [/\\(exp|log|ln|tanh|sqrt|max|sin|cos)(?![a-z])\s*/g, '$1'],
  [/\^\s*\{\s*(?:T|\\top|\\intercal)\s*\}|\^\s*(?:T(?![\w])|\\top|\\intercal)/g, "'"],
  [/\^\s*\{\s*\[(\d)\]\s*\}/g, '$1'],
  [/_\s*\{\s*([A-Za-z0-9]+)\s*\}|_\s*([A-Za-z0-9]+)/g, '_$1$2'],
  [/\\(hat|bar|tilde)\s*\{?\s*([A-Za-z])\s*\}?/g, '$2$1'],
  [
    /\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|rho|tau|phi|omega|ell|pi)(?![a-z])\s*/g,
    '$1',
  ],
];

/** A part in braces that holds no others. */
const braces = String.raw`\{([^{}]*)\}`;
const fraction = new RegExp(String.raw`\\[dtc]?frac\s*${braces}\s*${braces}`);
const shortFraction = /\\[dtc]?frac\s*(\d)\s*(\d)/;
const slope = /^\s*[d∂]\s*\w*\s*$/u;

/** LaTeX as it would be typed here: fractions, signs, matrices; null where it holds a command that is not known. */
export function fromLatex(text: string): string | null {
  if (!text.includes('\\')) return text;
  let plain = text.replaceAll('&=', '=');
  for (const [command, means] of signs) plain = plain.replaceAll(command, means);
  for (let turn = 0; turn < 50; turn++) {
    const before = plain;
    plain = plain
      .replace(shortFraction, '($1/$2)')
      .replace(fraction, (_, above: string, below: string) =>
        slope.test(above) && slope.test(below)
          ? `${above}/${below}`.replaceAll(/\s/g, '')
          : `((${above})/(${below}))`,
      )
      .replace(/(\^|sqrt|exp|log|ln)\s*\{([^{}]*)\}/, '$1($2)');
    if (plain === before) break;
  }
  plain = plain.replaceAll('{', '(').replaceAll('}', ')');
  plain = plain.replaceAll(
    /\[([^[\]]*(?:&|\\\\)[^[\]]*)\]/g,
    (_, rows: string) => `[${rows.replaceAll('&', ' ').replaceAll('\\\\', ';')}]`,
  );
  plain = plain.replace(/\\\\\s*$/, '').replaceAll(/\\[()[\]]/g, '');
  return plain.includes('\\') ? null : plain;
}

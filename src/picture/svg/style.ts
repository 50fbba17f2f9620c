/** The fonts of a picture: whichever is there; none is fetched. */
const FONTS = "'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

/** What each part of a picture is coloured with, on a light and on a dark page: contrast is 4.5 to 1 and more for text. */
const PALETTES = {
  light: {
    paper: '#ffffff',
    ink: '#1c1c1e',
    faint: '#5c5c63',
    line: '#4a4a52',
    step: '#f4f5f7',
    parameter: '#fff4d6',
    data: '#e9ecef',
    output: '#e6f2ea',
    value: '#0a4fc4',
    derivative: '#c01616',
  },
  dark: {
    paper: '#16171a',
    ink: '#f1f1f3',
    faint: '#a9a9b3',
    line: '#b4b4be',
    step: '#26282d',
    parameter: '#3a3217',
    data: '#33363c',
    output: '#1c3526',
    value: '#7fb0ff',
    derivative: '#ff8a80',
  },
} as const;

type Palette = Readonly<Record<keyof (typeof PALETTES)['light'], string>>;

const rules = (palette: Palette): string =>
  [
    `.paper{fill:${palette.paper}}`,
    `text{fill:${palette.ink}}`,
    `.faint{fill:${palette.faint}}`,
    `.line{stroke:${palette.line}}`,
    `.tip{fill:${palette.line}}`,
    `.box{stroke:${palette.line}}`,
    `.step{fill:${palette.step}}`,
    `.parameter{fill:${palette.parameter}}`,
    `.data{fill:${palette.data}}`,
    `.output{fill:${palette.output}}`,
    `.value{fill:${palette.value}}`,
    `.derivative{fill:${palette.derivative}}`,
    `.back{stroke:${palette.derivative}}`,
    `.blank{fill:${palette.paper};stroke:${palette.faint}}`,
    `.curve{stroke:${palette.value}}`,
    `.slope{stroke:${palette.derivative}}`,
    `.dot{fill:${palette.derivative};stroke:${palette.derivative}}`,
    `.hollow{fill:${palette.paper}}`,
    `.grid{stroke:${palette.data}}`,
    `.contour{stroke:${palette.faint}}`,
  ].join('');

/** Rules that hold inside a picture alone, so that one may stand in any page. */
const scoped = (sheet: string): string => sheet.replaceAll(/(?<=^|\}|,)(?=[a-z.])/g, '.dvar ');

const SHAPES = `text{font-family:${FONTS};stroke:none}.line,.back,.curve,.slope,.grid{fill:none;stroke-width:1.4}.curve,.slope{stroke-width:2}.grid{stroke-width:1}.box{stroke-width:1.2}.data{stroke-dasharray:4 3}.output{stroke-width:2.2}.blank{stroke-width:1}.mark{font-weight:bold}`;

/** The style sheet of a picture: light by itself, dark where the viewer prefers that. */
export const styleSheet = `${scoped(SHAPES + rules(PALETTES.light))}@media screen and (prefers-color-scheme:dark){${scoped(rules(PALETTES.dark))}}`;

/** The same for paper and for programs that know no media: light alone. */
export const lightSheet = scoped(SHAPES + rules(PALETTES.light));

/** The colours on a light page, for formats that have no style sheets. */
export const lightPalette: Palette = PALETTES.light;

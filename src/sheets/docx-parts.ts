import { escaped } from '../picture/svg/markup.ts';

/** The page in twentieths of a point: A4 with margins that Letter holds, too, and the width of its text. */
export const size = { width: 11906, height: 16838, margin: 850, text: 11906 - 2 * 850 } as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** The files of a Word document around its body; `images` are named image1 on. */
export function parts(
  body: string,
  title: string,
  images: readonly Uint8Array[],
): ReadonlyMap<string, Uint8Array> {
  const link = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const links = (all: readonly string[]): string =>
    `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
  const texts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes],
    [
      '_rels/.rels',
      links([
        link('document', `${OFFICE}/relationships/officeDocument`, 'word/document.xml'),
        link('core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ]),
    ],
    [
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:language>en</dc:language></cp:coreProperties>`,
    ],
    [
      'word/_rels/document.xml.rels',
      links([
        link('styles', `${OFFICE}/relationships/styles`, 'styles.xml'),
        ...images.map((_, at) =>
          link(`image${at + 1}`, `${OFFICE}/relationships/image`, `media/image${at + 1}.png`),
        ),
      ]),
    ],
    ['word/styles.xml', styles],
    [
      'word/document.xml',
      `<w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}/relationships" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:pic="${DRAWING}/picture"><w:body>${body}<w:sectPr><w:pgSz w:w="${size.width}" w:h="${size.height}"/><w:pgMar w:top="800" w:right="${size.margin}" w:bottom="800" w:left="${size.margin}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ],
  ];
  return new Map([
    ...texts.map(([name, text]) => [name, new TextEncoder().encode(HEAD + text)] as const),
    ...images.map((png, at) => [`word/media/image${at + 1}.png`, png] as const),
  ]);
}

const contentTypes = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

/** A paragraph style that a teacher finds by its name: how it stands, and how its letters look. */
const style = (name: string, stands: string, looks: string): string =>
  `<w:style w:type="paragraph" w:styleId="${name.replace(/ /g, '')}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${stands}</w:pPr><w:rPr>${looks}</w:rPr></w:style>`;

const styles = `<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="21"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="80"/></w:pPr></w:style>${[
  style('Title', '<w:spacing w:after="160"/>', '<w:b/><w:sz w:val="32"/>'),
  style(
    'Heading 1',
    '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>',
    '<w:b/><w:sz w:val="26"/>',
  ),
  style(
    'Heading 2',
    '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="1"/>',
    '<w:b/><w:sz w:val="22"/>',
  ),
  style(
    'Code',
    '<w:spacing w:after="20"/><w:ind w:left="200"/>',
    '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:sz w:val="20"/>',
  ),
  style('Answer', '<w:keepLines/><w:spacing w:before="120" w:after="60"/>', ''),
  style('How', '<w:spacing w:after="40"/>', '<w:sz w:val="18"/>'),
].join('')}</w:styles>`;

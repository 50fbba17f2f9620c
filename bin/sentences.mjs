// Lists every sentence that the program can show, by room, for somebody to proof-read: `npm run sentences`, or with a word or
// a room to look for, `npm run sentences -- src/tutor/teaching`. What varies stands in braces. Comments are not shown to
// anybody, and tests are left out; so are texts without a blank, which are words of code. `npm run sentences -- --twice` lists
// those that are written in two places, so that a change of words would miss one; `--in` reads the sources of another folder.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const given = process.argv.slice(2);
const twice = given.includes('--twice');
const at = given.indexOf('--in');
const root = at < 0 ? dirname(dirname(fileURLToPath(import.meta.url))) : given[at + 1];
const wanted = given.filter((word, i) => word !== '--twice' && (at < 0 || (i !== at && i !== at + 1)));

/** So many words in a row are a sentence that somebody wrote, and not a turn of phrase. */
const fewestWords = 6;

const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /(?<!\.test|\.testing|\.wasm)\.ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !/[\\/]src[\\/](?:bench|fuzz|tutor[\\/]simulated)[\\/]/.test(file))
  .sort();

let count = 0;
const rooms = new Map();
const places = new Map();
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  visit(source, (node) => {
    const said = saidBy(node);
    if (said === null || !isSentence(said)) return;
    const room = relative(root, dirname(file)).replaceAll('\\', '/');
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const place = `${relative(root, file).replaceAll('\\', '/')}:${line}`;
    if (wanted.length > 0 && !wanted.some((word) => place.startsWith(word) || said.includes(word))) return;
    if (!isThrown(node)) for (const sentence of sentencesOf(said)) noted(sentence, place);
    if (!rooms.has(room)) rooms.set(room, []);
    rooms.get(room).push(`  ${place}\n    ${said.replaceAll('\n', '\n    ')}`);
    count++;
  });
}
if (twice) {
  const repeated = [...places].filter(([, found]) => found.length > 1);
  for (const [sentence, found] of repeated) console.log(`${sentence}\n  ${found.join('\n  ')}`);
  process.exitCode = repeated.length > 0 ? 1 : 0;
} else {
  for (const [room, said] of rooms) console.log(`${room}\n${said.join('\n')}\n`);
  console.log(`${count} sentences in ${rooms.size} rooms`);
}

/** What a text says, with blanks for what varies: the whole of it, and each of its sentences. */
function sentencesOf(said) {
  const blank = said.replaceAll(/\{[^}]*\}/g, '_').trim();
  const parts = [blank, ...blank.split(/(?<=[.?!])\s+/)].map((part) => part.replace(/[.?!;:]$/, ''));
  return new Set(
    parts.filter((part) => part.match(/[A-Za-z']+/g)?.length >= fewestWords && !part.startsWith('<')),
  );
}

function noted(sentence, place) {
  if (!places.has(sentence)) places.set(sentence, []);
  places.get(sentence).push(place);
}

/** Whether a text is that of an error, which only a bug shows. */
function isThrown({ parent }) {
  return ts.isNewExpression(parent) && parent.expression.getText() === 'Error';
}

function visit(node, look) {
  // Where code is imported from is said to nobody, nor what a type is called.
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** What a literal says, with what varies in braces; null for anything else. */
function saidBy(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  const parts = node.templateSpans.map(
    (span) => `{${shortly(span.expression.getText())}}${span.literal.text}`,
  );
  return node.head.text + parts.join('');
}

function shortly(code) {
  return code.length > 40 ? '...' : code.replaceAll(/\s+/g, ' ');
}

/** Two words beside one another are a sentence, or a part of one; formulas and code have signs between. */
function isSentence(text) {
  return (
    /[A-Za-z']{2,},? [a-z]{2,}/.test(text.replaceAll(/\{[^}]*\}/g, 'x')) &&
    !/^\s*(?:\(|for \(|return |const )/.test(text)
  );
}

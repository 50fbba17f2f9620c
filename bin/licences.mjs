import { readdirSync, readFileSync } from 'node:fs';
import { inside } from './places.mjs';

/** The licences of the packages whose code went into the bundles: most ask that their text goes along. */
export function licencesOf(inputs) {
  const folders = new Set(
    [...inputs].flatMap((path) => /^(.*node_modules[/](?:@[^/]+[/])?[^/]+)[/]/.exec(path)?.[1] ?? []),
  );
  const texts = [...folders].sort().map((folder) => {
    const about = JSON.parse(readFileSync(inside(folder, 'package.json'), 'utf8'));
    const text = ownText(folder) ?? standardText(about);
    return `${about.name} ${about.version}: ${about.license}\n\n${text.trim()}\n`;
  });
  return `Code of these packages is part of the bundles in this folder.\n\n${texts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

/** The text that a package brings: in a file of its own, or as the last part of its readme. */
function ownText(folder) {
  const names = readdirSync(inside(folder));
  const read = (name) => readFileSync(inside(folder, name), 'utf8');
  const file = names.find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (file !== undefined) return read(file);
  const readme = names.find((each) => /^readme/i.test(each));
  const part = readme && /^(?:#+ *)?licen[cs]e\b[\s\S]*/im.exec(read(readme))?.[0];
  return part?.includes('Permission is hereby granted') ? part : null;
}

/** The standard text of the licence that a package declares, for one that brings none; said so. */
function standardText({ name, license, author, repository }) {
  const source = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const holder = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}, ${source}`;
  const said = `The package brings no text of its licence. It declares ${license}, whose standard text follows.\nIts source: ${source}\n`;
  switch (license) {
    case 'MIT':
      return `${said}\n${readFileSync(inside('LICENSE'), 'utf8').replace(/^Copyright .*$/m, `Copyright (c) ${holder}`)}`;
    case 'MPL-2.0':
      return `${said}Copyright (c) ${holder}\n\n${readFileSync(inside('bin', 'licences', 'MPL-2.0.txt'), 'utf8')}`;
    default:
      throw new Error(`${name} brings no text of its licence, and no standard text of ${license} is at hand`);
  }
}

import { inHtml } from '../../homework/report/feedback-forms.ts';
import { classPageStyle } from '../../homework/report/page/class-page-style.ts';
import { howMeasured, type LearnerPage, leadOf, stateMeanings } from './learner-page.ts';

/** What a learner has shown as one file without a script, to be read or printed. */
export function learnerHtml(page: LearnerPage): string {
  const { title, made, version, lectures, skills, mistakes } = page;
  const heading = `${inHtml(title)}: what was shown`;
  const rows = lectures.map((row) => [
    `${row.number}. ${inHtml(row.title)}`,
    `<meter min="0" max="${row.steps}" value="${row.done}"></meter> ${row.done} of ${row.steps}`,
    row.asked === 0 ? '' : `${row.first} of ${row.asked}`,
  ]);
  const known = skills.map((row) => [
    inHtml(row.name),
    row.lecture === null ? '' : String(row.lecture),
    `${row.right} of ${row.asked}`,
    row.state,
  ]);
  const measured = [
    ...Object.entries(stateMeanings).map(([state, means]) => `<b>${state}</b>: ${inHtml(means)}`),
    ...howMeasured.map(inHtml),
  ];
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${classPageStyle}</style>
</head><body>
<h1>${heading}</h1>
${leadOf(page)
  .map((line) => `<p>${inHtml(line)}</p>`)
  .join('\n')}
${table('Lectures', ['lecture', 'steps done', 'right at the first try'], rows)}
${known.length === 0 ? '' : table('Skills, from strong to weak', ['skill', 'lecture', 'right at the first try', ''], known)}
${mistakes.length === 0 ? '' : list('Mistakes to look out for', mistakes.map(inHtml))}
${list('How this was measured', measured)}
<p class="note">Made by dvar ${inHtml(version)} on ${made}.</p>
</body></html>
`;
}

const table = (heading: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<section><h2>${heading}</h2>
<div class="wide"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div></section>`;

const list = (heading: string, items: readonly string[]): string =>
  `<section><h2>${heading}</h2>\n<ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul></section>`;

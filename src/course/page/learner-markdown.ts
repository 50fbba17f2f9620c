import { howMeasured, type LearnerPage, leadOf, stateMeanings } from './learner-page.ts';

/** What a learner has shown as Markdown. */
export function learnerMarkdown(page: LearnerPage): string {
  const { title, made, version, lectures, skills, mistakes } = page;
  const lines = [
    `# ${inMarkdown(title)}: what was shown`,
    '',
    ...leadOf(page).flatMap((line) => [inMarkdown(line), '']),
    '| lecture | steps done | right at the first try |',
    '|---|---|---|',
    ...lectures.map(
      (row) =>
        `| ${row.number}. ${inMarkdown(row.title)} | ${row.done} of ${row.steps} | ${row.asked === 0 ? '' : `${row.first} of ${row.asked}`} |`,
    ),
    ...(skills.length === 0
      ? []
      : [
          '',
          '## Skills, from strong to weak',
          '',
          '| skill | lecture | right at the first try | |',
          '|---|---|---|---|',
        ]),
    ...skills.map(
      (row) =>
        `| ${inMarkdown(row.name)} | ${row.lecture ?? ''} | ${row.right} of ${row.asked} | ${row.state} |`,
    ),
    ...(mistakes.length === 0 ? [] : ['', '## Mistakes to look out for', '']),
    ...mistakes.map((each) => `- ${inMarkdown(each)}`),
    '',
    '## How this was measured',
    '',
    ...Object.entries(stateMeanings).map(([state, means]) => `- **${state}**: ${means}`),
    ...howMeasured.map((line) => `- ${line}`),
    '',
    `Made by dvar ${version} on ${made}.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Text in which no sign means anything to Markdown. */
const inMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_|<>[\]#]/g, '\\$&').replaceAll(/\s+/g, ' ');

import type { Course } from '../../course/lessons/course.ts';
import { dayOf, isMastered, isOpen, type Memory, weightOf } from '../../course/memory/memory.ts';
import { dueFrom } from '../../course/memory/scheduler.ts';
import { mistakeName, skillName } from '../../course/skills/plain-names.ts';
import { stepsDone, triesIn } from '../../course/walk/ending.ts';
import type { Theme } from '../screen/theme.ts';
import type { Environment } from '../shell/environment.ts';
import { daysAway, momentAt } from './when.ts';

/** What one screen has room for. */
const most = { skills: 6, mistakes: 3, weeks: 4, dues: 4 } as const;
const dayLength = 86_400_000;

/** All that is remembered, on one screen: lectures, skills from weak to strong, mistakes, the last weeks, what is due. */
export function progressLines(memory: Memory, course: Course, now: number, theme: Theme): readonly string[] {
  return [
    ...lectureLines(memory, course, theme),
    ...skillLines(memory, now),
    ...mistakeLines(memory, now),
    ...calendar(memory, now, theme),
    dueLine(memory, now),
  ];
}

function lectureLines(memory: Memory, course: Course, theme: Theme): readonly string[] {
  const [full, empty] = theme.ascii ? ['#', '.'] : ['●', '○'];
  return [
    course.title,
    ...course.lectures.map((lecture, i) => {
      const count = lecture.stepIds.length;
      const done = stepsDone(memory, course, lecture);
      const { first, asked } = triesIn(memory, course, lecture);
      const bar = theme.plain ? '' : `${full.repeat(Math.round((10 * done) / count)).padEnd(10, empty)}  `;
      const tries = asked === 0 ? '' : `, ${first} of ${asked} at the first try`;
      return `  ${i + 1}  ${bar}${lecture.title}: ${done} of ${count} steps${tries}`;
    }),
  ];
}

function skillLines({ skills }: Memory, now: number): readonly string[] {
  const all = Object.entries(skills).sort(([, a], [, b]) => a.known - b.known);
  if (all.length === 0) return ['You have not practised any skill yet; dvar learn starts the course.'];
  const kept = all.filter(([, skill]) => isMastered(skill)).length;
  const more = all.length - Math.min(all.length, most.skills);
  return [
    'Skills, the weakest first: how likely you know them, and how often you were right at the first try',
    ...all.slice(0, most.skills).map(([name, skill]) => {
      const sure = `${String(Math.round(100 * skill.known)).padStart(3)}%`;
      const right = `${skill.right} of ${skill.right + skill.missed} right`;
      return `  ${sure}  ${skillName(name)}: ${right}${isMastered(skill) ? ', kept' : ''}, due ${daysAway(now, dueFrom(skill.schedule, now))}`;
    }),
    ...(more > 0 ? [`  and ${more} stronger ${more === 1 ? 'one' : 'ones'}`] : []),
    `${kept} of ${all.length} kept; a skill is kept when it is right at the first try on two days, with two sets of numbers, and 95% sure.`,
  ];
}

function mistakeLines({ mistakes }: Memory, now: number): readonly string[] {
  const open = Object.values(mistakes)
    .filter((mistake) => isOpen(mistake, now))
    .sort((a, b) => weightOf(b, now) - weightOf(a, now));
  if (open.length === 0) return [];
  return [
    'Mistakes to look out for:',
    ...open.slice(0, most.mistakes).map(({ id, count, skills: [skill] }) => {
      const where = skill === undefined ? '' : `, at ${skillName(skill)}`;
      return `  ${mistakeName(id)}${where} (${count === 1 ? 'once' : `${count} times`})`;
    }),
  ];
}

/** How much was answered on each day of the last weeks. */
function calendar({ days }: Memory, now: number, { ascii, plain }: Theme): readonly string[] {
  const from = dayOf(now) - 7 * most.weeks + 1;
  const counts = Array.from({ length: 7 * most.weeks }, (_, i) => days[from + i] ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const on = counts.filter((count) => count > 0).length;
  const sum = `${total} ${total === 1 ? 'answer' : 'answers'} on ${on} ${on === 1 ? 'day' : 'days'}`;
  if (plain) return [`The last ${most.weeks} weeks: ${sum}`];
  const signs = ascii ? ['.', '-', '+', '#'] : ['·', '▂', '▅', '█'];
  const sign = (count: number): string => signs[count === 0 ? 0 : count < 10 ? 1 : count < 30 ? 2 : 3] ?? '';
  const row = counts
    .map(sign)
    .join('')
    .replace(/(.{7})(?=.)/gu, '$1 ');
  return [`The last ${most.weeks} weeks: ${row}  ${sum}`];
}

/** What is due, and when: `Due: 3 today, 2 in 4 days.` */
function dueLine({ skills }: Memory, now: number): string {
  const today = dayOf(now);
  const counts = new Map<number, number>();
  for (const { schedule } of Object.values(skills)) {
    const day = Math.max(today, dayOf(dueFrom(schedule, now)));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const soonest = [...counts].sort(([a], [b]) => a - b).slice(0, most.dues);
  if (soonest.length === 0) return 'Nothing is due for review.';
  const parts = soonest.map(([day, count]) => `${count} ${daysAway(now, day * dayLength)}`);
  const asks = counts.has(today) ? '; dvar review asks' : '';
  return `Skills due: ${parts.join(', ')}${asks}.`;
}

/** The same for programs. */
export function progressJson(memory: Memory, course: Course, now: number, zone: Environment['zone']): object {
  const iso = (wall: number): string => new Date(momentAt(wall, zone)).toISOString();
  return {
    format: 'dvar.progress/1',
    course: course.id,
    lectures: course.lectures.map((lecture) => ({
      id: lecture.id,
      title: lecture.title,
      steps: lecture.stepIds.length,
      done: stepsDone(memory, course, lecture),
      ...triesIn(memory, course, lecture),
    })),
    skills: Object.entries(memory.skills)
      .sort(([, a], [, b]) => a.known - b.known)
      .map(([id, skill]) => ({
        id,
        name: skillName(id),
        known: skill.known,
        right: skill.right,
        missed: skill.missed,
        kept: isMastered(skill),
        due: iso(dueFrom(skill.schedule, now)),
      })),
    mistakes: Object.values(memory.mistakes).map((mistake) => ({
      id: mistake.id,
      skills: mistake.skills,
      count: mistake.count,
      last: iso(mistake.last),
      open: isOpen(mistake, now),
    })),
    days: Object.entries(memory.days).map(([day, answers]) => ({
      day: new Date(Number(day) * dayLength).toISOString().slice(0, 10),
      answers,
    })),
    answers: memory.answers,
  };
}

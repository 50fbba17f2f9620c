import type { Lesson } from '../../lesson/lesson.ts';
import type { Question } from '../../lesson/question.ts';
import type { Mistake } from '../../mistakes/messages.ts';
import { noStart, type Start } from '../../mistakes/own-start.ts';
import { type Assessment, assess } from '../assess.ts';
import { startsFrom } from '../follow-through.ts';
import type { Reading } from '../reading.ts';
import { slipSeen } from './slip-words.ts';

/**
 * Judges an answer, also a chain whose last number does not follow: what stands before it shows the rule. A wrong rule is
 * told as one; with the right one the number is a slip, unless rounding on the way excuses it.
 */
export function assessAnswer(
  lesson: Lesson,
  question: Question,
  reading: Reading & { kind: 'read' | 'clash' },
  digits: number,
  start: Start = noStart,
): Assessment {
  if (reading.kind === 'clash' || !reading.before) return assess(lesson, question, reading, digits, start);
  const { before, ...number } = reading;
  const rule = assess(lesson, question, { ...number, ...before }, digits, start);
  if (rule.verdict === 'wrong' && !rule.evidence?.follows) return rule;
  const alone = assess(lesson, question, number, digits, start);
  if (alone.verdict !== 'wrong') return alone;
  const mistake: Mistake = { id: 'arithmetic-slip', message: slipSeen(before.body) };
  const slip = { mistake, locals: [], unlikely: false };
  const started = startsFrom(question, start.wrong);
  const evidence = { classes: [], slip, seen: alone.seen, follows: false, started };
  return { ...alone, mistake, either: [], meant: null, evidence };
}

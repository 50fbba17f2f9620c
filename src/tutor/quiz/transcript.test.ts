import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { expectFixture } from '../../fixtures.testing.ts';
import { transcriptOf } from './transcript.testing.ts';

/**
 * Dialogues as a teacher would read them: what the learner types stands after `> `, everything else is the tutor's. The
 * head says what the quiz is about: `lecture: FILE`, with `skip: NAMES` where steps are left out, or a program with `values:` and `data:`; `piped` where no one is there.
 */
const folder = new URL('../../../fixtures/quiz/', import.meta.url);

const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));

test('the dialogues are there', () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');

  test('says what it shows, and the learner says something', () => {
    expect(text).toMatch(/^# \S/);
    expect(text.match(/^> /gm)?.length).toBeGreaterThan(2);
  });

  test('goes as it stands', () => {
    expectFixture(new URL(file, folder), transcriptOf(text), text);
  });
});

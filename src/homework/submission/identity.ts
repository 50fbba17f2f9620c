import type { Notation } from './read.ts';
import { studentLine } from './submission.ts';

/** The students that a submission's text names. Nothing is parsed, because every file is asked this first. */
export function studentsIn(text: string, notation: Notation): readonly string[] {
  switch (notation) {
    case 'text':
    case 'python':
    case 'fenced':
      return one(
        studentLine(/^[^\S\n]*#[^\S\n]*student[^\S\n]*:.*\S.*$/imu.exec(text)?.[0] ?? '') ?? undefined,
      );
    case 'octave':
      return one(
        studentLine(
          /^[^\S\n]*[#%]+([^\S\n]*student[^\S\n]*:.*\S.*)$/imu.exec(text)?.[1]?.replace(/^/, '#') ?? '',
        ) ?? undefined,
      );
    case 'notebook':
      return one(
        unescaped(`"${/"\s*#+\s*student\s*:\s*((?:[^"\\\n]|\\u[0-9a-f]{4})+)/iu.exec(text)?.[1] ?? ''}"`),
      );
    case 'yaml':
      return one(
        /^student[^\S\n]*:(.*)$/imu
          .exec(text)?.[1]
          ?.replace(/\s#.*$/, '')
          .replace(/^\s*(["'])(.*)\1\s*$/, '$2'),
      );
    case 'json':
      return one(unescaped(/"student"\s*:\s*("(?:[^"\\\n]|\\.)*")/iu.exec(text)?.[1]));
    case 'csv':
      return []; // a table is read: it may hold a class
  }
}

const one = (found: string | undefined): readonly string[] => {
  const id = found?.trim() ?? '';
  return id === '' ? [] : [id];
};

function unescaped(literal: string | undefined): string | undefined {
  try {
    return literal === undefined ? undefined : String(JSON.parse(literal));
  } catch {
    return undefined;
  }
}

/** The id in a file's path: the first group of a teacher's pattern, else the file's name without its extension. */
export function studentInName(file: string, pattern: RegExp | null): string | null {
  const path = file.replaceAll('\\', '/');
  if (pattern) {
    const match = pattern.exec(path);
    return (match?.groups?.id ?? match?.[1])?.trim() || null;
  }
  return path.replace(/^.*\//, '').replace(/\.[^.]*$/, '') || null;
}

import { type AskedQuestion, doubtfulRuling, strangersIn } from '../../homework/rulings/about.ts';
import { type Ruling, readRulings } from '../../homework/rulings/read-rulings.ts';
import type { Environment } from '../shell/environment.ts';
import { Failure, failureOf } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';

/** Rulings from their file, each about one of the questions that are asked. */
export async function rulingsFrom(
  environment: Environment,
  file: string,
  asked: readonly AskedQuestion[],
): Promise<readonly Ruling[]> {
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  const text = await readTextFile(environment, file);
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const rulings = readRulings(document.value);
  if (!rulings.ok) throw failureOf(rulings.trouble, text, file);
  const doubt = doubtfulRuling(rulings.value, asked);
  if (doubt !== null) throw new Failure(`${file}: ${doubt}`);
  return rulings.value;
}

/** Says whom rulings name who has no row: a ruling with a slip in a name changes nothing, and nobody would notice. */
export function noteStrangers(
  environment: Environment,
  file: string,
  rulings: readonly Ruling[],
  students: Iterable<string | null>,
): void {
  const strangers = strangersIn(rulings, students);
  if (strangers.length > 0)
    environment.stderr.write(
      `dvar: ${file}: no row is about ${strangers.join(', ')}; is the name spelled as in the report?\n`,
    );
}

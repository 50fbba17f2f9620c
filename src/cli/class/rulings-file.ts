import { type Ruling, readRulings } from '../../homework/rulings/read-rulings.ts';
import type { Environment } from '../shell/environment.ts';
import { failureOf } from '../shell/failure.ts';
import { readTextFile } from '../shell/read-file.ts';

/** Rulings from their file. */
export async function rulingsFrom(world: Environment, file: string): Promise<readonly Ruling[]> {
  const { readYaml } = await import('../../homework/assignment/yaml.ts');
  const text = await readTextFile(world, file);
  const document = readYaml(text);
  if (!document.ok) throw failureOf(document.trouble, text, file);
  const rulings = readRulings(document.value);
  if (!rulings.ok) throw failureOf(rulings.trouble, text, file);
  return rulings.value;
}

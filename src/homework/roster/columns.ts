/** What a column of a roster says about a student. */
export type RosterColumn = 'id' | 'login' | 'email' | 'number' | 'name' | 'first' | 'last' | 'other';

/** Where a table of students comes from. */
export type RosterSystem = 'moodle' | 'moodle-worksheet' | 'canvas' | 'gradescope' | 'classroom' | 'list';

/** The names of these tables for people. */
export const systemNames: Readonly<Record<RosterSystem, string>> = {
  moodle: "Moodle's list of participants",
  'moodle-worksheet': "Moodle's grading worksheet",
  canvas: "Canvas' gradebook",
  gradescope: "Gradescope's roster",
  classroom: "GitHub Classroom's roster",
  list: 'a list',
};

/** Headings in small letters, in the languages in which platforms export them. */
const headings: Readonly<Record<Exclude<RosterColumn, 'other'>, readonly string[]>> = {
  id: [
    'student',
    'student id',
    'student_id',
    'id number',
    'sid',
    'sis user id',
    'identifier',
    'roster_identifier',
    'matrikelnummer',
    'matriculation number',
    'id-nummer',
    "numéro d'identification",
    'número de id',
    'numero id',
  ],
  login: [
    'login',
    'username',
    'user name',
    'sis login id',
    'github_username',
    'netid',
    'anmeldename',
    "nom d'utilisateur",
    'nombre de usuario',
  ],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    'e-mail-adresse',
    'adresse de courriel',
    'adresse e-mail',
    'courriel',
    'dirección de correo',
    'correo electrónico',
    'correo',
    'indirizzo email',
    'endereço de e-mail',
  ],
  number: ['id', 'identifiant', 'identificador', 'identificativo', 'github_id', 'participant'],
  name: [
    'name',
    'full name',
    'student name',
    'vollständiger name',
    'nom complet',
    'nombre completo',
    'nome completo',
  ],
  first: ['first name', 'firstname', 'given name', 'vorname', 'prénom', 'nombre', 'nome'],
  last: [
    'last name',
    'lastname',
    'surname',
    'family name',
    'nachname',
    'nom',
    'nom de famille',
    'apellido(s)',
    'apellidos',
    'cognome',
    'sobrenome',
  ],
};

/** A heading in the form in which headings are compared. */
export const headingWord = (heading: string): string =>
  heading.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** What the column under a heading means in a system. */
export function columnOf(heading: string, system: RosterSystem): RosterColumn {
  const word = headingWord(heading);
  // In Canvas `Student` is the name and `ID` its own number; in Moodle's worksheet the identifier is its number.
  if (system === 'canvas' && word === 'student') return 'name';
  if (system === 'moodle-worksheet' && word === 'identifier') return 'number';
  const found = Object.entries(headings).find(([, words]) => words.includes(word));
  return (found?.[0] as RosterColumn | undefined) ?? 'other'; // the keys of the table are such columns
}

/** The kinds of column that can be a student's id, the likeliest first. */
export const idColumns: Readonly<Record<RosterSystem, readonly RosterColumn[]>> = {
  moodle: ['id', 'login', 'email'],
  'moodle-worksheet': ['id', 'login', 'email', 'number'],
  canvas: ['login', 'id', 'number'],
  gradescope: ['id', 'email'],
  classroom: ['id', 'login'],
  list: ['id', 'number', 'login', 'email'],
};

/** `Participant 123`, in any language: a word, and a number after it. */
const participant = /^([\p{L}][\p{L}/ ()-]{3,}?) ?\d+$/u;

/** Which system made a table, by its headings; a list where none did. */
export function systemOf(head: readonly string[], rows: readonly (readonly string[])[]): RosterSystem {
  const words = head.map(headingWord);
  const has = (...wanted: readonly string[]): boolean => wanted.every((word) => words.includes(word));
  const kinds = words.map((word) => columnOf(word, 'list'));
  if (has('id', 'section') && (has('student') || has('sis login id'))) return 'canvas';
  if (has('lastname', 'firstname', 'id') && has('section')) return 'canvas';
  if (has('github_username') && (has('identifier') || has('roster_identifier'))) return 'classroom';
  const prefixes = new Set(rows.map((cells) => participant.exec(cells[0]?.trim() ?? '')?.[1] ?? ''));
  const numbered = rows.length > 0 && prefixes.size === 1 && !prefixes.has('');
  if (numbered && words.length > 3) return 'moodle-worksheet';
  if (has('sid') && kinds.includes('email')) return 'gradescope';
  if (kinds.includes('first') && kinds.includes('last') && kinds.includes('email')) return 'moodle';
  return 'list';
}

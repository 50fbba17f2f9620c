/** Said of a kind of question that does not exist. */
export const noKind = (word: string): string =>
  `there is no kind '${word}'; the kinds are ${questionKinds.join(', ')}`;

/** What can be asked about a node, in the order in which its questions come. */
export const questionKinds = ['shape', 'local', 'code', 'value', 'formula', 'nudge', 'wrong-line'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** The kind that is asked by default; the other kinds are numbered after it. */
const numbered: readonly QuestionKind[] = ['value', ...questionKinds.filter((kind) => kind !== 'value')];

/** A number above every slot, because graphs have some millions at most. */
const apart = 2 ** 32;

/** What a question is known by: the slot itself for its derivative, else the slot and the kind in one number. */
export const keyOf = (slot: number, kind: QuestionKind): number => slot + apart * numbered.indexOf(kind);

/** The slot that a question is about. */
export const slotIn = (key: number): number => key % apart;

/** What a question asks about its slot. */
export const kindIn = (key: number): QuestionKind => numbered[Math.floor(key / apart)] ?? 'value';

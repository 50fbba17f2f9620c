/** What can be asked about a node: its derivative, or the shape that this has. */
export const questionKinds = ['value', 'shape'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Above every slot: a graph has at most some millions. */
const apart = 2 ** 32;

/** What a question is known by: the slot itself for its derivative, else the slot and the kind in one number. */
export const keyOf = (slot: number, kind: QuestionKind): number => slot + apart * questionKinds.indexOf(kind);

/** The slot that a question is about. */
export const slotIn = (key: number): number => key % apart;

/** What a question asks about its slot. */
export const kindIn = (key: number): QuestionKind => questionKinds[Math.floor(key / apart)] ?? 'value';

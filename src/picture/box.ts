/** The role of a stretch of text. The caller chooses colours by it; a drawing itself has none. */
export type InkRole = 'plain' | 'name' | 'value' | 'gradient' | 'edge';

/** Text of one role, without line breaks. */
export interface Span {
  readonly text: string;
  readonly role: InkRole;
}

/** One printed line, left to right; its texts joined are the line without colours. */
export type Line = readonly Span[];

/** A node as it is to be drawn; a graph is its boxes in computing order, inputs before their readers. */
export interface Box {
  /** The node's name: unique, and printed where an edge is cut and taken up again. */
  readonly id: string;
  /** Inside the box, top to bottom, one span a line: `u = b*c`, then `6`. */
  readonly lines: readonly Span[];
  /** Right below the box, one span a line: `dJ/du = 3`; often empty. */
  readonly under: readonly Span[];
  /** Ids of the nodes that this one reads; ids that have no box (literals) are not drawn. None makes it a given. */
  readonly inputs: readonly string[];
}

/** The surface of a drawing: its width in columns, and whether only ASCII may be used (the caller's own texts stay as they are). */
export interface Sheet {
  readonly width: number;
  readonly ascii: boolean;
}

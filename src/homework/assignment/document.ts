/** A place in a file: offsets of its text. */
interface Placed {
  readonly from: number;
  readonly to: number;
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly keyAt: Placed; readonly value: DocumentNode }[];
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly DocumentNode[];
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the file. */
  readonly text: string;
}

/** The content of a structured file with places in its text, the same for every format. */
export type DocumentNode = MapNode | ListNode | ScalarNode;

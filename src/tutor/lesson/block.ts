/** What a line is for; the shell gives each role its colour and its sign. */
export type BlockRole = 'right' | 'wrong' | 'note' | 'hint' | 'told' | 'trouble' | 'plain';

/** A piece of the screen, before any terminal is known. Mathematics stands between backticks. */
export type Block =
  | {
      readonly kind: 'question';
      /** `4 of 5`. */
      readonly place: string;
      readonly asks: string;
      /** `t1 = b*c`: the statements that read what is asked. */
      readonly statements: readonly string[];
      /** What is asked of the statements, where each has a line of its own. */
      readonly lead?: string;
      /** `b = 3`: the values that stand in them. */
      readonly values: readonly string[];
      /** `dJ/dt1 = 3`: the derivatives found so far, in the order in which they were found. */
      readonly found: readonly string[];
      /** Those of the values and derivatives without which it can't be answered; they are never left out. */
      readonly needs: readonly string[];
      /** The ways back from the output to what is asked, as the lecture draws them. */
      readonly ways: readonly WayBack[];
      /** How many more of each there are than are listed. */
      readonly more: { readonly statements: number; readonly values: number; readonly found: number };
    }
  | { readonly kind: 'line'; readonly role: BlockRole; readonly text: string }
  /** `Z1 = W1*X + b1` and its value in rows and columns, `..` where a large one is cut. */
  | {
      readonly kind: 'matrix';
      readonly lead: string;
      readonly cells: readonly (readonly string[])[];
      readonly shape: string;
    }
  /** What was typed, with the place that could not be read. */
  | { readonly kind: 'place'; readonly source: string; readonly from: number; readonly to: number }
  /** The graph, with the derivatives of these slots under their boxes. */
  | {
      readonly kind: 'picture';
      readonly known: ReadonlySet<number>;
      /** The steps that are drawn, with what they read; all of them where this is left out. */
      readonly part?: ReadonlySet<number>;
      /** The same in sentences, where no others on the screen say it. */
      readonly spoken?: readonly string[];
    };

/** A way back from the output, from right to left: what it comes to at each stop, the asked one last. */
export interface WayBack {
  readonly output: string;
  /** `found` is `dJ/dv = 3`, or `dZ (3,2)` of a matrix, and `dJ/db = ?` where it is asked; null where it is not known yet. */
  readonly stops: readonly { readonly name: string; readonly found: string | null }[];
}

/** A line of a role. */
export const line = (role: BlockRole, text: string): Block => ({ kind: 'line', role, text });

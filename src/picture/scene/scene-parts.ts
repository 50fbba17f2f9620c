import type { FlowText, PictureNode } from './nodes.ts';

/** A piece of text with its place: the left end of its baseline. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** A node's box; `faint` lines say its shape. */
export interface SceneBox {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (PlacedText & { readonly faint: boolean })[];
}

/** What stands at the arrow behind a box: a value above it, or a derivative below it, its word in front. */
export interface SceneLabel extends PlacedText {
  readonly of: string;
  readonly kind: 'value' | 'derivative';
  readonly flow: FlowText;
  /** The blank behind the text, if one is to be filled in. */
  readonly blank: Blank | null;
}

/** A box to be filled in, with the mark of its question. */
export interface Blank {
  readonly mark: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A straight piece of an arrow's line, and the boxes from which it comes. */
export interface SceneLine {
  readonly from: readonly string[];
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** The tip of an arrow, which points right into a box, or left where a derivative comes back. */
export interface SceneTip {
  readonly x: number;
  readonly y: number;
  readonly to: string;
}

/** A picture with a place for everything, in pixels from its upper left corner. What draws it needs to know nothing more. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly SceneBox[];
  readonly labels: readonly SceneLabel[];
  readonly names: readonly SceneName[];
  readonly lines: readonly SceneLine[];
  readonly tips: readonly SceneTip[];
  /** The short arrows on which derivatives come back, each with its tip at the left end. */
  readonly backs: readonly SceneLine[];
}

/** Where an arrow goes on in a later band: the name of the node, at the arrow's end and at its new beginning. */
export interface SceneName extends PlacedText {
  readonly of: string;
}

/** The parts of a scene while it grows. */
export interface SceneParts {
  readonly boxes: SceneBox[];
  readonly labels: SceneLabel[];
  readonly names: SceneName[];
  readonly lines: SceneLine[];
  readonly tips: SceneTip[];
  readonly backs: SceneLine[];
}

/** A scene in which nothing stands yet. */
export const emptyScene = (): SceneParts => ({
  boxes: [],
  labels: [],
  names: [],
  lines: [],
  tips: [],
  backs: [],
});

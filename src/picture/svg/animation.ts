import type { PictureNode } from '../scene/nodes.ts';
import type { Scene } from '../scene/scene-parts.ts';
import type { Moments } from './svg.ts';

/**
 * When each label of a picture appears: values of steps from left to right, then derivatives from right to left, in the
 * order of the questions. What the givens are is there from the start.
 */
export function momentsOf(nodes: readonly PictureNode[], order: readonly number[]): Moments {
  const steps = nodes.filter(({ role }) => role === 'step' || role === 'output');
  const value = new Map(steps.map(({ id }, at) => [id, at + 1]));
  const output = nodes.filter(({ role, derivative }) => role === 'output' && derivative);
  const asked = order.flatMap((slot) => nodes.find((node) => node.slot === slot && node.derivative) ?? []);
  const derivative = new Map([...output, ...asked].map(({ id }, at) => [id, value.size + at + 1]));
  return { value, derivative };
}

/** How many moments there are after the start. */
export const lastMoment = ({ value, derivative }: Moments): number => value.size + derivative.size;

/** The style by which labels appear one after the other; whoever prefers less motion sees them all at once. */
export const animationStyle =
  '@keyframes dvar-appear{from{opacity:0}to{opacity:1}}.dvar .appear{animation:dvar-appear .4s both;animation-delay:calc(var(--k)*.9s)}@media (prefers-reduced-motion:reduce){.dvar .appear{animation:none}}';

/** The scene as it is at a moment: with the labels that are there by then. */
export function sceneAt(scene: Scene, { value, derivative }: Moments, moment: number): Scene {
  const there = (moments: ReadonlyMap<string, number>, id: string): boolean =>
    (moments.get(id) ?? 0) <= moment;
  return {
    ...scene,
    labels: scene.labels.filter(({ kind, of }) => there(kind === 'value' ? value : derivative, of)),
    backs: scene.backs.filter(({ from }) => there(derivative, from[0] ?? '')),
  };
}

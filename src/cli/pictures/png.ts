import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Environment } from '../shell/environment.ts';
import { Failure } from '../shell/failure.ts';
import { fontFor, mostPackageBytes } from './fonts.ts';

/** The most dots on a side of a picture. */
const MOST_DOTS = 20_000;

let ready: Promise<void> | null = null;

/** A picture in SVG as PNG, `scale` dots to a pixel; letters come from the font that dvar brings, if it has them. */
export async function pngOf(environment: Environment, svg: string, scale: number): Promise<Uint8Array> {
  const [width = 0, height = 0] = [...svg.matchAll(/ (?:width|height)="([\d.]+)(?:pt)?"/g)]
    .slice(0, 2)
    .map(([, n]) => Number(n));
  if (Math.max(width, height) * scale > MOST_DOTS)
    throw new Failure(
      `this picture would have ${Math.ceil(width * scale)} by ${Math.ceil(height * scale)} pixels, and a side may have at most ${MOST_DOTS}; use a smaller --scale, fold it with --fold 1200, or use --format svg`,
    );
  const text = svg.replaceAll(/<style>[^<]*<\/style>|<[^>]*>/g, ' ');
  const { bytes } = await fontFor(environment, text, 'use --format svg');
  ready ??= begin(environment);
  await ready;
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    // A font family that is missing is replaced by the font that is given, whatever its name.
    font: { fontBuffers: [bytes], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  return resvg.render().asPng();
}

/** Loads the rasteriser's machine code, which lies in its own package. */
async function begin(environment: Environment): Promise<void> {
  const { resolve } = createRequire(join(environment.manualFolder, 'index.js'));
  await initWasm(await environment.disk.read(resolve('@resvg/resvg-wasm/index_bg.wasm'), mostPackageBytes));
}

import temml from 'temml';

/** TeX as MathML, which browsers set without a script or a font of ours. What can't be read stays TeX. */
export const mathml = (tex: string, display = false): string =>
  temml
    .renderToString(tex, { displayMode: display, throwOnError: false, annotate: false })
    // In fonts that browsers have, a slanting ∂ touches the letter behind it.
    .replaceAll('<mi>∂</mi>', '<mi>∂</mi><mspace width="0.08em"></mspace>');

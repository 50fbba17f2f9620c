import temml from 'temml';

/** TeX as MathML, which browsers set without a script or a font of ours. What can't be read stays TeX. */
export const mathml = (tex: string, display = false): string =>
  temml.renderToString(tex, { displayMode: display, throwOnError: false, annotate: false });

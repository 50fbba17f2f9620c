// A bundle of its own, loaded where a plot is wanted as a picture.
export { chartSvg } from '../../picture/svg/chart.ts';

// One bundle for the plots of nudging and training, loaded where one is asked for.
export { nudgeChart, visibleNudges } from '../../demos/nudge/nudge-chart.ts';
export { outputChart, pathChart } from '../../demos/train/train-chart.ts';
export { chartSvg } from '../../picture/svg/chart.ts';

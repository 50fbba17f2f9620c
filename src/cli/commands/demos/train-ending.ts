import { calmerRate, type Descent, jumpsAcross, type TrainingState } from '../../../demos/train/descent.ts';
import { parameterAt } from '../../../demos/train/objective.ts';
import { siteName } from '../../../engine/graph/names.ts';
import { formatNumber } from '../../../language/number-format.ts';
import { counted, math } from '../../../tutor/lesson/words.ts';
import type { Training, TrainOptions } from '../../program/train-options.ts';

/** Where descent stands at its end. */
export const lastOf = ({ stands }: Descent): TrainingState => stands.at(-1) ?? stands[0];

/** The sentences about how descent ended, and what to try. */
export function trainEnding(training: Training, found: Descent, { digits }: TrainOptions): readonly string[] {
  const { lesson, slots, objective, rate, steps } = training;
  const { output } = lesson.worked;
  const { stands, end } = found;
  const last = lastOf(found);
  const result = `${output} is ${math(formatNumber(last.output, digits))}`;
  switch (end.kind) {
    case 'finished': {
      const says = jumpsAcross(found, rate)
        ? ', as at the start: each step jumps across the bottom, and lands as high on the other side. Try a smaller learning rate'
        : last.output > stands[0].output
          ? ', which is more than at the start: try a smaller learning rate'
          : '';
      return [`After ${counted(last.step, 'step')} ${result}${says}.`];
    }
    case 'flat':
      return last.step === 0
        ? [
            `Here ${output} is flat: every derivative is 0, so no step leads anywhere. Perhaps this is already the bottom; if not, start elsewhere.`,
          ]
        : [
            `Stopped after ${last.step} of ${steps} steps: ${output} is flat there, and the next step would change nothing that you can see. ${result}.`,
          ];
    case 'stuck':
      return [
        `Stopped after ${counted(last.step, 'step')}: ${math(`d${output}/d${siteName(lesson.worked, parameterAt(lesson.worked.graph, slots, end.place))}`)} does not exist there.`,
      ];
    case 'bottomless':
      return [
        `Stopped after ${counted(last.step, 'step')}: ${result} and keeps falling. Perhaps it has no smallest value in this direction.`,
      ];
    case 'diverged': {
      const calmer = calmerRate(objective, training.start, { rate, steps });
      const [where, beyond] = Number.isFinite(last.output)
        ? ['grows without bound', 'go past the bottom and up the other side']
        : ['no longer has a value', `leave the values at which ${output} can be computed`];
      const cure =
        calmer === null
          ? 'Start elsewhere, or look at what the program computes.'
          : `Try a learning rate of ${math(formatNumber(calmer))}: with it ${output} goes down.`;
      return [
        `It diverged: after ${counted(last.step, 'step')} ${output} ${where}. The steps are so long that they ${beyond}. ${cure}`,
      ];
    }
  }
}

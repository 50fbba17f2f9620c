import { slip } from './make-row.ts';

// Slips that ops of several files invite: what is told of each stands here once, and the rows say what it takes there.

/** z*e^(z-1) for e^z. */
export const powerRuleOnExp = slip({
  id: 'power-rule-on-exp',
  means: 'the rule for a power of what moves, where what moves is the exponent: z*e^(z-1) for e^z',
  says: 'That is what you get with the rule for a power whose base moves. Here the exponent moves: what does such a curve use as its slope?',
});

/** ln x for 1/x. */
export const integrated = slip({
  id: 'integrated',
  means: 'the antiderivative for the derivative: ln x for 1/x',
  says: 'That is what you get if a rule is used the wrong way round, as for an integral. Which function has which slope?',
});

/** e^z for ln z. */
export const inversesRule = slip({
  id: 'inverses-rule',
  means: 'the slope of the inverse function: that of exp for log, or that of log for exp',
  says: 'That is the slope of the function that undoes this one. Does this curve grow steeper or flatter on its way?',
});

/** Half to each operand of max. */
export const sharedOut = slip({
  id: 'shared-out',
  means: 'the gradient of max or min shared out among its operands',
  says: 'That is what you get if every operand takes a share. Which operand set the output, and what does a nudge of the other one change?',
});

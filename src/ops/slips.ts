import { slip } from './make-row.ts';

// Slips that ops of several files invite: what is told of each stands here once, and the rows say what it takes there.

/** z*e^(z-1) for e^z. */
export const powerRuleOnExp = slip({
  id: 'power-rule-on-exp',
  means: 'the power rule used where the exponent moves',
  says: 'That is the power rule, for a base that moves. Here the exponent moves: what is the rule for that?',
});

/** ln x for 1/x. */
export const integrated = slip({
  id: 'integrated',
  means: 'the integral instead of the derivative',
  says: 'That is the integral, not the derivative. What is the rule for the slope?',
});

/** e^z for ln z. */
export const inversesRule = slip({
  id: 'inverses-rule',
  means: 'the slope of the inverse function: that of exp for log, or that of log for exp',
  says: 'That is the slope of the inverse function. Does this curve get steeper or flatter as its input grows?',
});

/** Half to each operand of max. */
export const sharedOut = slip({
  id: 'shared-out',
  means: 'the gradient of max or min shared among its inputs',
  says: 'It looks as if you shared the gradient among all inputs. Which input set the output, and what does a nudge to another one change?',
});

/** b*a^b for b*a^(b-1), also where a root is the power. */
export const exponentNotLowered = slip({
  id: 'exponent-not-lowered',
  means: 'the power rule with the exponent left as high as it was',
  says: 'You brought the exponent down in front, but it is still as high as before. What else does the power rule do to it?',
});

/** b for 1/b, or a for -a/b^2. */
export const quotientAsProduct = slip({
  id: 'quotient-as-product',
  means: 'a quotient treated as a product, with the other operand as its slope',
  says: 'It looks as if you treated the denominator as a factor. When the denominator doubles, does the quotient double?',
});

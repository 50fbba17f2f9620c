/** Another quantity in the place of the right one, and what is seldom done; considered where nothing else explains an answer. */
export type RareId =
  | 'other-value'
  | 'other-weight'
  | 'other-gradient'
  | 'added-over-passes'
  | 'forward-on-the-way-back'
  | 'weights-rule-for-bias'
  | 'one-example-only'
  | 'factor-too-many'
  | 'divided-by-examples'
  | 'log-loss-shortcut'
  | 'ratio-of-a-nudge'
  | 'penalty-added'
  | 'label-misread'
  | 'rounded-too-early'
  | 'sum-added'
  | 'off-by-one-factor'
  | 'some-signs-wrong';

/** The wrong ways of minding the examples of a batch. */
export type BatchId = 'mean-forgotten' | 'mean-twice';

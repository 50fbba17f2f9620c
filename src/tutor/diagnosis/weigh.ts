/** What is needed of one answer to weigh a page. */
export interface PageItem {
  readonly key: number;
  readonly right: boolean;
  /**
   * The explanations of a wrong answer: classes of rules that give the same at all values, by their words. Of a right one,
   * those that give it from a wrong start.
   */
  readonly classes: readonly RuleClass[];
  /** Whether the right rule gives it, from the learner's own numbers. */
  readonly follows: boolean;
  /** Whether it starts from a wrong number of the learner's own. */
  readonly started: boolean;
  /** Whether the right rule gives it but for a slip in the arithmetic. */
  readonly slip: boolean;
  /** The answer that has the derivative asked here, while this one has that of the other: they may be exchanged. */
  readonly partner?: number | null;
  /** Whether a wrong rule gives another number than the right one here. */
  readonly shows: (rule: string) => boolean;
}

/** Wrong rules that no answer tells apart. */
export interface RuleClass {
  readonly rules: readonly string[];
  /** Whether it is made with a wrong number of the learner's own, or gives the same with or without it. */
  readonly carried: boolean;
  /** Whether a slip was made as well, in a number of so few digits that by itself it shows nothing. */
  readonly slipped?: boolean;
}

/**
 * What is behind one answer: one of its classes, by its place; the right rule, applied to an earlier wrong number; a slip; that it
 * stands in the place of another one; or nothing known.
 */
export type Behind =
  | { readonly kind: 'rule'; readonly at: number; readonly rule: string }
  | { readonly kind: 'follows' }
  | { readonly kind: 'slip' }
  | { readonly kind: 'exchanged'; readonly partner: number }
  | { readonly kind: 'unknown' };

/** What is behind an answer, and how certain that is. */
export interface Weighed {
  readonly behind: Behind;
  readonly certainty: number;
  /** Everything that may be behind it, the likeliest first. */
  readonly all: readonly { readonly behind: Behind; readonly share: number }[];
}

/** A mistake is named if it is at least this certain. */
export const certain = 0.9;

// The costs, in nats: negative logarithms of probabilities.
const costs = {
  /** Holding a wrong rule, if it is a frequent one. */
  rule: 3.5,
  /** Using a rule that is held. */
  held: 0.05,
  /** Making a mistake at one answer without holding its rule. */
  once: 1.5,
  /** Continuing with the true number where one's own is another. */
  notOwn: 0.7,
  /** Using the right rule on one's own number. */
  follows: 0.1,
  slip: 4.5,
  /** Writing two answers in each other's place: a slip as well, but one for both. */
  exchanged: 4.5,
  unknown: 8.5,
  /** Holding rules that are not in the library, or guessing: then unexplained answers are expected. */
  unlisted: 7,
  unlistedAnswer: 4.5,
  /** Not using a rule that is held, where something else explains the answer. */
  lapse: 5,
  /** Not showing a rule that is held at an answer where it would show; and the most for all such answers together. */
  shownLapse: 1,
  shownLapses: 2.5,
} as const;

/** The most rules that are weighed against each other. */
const mostRules = 24;

/**
 * Reads a page as a whole. A hypothesis is which wrong rules somebody holds: none, one or two (the compound bugs of the
 * DEBUGGY programs). Under each, every answer is the right rule on one's own number, a rule that is held, a mistake made
 * once, a slip in the arithmetic, or unknown. What is behind an answer is weighed over all hypotheses.
 */
export const weigh = (items: readonly PageItem[], weight: (rule: string) => number): readonly Weighed[] =>
  weighWithHeld(items, weight).answers;

/** The same, with what somebody holds: how likely each rule is to be held, over all hypotheses. */
export function weighWithHeld(
  items: readonly PageItem[],
  weight: (rule: string) => number,
): { readonly answers: readonly Weighed[]; readonly held: ReadonlyMap<string, number> } {
  const heaviest = 8;
  const prior = (rule: string): number =>
    isExchange(rule) ? costs.exchanged : costs.rule + Math.log(heaviest / Math.min(heaviest, weight(rule)));
  const wrong = items.filter(({ right }) => !right);
  const compensated = items.filter(({ right, classes }) => right && classes.length > 0);
  const rules = rulesOf(wrong, prior);
  const lapses = lapsesOf(items, rules);
  const hypotheses = [
    ...sets(rules).map((held) => ({ held, unlisted: false })),
    { held: [], unlisted: true },
  ].map(({ held, unlisted }) => {
    const cost = held.reduce(
      (sum, rule) => sum + prior(rule) + (lapses.get(rule) ?? 0),
      unlisted ? costs.unlisted : 0,
    );
    const unknown = unlisted ? costs.unlistedAnswer : costs.unknown;
    const options = wrong.map((item) => optionsOf(item, held, prior, unknown));
    const sums = options.map((all) => all.reduce((sum, { share }) => sum + share, 0));
    // A right number on a wrong start is somebody's who went on with the true one, or who kept to their rule.
    const rights = compensated.reduce(
      (sum, item) => sum + (held.some((rule) => explainedBy(item, rule)) ? costs.held : costs.notOwn),
      0,
    );
    return {
      held,
      options,
      sums,
      log: sums.reduce((product, sum) => product + Math.log(sum), -cost - rights),
    };
  });
  const best = hypotheses.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const shares = wrong.map(() => new Map<string, { behind: Behind; share: number }>());
  const believed = new Map<string, number>();
  let total = 0;
  for (const { held, options, sums, log } of hypotheses) {
    const likely = Math.exp(log - best);
    total += likely;
    for (const rule of held) believed.set(rule, (believed.get(rule) ?? 0) + likely);
    for (const [i, all] of options.entries())
      for (const { behind, share } of all) {
        const word = behind.kind === 'rule' ? `rule ${behind.at} ${behind.rule}` : behind.kind;
        const known = shares[i]?.get(word) ?? { behind, share: 0 };
        shares[i]?.set(word, { behind, share: known.share + (likely * share) / (sums[i] ?? 1) });
      }
  }
  return {
    answers: shares.map((each) => weighedFrom([...each.values()], total)),
    held: new Map([...believed].map(([rule, share]) => [rule, share / total])),
  };
}

/** What it costs to hold a rule that does not show at answers where it would. */
const lapsesOf = (items: readonly PageItem[], rules: readonly string[]): ReadonlyMap<string, number> =>
  new Map(
    rules.map((rule) => [
      rule,
      Math.min(
        costs.shownLapses,
        costs.shownLapse * items.filter((item) => !explainedBy(item, rule) && item.shows(rule)).length,
      ),
    ]),
  );

const explainedBy = (item: PageItem, rule: string): boolean =>
  item.classes.some(({ rules }) => rules.includes(rule)) || exchangeOf(item) === rule;

/** Two exchanged answers are weighed as a rule that is held at these two; its word begins so. */
const exchangeWord = 'exchanged ';
const isExchange = (rule: string): boolean => rule.startsWith(exchangeWord);
const exchangeOf = ({ key, partner = null }: PageItem): string | null =>
  partner === null ? null : `${exchangeWord}${Math.min(key, partner)} ${Math.max(key, partner)}`;

/** The rules that may be behind some answer; where there are many, those that explain most. */
function rulesOf(wrong: readonly PageItem[], prior: (rule: string) => number): readonly string[] {
  const explains = new Map<string, number>();
  for (const item of wrong)
    for (const rule of new Set(
      [...item.classes.flatMap((each) => each.rules), exchangeOf(item) ?? []].flat(),
    ))
      explains.set(rule, (explains.get(rule) ?? 0) + 1);
  return [...explains]
    .map(([rule, count]) => ({ rule, gain: count * costs.unknown - prior(rule) }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, mostRules)
    .map(({ rule }) => rule);
}

/** No rule, each rule, each two of them. */
function sets(rules: readonly string[]): readonly (readonly string[])[] {
  return [
    [],
    ...rules.map((rule) => [rule]),
    ...rules.flatMap((rule, i) => rules.slice(i + 1).map((other) => [rule, other])),
  ];
}

/** What may be behind an answer for somebody who holds some rules, and how likely each is. */
function optionsOf(
  item: PageItem,
  held: readonly string[],
  prior: (rule: string) => number,
  unknown: number,
): readonly { readonly behind: Behind; readonly share: number }[] {
  const options: { behind: Behind; share: number }[] = [];
  const { classes, follows, started, slip, partner = null } = item;
  const explained = held.some((rule) => explainedBy(item, rule));
  const lapse = explained ? costs.lapse : 0;
  const put = (behind: Behind, cost: number): void => {
    options.push({ behind, share: Math.exp(-cost) });
  };
  for (const [at, { rules, carried, slipped = false }] of classes.entries()) {
    if (rules.length === 0) continue;
    const start = (started && !carried ? costs.notOwn : 0) + (slipped ? costs.slip : 0);
    const mine = rules.find((rule) => held.includes(rule));
    const likely = rules.reduce((best, rule) => (prior(rule) < prior(best) ? rule : best), rules[0] ?? '');
    if (mine !== undefined) put({ kind: 'rule', at, rule: mine }, costs.held + start);
    else put({ kind: 'rule', at, rule: likely }, prior(likely) + costs.once + start + lapse);
  }
  if (follows) put({ kind: 'follows' }, costs.follows + lapse);
  if (slip) put({ kind: 'slip' }, costs.slip + lapse);
  if (partner !== null && held.includes(exchangeOf(item) ?? ''))
    put({ kind: 'exchanged', partner }, costs.held);
  put({ kind: 'unknown' }, unknown + lapse);
  return options;
}

/** Normalises probabilities; those of one class are added up, and told by its likeliest rule. */
function weighedFrom(found: readonly { behind: Behind; share: number }[], total: number): Weighed {
  const byClass = new Map<string, { behind: Behind; share: number; best: number }>();
  for (const { behind, share } of found) {
    const word = behind.kind === 'rule' ? `rule ${behind.at}` : behind.kind;
    const known = byClass.get(word);
    if (!known) byClass.set(word, { behind, share: share / total, best: share });
    else {
      known.share += share / total;
      if (share > known.best) byClass.set(word, { ...known, behind, best: share });
    }
  }
  const all = [...byClass.values()]
    .map(({ behind, share }) => ({ behind, share }))
    .sort((a, b) => b.share - a.share);
  const [first] = all;
  return { behind: first?.behind ?? { kind: 'unknown' }, certainty: first?.share ?? 0, all };
}

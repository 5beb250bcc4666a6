import type { Format } from '../language/format.ts';
import type { Locale } from '../language/locale.ts';
import type { Say, Word } from './words.ts';

/**
 * Why a customer is in each of its groups, one sentence for each. Shared by the card (in the browser), the workbook
 * and the tests: it needs nothing but the figures and the reader's words.
 */
export interface ReasonWords {
  readonly locale: Locale;
  readonly say: Say;
  readonly format: Format;
  label(kind: 'tier' | 'segment' | 'cluster' | 'field', key: string): string;
  /** Names of the measures of the key-customer index. */
  measure(key: string): string;
  readonly tierRules: readonly {
    readonly tier: string;
    readonly rule: string;
    readonly limit: number | null;
  }[];
  readonly clusterFeatures: readonly string[];
}

/** A customer's figures by column, as the page carries them. */
export interface Figures {
  text(column: string): string;
  number(column: string): number | null;
}

export interface Reason {
  readonly kind: 'tier' | 'segment' | 'cluster' | 'field' | 'state' | 'movement' | 'key' | 'belief';
  /** Heading: what kind of group. */
  readonly title: string;
  /** The group. */
  readonly group: string;
  readonly sentence: string;
}

export function reasonsOf(words: ReasonWords, customer: Figures): Reason[] {
  return [tier, segment, cluster, field, state, movement, key, belief].flatMap(
    (of) => of(words, customer) ?? [],
  );
}

type Maker = (words: ReasonWords, customer: Figures) => Reason | undefined;

const tier: Maker = ({ say, format, label, tierRules }, customer) => {
  const name = customer.text('tier');
  const rule = tierRules.find((one) => one.tier === name);
  if (rule === undefined) return undefined;
  const profit = customer.number('net_profit') ?? 0;
  const values = {
    rank: format.number(customer.number('profit_rank') ?? 0),
    money: format.money(Math.abs(profit)),
    before: format.percent(customer.number('share_before') ?? 0),
  };
  const limit = rule.limit ?? 0;
  const sentence =
    rule.rule === 'share_of_profit'
      ? say('tierByShare', { ...values, limit: format.percent(limit) })
      : rule.rule === 'profit'
        ? say('tierByProfit', values)
        : rule.rule === 'loss_up_to'
          ? say('tierByLossUpTo', { ...values, limit: format.money(limit) })
          : say('tierByLoss', values);
  return { kind: 'tier', title: say('tier'), group: label('tier', name), sentence };
};

const segment: Maker = ({ say, format, label }, customer) => {
  const name = customer.text('segment');
  const [r, f] = [customer.number('r_score'), customer.number('f_score')];
  if (name === '' || r === null || f === null) return undefined;
  const sentence = say('segmentReason', {
    days: format.number(customer.number('recency_days') ?? 0),
    n: format.number(customer.number('frequency') ?? 0),
    r: format.number(r),
    f: format.number(f),
  });
  return { kind: 'segment', title: say('segment'), group: label('segment', name), sentence };
};

const cluster: Maker = ({ say, label, clusterFeatures, locale }, customer) => {
  const name = customer.text('cluster');
  if (name === '' || clusterFeatures.length === 0) return undefined;
  const features = clusterFeatures.map((feature) => say(`feature_${feature}` as Word));
  const last = features.at(-1)!;
  const comma = locale === 'zh-CN' ? '、' : ', ';
  const list = features.length === 1 ? last : `${features.slice(0, -1).join(comma)}${say('and')}${last}`;
  return {
    kind: 'cluster',
    title: say('cluster'),
    group: label('cluster', name),
    sentence: say('clusterReason', { features: list }),
  };
};

const field: Maker = ({ say, format, label }, customer) => {
  const name = customer.text('profit_field');
  if (name !== 'peak' && name !== 'drain' && name !== 'desert') return undefined;
  const sentence = say(`${name}Reason`, {
    rank: format.number(customer.number('sales_rank') ?? 0),
    money: format.money(customer.number('net_profit') ?? 0),
  });
  return { kind: 'field', title: say('field'), group: label('field', name), sentence };
};

const state: Maker = ({ say, format }, customer) => {
  const name = customer.text('state');
  const values = {
    days: format.number(customer.number('quiet_days') ?? 0),
    usual: format.number(Math.max(1, Math.round(customer.number('usual_days') ?? 0))),
    limit: format.number(customer.number('overdue_after') ?? 0),
    change: format.percent(Math.abs(customer.number('sales_change') ?? 0), 0),
    date: customer.text('began_on') === '' ? '–' : format.date(customer.text('began_on')),
    n: format.number(customer.number('buying_days') ?? 0),
  };
  const word = stateWords[name];
  if (word === undefined) return undefined;
  return {
    kind: 'state',
    title: say('state'),
    group: say(`${name}State` as Word),
    sentence: say(word, values),
  };
};

const stateWords: Readonly<Record<string, Word>> = {
  overdue: 'overdueReason',
  dormant: 'dormantReason',
  growing: 'growingReason',
  shrinking: 'shrinkingReason',
  first_year: 'firstYearReason',
  steady: 'steadyReason',
  too_few: 'tooFewReason',
};

const movement: Maker = ({ say, format, label }, customer) => {
  const before = customer.text('tier_before');
  const reason = customer.text('moved_by');
  if (before === '' || reason === '') return undefined;
  const effect = say(`effect_${reason}` as Word);
  const sentence = say('movementReason', {
    was: format.money(customer.number('profit_before') ?? 0),
    now: format.money(customer.number('profit_now') ?? 0),
    reason: effect.charAt(0).toLowerCase() + effect.slice(1),
  });
  const group = say('movementGroup', {
    before: label('tier', before),
    now: label('tier', customer.text('tier_now')),
  });
  return { kind: 'movement', title: say('reasonMovement'), group, sentence };
};

const key: Maker = ({ say, format, measure }, customer) => {
  const rank = customer.number('key_rank');
  if (rank === null) return undefined;
  const sentence = say('keyReason', {
    rank: format.number(rank),
    score: format.number(customer.number('key_score') ?? 0, 1),
    strength: measure(customer.text('strength')),
    weakness: measure(customer.text('weakness')),
  });
  return { kind: 'key', title: say('reasonKey'), group: say('keyGroup'), sentence };
};

const belief: Maker = ({ say, format }, customer) => {
  const verdict = customer.text('verdict');
  if (verdict === '') return undefined;
  const profit = customer.number('net_profit') ?? 0;
  const sentence = say(`${verdict}Reason` as Word, {
    rank: format.number(customer.number('profit_rank') ?? 0),
    money: format.money(verdict === 'eroding' ? Math.abs(profit) : profit),
  });
  return { kind: 'belief', title: say('reasonBelief'), group: say(`verdict_${verdict}` as Word), sentence };
};

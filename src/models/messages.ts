import { message } from '../language/messages.ts';

/** What the models have to say. Codes MOD4xx. */

const decimals = (value: number): string => value.toFixed(2);

export const clustersFound = message<{ clusters: number; silhouette: number; stability: number }>({
  code: 'MOD401',
  severity: 'info',
  text: {
    en: ({ clusters, silhouette, stability }) =>
      `${clusters} clusters of customers: silhouette ${decimals(silhouette)}, stability ${decimals(stability)}.`,
    'zh-CN': ({ clusters, silhouette, stability }) =>
      `客户分为 ${clusters} 个聚类：轮廓系数 ${decimals(silhouette)}，稳定性 ${decimals(stability)}。`,
  },
});

export const clustersUnclear = message<{
  clusters: number;
  silhouette: number;
  stability: number;
  chance: number;
}>({
  code: 'MOD402',
  severity: 'warning',
  text: {
    en: ({ clusters, silhouette, stability, chance }) =>
      `The customers form no clear clusters (silhouette ${decimals(silhouette)}, where customers without any groups may have ${decimals(chance)}; stability ${decimals(stability)}). The ${clusters} shown are one way to divide them among others.`,
    'zh-CN': ({ clusters, silhouette, stability, chance }) =>
      `客户没有形成清晰的聚类（轮廓系数 ${decimals(silhouette)}，没有分群的客户也可达 ${decimals(chance)}；稳定性 ${decimals(stability)}）。所示 ${clusters} 类只是多种划分方式之一。`,
  },
  repair: {
    en: () => 'Decide by tier and cause, or name fewer features under `clusters: features:`.',
    'zh-CN': () => '请以等级和原因为准，或在 `clusters: features:` 中指定更少的特征。',
  },
});

export const tooFewForClusters = message<{ customers: number; needed: number; features: number }>({
  code: 'MOD403',
  severity: 'info',
  text: {
    en: ({ customers, needed, features }) =>
      `No clusters: ${customers} ranked customers with ${features} features that tell them apart; at least ${needed} customers that differ are needed.`,
    'zh-CN': ({ customers, needed, features }) =>
      `未做聚类：参与排名的客户 ${customers} 个，可区分的特征 ${features} 个；至少需要 ${needed} 个彼此不同的客户。`,
  },
});

export const featureNotUsable = message<{ feature: string }>({
  code: 'MOD404',
  severity: 'warning',
  text: {
    en: ({ feature }) =>
      `Clusters do without ${feature}: it is unknown for most customers or the same for nearly all.`,
    'zh-CN': ({ feature }) => `聚类未使用 ${feature}：多数客户没有该数据，或几乎全部相同。`,
  },
  repair: {
    en: ({ feature }) =>
      `Add the export that carries it, or take \`${feature}\` out of \`clusters: features:\`.`,
    'zh-CN': ({ feature }) =>
      `请补充含该数据的导出文件，或从 \`clusters: features:\` 中去掉 \`${feature}\`。`,
  },
});

export const totalNotPositive = message<{ total: number }>({
  code: 'MOD405',
  severity: 'warning',
  text: {
    en: ({ total }) =>
      `The ranked customers together make no profit (${total.toFixed(2)}). Shares of the total have no meaning; amounts are shown instead.`,
    'zh-CN': ({ total }) =>
      `参与排名的客户合计没有利润（${total.toFixed(2)}）。占合计的比例没有意义，改以金额表示。`,
  },
});

const classWords: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ordinary: ['without business in the period', '期内无业务'],
  walk_in: ['one-time and walk-in', '一次性与散客'],
  internal: ['internal', '内部往来'],
  staff: ['staff', '员工'],
  test: ['test', '测试'],
  merged: ['merged into another', '已合并'],
};

export const notRanked = message<{ classes: Readonly<Record<string, number>> }>({
  code: 'MOD406',
  severity: 'info',
  text: {
    en: ({ classes }) =>
      `Not ranked: ${Object.entries(classes)
        .map(([name, count]) => `${count} ${classWords[name]?.[0] ?? name}`)
        .join(', ')}.`,
    'zh-CN': ({ classes }) =>
      `未参与排名：${Object.entries(classes)
        .map(([name, count]) => `${classWords[name]?.[1] ?? name} ${count} 个`)
        .join('，')}。`,
  },
});

export const groupsFound = message<{ groups: number; members: number }>({
  code: 'MOD407',
  severity: 'info',
  text: {
    en: ({ groups, members }) =>
      `${members} customers belong to ${groups} ${groups === 1 ? 'group' : 'groups'} of companies.`,
    'zh-CN': ({ groups, members }) => `${members} 个客户属于 ${groups} 个集团。`,
  },
});

export const nobodyRanked = message<Record<string, never>>({
  code: 'MOD408',
  severity: 'warning',
  text: {
    en: () => 'No ordinary customer has business in the period, so there is nobody to rank.',
    'zh-CN': () => '期内没有任何普通客户发生业务，无法排名。',
  },
  repair: {
    en: () => 'Check the period, the as-of date and the customer classes of the pipeline file.',
    'zh-CN': () => '请检查流程文件中的期间、基准日和客户类别。',
  },
});

const modelWords: Readonly<Record<string, string>> = {
  mbg_nbd: 'MBG/NBD',
  bg_nbd: 'BG/NBD',
  pareto_nbd: 'Pareto/NBD',
  nbd: 'NBD',
};
const modelWord = (model: string): string => modelWords[model] ?? model;

export const lifetimeFitted = message<{ model: string; customers: number; until: string }>({
  code: 'MOD421',
  severity: 'info',
  text: {
    en: ({ model, customers, until }) =>
      `Lifetime value until ${until} by ${modelWord(model)} from the purchases of ${customers} customers.`,
    'zh-CN': ({ model, customers, until }) =>
      `按 ${modelWord(model)} 模型，根据 ${customers} 个客户的购买记录估算至 ${until} 的客户生命周期价值。`,
  },
});

export const dropoutNotShown = message<{ model: string; p: number }>({
  code: 'MOD422',
  severity: 'warning',
  text: {
    en: ({ model, p }) =>
      `The data does not show that customers stop buying: ${modelWord(model)} explains the purchases no better than a model in which nobody stops (p = ${decimals(p)}). No chance of being alive is given; expected purchases assume that everyone goes on.`,
    'zh-CN': ({ model, p }) =>
      `数据未能显示客户流失：${modelWord(model)} 并不比“无人流失”的模型更能解释购买记录（p = ${decimals(p)}）。因此不给出客户存活概率；预期购买次数假定所有客户继续购买。`,
  },
  repair: {
    en: () => 'Bring a longer history; judge single customers by how long they are overdue.',
    'zh-CN': () => '请提供更长的历史数据；个别客户请按逾期未购的时长判断。',
  },
});

export const dropoutAtBound = message<{ model: string }>({
  code: 'MOD423',
  severity: 'warning',
  text: {
    en: ({ model }) =>
      `${modelWord(model)} finds no differences between customers in one respect (a parameter ran to the end of its range). Its figures hold on average; there are no standard errors and no intervals.`,
    'zh-CN': ({ model }) =>
      `${modelWord(model)} 在某一方面看不出客户之间的差异（有参数到达取值边界）。结果在平均意义上成立，但没有标准误和区间。`,
  },
  repair: {
    en: () => 'Read the figures as averages of groups, or try another model under `lifetime: model:`.',
    'zh-CN': () => '请将结果视为群体平均值，或在 `lifetime: model:` 中换用其他模型。',
  },
});

export const tooFewForLifetime = message<{
  customers: number;
  repeaters: number;
  neededCustomers: number;
  neededRepeaters: number;
}>({
  code: 'MOD424',
  severity: 'info',
  text: {
    en: ({ customers, repeaters, neededCustomers, neededRepeaters }) =>
      `No lifetime value: ${customers} customers, ${repeaters} of them with a repeat purchase; at least ${neededCustomers} and ${neededRepeaters} are needed.`,
    'zh-CN': ({ customers, repeaters, neededCustomers, neededRepeaters }) =>
      `未估算生命周期价值：客户 ${customers} 个，其中有重复购买的 ${repeaters} 个；至少需要 ${neededCustomers} 个和 ${neededRepeaters} 个。`,
  },
});

export const lifetimeNoBetter = message<{ model: string; off: number; naive: number; days: number }>({
  code: 'MOD425',
  severity: 'warning',
  text: {
    en: ({ model, off, naive, days }) =>
      `Over the last ${days} days, which it had not seen, ${modelWord(model)} was off by ${decimals(off)} purchases per customer, and the rule “as many as before” by ${decimals(naive)}. It forecasts single customers no better than that rule.`,
    'zh-CN': ({ model, off, naive, days }) =>
      `在模型未见过的最近 ${days} 天里，${modelWord(model)} 平均每个客户偏差 ${decimals(off)} 次购买，而“与之前一样多”的简单规则偏差 ${decimals(naive)} 次。对单个客户的预测并不优于该规则。`,
  },
  repair: {
    en: () => 'Use it for sums over many customers, or try another model under `lifetime: model:`.',
    'zh-CN': () => '请仅用于多客户合计，或在 `lifetime: model:` 中换用其他模型。',
  },
});

export const valuesAsObserved = message<Record<string, never>>({
  code: 'MOD426',
  severity: 'info',
  text: {
    en: () =>
      'Value per purchase is each customer’s own average: too few repeat purchases, or too alike, for a Gamma-Gamma fit.',
    'zh-CN': () => '每次购买金额取客户自身平均值：重复购买太少或金额过于一致，无法拟合 Gamma-Gamma 模型。',
  },
});

export const valueDependsOnFrequency = message<{ correlation: number }>({
  code: 'MOD427',
  severity: 'warning',
  text: {
    en: ({ correlation }) =>
      `Customers who buy more often also buy ${correlation > 0 ? 'more' : 'less'} at a time (correlation ${decimals(correlation)}). The Gamma-Gamma model takes the two to be independent, so lifetime value is a rough guide here.`,
    'zh-CN': ({ correlation }) =>
      `购买频次与单次金额相关（相关系数 ${decimals(correlation)}），而 Gamma-Gamma 模型假定二者独立，生命周期价值仅供粗略参考。`,
  },
  repair: {
    en: () => 'Compare the customers within a tier rather than across all.',
    'zh-CN': () => '请在同一等级内比较客户，而不要跨等级比较。',
  },
});

export const horizonIsOver = message<{ until: string }>({
  code: 'MOD428',
  severity: 'warning',
  text: {
    en: ({ until }) => `No lifetime value: its horizon ${until} does not lie after the as-of date.`,
    'zh-CN': ({ until }) => `未估算生命周期价值：终止日 ${until} 不晚于基准日。`,
  },
  repair: {
    en: () => 'Set a later day under `lifetime: until:`, or leave it out for twelve months.',
    'zh-CN': () => '请在 `lifetime: until:` 中填写更晚的日期，或删去该项以使用默认的 12 个月。',
  },
});

export const lifetimeChecked = message<{ model: string; off: number; naive: number; days: number }>({
  code: 'MOD429',
  severity: 'info',
  text: {
    en: ({ model, off, naive, days }) =>
      `Over the last ${days} days, which it had not seen, ${modelWord(model)} was off by ${decimals(off)} purchases per customer (the rule “as many as before”: ${decimals(naive)}).`,
    'zh-CN': ({ model, off, naive, days }) =>
      `在模型未见过的最近 ${days} 天里，${modelWord(model)} 平均每个客户偏差 ${decimals(off)} 次购买（“与之前一样多”的简单规则：${decimals(naive)} 次）。`,
  },
});

export const valuesTooWide = message<{ q: number }>({
  code: 'MOD430',
  severity: 'info',
  text: {
    en: ({ q }) =>
      `Purchases differ so widely in value between customers that no mean of all can be fitted (Gamma-Gamma q = ${decimals(q)}). Customers without a repeat purchase are valued at the plain mean of the others.`,
    'zh-CN': ({ q }) =>
      `客户之间每次购买金额差异过大，无法拟合总体均值（Gamma-Gamma q = ${decimals(q)}）。没有重复购买的客户按其他客户的简单平均值估算。`,
  },
});

export * from './messages/acquisition.ts';
export * from './messages/campaigns.ts';
export * from './messages/intuition.ts';
export * from './messages/key-customers.ts';
export * from './messages/movements.ts';
export * from './messages/retention.ts';

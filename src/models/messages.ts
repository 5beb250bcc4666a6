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

export const clustersUnclear = message<{ clusters: number; silhouette: number; stability: number }>({
  code: 'MOD402',
  severity: 'warning',
  text: {
    en: ({ clusters, silhouette, stability }) =>
      `The customers form no clear clusters (silhouette ${decimals(silhouette)}, stability ${decimals(stability)}). The ${clusters} shown are one way to divide them among others.`,
    'zh-CN': ({ clusters, silhouette, stability }) =>
      `客户没有形成清晰的聚类（轮廓系数 ${decimals(silhouette)}，稳定性 ${decimals(stability)}）。所示 ${clusters} 类只是多种划分方式之一。`,
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

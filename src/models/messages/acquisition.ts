import { message } from '../../language/messages.ts';

/** What leads and their costs have to say. */

export const acquisitionRead = message<{
  leads: number;
  won: number;
  sources: number;
  paid: number;
  known: number;
}>({
  code: 'MOD481',
  severity: 'info',
  text: {
    en: ({ leads, won, sources, paid, known }) =>
      `${won} customers were won from ${leads} leads of ${sources} sources; ${known === 0 ? 'no source has a cost, so nothing can pay back' : `${paid} of ${known} sources with a known cost have paid back`}.`,
    'zh-CN': ({ leads, won, sources, paid, known }) =>
      `${sources} 个来源的 ${leads} 条线索带来 ${won} 个新客户；${known === 0 ? '没有任何来源的费用数据，无法判断回本' : `${known} 个费用已知的来源中，${paid} 个已回本`}。`,
  },
});

export const nobodyAcquired = message<{ leads: number; converted: number }>({
  code: 'MOD482',
  severity: 'warning',
  text: {
    en: ({ leads, converted }) =>
      converted === 0
        ? `None of the ${leads} leads of the period names the customer it became, so no source can be judged.`
        : `${leads} leads of the period, ${converted} of them with a customer, and none of these is new with a first purchase after its lead: no source can be judged.`,
    'zh-CN': ({ leads, converted }) =>
      converted === 0
        ? `期内 ${leads} 条线索均未注明转化成的客户，无法评价各来源。`
        : `期内 ${leads} 条线索中有 ${converted} 条注明了客户，但没有一个是在线索之后首次购买的新客户，无法评价各来源。`,
  },
  repair: {
    en: ({ converted }) =>
      converted === 0
        ? 'Map `customer_id` of `leads` to the number of the customer that the lead became.'
        : 'Check that leads carry the same customer numbers as the invoices, and that the extract begins before the leads.',
    'zh-CN': ({ converted }) =>
      converted === 0
        ? '请将 `leads` 的 `customer_id` 映射到线索转化成的客户编码。'
        : '请检查线索与发票的客户编码是否一致，以及数据期间是否早于线索。',
  },
});

export const costsWithoutLeads = message<{ named: readonly string[]; amount: number }>({
  code: 'MOD483',
  severity: 'warning',
  text: {
    en: ({ named, amount }) =>
      `Costs of ${amount.toFixed(2)} belong to sources that no lead of the period names: ${named.map((name) => `“${name}”`).join(', ')}.`,
    'zh-CN': ({ named, amount }) =>
      `有 ${amount.toFixed(2)} 的费用属于期内没有任何线索的来源：${named.map((name) => `“${name}”`).join('、')}。`,
  },
  repair: {
    en: () => 'Write the source alike in both exports (`values:` in the mapping), or leave the cost out.',
    'zh-CN': () => '请统一两个导出文件中的来源写法（映射中的 `values:`），或去掉该费用。',
  },
});

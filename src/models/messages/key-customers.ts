import { message } from '../../language/messages.ts';

/** What the key-customer index has to say. MOD445–449. */

export const keyMeasureLeftOut = message<{ measures: readonly string[]; customers: number }>({
  code: 'MOD445',
  severity: 'info',
  text: {
    en: ({ measures }) =>
      `The key-customer index does without ${measures.join(', ')}: unknown for most customers, or the same for all. The other weights fill the place.`,
    'zh-CN': ({ measures }) =>
      `重点客户指数未采用 ${measures.join('、')}：多数客户没有该数据，或全部相同；其余权重按比例补足。`,
  },
  repair: {
    en: () => 'Add the export that carries it, or take it out of `key_customers: weights:`.',
    'zh-CN': () => '请补充含该数据的导出文件，或从 `key_customers: weights:` 中去掉。',
  },
});

export const keyMeasuresNone = message<Record<string, never>>({
  code: 'MOD446',
  severity: 'warning',
  text: {
    en: () => 'There is no key-customer index: none of its measures tells the customers apart.',
    'zh-CN': () => '无法编制重点客户指数：没有任何指标能区分客户。',
  },
  repair: {
    en: () => 'Name measures under `key_customers: weights:` that the extracts carry.',
    'zh-CN': () => '请在 `key_customers: weights:` 中指定数据所支持的指标。',
  },
});

export const strategicUnknown = message<{ ids: readonly string[] }>({
  code: 'MOD447',
  severity: 'warning',
  text: {
    en: ({ ids }) => `Not among the ranked customers, so not strategic: ${ids.join(', ')}.`,
    'zh-CN': ({ ids }) => `以下编码不在参与排名的客户中，未计入战略客户：${ids.join('、')}。`,
  },
  repair: {
    en: () => 'Correct the customer numbers under `key_customers: strategic:`, leading zeros included.',
    'zh-CN': () => '请更正 `key_customers: strategic:` 中的客户编码（包括前导零）。',
  },
});

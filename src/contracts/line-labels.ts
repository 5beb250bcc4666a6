import type { Text } from '../language/locale.ts';
import type { lineClasses, lineKinds } from './canonical/sales.ts';

/** What a class and a kind of invoice line are called. */
export const lineClassLabels: Readonly<Record<(typeof lineClasses)[number], Text>> = {
  goods: { en: 'goods', 'zh-CN': '商品' },
  free_goods: { en: 'free goods', 'zh-CN': '赠品' },
  service: { en: 'service', 'zh-CN': '服务' },
  freight_billed: { en: 'freight billed', 'zh-CN': '代收运费' },
  fee: { en: 'fee', 'zh-CN': '手续费' },
  rounding: { en: 'rounding', 'zh-CN': '尾差' },
  deposit: { en: 'deposit', 'zh-CN': '押金' },
  write_off: { en: 'write-off', 'zh-CN': '核销' },
  tax: { en: 'tax', 'zh-CN': '税金' },
};

export const lineKindLabels: Readonly<Record<(typeof lineKinds)[number], Text>> = {
  sale: { en: 'sale', 'zh-CN': '销售' },
  return: { en: 'return', 'zh-CN': '退货' },
  credit_note: { en: 'credit note', 'zh-CN': '折让' },
};

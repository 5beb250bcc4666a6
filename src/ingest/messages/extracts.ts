import { message } from '../../language/messages.ts';

type Pair = {
  readonly document: string;
  readonly original: string;
  readonly amount: string;
  readonly originalAmount: string;
};
const more = (count: number, shown: number): string => (count > shown ? ' …' : '');

/** Documents and customers followed from extract to extract: cancellations and merges. */
export const extracts = {
  cancelled: message<{ sources: readonly string[]; same: number; other: number }>({
    code: 'ING143',
    severity: 'info',
    text: {
      en: (p) =>
        `${p.sources.join(', ')}: ${p.same} invoices and the copies that cancel them in the same month are set aside; ${p.other} cancelled in another month stay, the copy as negative.`,
      'zh-CN': (p) =>
        `${p.sources.join('、')}：${p.same} 张发票与同月的冲销副本成对搁置；${p.other} 张在其他月份冲销，两张都保留，冲销副本记为负数。`,
    },
  }),
  cancelledAlone: message<{ sources: readonly string[]; count: number; examples: readonly Pair[] }>({
    code: 'ING144',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.sources.join(', ')}: ${p.count} documents cancel an invoice that is not in the extracts, with a positive amount, and are set aside: ${p.examples.map((e) => `${e.document} → ${e.original} (${e.amount})`).join(', ')}${more(p.count, p.examples.length)}.`,
      'zh-CN': (p) =>
        `${p.sources.join('、')}：${p.count} 张单据冲销的发票不在导出数据中且金额为正，已搁置：${p.examples.map((e) => `${e.document} → ${e.original}（${e.amount}）`).join('、')}${more(p.count, p.examples.length)}。`,
    },
    repair: {
      en: () => 'Export the earlier period too, so that the invoice and its cancellation are both there.',
      'zh-CN': () => '请同时导出更早的期间，使发票与其冲销单成对出现。',
    },
  }),
  cancelledOddly: message<{ sources: readonly string[]; count: number; examples: readonly Pair[] }>({
    code: 'ING145',
    severity: 'failure',
    text: {
      en: (p) =>
        `${p.sources.join(', ')}: ${p.count} documents say that they cancel an invoice, but have the same sign and another amount or customer: ${p.examples.map((e) => `${e.document} (${e.amount}) → ${e.original} (${e.originalAmount})`).join(', ')}${more(p.count, p.examples.length)}. Both count as they are.`,
      'zh-CN': (p) =>
        `${p.sources.join('、')}：${p.count} 张单据声称冲销某发票，但符号相同而金额或客户不同：${p.examples.map((e) => `${e.document}（${e.amount}）→ ${e.original}（${e.originalAmount}）`).join('、')}${more(p.count, p.examples.length)}。两者均按原样计入。`,
    },
    repair: {
      en: () =>
        'Check the column mapped to `cancels`; with `only_when` it counts only for documents of the cancelling kind.',
      'zh-CN': () => '请检查映射到 `cancels` 的列；可用 `only_when` 限定只对冲销类单据生效。',
    },
  }),
  customersMerged: message<{ customers: number; rows: readonly { table: string; rows: number }[] }>({
    code: 'ING146',
    severity: 'info',
    text: {
      en: (p) =>
        `${p.customers} customers have been merged into others; their rows count for these: ${p.rows.map((r) => `${r.rows} in ${r.table}`).join(', ') || 'none'}.`,
      'zh-CN': (p) =>
        `${p.customers} 个客户已并入其他客户，其数据计入后者：${p.rows.map((r) => `${r.table} ${r.rows} 行`).join('、') || '无'}。`,
    },
  }),
  mergeUnsound: message<{ customers: number; ids: readonly string[] }>({
    code: 'ING147',
    severity: 'warning',
    text: {
      en: (p) =>
        `${p.customers} customers are merged in a circle or into two others, and stay as they are: ${p.ids.join(', ')}${more(p.customers, p.ids.length)}.`,
      'zh-CN': (p) =>
        `${p.customers} 个客户的合并关系成环或指向两个客户，保持不变：${p.ids.join('、')}${more(p.customers, p.ids.length)}。`,
    },
    repair: {
      en: () => 'Correct `merged_into` so that each has one survivor.',
      'zh-CN': () => '请更正 `merged_into`，使每个客户只并入一个客户。',
    },
  }),
};

import { message } from '../../language/messages.ts';
import { count, few, money, percent, plural } from './phrases.ts';

/** FEA310–319: what the extracts hold that changes how a figure reads. */

export const linesWithoutCost = message<{
  lines: number;
  netSales: number;
  share: number;
  invoice: string;
  currency: string;
}>({
  code: 'FEA311',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.lines, 'line', 'lines')} sold for ${money('en', p.currency, p.netSales)} (${percent('en', p.share)} of all that was sold) carry no cost at all, so their margin is too high; the largest is on invoice ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 行（售价合计 ${money('zh-CN', p.currency, p.netSales)}，占全部售出的 ${percent('zh-CN', p.share)}）完全没有成本，毛利因此偏高；金额最大的一行在发票 ${p.invoice} 上。`,
  },
  repair: {
    en: () => 'map `cost_amount` or `unit_cost` of the invoice lines, or `standard_cost` of the products',
    'zh-CN': () => '请映射发票行的 `cost_amount` 或 `unit_cost`，或存货的 `standard_cost`',
  },
});

export const returnsWithPlus = message<{ lines: number; amount: number; invoice: string; currency: string }>({
  code: 'FEA312',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.lines, 'return or credit line has', 'return or credit lines have')} a positive amount (${money('en', p.currency, p.amount)} in all) and raise net sales; the largest is on document ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 条退货或折让行金额为正（合计 ${money('zh-CN', p.currency, p.amount)}），反而增加了净销售额；金额最大的在单据 ${p.invoice} 上。`,
  },
  repair: {
    en: () =>
      'if the export writes returns as positive numbers, map quantity, amount and cost with `negate: true`',
    'zh-CN': () => '若导出文件以正数记录退货，请对数量、金额和成本使用 `negate: true`',
  },
});

export const creditsWithCost = message<{ lines: number; cost: number; invoice: string; currency: string }>({
  code: 'FEA318',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.lines, 'line with a negative amount adds', 'lines with negative amounts add')} cost of goods (${money('en', p.currency, p.cost)} in all), because quantity or cost is positive there; the largest is on document ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.lines)} 行金额为负，但数量或成本为正，反而增加了销售成本（合计 ${money('zh-CN', p.currency, p.cost)}）；金额最大的在单据 ${p.invoice} 上。`,
  },
  repair: {
    en: () =>
      'if the goods came back, turn quantity and cost on these documents as well (`negate_when`); if only the price was reduced, map their quantity and cost as 0',
    'zh-CN': () =>
      '若货物已退回，请对这些单据的数量和成本同样取负（`negate_when`）；若只是价格折让，请将其数量和成本映射为 0',
  },
});

export const paidShort = message<{ invoices: number; amount: number; invoice: string; currency: string }>({
  code: 'FEA319',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.invoices, 'invoice with a payment date was', 'invoices with a payment date were')} paid short by more than a twentieth (${money('en', p.currency, p.amount)} in all). A payment date settles the whole invoice, so the rest counts neither as open nor as overdue; the largest is ${p.invoice}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.invoices)} 张有付款日期的发票少付超过 5%（合计 ${money('zh-CN', p.currency, p.amount)}）。付款日期视为整张发票已结清，余额不再计为未收或逾期；金额最大的是 ${p.invoice}。`,
  },
  repair: {
    en: () =>
      'if the rest is still owed, the date is that of a part payment: map `paid_on` for settled invoices only (`only_when`), then `paid_amount` lowers what is open',
    'zh-CN': () =>
      '若余额仍未收，该日期只是部分付款的日期：请仅对已结清的发票映射 `paid_on`（`only_when`），`paid_amount` 会相应减少未收金额',
  },
});

export const linesAfterAsOf = message<{ lines: number; asOf: string }>({
  code: 'FEA313',
  severity: 'info',
  text: {
    en: (p) =>
      `${plural(p.lines, 'invoice line is', 'invoice lines are')} dated after ${p.asOf} and not counted.`,
    'zh-CN': (p) => `${count('zh-CN', p.lines)} 条发票行的日期晚于 ${p.asOf}，未计入。`,
  },
});

export const customersNotInCrm = message<{
  customers: number;
  netSales: number;
  ids: readonly string[];
  currency: string;
}>({
  code: 'FEA314',
  severity: 'warning',
  text: {
    en: (p) =>
      `${plural(p.customers, 'customer', 'customers')} with net sales of ${money('en', p.currency, p.netSales)} ${p.customers === 1 ? 'is' : 'are'} not in the CRM: ${few(p.ids, ', ')}.`,
    'zh-CN': (p) =>
      `${count('zh-CN', p.customers)} 个客户（净销售额 ${money('zh-CN', p.currency, p.netSales)}）不在 CRM 中：${few(p.ids, '、')}。`,
  },
  repair: {
    en: () => 'they are shown by number; check that both systems write customer numbers alike (`pad`)',
    'zh-CN': () => '报告中以编码显示；请检查两个系统的客户编码写法是否一致（`pad`）',
  },
});

export const parentCircle = message<{ ids: readonly string[] }>({
  code: 'FEA315',
  severity: 'warning',
  text: {
    en: (p) =>
      `These customers are parents of one another in a circle, so they have no group: ${few(p.ids, ', ')}.`,
    'zh-CN': (p) => `以下客户互为母公司，形成循环，因此不归入任何集团：${few(p.ids, '、')}。`,
  },
  repair: {
    en: () => 'correct the parent of one of them in the source',
    'zh-CN': () => '请在源系统中更正其中一个客户的母公司',
  },
});

export const writeOffsTwice = message<{ onLines: number; elsewhere: number; currency: string }>({
  code: 'FEA317',
  severity: 'warning',
  text: {
    en: (p) =>
      `Write-offs stand in two places and both count: ${money('en', p.currency, p.onLines)} on invoice lines, ${money('en', p.currency, p.elsewhere)} in receivables or a cost pool.`,
    'zh-CN': (p) =>
      `核销出现在两处且均已计入：发票行 ${money('zh-CN', p.currency, p.onLines)}，应收款或成本池 ${money('zh-CN', p.currency, p.elsewhere)}。`,
  },
  repair: {
    en: () =>
      'if they are the same debts, leave the write-off lines out with `where`, or `receivables.written_off` unmapped',
    'zh-CN': () => '若为同一笔坏账，请用 `where` 排除核销发票行，或不映射 `receivables.written_off`',
  },
});

export const periodFromMidMonth = message<{ from: string; first: string; next: string }>({
  code: 'FEA316',
  severity: 'warning',
  text: {
    en: (p) =>
      `The period begins on ${p.from}, in the middle of a month. Documents count from that day, ledger, rebates and pools are by month and count from ${p.first}: the first month is lopsided.`,
    'zh-CN': (p) =>
      `期间从 ${p.from} 开始，不是月初。单据从该日起计入，而总账、返利与成本池按月从 ${p.first} 起计入：首月口径不一致。`,
  },
  repair: {
    en: (p) => `set \`period.from\` to ${p.first} or ${p.next}`,
    'zh-CN': (p) => `请将 \`period.from\` 设为 ${p.first} 或 ${p.next}`,
  },
});

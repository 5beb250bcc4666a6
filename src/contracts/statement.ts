import type { Text } from '../language/locale.ts';

/**
 * The customer profit and loss statement, line by line, in reading order. Amounts are stored positive; `sign` says
 * whether a component adds to profit or takes from it. A subtotal is the signed sum of all components above it.
 * This is the only place where the lines are listed.
 */
export interface StatementLine {
  readonly id: string;
  readonly kind: 'component' | 'subtotal';
  readonly sign: 1 | -1;
  readonly label: Text;
  readonly meaning: Text;
}

const line = (
  id: string,
  kind: StatementLine['kind'],
  sign: 1 | -1,
  label: [string, string],
  meaning: [string, string],
): StatementLine => ({
  id,
  kind,
  sign,
  label: { en: label[0], 'zh-CN': label[1] },
  meaning: { en: meaning[0], 'zh-CN': meaning[1] },
});

export const statementLines = [
  line(
    'gross_sales',
    'component',
    1,
    ['Gross sales', '销售总额'],
    [
      'Quantity × list price (invoiced price where there is no list price) of all sales',
      '全部销售的数量 × 报价（无报价时用实际单价）',
    ],
  ),
  line(
    'discounts',
    'component',
    -1,
    ['Discounts', '折扣'],
    ['List price less invoiced price, and line discounts', '报价与实际单价之差及行折扣'],
  ),
  line(
    'returns',
    'component',
    -1,
    ['Returns and credit notes', '退货与折让'],
    ['Goods sent back and allowances, in the month they were posted', '退货与价格折让，计入入账月份'],
  ),
  line('rebates', 'component', -1, ['Rebates', '返利'], ['Off-invoice rebates', '票外返利']),
  line(
    'net_sales',
    'subtotal',
    1,
    ['Net sales', '净销售额'],
    [
      'What the customer really paid for goods and services, net of tax',
      '客户实际为商品与服务支付的金额（不含税）',
    ],
  ),
  line(
    'cost_of_goods',
    'component',
    -1,
    ['Cost of goods', '销售成本'],
    ['Cost of what was delivered less cost of what came back', '发出商品成本减去退回商品成本'],
  ),
  line(
    'gross_margin',
    'subtotal',
    1,
    ['Gross margin', '毛利'],
    ['Net sales less cost of goods', '净销售额减销售成本'],
  ),
  line(
    'freight_and_fees_billed',
    'component',
    1,
    ['Freight and fees billed', '代收运费与费用'],
    [
      'Freight and fees on the invoice: income set against what they cost us, not margin',
      '发票上的运费与费用：冲抵相应支出，不计入毛利',
    ],
  ),
  line(
    'delivery',
    'component',
    -1,
    ['Delivery', '配送'],
    ['Freight paid and warehouse work', '运费支出与仓储作业'],
  ),
  line(
    'order_handling',
    'component',
    -1,
    ['Order handling', '订单处理'],
    ['Taking, changing and invoicing orders', '接单、改单与开票'],
  ),
  line(
    'service',
    'component',
    -1,
    ['Service', '售后服务'],
    ['Tickets, complaints and training', '服务工单、投诉与培训'],
  ),
  line(
    'sales_and_marketing',
    'component',
    -1,
    ['Sales and marketing', '销售与市场'],
    ['Visits, calls and campaigns', '拜访、电话与推广'],
  ),
  line(
    'contribution',
    'subtotal',
    1,
    ['Contribution', '客户贡献'],
    ['Gross margin less the cost to serve', '毛利减服务成本'],
  ),
  line(
    'cost_of_credit',
    'component',
    -1,
    ['Cost of credit', '资金占用成本'],
    ['Open balance × days × annual rate / 365', '应收余额 × 天数 × 年利率 / 365'],
  ),
  line(
    'bad_debt',
    'component',
    -1,
    ['Bad debt', '坏账'],
    [
      'Receivables written off, or the loss expected on what is open: one of the two',
      '已核销的应收款，或未清款项的预期损失（二者取一）',
    ],
  ),
  line(
    'net_profit',
    'subtotal',
    1,
    ['Net profit of the customer', '客户净利润'],
    ['Contribution less cost of credit and bad debt', '客户贡献减资金占用成本与坏账'],
  ),
] as const satisfies readonly StatementLine[];

/** The lines a cost pool of the pipeline file may feed. */
export const poolLines = [
  'delivery',
  'order_handling',
  'service',
  'sales_and_marketing',
  'bad_debt',
] as const;
export type PoolLine = (typeof poolLines)[number];

/**
 * What an account of the books can carry, besides cost pools: the components that come from documents. Exchange
 * differences are of the company, not of a customer: they stand in no line of the statement.
 */
export const bookComponents = [
  'sales',
  'returns',
  'rebates',
  'freight_and_fees_billed',
  'cost_of_goods',
  'bad_debt',
  'exchange_realised',
  'exchange_unrealised',
] as const;
export type BookComponent = (typeof bookComponents)[number];

/** What a component of the books is called where it is no line of the statement. */
export const exchangeLabels = {
  exchange_realised: { en: 'Exchange differences on payments', 'zh-CN': '收款汇兑损益（已实现）' },
  exchange_unrealised: { en: 'Exchange differences on open items', 'zh-CN': '未清款项重估（未实现）' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a component of the books is called: a line of the statement, or an exchange difference. */
export function componentLabel(component: string): Text | undefined {
  return (
    (exchangeLabels as Readonly<Record<string, Text>>)[component] ??
    statementLines.find(({ id }) => id === component)?.label
  );
}

import type { BornOnInvoice } from '../contracts/features/currency.ts';
import type { Locale } from '../language/locale.ts';
import type { DocumentKind } from '../pipeline/explain/documents.ts';

/** The words of an opened figure and an opened account, in each language. */
interface TraceWords {
  readonly period: string;
  readonly behind: string;
  readonly documents: Readonly<Record<DocumentKind, string>>;
  rest(count: string): string;
  readonly total: string;
  readonly invoice: string;
  readonly date: string;
  readonly product: string;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  readonly inExport: string;
  row(file: string, row: string): string;
  readonly delivery: string;
  readonly order: string;
  readonly month: string;
  readonly issued: string;
  readonly due: string;
  readonly settled: string;
  readonly open: string;
  readonly balance: string;
  readonly byCurrency: string;
  /** `sales` of the books is gross sales less discounts. */
  salesLabel(component: string): string;
  readonly bornOnInvoice: Readonly<Record<BornOnInvoice, string>>;
  readonly invoiceLines: string;
  readonly ratesUsed: string;
  readonly noRate: string;
  readonly closingRate: string;
  readonly closingDifference: string;
  readonly exchangeNote: string;
  inReporting(currency: string): string;
  readonly bucket: string;
  readonly lossRate: string;
  readonly basis: Readonly<Record<'settings' | 'history', string>>;
  readonly days: string;
  readonly rate: string;
  readonly driver: string;
  readonly units: string;
  readonly each: string;
  readonly minutes: string;
  readonly weighted: string;
  readonly cost: string;
  readonly capacity: string;
  readonly usedByAll: string;
  readonly ledgerAccounts: string;
  readonly methods: Readonly<Record<string, string>>;
  readonly fallback: string;
  readonly ties: string;
  readonly tiesNot: string;
  readonly nothing: string;
  readonly account: string;
  readonly roles: { readonly company_level: string; readonly none: string; pool(name: string): string };
  readonly sums: Readonly<
    Record<'ledger' | 'charged' | 'unused' | 'company_level' | 'timing' | 'unexplained' | 'not_used', string>
  >;
  readonly customers: string;
  readonly cash: string;
  readonly freed: string;
  readonly breakEven: string;
  readonly letGo: string;
  readonly leaves: string;
  readonly stays: string;
  readonly worth: string;
  readonly notWorth: string;
  readonly leversFirst: string;
  readonly sure: string;
  readonly unsure: string;
  range(low: string, high: string): string;
  readonly friction: {
    readonly title: string;
    readonly median: string;
    readonly of: Readonly<Record<string, string>>;
  };
  readonly openItems: string;
  ageing(parts: {
    open: string;
    notDue: string;
    d30: string;
    d60: string;
    d90: string;
    over: string;
    dso: string;
  }): string;
  losses(expected: string, writtenOff: string): string;
}

export const traceWords: Record<Locale, TraceWords> = {
  en: {
    period: 'the whole period',
    behind: 'What is behind it',
    documents: {
      lines: 'Invoice lines',
      shipments: 'Deliveries',
      write_offs: 'Write-offs',
      receivables: 'Open balance × days × rate / 365',
      rebates: 'Rebates',
      expected_losses: 'Loss expected on what is open: open × loss rate',
    },
    rest: (count) => `and ${count} more`,
    total: 'total',
    invoice: 'document',
    date: 'date',
    product: 'product',
    quantity: 'quantity',
    price: 'price',
    amount: 'amount',
    inExport: 'in the export',
    row: (file, row) => `${file}, row ${row} below the header`,
    delivery: 'delivery',
    order: 'order',
    month: 'month',
    issued: 'issued',
    due: 'due',
    settled: 'settled',
    open: 'open',
    balance: 'balance',
    byCurrency: 'By currency of the invoice',
    salesLabel: (component) => (component === 'sales' ? 'Sales less discounts' : component),
    bornOnInvoice: {
      gross_sales: 'Gross sales',
      discounts: 'Discounts',
      returns: 'Returns and credit notes',
      net_invoiced: 'Net sales before rebates',
      cost_of_goods: 'Cost of goods',
      margin_invoiced: 'Gross margin before rebates',
      freight_and_fees_billed: 'Freight and fees billed',
      bad_debt: 'Written off on the invoice',
    },
    invoiceLines: 'invoice lines',
    ratesUsed: 'rates used',
    noRate: 'none: counts nothing',
    closingRate: 'rate at the end',
    closingDifference: 'worth more at that rate',
    exchangeNote:
      'Each line at the rate of its day. What the same net sales would be worth more at the rate at the end is in no line of the statement. Rebates, cost to serve and credit have no invoice.',
    inReporting: (currency) => `all in ${currency}`,
    bucket: 'by days late',
    lossRate: 'loss rate',
    basis: { settings: 'rate of the pipeline file', history: 'rate of the write-offs so far' },
    days: 'days',
    rate: 'rate',
    driver: 'driver',
    units: 'units',
    each: '× each',
    minutes: '= minutes',
    weighted: '= weighted',
    cost: 'cost',
    capacity: 'capacity',
    usedByAll: 'used by all',
    ledgerAccounts: 'Ledger accounts',
    methods: {
      time_driven: 'time-driven: minutes × rate, unused capacity stays with the company',
      driver_share: 'shared by drivers',
      direct: 'as the documents say',
    },
    fallback: 'minutes unknown, shared by the fallback driver',
    ties: 'Adds up to the statement, to the cent.',
    tiesNot: 'DOES NOT ADD UP to the statement.',
    nothing: 'Nothing is behind it: the amount is nought.',
    account: 'Account',
    roles: {
      company_level: 'kept at company level',
      none: 'not used by the pipeline file',
      pool: (name) => `cost pool ${name}`,
    },
    sums: {
      ledger: 'ledger',
      charged: 'to customers',
      unused: 'unused',
      company_level: 'company',
      timing: 'timing',
      unexplained: 'unexplained',
      not_used: 'not used',
    },
    customers: 'Customers it went to',
    cash: 'cash',
    freed: 'capacity freed',
    breakEven: 'breaks even at a volume loss of',
    letGo: 'If the customer left',
    leaves: 'leaves: revenue less goods, documents and credit',
    stays: 'stays with the company',
    worth: 'The company would earn more without it.',
    notWorth: 'The company would earn less without it: keep it and pull the levers.',
    leversFirst: 'The levers above would give more than that: pull them first.',
    sure: 'keeps its sign',
    unsure: 'MAY CHANGE ITS SIGN',
    range: (low, high) => `Net profit with the factors of the cost pools moved: ${low} to ${high}`,
    friction: {
      title: 'How its orders run',
      median: 'median of all',
      of: {
        revisions_per_order: 'revisions per order',
        sent_back_per_order: 'sent back to the customer, per order',
        cancellations_per_order: 'cancellations per order',
        return_rate: 'returned, of sales',
        lines_per_order: 'lines per order',
      },
    },
    openItems: 'Receivables',
    ageing: (p) =>
      `${p.open} open: ${p.notDue} not due, ${p.d30} 1–30 days late, ${p.d60} 31–60, ${p.d90} 61–90, ${p.over} over 90; DSO ${p.dso} days`,
    losses: (expected, writtenOff) =>
      `expected to be lost of it: ${expected}; written off in the period: ${writtenOff}`,
  },
  'zh-CN': {
    period: '整个期间',
    behind: '数字的来源',
    documents: {
      lines: '发票行',
      shipments: '发货单',
      write_offs: '核销',
      receivables: '未清余额 × 天数 × 年利率 / 365',
      rebates: '返利',
      expected_losses: '未清款项的预期损失：未清金额 × 损失率',
    },
    rest: (count) => `其余 ${count} 条`,
    total: '合计',
    invoice: '单据',
    date: '日期',
    product: '存货',
    quantity: '数量',
    price: '单价',
    amount: '金额',
    inExport: '导出文件位置',
    row: (file, row) => `${file} 表头下第 ${row} 行`,
    delivery: '发货单',
    order: '订单',
    month: '月份',
    issued: '开票',
    due: '到期',
    settled: '结清',
    open: '未清',
    balance: '余额',
    byCurrency: '按发票币种',
    salesLabel: (component) => (component === 'sales' ? '折扣后销售额' : component),
    bornOnInvoice: {
      gross_sales: '销售总额',
      discounts: '折扣',
      returns: '退货与折让',
      net_invoiced: '净销售额（未扣票外返利）',
      cost_of_goods: '销售成本',
      margin_invoiced: '毛利（未扣票外返利）',
      freight_and_fees_billed: '代收运费与费用',
      bad_debt: '发票行核销',
    },
    invoiceLines: '发票行数',
    ratesUsed: '所用汇率',
    noRate: '无汇率：未计入',
    closingRate: '期末汇率',
    closingDifference: '按期末汇率增减',
    exchangeNote:
      '每行按当日汇率折算。同一净销售额按期末汇率重估的增减不计入利润表任何项目。返利、服务成本与资金占用成本没有发票币种。',
    inReporting: (currency) => `合计（${currency}）`,
    bucket: '账龄',
    lossRate: '损失率',
    basis: { settings: '流程文件给定的损失率', history: '按历史核销计算的损失率' },
    days: '天数',
    rate: '费率',
    driver: '动因',
    units: '数量',
    each: '× 单位',
    minutes: '= 分钟',
    weighted: '= 加权',
    cost: '成本',
    capacity: '产能',
    usedByAll: '全部用量',
    ledgerAccounts: '总账科目',
    methods: {
      time_driven: '时间驱动：分钟 × 费率，闲置产能留在公司',
      driver_share: '按动因分摊',
      direct: '按单据金额',
    },
    fallback: '分钟未知，按备用动因分摊',
    ties: '与利润表一致，精确到分。',
    tiesNot: '与利润表不一致。',
    nothing: '没有来源：金额为零。',
    account: '科目',
    roles: {
      company_level: '留在公司层面',
      none: '流程文件未使用',
      pool: (name) => `成本池 ${name}`,
    },
    sums: {
      ledger: '账簿',
      charged: '归属客户',
      unused: '闲置',
      company_level: '公司层面',
      timing: '时间性',
      unexplained: '未解释',
      not_used: '未使用',
    },
    customers: '归属的客户',
    cash: '现金',
    freed: '释放产能',
    breakEven: '可承受的销量损失',
    letGo: '如果放弃该客户',
    leaves: '随之消失：收入减去货物、单据成本与资金占用',
    stays: '仍由公司承担',
    worth: '放弃后公司利润更高。',
    notWorth: '放弃后公司利润更低：应保留并采取改进手段。',
    leversFirst: '上述改进手段的收益更大：请先改进。',
    sure: '盈亏方向不变',
    unsure: '盈亏方向可能改变',
    range: (low, high) => `成本池系数变动后的净利润：${low} 至 ${high}`,
    friction: {
      title: '订单执行情况',
      median: '全部客户中位数',
      of: {
        revisions_per_order: '每单变更次数',
        sent_back_per_order: '每单退回客户次数',
        cancellations_per_order: '每单取消次数',
        return_rate: '退货占销售额',
        lines_per_order: '每单行数',
      },
    },
    openItems: '应收款',
    ageing: (p) =>
      `未清 ${p.open}：未到期 ${p.notDue}，逾期 1–30 天 ${p.d30}，31–60 天 ${p.d60}，61–90 天 ${p.d90}，90 天以上 ${p.over}；周转天数 ${p.dso} 天`,
    losses: (expected, writtenOff) => `其中预期损失 ${expected}；期内已核销 ${writtenOff}`,
  },
};

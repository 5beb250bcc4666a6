import { column, defineTable } from '../contract.ts';
import { customerId, month } from '../result-columns.ts';

/**
 * The lines of the statement that are born on an invoice, in the currency of the invoice. Rebates, cost to serve and
 * credit stand on no invoice, and in the statement only, in the reporting currency. Empty where all invoices are in it.
 */
const born = [
  ['gross_sales', 'Gross sales', '销售总额'],
  ['discounts', 'Discounts', '折扣'],
  ['returns', 'Returns and credit notes', '退货与折让'],
  ['net_invoiced', 'Net sales before rebates, which stand on no invoice', '净销售额（未扣票外返利）'],
  ['cost_of_goods', 'Cost of goods', '销售成本'],
  ['margin_invoiced', 'Gross margin before rebates', '毛利（未扣票外返利）'],
  ['freight_and_fees_billed', 'Freight and fees billed', '代收运费与费用'],
  ['bad_debt', 'Written off on invoice lines', '发票行核销'],
] as const;
export type BornOnInvoice = (typeof born)[number][0];
export const bornOnInvoice: readonly BornOnInvoice[] = born.map(([name]) => name);

const own = Object.fromEntries(
  born.map(([name, en, zh]) => [
    name,
    column(
      'money',
      name === 'cost_of_goods'
        ? `${en}, in the currency of the invoice; a standard cost at the rate of the day`
        : `${en}, in the currency of the invoice`,
      name === 'cost_of_goods' ? `${zh}（发票币种；标准成本按当日汇率折算）` : `${zh}（发票币种）`,
      { required: true },
    ),
  ]),
);
const reporting = Object.fromEntries(
  born.map(([name, en, zh]) => [
    `${name}_reporting`,
    column(
      'money',
      `${en}, in the reporting currency, as in the statement`,
      `${zh}（本位币，与利润表一致）`,
      {
        required: true,
      },
    ),
  ]),
);

export const currencyTables = {
  currency_statement: defineTable({
    name: 'currency_statement',
    grain: {
      en: 'customer × month × currency of the invoice; empty where all invoices are in the reporting currency',
      'zh-CN': '客户 × 月 × 发票币种；全部为本位币时为空',
    },
    key: ['customer_id', 'month', 'currency'],
    columns: {
      customer_id: customerId,
      month,
      currency: column('text', 'Currency of the invoice', '发票币种', {
        references: 'features.currencies.currency',
      }),
      lines: column('integer', 'Invoice lines', '发票行数'),
      ...own,
      ...reporting,
      lowest_rate: column('price', 'Lowest rate used; empty where no line had one', '所用最低汇率'),
      highest_rate: column('price', 'Highest rate used', '所用最高汇率'),
    },
  }),
  currencies: defineTable({
    name: 'currencies',
    grain: {
      en: 'currency of the invoices of the period or of the receivables; empty where all are in the reporting currency',
      'zh-CN': '期内发票或应收的币种；全部为本位币时为空',
    },
    key: ['currency'],
    columns: {
      currency: column('text', 'Currency of the invoice', '发票币种'),
      is_reporting: column('boolean', 'It is the reporting currency', '是否本位币'),
      customers: column('integer', 'Customers invoiced in it', '客户数'),
      lines: column('integer', 'Invoice lines', '发票行数'),
      lines_without_rate: column(
        'integer',
        'Lines without a rate: they count nothing',
        '无汇率的发票行（未计入）',
      ),
      lowest_rate: column('price', 'Lowest rate used', '所用最低汇率'),
      highest_rate: column('price', 'Highest rate used', '所用最高汇率'),
      closing_rate: column('price', 'Rate at the as-of date', '基准日汇率'),
      net_invoiced: column(
        'money',
        'Net sales before rebates, in the currency',
        '净销售额（未扣票外返利，原币）',
      ),
      net_invoiced_reporting: column(
        'money',
        'The same in the reporting currency, each line at the rate of its day',
        '净销售额（本位币，逐行按当日汇率折算）',
      ),
      closing_difference: column(
        'money',
        'What the same net sales would be worth more at the rate of the as-of date; empty without that rate',
        '按基准日汇率重估的差额；无该日汇率时为空',
      ),
      debtors: column(
        'integer',
        'Customers with receivables in it; empty where none are',
        '有该币种应收的客户数；无则为空',
      ),
      receivables_without_rate: column(
        'integer',
        'Receivables without a rate: they count nothing',
        '无汇率的应收笔数（未计入）',
      ),
      open_balance: column('money', 'Open at the as-of date, in the currency', '基准日未清金额（原币）'),
      overdue: column('money', 'Of it overdue, in the currency', '其中逾期（原币）'),
      open_balance_reporting: column(
        'money',
        'What is open, at the rate of the as-of date',
        '未清金额（本位币，按基准日汇率）',
      ),
      revaluation: column(
        'money',
        'Of it: what it is worth more than on its invoice days',
        '其中：较开票日汇率的重估差额（未实现）',
      ),
      exchange_realised: column(
        'money',
        'Gained on payments of the period: what they brought more than was booked',
        '期内收款的已实现汇兑损益',
      ),
    },
  }),
  receivable_currencies: defineTable({
    name: 'receivable_currencies',
    grain: {
      en: 'customer × currency of its receivables; empty where all are in the reporting currency',
      'zh-CN': '客户 × 应收币种；全部为本位币时为空',
    },
    key: ['customer_id', 'currency'],
    columns: {
      customer_id: customerId,
      currency: column('text', 'Currency of the receivables', '应收币种', {
        references: 'features.currencies.currency',
      }),
      invoices: column('integer', 'Invoices to be paid, up to the as-of date', '截至基准日的应收发票数'),
      without_rate: column('integer', 'Without a rate: they count nothing', '无汇率的笔数（未计入）'),
      invoiced: column('money', 'Invoiced in the period, in the currency', '期内开票金额（原币）'),
      open_balance: column('money', 'Open at the as-of date, in the currency', '基准日未清金额（原币）'),
      overdue: column('money', 'Of it overdue, in the currency', '其中逾期（原币）'),
      invoiced_reporting: column(
        'money',
        'Invoiced in the period, at the rates of the invoice days',
        '期内开票金额（本位币，按开票日汇率）',
      ),
      open_balance_reporting: column(
        'money',
        'What is open, at the rate of the as-of date',
        '未清金额（本位币，按基准日汇率）',
      ),
      overdue_reporting: column(
        'money',
        'What is overdue, at the rate of the as-of date',
        '逾期金额（本位币，按基准日汇率）',
      ),
      revaluation: column(
        'money',
        'Of it: what it is worth more than on its invoice days',
        '其中：较开票日汇率的重估差额（未实现）',
        { required: true },
      ),
      exchange_realised: column(
        'money',
        'Gained on payments of the period: what they brought more than was booked',
        '期内收款的已实现汇兑损益',
        { required: true },
      ),
      lowest_rate: column('price', 'Lowest rate of an invoice day', '最低开票日汇率'),
      highest_rate: column('price', 'Highest rate of an invoice day', '最高开票日汇率'),
    },
  }),
  exchange_differences: defineTable({
    name: 'exchange_differences',
    grain: {
      en: 'customer × month × currency with an exchange difference on what it owes; of the company, in no line of the customer',
      'zh-CN': '客户 × 月 × 币种（应收款有汇兑差额时）；属公司层面，不计入客户利润',
    },
    key: ['customer_id', 'month', 'currency'],
    columns: {
      customer_id: customerId,
      month,
      currency: column('text', 'Currency of the receivables', '应收币种'),
      realised: column(
        'money',
        'Gained by payments: what they brought more than was booked',
        '收款的已实现汇兑损益（收益为正）',
        { required: true },
      ),
      unrealised: column(
        'money',
        'Gained by valuing what is open at the end of the month, less what the month before had',
        '月末重估的未实现汇兑损益，减上月已计（收益为正）',
        { required: true },
      ),
    },
  }),
} as const;

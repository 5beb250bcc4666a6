import { column, defineTable } from '../contract.ts';
import { customerId, month } from '../result-columns.ts';

/**
 * The lines of the statement that are born on an invoice, in the currency of the invoice. Rebates, cost to serve and
 * credit are kept in the reporting currency and stand in the statement only. Empty where all invoices are in it.
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
      en: 'currency of the invoices of the period; empty where all are in the reporting currency',
      'zh-CN': '期内发票币种；全部为本位币时为空',
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
      exchange_difference: column(
        'money',
        'What the same net sales would be worth more at the rate of the as-of date; empty without that rate',
        '按基准日汇率重估的差额；无该日汇率时为空',
      ),
    },
  }),
} as const;

import { column, defineTable, required } from '../contract.ts';

/** What the books say: what is owed, the ledger, rebates and exchange rates. */
export const financeTables = {
  receivables: defineTable({
    name: 'receivables',
    grain: { en: 'one invoice to be paid', 'zh-CN': '每张应收发票一行' },
    key: ['invoice_id'],
    gives: { en: 'cost of credit, overdue amounts and bad debt', 'zh-CN': '资金占用成本、逾期与坏账' },
    columns: {
      invoice_id: column('id', 'Invoice number', '发票号', required),
      customer_id: column('id', 'Customer number', '客户编码', required),
      issued_on: column('date', 'Invoice date', '开票日期', required),
      amount: column('money', 'Amount to be paid, with tax', '应收金额（含税）', required),
      due_on: column('date', 'Due date', '到期日'),
      paid_on: column(
        'date',
        'Paid in full or written off on: settles the whole invoice',
        '付清或核销日期：视为整张发票已结清',
      ),
      paid_amount: column(
        'money',
        'Amount paid; without a date it lowers what is open',
        '已付金额；无日期时减少未收金额',
      ),
      written_off: column('money', 'Amount written off', '核销坏账'),
      currency: column(
        'text',
        'Currency of the amounts; empty means the reporting currency',
        '金额币种；为空即本位币',
      ),
      amount_reporting: column(
        'money',
        'The amount in the reporting currency as the books have it; otherwise the rate of the invoice day',
        '应收金额的本位币入账金额；缺省按开票日汇率折算',
      ),
      paid_reporting: column(
        'money',
        'What the payment brought in the reporting currency; otherwise the rate of the payment day',
        '实际收款的本位币金额；缺省按收款日汇率折算',
      ),
      disputed: column('boolean', 'The customer disputes it', '是否有争议'),
    },
  }),
  ledger: defineTable({
    name: 'ledger',
    grain: { en: 'one posting or monthly total of an account', 'zh-CN': '科目的每笔分录或月度合计一行' },
    key: [],
    gives: {
      en: 'cost to serve from the books, and the proof that every figure ties to them',
      'zh-CN': '来自账簿的服务成本，以及所有数字与账簿勾稽的证明',
    },
    columns: {
      period: column('month', 'Month', '期间', required),
      account: column('id', 'Account number', '科目编码', required),
      amount: column(
        'money',
        'Amount: debit positive, credit negative',
        '金额（借方为正，贷方为负）',
        required,
      ),
      cost_center: column('text', 'Cost centre', '成本中心'),
      description: column('text', 'Account name or text', '科目名称或摘要'),
    },
  }),
  rebates: defineTable({
    name: 'rebates',
    grain: {
      en: 'rebate of a customer for a month, by currency and agreement',
      'zh-CN': '客户每月返利，按币种与协议各一行',
    },
    key: ['customer_id', 'period', 'currency', 'agreement'],
    gives: { en: 'off-invoice rebates in net sales', 'zh-CN': '净销售额中的票外返利' },
    columns: {
      customer_id: column('id', 'Customer number', '客户编码', required),
      period: column('month', 'Month', '期间', required),
      amount: column('money', 'Rebate granted, positive', '返利金额（正数）', required),
      currency: column(
        'text',
        'Currency of the rebate; empty means the reporting currency',
        '返利币种；为空即本位币',
      ),
      agreement: column(
        'text',
        'Agreement or kind of rebate, where a customer has several in a month',
        '返利协议或类型（同一客户当月有多项时）',
      ),
    },
  }),
  fx_rates: defineTable({
    name: 'fx_rates',
    grain: { en: 'rate of a currency on a day', 'zh-CN': '每种货币每日汇率一行' },
    key: ['on', 'currency'],
    gives: { en: 'invoices in other currencies', 'zh-CN': '外币发票' },
    columns: {
      on: column('date', 'Day', '日期', required),
      currency: column('text', 'Currency', '币种', required),
      rate: column(
        'price',
        'Units of the reporting currency for one unit',
        '一单位外币折合的本位币',
        required,
      ),
    },
  }),
} as const;

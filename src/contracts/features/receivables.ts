import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** What a receivable and an open item have in common. */
const item = {
  invoice_id: column('id', 'Invoice number', '发票号'),
  customer_id: customerId,
  issued_on: column('date', 'Invoice date', '开票日期'),
  due_on: column('date', 'Due date', '到期日'),
};
const openAmount = column(
  'money',
  'Open at the as-of date; of another currency at the rate of that day. A credit is below nought',
  '基准日未清金额；外币按基准日汇率折算；贷项为负',
);
const isDisputed = column('boolean', 'The customer disputes it', '是否有争议');
const foreignCurrency = column('text', 'Its currency where it is a foreign one', '外币币种（本位币为空）');
const ownOpen = column('money', 'Open at the as-of date, in its currency', '外币未清金额');

/** What is owed, for how long, and what waiting costs. */
export const receivableTables = {
  receivable_state: defineTable({
    name: 'receivable_state',
    grain: {
      en: 'receivable issued up to the as-of date, as it stood on that day',
      'zh-CN': '截至基准日已开具的每笔应收及其当日状态',
    },
    many: true,
    key: ['invoice_id'],
    columns: {
      ...item,
      amount: column(
        'money',
        'Amount to be paid, with tax; of another currency at the rate of the invoice day',
        '应收金额（含税）；外币按开票日汇率折算',
      ),
      settled_on: column('date', 'Settled on; empty while open', '结清日期；未结清为空'),
      balance: column(
        'money',
        'What was owed until it was settled; of another currency at the rate of the invoice day',
        '结清前的欠款余额；外币按开票日汇率折算',
      ),
      open_amount: openAmount,
      written_off: column(
        'money',
        'Written off; of another currency at the rate of the invoice day',
        '核销坏账；外币按开票日汇率折算',
      ),
      written_off_on: column('date', 'Day the write-off counts on', '核销计入日期'),
      is_disputed: isDisputed,
      dispute_known: column('boolean', 'The extract says whether it is disputed', '数据中是否注明争议'),
      currency: foreignCurrency,
      fx_rate: column('price', 'Rate of the invoice day, or of the books', '开票日汇率（或账面汇率）'),
      closing_rate: column('price', 'Rate of the as-of date', '基准日汇率'),
      own_amount: column('money', 'Amount to be paid, in its currency', '外币应收金额'),
      own_balance: column('money', 'What was owed until it was settled, in its currency', '外币欠款余额'),
      own_open: ownOpen,
      own_paid: column('money', 'Paid up to the as-of date, in its currency', '外币已收金额'),
      revaluation: column(
        'money',
        'What is open is worth more at the rate of the as-of date than it was booked with',
        '未清金额按基准日汇率重估的差额',
      ),
      exchange_difference: column(
        'money',
        'What the payment brought more than its part of the invoice was booked with; empty where the day of the payment is unknown',
        '收款本位币金额与对应入账金额之差（已实现汇兑损益）；收款日未知时为空',
      ),
      rate_missing: column('boolean', 'No rate for its currency', '缺少汇率', { required: true }),
    },
  }),
  open_items: defineTable({
    name: 'open_items',
    grain: {
      en: 'receivable with an amount open on the as-of date',
      'zh-CN': '基准日仍有未清金额的每笔应收',
    },
    many: true,
    key: ['invoice_id'],
    columns: {
      ...item,
      days_overdue: column(
        'integer',
        'Days from the due date to the as-of date; below nought before it',
        '到期日至基准日的天数；未到期为负',
        { unit: 'd' },
      ),
      open_amount: openAmount,
      is_disputed: isDisputed,
      currency: foreignCurrency,
      own_open: ownOpen,
    },
  }),
  credit_items: defineTable({
    name: 'credit_items',
    many: true,
    grain: { en: 'receivable × month in which it was open', 'zh-CN': '应收发票 × 未清月份' },
    derived: true,
    key: ['invoice_id', 'customer_id', 'month'],
    columns: {
      invoice_id: column('id', 'Invoice number', '发票号'),
      customer_id: column('id', 'Customer number', '客户编码'),
      month: column('month', 'Month', '月份'),
      balance: column(
        'money',
        'Open balance; of another currency at the rate of the invoice day: what was lent',
        '未清余额；外币按开票日汇率折算（即实际占用的资金）',
      ),
      days: column('integer', 'Days open in the month', '当月未清天数', { unit: 'd' }),
      days_late: column('integer', 'Days of these after the due date', '其中逾期天数', { unit: 'd' }),
      annual_rate: column('ratio', 'Annual rate', '年利率'),
      cost_of_credit: column('money', 'Balance × days × rate / 365', '余额 × 天数 × 年利率 / 365'),
      cost_of_late: column('money', 'The same for the late days', '其中逾期部分'),
    },
  }),
  ageing: defineTable({
    name: 'ageing',
    grain: { en: 'customer with a receivable', 'zh-CN': '有应收款的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      invoices: column('integer', 'Invoices to be paid, up to the as-of date', '截至基准日的应收发票数'),
      late_invoices: column('integer', 'Paid late, or open after the due date', '逾期付款或逾期未付的发票数'),
      disputed_invoices: column(
        'integer',
        'Disputed; empty where the extract does not say',
        '有争议的发票数（无该数据时为空）',
      ),
      disputed_late_invoices: column('integer', 'Disputed and late', '有争议且逾期的发票数'),
      disputed_open: column('money', 'Open and disputed', '有争议的未清金额'),
      open_balance: column('money', 'Open at the as-of date', '基准日未清余额', { required: true }),
      revaluation: column(
        'money',
        'Of it: what other currencies are worth more at the rate of that day than on their invoice days',
        '其中：外币应收按基准日汇率重估的差额',
        { required: true },
      ),
      not_due: column('money', 'Not due yet', '未到期', { required: true }),
      overdue_1_30: column('money', 'Overdue by 1 to 30 days', '逾期 1–30 天', { required: true }),
      overdue_31_60: column('money', 'Overdue by 31 to 60 days', '逾期 31–60 天', { required: true }),
      overdue_61_90: column('money', 'Overdue by 61 to 90 days', '逾期 61–90 天', { required: true }),
      overdue_over_90: column('money', 'Overdue by more than 90 days', '逾期 90 天以上', { required: true }),
      oldest_days_overdue: column('integer', 'Days by which the oldest is overdue', '最长逾期天数', {
        unit: 'd',
      }),
      invoiced: column('money', 'Invoiced in the period, with tax', '期内开票金额（含税）'),
      days_sales_outstanding: column(
        'ratio',
        'Days sales outstanding: open / invoiced × days of the period, both at the rates of the invoice days',
        '应收账款周转天数（未清 / 期内开票 × 期间天数，均按开票日汇率）',
        { unit: 'd' },
      ),
      cost_of_late: column('money', 'Cost of credit after the due date', '逾期部分的资金占用成本'),
      written_off: column('money', 'Written off in the period', '期内已核销'),
      expected_loss: column(
        'money',
        'Expected to be lost of what is open; empty where no loss rates are known',
        '未清金额的预期损失（无损失率时为空）',
      ),
    },
  }),
};

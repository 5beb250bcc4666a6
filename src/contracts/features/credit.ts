import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** What is expected to be lost of what is open: the provision matrix of IFRS 9, and what it says of each customer. */
export const creditTables = {
  loss_rates: defineTable({
    name: 'loss_rates',
    grain: {
      en: 'bucket of the ageing; empty where no loss rates are known',
      'zh-CN': '账龄段；无损失率时为空',
    },
    key: ['bucket'],
    columns: {
      bucket: column('id', 'Bucket of the ageing', '账龄段'),
      position: column('integer', 'Its place, from not due to the oldest', '次序'),
      basis: column(
        'text',
        'Where the rate is from: settings (the pipeline file) or history (the extract’s own write-offs)',
        '损失率来源：settings（流程文件）或 history（历史核销）',
      ),
      loss_rate: column('ratio', 'Share that is expected to be lost', '预期损失率'),
      closed_invoices: column(
        'integer',
        'Invoices paid or written off so far that had come this far',
        '曾达到该账龄段、已结清或核销的发票数',
      ),
      closed_amount: column('money', 'Their amount', '其金额'),
      written_off: column('money', 'What was written off of them', '其中已核销'),
    },
  }),
  expected_losses: defineTable({
    name: 'expected_losses',
    grain: { en: 'customer × bucket of the ageing with an open item', 'zh-CN': '客户 × 有未清款项的账龄段' },
    key: ['customer_id', 'bucket'],
    columns: {
      customer_id: customerId,
      bucket: column('id', 'Bucket of the ageing', '账龄段', {
        references: 'features.loss_rates.bucket',
      }),
      open_amount: column('money', 'Open at the as-of date', '基准日未清金额'),
      loss_rate: column('ratio', 'Share that is expected to be lost', '预期损失率'),
      expected_loss: column(
        'money',
        'Open × loss rate, in whole cents; credits cannot be lost',
        '未清金额 × 损失率（精确到分；贷方余额不计损失）',
      ),
    },
  }),
} as const;

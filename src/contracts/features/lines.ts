import { lineClasses, lineKinds } from '../canonical/sales.ts';
import { column, defineTable, required } from '../contract.ts';

/** What became of the lines of the invoices. */
export const lineTables = {
  class_totals: defineTable({
    name: 'class_totals',
    grain: { en: 'class × kind of the invoice lines of the period', 'zh-CN': '期内发票行的类别 × 单据类型' },
    key: ['class', 'kind'],
    columns: {
      class: column('text', 'Class of the lines', '行类别', { values: lineClasses }),
      kind: column('text', 'Sale, return or credit note', '销售、退货或折让', { values: lineKinds }),
      lines: column('integer', 'Lines', '行数', required),
      net_amount: column('money', 'Net amount, as invoiced', '无税金额', required),
      gross_sales: column('money', 'Counted as gross sales', '计入销售总额', required),
      discounts: column('money', 'Counted as discounts', '计入折扣', required),
      returns: column('money', 'Counted as returns and credit notes', '计入退货与折让', required),
      cost_of_goods: column('money', 'Counted as cost of goods', '计入销售成本', required),
      freight_and_fees_billed: column(
        'money',
        'Counted as freight and fees billed',
        '计入代收运费与费用',
        required,
      ),
      bad_debt: column(
        'money',
        'Written off on invoice lines; in the statement unless it takes the expected loss',
        '发票行核销（利润表采用预期损失时不计入）',
        required,
      ),
      left_out: column(
        'money',
        'In no line of the statement: deposits and taxes',
        '不计入利润表：押金与税金',
        required,
      ),
    },
  }),
} as const;

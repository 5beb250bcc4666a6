import type { Text } from '../../language/locale.ts';
import { column, defineTable } from '../contract.ts';
import { customerId, customerNumber, filled, month, statementColumns, toLine } from '../result-columns.ts';

/** Why a document, or a posting, would alone explain what does not tie, said of it. */
export const tieReasonLabels = {
  not_in_books: { en: 'is not in the books', 'zh-CN': '未入账' },
  twice_in_books: { en: 'is in the books twice', 'zh-CN': '重复入账' },
  other_sign: { en: 'is in the books with the other sign', 'zh-CN': '入账方向相反' },
  no_document: { en: 'is posted without a document', 'zh-CN': '分录无对应单据' },
} as const satisfies Readonly<Record<string, Text>>;
export type TieReason = keyof typeof tieReasonLabels;

/** What an invoice line adds to the statement, and the lines of a document together. */
const whatItAdds = {
  gross_sales: column('money', 'What it adds to gross sales', '计入销售总额'),
  discounts: column('money', 'What it adds to discounts', '计入折扣'),
  returns: column('money', 'What it adds to returns and credit notes', '计入退货与折让'),
  cost_of_goods: column('money', 'What it adds to cost of goods', '计入销售成本'),
  freight_and_fees_billed: column(
    'money',
    'Freight, fees and rounding billed',
    '向客户收取的运费、费用与尾差',
  ),
};

/** The profit statement, from the invoice line to the company, and its tie to the books. */
export const statementTables = {
  line_profit: defineTable({
    name: 'line_profit',
    grain: {
      en: 'invoice line up to the as-of date, in the reporting currency',
      'zh-CN': '截至基准日的每条发票行（折合本位币）',
    },
    // A view, as unique as the canonical table it comes from, line by line; what is checked is the table of documents.
    key: [],
    columns: {
      invoice_id: column('id', 'Invoice or credit note number', '发票号'),
      line_no: column('id', 'Line number', '行号'),
      customer_id: column('id', 'Customer number', '客户编码'),
      invoiced_on: column('date', 'Invoice date', '开票日期'),
      month: column('month', 'Month the line counts in', '计入月份'),
      in_period: column('boolean', 'Counts in the statement', '是否计入利润表期间'),
      product_id: column('id', 'Product number', '存货编码'),
      order_id: column('id', 'Order the line belongs to', '订单号'),
      class: column('text', 'Class of the line', '行类别'),
      kind: column('text', 'Sale, return or credit note', '销售、退货或折让'),
      quantity: column('quantity', 'Quantity; negative for a return', '数量（退货为负）'),
      net_amount: column('money', 'Line amount, net of tax; negative for a return', '无税金额（退货为负）'),
      posted_as: column(
        'text',
        'What it counts as: sale, return, billed (freight and fees), write_off or left_out',
        '本行计作：sale 销售、return 退货、billed 运费与费用、write_off 核销、left_out 不计入',
      ),
      is_purchase: column('boolean', 'Goods or services sold', '是否为商品或服务销售'),
      ...whatItAdds,
      bad_debt: column('money', 'Written off by this line', '本行核销的坏账'),
      freight_paid: column('money', 'Freight paid by us for the line', '该行我方承担运费'),
      cost_missing: column('boolean', 'No cost known', '缺少成本'),
      rate_missing: column('boolean', 'No rate for its currency', '缺少汇率'),
      currency: column('text', 'Currency of the invoice where it is a foreign one', '外币币种（本位币为空）'),
      fx_rate: column('price', 'Rate of the day, reporting currency for one unit', '当日汇率（折合本位币）'),
      own_gross: column('money', 'At list price, in the currency of the invoice', '外币原价金额'),
      own_net: column('money', 'Line amount, in the currency of the invoice', '外币无税金额'),
      own_cost: column('money', 'Cost of goods, in the currency of the invoice', '外币销售成本'),
    },
  }),
  documents: defineTable({
    name: 'documents',
    grain: {
      en: 'invoice or credit note × customer, order, day, month, class, kind and currency of its lines',
      'zh-CN': '发票或红字发票 × 客户、订单、日期、月份、行类别、类型与币种',
    },
    // Grouped by all that tells its rows apart, some of which may be empty: nothing to check.
    key: [],
    columns: {
      customer_id: customerId,
      invoice_id: column('id', 'Invoice or credit note number', '发票号'),
      order_id: column('id', 'Order the lines belong to', '订单号'),
      invoiced_on: column('date', 'Invoice date', '开票日期'),
      month: column('month', 'Month the lines count in', '计入月份'),
      in_period: column('boolean', 'Counts in the statement', '是否计入利润表期间'),
      class: column('text', 'Class of the lines', '行类别'),
      kind: column('text', 'Sale, return or credit note', '销售、退货或折让'),
      currency: column('text', 'Currency of the invoice where it is a foreign one', '外币币种（本位币为空）'),
      is_purchase: column('boolean', 'Goods or services sold', '是否为商品或服务销售'),
      fx_rate: column('price', 'Rate of the day, reporting currency for one unit', '当日汇率（折合本位币）'),
      lines: column('integer', 'Lines', '行数'),
      gross_sales_lines: column('integer', 'Lines that add to gross sales', '计入销售总额的行数'),
      discounts_lines: column('integer', 'Lines that add to discounts', '计入折扣的行数'),
      returns_lines: column('integer', 'Lines that add to returns and credit notes', '计入退货与折让的行数'),
      cost_of_goods_lines: column('integer', 'Lines that add to cost of goods', '计入销售成本的行数'),
      freight_and_fees_billed_lines: column(
        'integer',
        'Lines that bill freight, fees or rounding',
        '收取运费、费用或尾差的行数',
      ),
      bad_debt_lines: column('integer', 'Lines that write off', '核销坏账的行数'),
      lines_without_cost: column('integer', 'Lines without a known cost', '缺少成本的行数'),
      lines_without_rate: column('integer', 'Lines without a rate for their currency', '缺少汇率的行数'),
      returns_with_plus: column('integer', 'Returns with a positive amount', '金额为正的退货行数'),
      net_amount: column('money', 'Amount, net of tax; negative for a return', '无税金额（退货为负）'),
      ...whatItAdds,
      bad_debt: column('money', 'Written off by its lines', '核销的坏账'),
      freight_paid: column('money', 'Freight paid by us', '我方承担运费'),
      own_gross: column('money', 'At list price, in the currency of the invoice', '外币原价金额'),
      own_net: column('money', 'Amount, in the currency of the invoice', '外币无税金额'),
      own_cost: column('money', 'Cost of goods, in the currency of the invoice', '外币销售成本'),
    },
  }),
  profit_statement: defineTable({
    name: 'profit_statement',
    many: true,
    derived: true,
    grain: { en: 'customer × month', 'zh-CN': '客户 × 月' },
    key: ['customer_id', 'month'],
    columns: { customer_id: customerId, month, ...filled(statementColumns) },
  }),
  customer_months: defineTable({
    name: 'customer_months',
    many: true,
    grain: { en: 'customer (by its number) × month', 'zh-CN': '客户（按序号）× 月' },
    key: ['customer_number', 'month'],
    columns: { customer_number: customerNumber, month, ...filled(statementColumns) },
  }),
  customer_profit: defineTable({
    name: 'customer_profit',
    grain: { en: 'customer, over the whole period', 'zh-CN': '客户（整个期间）' },
    key: ['customer_id'],
    columns: { customer_id: customerId, ...filled(statementColumns) },
  }),
  company_statement: defineTable({
    name: 'company_statement',
    grain: {
      en: 'class of customers, over the whole period; then the company-level lines',
      'zh-CN': '客户类别（整个期间），以及公司层面项目',
    },
    key: ['section'],
    columns: {
      section: column(
        'text',
        'A customer class, or unused_capacity, unattributed, company_level, exchange (differences on receivables)',
        '客户类别，或闲置产能、未归集、公司层面、汇兑损益',
      ),
      customers: column('integer', 'Customers in it', '客户数'),
      ...filled(statementColumns),
    },
  }),
  coverage: defineTable({
    name: 'coverage',
    grain: { en: 'line of the statement', 'zh-CN': '损益项目' },
    key: ['line'],
    columns: {
      line: column('id', 'Component of the statement', '损益项目', toLine),
      measured: column('boolean', 'Whether the extracts carry it', '数据中是否具备'),
      missing: column('text', 'Table or setting that would switch it on', '缺少的表或设置'),
    },
  }),
  tie_out: defineTable({
    name: 'tie_out',
    grain: { en: 'ledger account × month', 'zh-CN': '科目 × 月' },
    key: ['account', 'month'],
    columns: {
      account: column('id', 'Ledger account, or accounts that tie together', '科目（或合并勾稽的科目）'),
      month,
      description: column('text', 'Account name', '科目名称'),
      role: column('text', 'What the account carries: a component, a pool, or company_level', '科目用途'),
      ledger: column('money', 'Amount in the ledger, debit positive', '账簿金额（借正贷负）', {
        required: true,
      }),
      charged: column('money', 'Posted or charged to customers', '归属或分配给客户', { required: true }),
      unused: column('money', 'Unused capacity', '闲置产能', { required: true }),
      company_level: column('money', 'Kept at company level', '留在公司层面', { required: true }),
      timing: column('money', 'Posted in the neighbouring month, reversed there', '跨月入账，次月冲回', {
        required: true,
      }),
      unexplained: column('money', 'What is left', '未解释差额', { required: true }),
      reconciled: column('boolean', 'Unexplained is within the tolerance', '未解释差额在容差内'),
    },
  }),
  tie_suspects: defineTable({
    name: 'tie_suspects',
    grain: {
      en: 'account × month that does not tie × document or posting that alone would explain the difference',
      'zh-CN': '未勾稽一致的科目月份 × 可单独解释差额的单据或分录',
    },
    key: ['account', 'month', 'document', 'reason'],
    columns: {
      account: column('id', 'Ledger account, or accounts that tie together', '科目（或合并勾稽的科目）'),
      month,
      document: column(
        'id',
        'Invoice, delivery, or customer of a rebate; text of a posting',
        '发票号、发货单号或返利客户；分录则为摘要',
      ),
      reason: column(
        'text',
        'not_in_books, twice_in_books, other_sign, or no_document (a posting)',
        '账簿缺失、重复入账、符号相反，或分录无单据',
        { values: Object.keys(tieReasonLabels) },
      ),
      customer_id: column('id', 'Customer; empty for a posting', '客户编码（分录为空）'),
      amount: column('money', 'Amount of the document, signed as in the ledger', '单据金额（符号同账簿）', {
        required: true,
      }),
    },
  }),
};

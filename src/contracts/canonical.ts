import { column, defineTable } from './contract.ts';

/**
 * The canonical tables: what every source system is mapped onto. The definitions follow the field's terms.
 * They live in the schema `canonical` of the warehouse.
 */

const required = { required: true } as const;

export const customerClasses = ['ordinary', 'walk_in', 'internal', 'staff', 'test', 'merged'] as const;
export const interactionKinds = ['visit', 'call', 'email', 'ticket', 'complaint', 'training'] as const;
export const lineKinds = ['sale', 'return', 'credit_note'] as const;
export const lineClasses = [
  'goods',
  'free_goods',
  'service',
  'freight_billed',
  'fee',
  'rounding',
  'deposit',
  'write_off',
  'tax',
] as const;
export const campaignArms = ['treatment', 'control'] as const;
/** `sent_back`: returned to the customer, because it could not be carried out as it was ordered. */
export const orderEventKinds = [
  'created',
  'sent_back',
  'revised',
  'approved',
  'shipped',
  'cancelled',
] as const;

export const customers = defineTable({
  name: 'customers',
  grain: { en: 'one customer', 'zh-CN': '每个客户一行' },
  key: ['customer_id'],
  gives: {
    en: 'names of customers, industries and regions to compare by, who is in charge, and who is no ordinary customer',
    'zh-CN': '客户名称、可供比较的行业与区域、负责业务员，以及非普通客户的识别',
  },
  columns: {
    customer_id: column('id', 'Customer number, as the ERP writes it', '客户编码（以 ERP 为准）', required),
    name: column('text', 'Customer name', '客户名称', required),
    class: column('text', 'Only ordinary customers are ranked', '客户类别，只有普通客户参与排名', {
      values: customerClasses,
    }),
    kind: column('text', 'Company or person', '企业或个人', { values: ['company', 'person'] }),
    industry: column('text', 'Industry', '行业'),
    region: column('text', 'Region', '区域'),
    city: column('text', 'City', '城市'),
    tax_id: column('text', 'Tax or registration number', '纳税人识别号'),
    phone: column('text', 'Telephone', '电话'),
    email: column('text', 'E-mail', '电子邮件'),
    address: column('text', 'Address', '地址'),
    owner: column('text', 'Salesperson in charge', '负责业务员'),
    channel: column('text', 'Sales channel: direct, dealer, web shop', '销售渠道（直销、经销、网店等）'),
    created_on: column('date', 'Customer since', '建档日期'),
    merged_into: column(
      'id',
      'Customer this one was merged into: its documents count for that one',
      '已并入的客户编码（单据计入该客户）',
    ),
    status: column('text', 'Status in the CRM', '状态'),
    consent_mail: column('boolean', 'Agreed to letters', '同意邮寄'),
    consent_email: column('boolean', 'Agreed to e-mail', '同意电子邮件'),
    consent_phone: column('boolean', 'Agreed to calls', '同意电话'),
  },
});

export const contacts = defineTable({
  name: 'contacts',
  grain: { en: 'one person at a customer', 'zh-CN': '客户的每个联系人一行' },
  key: ['contact_id'],
  gives: {
    en: 'who buys, who decides and who pays at each customer',
    'zh-CN': '每个客户由谁采购、谁决策、谁付款',
  },
  columns: {
    contact_id: column('id', 'Contact number', '联系人编号', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    name: column('text', 'Name', '姓名', required),
    title: column('text', 'Title', '职务'),
    role: column('text', 'Role in buying', '采购角色', {
      values: ['decision_maker', 'buyer', 'user', 'payer'],
    }),
    phone: column('text', 'Telephone', '电话'),
    email: column('text', 'E-mail', '电子邮件'),
    valid_from: column('date', 'From', '起始日期'),
    valid_to: column('date', 'Until', '截止日期'),
  },
});

export const relationships = defineTable({
  name: 'relationships',
  grain: { en: 'one link between two customers', 'zh-CN': '两个客户之间的每个关系一行' },
  key: ['from_id', 'to_id', 'kind'],
  gives: { en: 'groups of companies and their joint profit', 'zh-CN': '集团客户及其合并利润' },
  columns: {
    from_id: column(
      'id',
      'Customer the link starts at (the parent, the referrer)',
      '关系起点（母公司、介绍人）',
      required,
    ),
    to_id: column('id', 'Customer the link points to', '关系终点', required),
    kind: column('text', 'Kind of link', '关系类型', {
      required: true,
      values: ['parent_of', 'referred', 'pays_for', 'buys_for', 'affiliate', 'merged_into'],
    }),
    valid_from: column('date', 'From', '起始日期'),
    valid_to: column('date', 'Until', '截止日期'),
  },
});

export const interactions = defineTable({
  name: 'interactions',
  grain: { en: 'one contact with a customer', 'zh-CN': '与客户的每次接触一行' },
  key: ['interaction_id'],
  gives: {
    en: 'service and sales effort by customer, measured in minutes',
    'zh-CN': '按客户计量的服务与销售投入（分钟）',
  },
  columns: {
    interaction_id: column('id', 'Activity number', '活动编号', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    at: column('timestamp', 'When', '时间', required),
    kind: column('text', 'Kind', '类型', { required: true, values: interactionKinds }),
    channel: column('text', 'Channel', '渠道'),
    minutes: column('quantity', 'Time spent', '耗时', { unit: 'min' }),
    status: column('text', 'Open or closed', '状态', { values: ['open', 'closed'] }),
    satisfaction: column('integer', 'Satisfaction, 1 to 5', '满意度（1–5）'),
    owner: column('text', 'Who did it', '经办人'),
  },
});

export const products = defineTable({
  name: 'products',
  grain: { en: 'one product', 'zh-CN': '每个存货一行' },
  key: ['product_id'],
  gives: {
    en: 'names and categories of what was bought, and a cost where the invoice line has none',
    'zh-CN': '所购存货的名称与类别，以及发票行缺少成本时的标准成本',
  },
  columns: {
    product_id: column('id', 'Product number', '存货编码', required),
    name: column('text', 'Product name', '存货名称'),
    category: column('text', 'Product category', '存货类别'),
    standard_cost: column('price', 'Standard cost of one unit', '单位标准成本'),
  },
});

export const invoiceLines = defineTable({
  name: 'invoice_lines',
  grain: { en: 'one line of an invoice or credit note', 'zh-CN': '发票或贷项的每一行' },
  key: ['invoice_id', 'line_no'],
  gives: {
    en: 'sales, discounts, returns and margins: without them there is no profit statement',
    'zh-CN': '销售额、折扣、退货与毛利：没有它就没有利润表',
  },
  columns: {
    invoice_id: column('id', 'Invoice or credit note number', '发票号', required),
    line_no: column('id', 'Line number', '行号', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    invoiced_on: column('date', 'Invoice date', '开票日期', required),
    product_id: column('id', 'Product number', '存货编码'),
    quantity: column('quantity', 'Quantity; negative for a return', '数量（退货为负）', required),
    list_price: column('price', 'List price of one unit, net of tax', '报价（不含税单价）'),
    unit_price: column('price', 'Invoiced price of one unit, net of tax', '实际单价（不含税）'),
    discount_rate: column('ratio', 'Discount on the line, 0 to 1', '行折扣率（0–1）'),
    net_amount: column('money', 'Line amount, net of tax; negative for a return', '无税金额（退货为负）'),
    unit_cost: column('price', 'Cost of one unit', '单位成本'),
    cost_amount: column('money', 'Cost of the line; negative for a return', '成本金额（退货为负）'),
    tax_amount: column('money', 'Tax on the line', '税额'),
    freight_cost: column(
      'money',
      'Freight paid by us for the line, where the export of invoices carries it',
      '该行我方承担的运费（发票导出文件中带有运费时）',
    ),
    currency: column('text', 'Currency of the amounts', '币种'),
    cancels: column(
      'id',
      'Number of the invoice that this document cancels, where it is its cancelling copy',
      '被冲销的发票号（本单据为冲销副本时）',
    ),
    order_id: column('id', 'Order the line belongs to', '订单号'),
    ship_to_id: column('id', 'Place of delivery', '送货地'),
    salesperson: column('text', 'Salesperson', '业务员'),
    kind: column('text', 'Sale, return or credit note', '销售、退货或折让', { values: lineKinds }),
    class: column('text', 'Class of the line', '行类别', { values: lineClasses }),
  },
});

export const orderEvents = defineTable({
  name: 'order_events',
  grain: { en: 'one event of an order', 'zh-CN': '订单的每次操作一行' },
  key: ['order_id', 'at', 'kind'],
  gives: {
    en: 'order friction: revisions, orders sent back and cancellations by customer',
    'zh-CN': '订单摩擦：各客户的变更、退回与取消',
  },
  columns: {
    order_id: column('id', 'Order number', '订单号', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    at: column('timestamp', 'When', '时间', required),
    kind: column('text', 'What happened', '操作', { required: true, values: orderEventKinds }),
    actor: column('text', 'By whom', '操作员'),
  },
});

export const shipments = defineTable({
  name: 'shipments',
  grain: { en: 'one delivery', 'zh-CN': '每次发货一行' },
  key: ['shipment_id'],
  gives: { en: 'freight paid by customer', 'zh-CN': '按客户归集的运费支出' },
  columns: {
    shipment_id: column('id', 'Delivery number', '发货单号', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    shipped_on: column('date', 'Delivery date', '发货日期', required),
    order_id: column('id', 'Order number', '订单号'),
    freight_cost: column('money', 'Freight paid by us', '我方承担运费'),
    currency: column(
      'text',
      'Currency of the freight; empty means the reporting currency',
      '运费币种；为空即本位币',
    ),
    weight: column('quantity', 'Weight', '重量', { unit: 'kg' }),
  },
});

export const receivables = defineTable({
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
    paid_on: column('date', 'Paid or written off on', '付款或核销日期'),
    paid_amount: column('money', 'Amount paid', '已付金额'),
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
});

export const ledger = defineTable({
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
});

export const rebates = defineTable({
  name: 'rebates',
  grain: { en: 'rebate of a customer for a month', 'zh-CN': '客户每月返利一行' },
  key: ['customer_id', 'period'],
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
  },
});

export const fxRates = defineTable({
  name: 'fx_rates',
  grain: { en: 'rate of a currency on a day', 'zh-CN': '每种货币每日汇率一行' },
  key: ['on', 'currency'],
  gives: { en: 'invoices in other currencies', 'zh-CN': '外币发票' },
  columns: {
    on: column('date', 'Day', '日期', required),
    currency: column('text', 'Currency', '币种', required),
    rate: column('price', 'Units of the reporting currency for one unit', '一单位外币折合的本位币', required),
  },
});

export const believedKeyCustomers = defineTable({
  name: 'believed_key_customers',
  grain: { en: 'customer that management believes is key', 'zh-CN': '管理层认定的每个重点客户一行' },
  key: ['name'],
  gives: {
    en: 'the key customers of management held against the figures',
    'zh-CN': '以数据检验管理层认定的重点客户',
  },
  columns: {
    name: column(
      'text',
      'Customer as management writes it: a name or a number',
      '客户（按管理层写法：名称或编码）',
      {
        required: true,
      },
    ),
    customer_id: column('id', 'Customer number, where the list has it', '客户编码（如有）'),
    rank: column('integer', 'Place on the list, 1 most important', '名次（1 为最重要）'),
    score: column(
      'quantity',
      'Score, more is more important; used where there is no rank',
      '评分（越高越重要；无名次时采用）',
    ),
  },
});

export const campaignContacts = defineTable({
  name: 'campaign_contacts',
  grain: {
    en: 'one customer of a campaign, mailed or held back',
    'zh-CN': '营销活动的每个客户一行（发送或对照）',
  },
  key: ['campaign_id', 'customer_id', 'sent_on'],
  gives: {
    en: 'what campaigns brought against their control groups, and who was contacted lately',
    'zh-CN': '营销活动相对对照组的效果，以及近期联系过的客户',
  },
  columns: {
    campaign_id: column('id', 'Campaign', '营销活动', required),
    customer_id: column('id', 'Customer number', '客户编码', required),
    sent_on: column(
      'date',
      'Day it went out; for the control group the same day',
      '发送日期（对照组同日）',
      required,
    ),
    arm: column('text', 'Mailed (treatment) or held back (control)', '发送组或对照组', {
      required: true,
      values: campaignArms,
    }),
  },
});

export const leads = defineTable({
  name: 'leads',
  grain: { en: 'one lead: an enquiry of somebody who may become a customer', 'zh-CN': '每条销售线索一行' },
  key: ['lead_id'],
  gives: {
    en: 'where new customers come from, and whether what they bring pays for winning them',
    'zh-CN': '新客户从哪里来，以及其利润能否收回获客成本',
  },
  columns: {
    lead_id: column('id', 'Lead number', '线索编号', required),
    created_on: column('date', 'Day the lead came in', '线索创建日期', required),
    source: column(
      'text',
      'Acquisition source: fair, referral, search …',
      '获客来源（展会、转介绍、搜索等）',
    ),
    campaign: column('text', 'Campaign that brought it', '带来线索的市场活动'),
    owner: column('text', 'Salesperson', '业务员'),
    status: column('text', 'Status in the CRM', '状态'),
    customer_id: column('id', 'Customer it became; empty while it is none', '转化成的客户编码（未转化为空）'),
    converted_on: column('date', 'Day it became a customer', '转化日期'),
    cost: column('money', 'Cost of this lead, where it was bought singly', '单条线索成本（按条购买时）'),
  },
});

export const acquisitionCosts = defineTable({
  name: 'acquisition_costs',
  grain: { en: 'a cost of winning customers from a source', 'zh-CN': '获客来源的每笔费用一行' },
  key: [],
  gives: {
    en: 'what a new customer costs, and the month in which it has paid that back',
    'zh-CN': '获得一个新客户的成本及其回本月份',
  },
  columns: {
    source: column(
      'text',
      'Acquisition source, as the leads write it',
      '获客来源（与线索写法一致）',
      required,
    ),
    period: column('month', 'Month', '期间', required),
    amount: column('money', 'Amount spent, positive', '费用金额（正数）', required),
    currency: column(
      'text',
      'Currency of the amount; empty means the reporting currency',
      '金额币种；为空即本位币',
    ),
    campaign: column('text', 'Campaign', '市场活动'),
  },
});

export const canonicalTables = {
  customers,
  contacts,
  relationships,
  interactions,
  products,
  invoice_lines: invoiceLines,
  order_events: orderEvents,
  shipments,
  receivables,
  ledger,
  rebates,
  fx_rates: fxRates,
  believed_key_customers: believedKeyCustomers,
  campaign_contacts: campaignContacts,
  leads,
  acquisition_costs: acquisitionCosts,
} as const;
export type CanonicalTable = keyof typeof canonicalTables;
export const canonicalTableNames = Object.keys(canonicalTables) as CanonicalTable[];

import { column, defineTable, required } from '../contract.ts';

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
/** `sent_back`: returned to the customer, because it could not be carried out as it was ordered. */
export const orderEventKinds = [
  'created',
  'sent_back',
  'revised',
  'approved',
  'shipped',
  'cancelled',
] as const;

/** What is sold, invoiced, ordered and delivered. */
export const salesTables = {
  products: defineTable({
    name: 'products',
    grain: { en: 'one product', 'zh-CN': '每个存货一行' },
    key: ['product_id'],
    register: true,
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
  }),
  invoice_lines: defineTable({
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
  }),
  order_events: defineTable({
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
  }),
  shipments: defineTable({
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
  }),
} as const;

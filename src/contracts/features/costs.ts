import { column, defineTable } from '../contract.ts';
import { customerId, customerNumber, month, scenarioColumns, toLine, toPool } from '../result-columns.ts';

/** What activities cost and whom they were charged to, as measured and with estimates moved. */
export const costTables = {
  activity_drivers: defineTable({
    name: 'activity_drivers',
    many: true,
    derived: true,
    grain: { en: 'customer × month × driver', 'zh-CN': '客户 × 月 × 动因' },
    key: ['customer_id', 'month', 'driver'],
    columns: {
      customer_id: column('id', 'Customer number', '客户编码'),
      month,
      driver: column('text', 'Driver', '动因'),
      quantity: column('quantity', 'How much of it', '数量'),
    },
  }),
  document_drivers: defineTable({
    name: 'document_drivers',
    many: true,
    grain: { en: 'customer (by its number) × month with a document', 'zh-CN': '客户（按序号）× 有单据的月' },
    key: ['customer_number', 'month'],
    columns: {
      customer_number: customerNumber,
      month,
      orders: column(
        'integer',
        'Orders invoiced first in the month; nought where an order log tells of orders',
        '首次开票的订单数（有订单日志时为零）',
      ),
      invoices: column('integer', 'Invoices', '发票数'),
      invoice_lines: column('integer', 'Invoice lines that somebody enters', '人工录入的发票行数'),
      return_lines: column('integer', 'Return and credit lines', '退货与折让行数'),
      gross_sales: column('money', 'Gross sales', '销售总额'),
      active_months: column('integer', '1 where something was sold', '有销售为 1'),
    },
  }),
  contact_drivers: defineTable({
    name: 'contact_drivers',
    many: true,
    grain: {
      en: 'customer (by its number) × month × kind of contact',
      'zh-CN': '客户（按序号）× 月 × 接触类型',
    },
    key: ['customer_number', 'month', 'kind'],
    columns: {
      customer_number: customerNumber,
      month,
      kind: column(
        'text',
        'Visit, call, e-mail, ticket, complaint or training',
        '拜访、电话、邮件、工单、投诉或培训',
      ),
      contacts: column('integer', 'How many', '次数'),
      minutes: column('quantity', 'How long', '分钟'),
    },
  }),
  event_drivers: defineTable({
    name: 'event_drivers',
    many: true,
    grain: {
      en: 'customer (by its number) × month × driver of orders and deliveries',
      'zh-CN': '客户（按序号）× 月 × 订单与发货的动因',
    },
    key: ['customer_number', 'month', 'driver'],
    columns: {
      customer_number: customerNumber,
      month,
      driver: column('text', 'Driver', '动因'),
      quantity: column('quantity', 'How much of it', '数量'),
    },
  }),
  pool_periods: defineTable({
    name: 'pool_periods',
    grain: { en: 'cost pool × month', 'zh-CN': '成本池 × 月' },
    key: ['pool', 'month'],
    columns: {
      pool: column('id', 'Cost pool', '成本池', toPool),
      month,
      line: column('text', 'Line of the statement it feeds', '对应的损益项目', toLine),
      method: column('text', 'time_driven, driver_share or direct', '分配方法'),
      level: column(
        'text',
        'What causes the cost: line, batch (delivery), order or customer',
        '成本层级：行、批次（发货）、订单或客户',
      ),
      cost: column('money', 'Cost of the pool in the ledger', '账簿中的成本', { required: true }),
      practical_minutes: column('quantity', 'Practical capacity', '实际产能', { unit: 'min' }),
      used_minutes: column('quantity', 'Capacity used', '已用产能', { unit: 'min' }),
      capacity_cost_rate: column('ratio', 'Cost of one minute of practical capacity', '产能成本率（每分钟）'),
      charged: column('money', 'Charged to customers', '分配给客户', { required: true }),
      unused: column(
        'money',
        'Cost of unused capacity, kept at company level',
        '闲置产能成本，留在公司层面',
        { required: true },
      ),
      unattributed: column(
        'money',
        'Not chargeable because nothing drove it this month, kept at company level',
        '当月无动因、无法分配，留在公司层面',
        { required: true },
      ),
      overused_minutes: column('quantity', 'Minutes used above practical capacity', '超出实际产能的分钟', {
        unit: 'min',
      }),
      used_fallback: column(
        'boolean',
        'Minutes were unknown, the fallback driver was used',
        '分钟未知，使用了备用动因',
      ),
    },
  }),
  pool_charges: defineTable({
    name: 'pool_charges',
    many: true,
    derived: true,
    grain: { en: 'cost pool × month × customer', 'zh-CN': '成本池 × 月 × 客户' },
    key: ['pool', 'month', 'customer_id'],
    columns: {
      pool: column('id', 'Cost pool', '成本池', toPool),
      month,
      customer_id: customerId,
      line: column('text', 'Line of the statement', '损益项目', toLine),
      quantity: column('quantity', 'Minutes or driver units of the customer', '该客户的分钟或动因数量'),
      amount: column('money', 'Charged, in whole cents', '分配金额（精确到分）', { required: true }),
      avoidable: column('boolean', 'Leaves with the customer', '是否随客户离开而消失'),
    },
  }),
  scenario_pools: defineTable({
    name: 'scenario_pools',
    grain: { en: 'one factor of one cost pool, moved', 'zh-CN': '一个成本池的一个系数变动' },
    key: ['scenario'],
    columns: scenarioColumns,
  }),
  scenario_charges: defineTable({
    name: 'scenario_charges',
    many: true,
    grain: { en: 'scenario × customer its pool charges otherwise', 'zh-CN': '情形 × 分配金额有变化的客户' },
    key: ['scenario', 'customer_id'],
    columns: {
      scenario: column('text', 'Scenario', '情形'),
      customer_id: customerId,
      change: column('money', 'How much more than in the statement', '比利润表多分配的金额', {
        required: true,
      }),
    },
  }),
};

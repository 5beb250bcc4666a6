import type { Text } from '../language/locale.ts';

/** The measures that cost can follow: counted by customer and month from the canonical tables. */
export const drivers = {
  orders: {
    en: 'orders taken (created in the order log; without one, orders invoiced)',
    'zh-CN': '订单数（以订单日志为准；无日志时为已开票订单）',
  },
  first_orders: { en: 'first orders of a customer', 'zh-CN': '首单数' },
  invoices: { en: 'invoices', 'zh-CN': '发票数' },
  invoice_lines: { en: 'invoice lines', 'zh-CN': '发票行数' },
  return_lines: { en: 'return and credit lines', 'zh-CN': '退货与折让行数' },
  order_revisions: { en: 'order revisions', 'zh-CN': '订单变更次数' },
  orders_sent_back: { en: 'orders sent back to the customer', 'zh-CN': '退回客户的订单次数' },
  order_cancellations: { en: 'order cancellations', 'zh-CN': '订单取消次数' },
  deliveries: { en: 'deliveries', 'zh-CN': '发货次数' },
  weight: { en: 'weight delivered', 'zh-CN': '发货重量' },
  freight_cost: { en: 'freight paid', 'zh-CN': '运费支出' },
  visit_count: { en: 'visits', 'zh-CN': '拜访次数' },
  call_count: { en: 'calls', 'zh-CN': '电话次数' },
  email_count: { en: 'e-mails', 'zh-CN': '邮件次数' },
  ticket_count: { en: 'tickets', 'zh-CN': '工单数' },
  complaint_count: { en: 'complaints', 'zh-CN': '投诉数' },
  training_count: { en: 'trainings', 'zh-CN': '培训次数' },
  visit_minutes: { en: 'visit minutes', 'zh-CN': '拜访分钟' },
  call_minutes: { en: 'call minutes', 'zh-CN': '电话分钟' },
  email_minutes: { en: 'e-mail minutes', 'zh-CN': '邮件分钟' },
  ticket_minutes: { en: 'ticket minutes', 'zh-CN': '工单分钟' },
  complaint_minutes: { en: 'complaint minutes', 'zh-CN': '投诉分钟' },
  training_minutes: { en: 'training minutes', 'zh-CN': '培训分钟' },
  gross_sales: { en: 'gross sales', 'zh-CN': '销售总额' },
  active_months: { en: 'months with an invoice', 'zh-CN': '有发票的月数' },
} as const satisfies Record<string, Text>;
export type Driver = keyof typeof drivers;
export const driverNames = Object.keys(drivers) as Driver[];

/**
 * What a `direct` pool can follow: amounts that documents carry themselves. `freight_cost`: of shipments;
 * `line_freight`: of invoice lines; `written_off`: of receivables.
 */
export const directSources = ['freight_cost', 'line_freight', 'written_off'] as const;
export type DirectSource = (typeof directSources)[number];

/**
 * Levels of cost (Cooper & Kaplan 1991, "Profit priorities from activity-based costing", Harvard Business Review),
 * from the narrowest to the widest: what must happen once more for the cost to arise once more.
 */
export const costLevels = ['line', 'batch', 'order', 'customer', 'company'] as const;
export type CostLevel = (typeof costLevels)[number];
/** The levels a cost pool can be on. Cost of the company as such is no pool: it is shown, and never spread. */
export const poolLevels = ['line', 'batch', 'order', 'customer'] as const satisfies readonly CostLevel[];

export const levelLabels: Readonly<Record<CostLevel, Text>> = {
  line: { en: 'by line or unit', 'zh-CN': '按行或数量' },
  batch: { en: 'by delivery', 'zh-CN': '按批次（发货）' },
  order: { en: 'by order', 'zh-CN': '按订单' },
  customer: { en: 'for having the customer', 'zh-CN': '维持客户' },
  company: { en: 'for the company', 'zh-CN': '公司层面' },
};

const levelByDriver: Readonly<Record<Driver | DirectSource, (typeof poolLevels)[number]>> = {
  orders: 'order',
  first_orders: 'customer',
  invoices: 'order',
  invoice_lines: 'line',
  return_lines: 'line',
  order_revisions: 'order',
  orders_sent_back: 'order',
  order_cancellations: 'order',
  deliveries: 'batch',
  weight: 'line',
  freight_cost: 'batch',
  visit_count: 'customer',
  call_count: 'customer',
  email_count: 'customer',
  ticket_count: 'customer',
  complaint_count: 'customer',
  training_count: 'customer',
  visit_minutes: 'customer',
  call_minutes: 'customer',
  email_minutes: 'customer',
  ticket_minutes: 'customer',
  complaint_minutes: 'customer',
  training_minutes: 'customer',
  gross_sales: 'line',
  active_months: 'customer',
  line_freight: 'line',
  written_off: 'customer',
};

/** The level of a pool that does not name one: the widest among its drivers. */
export function levelOf(driven: readonly (Driver | DirectSource)[]): CostLevel {
  const widest = Math.max(0, ...driven.map((driver) => costLevels.indexOf(levelByDriver[driver])));
  return costLevels[widest]!;
}

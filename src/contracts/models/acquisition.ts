import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** Where new customers come from, what that cost and when it has paid back. */

export const paybacks = ['paid_back', 'not_yet', 'nobody_won', 'no_cost'] as const;
export type Payback = (typeof paybacks)[number];

const source = column('text', 'Acquisition source; empty: leads that name none', '获客来源；空为未注明');
const cost = column(
  'money',
  'Spent on the source in the period; empty: not known',
  '期内该来源的获客费用；空为未知',
);

export const acquisitionTables = {
  acquisition: defineTable({
    name: 'acquisition',
    grain: { en: 'acquisition source', 'zh-CN': '每个获客来源一行' },
    key: ['source'],
    columns: {
      source,
      leads: column('integer', 'Leads of the period', '期内线索数', { required: true }),
      converted: column('integer', 'Leads that name the customer they became', '已转化为客户的线索数', {
        required: true,
      }),
      won: column(
        'integer',
        'New customers whose first purchase follows their first lead',
        '线索之后首次购买的新客户数',
        { required: true },
      ),
      conversion: column('ratio', 'Customers won per lead', '转化率（新客户 / 线索）'),
      conversion_low: column('ratio', '95 % interval of it, lower end (Wilson 1927)', '转化率 95% 区间下限'),
      conversion_high: column('ratio', '95 % interval of it, upper end', '转化率 95% 区间上限'),
      days_to_win: column(
        'ratio',
        'Median of days from the lead to the first purchase',
        '从线索到首购天数的中位数',
      ),
      cost,
      cost_per_lead: column('money', 'Cost per lead', '单条线索成本'),
      cost_per_customer: column('money', 'Cost per customer won', '单个新客户的获客成本'),
      net_sales: column('money', 'Net sales of the customers won, so far', '所获客户至今净销售额', {
        required: true,
      }),
      net_profit: column('money', 'Net profit of the customers won, so far', '所获客户至今净利润', {
        required: true,
      }),
      balance: column('money', 'Net profit so far less the cost of winning them', '至今净利润减去获客费用'),
      months: column('integer', 'Months since the first of them was won', '自首个客户获得以来的月数'),
      payback: column('text', 'Whether the profit so far covers the cost', '至今利润是否已收回获客费用', {
        values: paybacks,
        required: true,
      }),
      payback_month: column(
        'integer',
        'Month as a customer from which on the profit added up covers the cost; 1: that of the first purchase',
        '累计利润自客户的第几个月起覆盖获客费用（1 为首购当月）',
      ),
      expected_value: column(
        'money',
        'Profit still expected of them until the horizon of lifetime value',
        '这些客户在生命周期价值期限内的预期利润',
      ),
    },
  }),
  acquisition_months: defineTable({
    name: 'acquisition_months',
    grain: {
      en: 'acquisition source × month that its customers have been customers',
      'zh-CN': '获客来源 × 成为客户后的月份',
    },
    key: ['source', 'step'],
    columns: {
      source,
      step: column(
        'integer',
        'Month as a customer; 1: that of the first purchase and what was before',
        '成为客户的第几个月（1 为首购当月及之前）',
      ),
      customers: column('integer', 'Customers that have got so far', '已达到该月份的客户数', {
        required: true,
      }),
      net_profit: column('money', 'Net profit in this month of their life', '该月净利润', { required: true }),
      cumulative: column('money', 'Net profit until then, added up', '累计净利润', { required: true }),
      cost,
    },
  }),
  acquired_customers: defineTable({
    name: 'acquired_customers',
    grain: { en: 'customer won through a lead', 'zh-CN': '通过线索获得的每个客户一行' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      lead_id: column('id', 'Lead that won it', '带来该客户的线索', { required: true }),
      source,
      campaign: column('text', 'Campaign of the lead', '线索的市场活动'),
      lead_on: column('date', 'Day of the lead', '线索日期', { required: true }),
      won_on: column('date', 'First purchase', '首购日期', { required: true }),
    },
  }),
} as const;

import { column, defineTable } from '../contract.ts';
import { customerId, netProfit, toLine } from '../result-columns.ts';

/** Who makes the profit and who erodes it: the curve, the map, the surprises. */
export const profitTables = {
  whale_curve: defineTable({
    name: 'whale_curve',
    grain: { en: 'ranked customer, best first', 'zh-CN': '参与排名的客户（由高到低）' },
    key: ['rank'],
    columns: {
      rank: column('integer', 'Rank by net profit; ties by customer number', '净利润排名'),
      customer_id: customerId,
      net_profit: netProfit,
      cumulative_profit: column('money', 'Profit of this and all better customers', '累计净利润'),
      customers_share: column('ratio', 'Share of customers up to here', '累计客户占比'),
      profit_share: column(
        'ratio',
        'Share of total profit up to here; empty if the total is not positive',
        '累计利润占比',
      ),
    },
  }),
  concentration: defineTable({
    name: 'concentration',
    grain: { en: 'the company', 'zh-CN': '公司' },
    key: ['measure'],
    columns: {
      measure: column('text', 'net_profit, or the subtotal at which the data ends', '利润口径'),
      customers: column('integer', 'Ranked customers', '参与排名的客户数'),
      net_sales: column('money', 'Their net sales', '净销售额'),
      total_profit: column('money', 'Their total profit', '利润合计'),
      profitable: column('integer', 'Customers with a profit', '盈利客户数'),
      unprofitable: column('integer', 'Customers with a loss', '亏损客户数'),
      sum_positive: column(
        'money',
        'Profit of the profitable: the peak of the curve',
        '盈利客户利润合计（曲线峰值）',
      ),
      sum_negative: column('money', 'Loss of the unprofitable', '亏损客户亏损合计'),
      peak_share: column(
        'ratio',
        'Peak as a share of the total; empty if the total is not positive',
        '峰值占合计比例',
      ),
      peak_customers_share: column('ratio', 'Share of customers at the peak', '峰值处客户占比'),
      top_20_share: column(
        'ratio',
        'Share of profit made by the first ⌈20 %⌉ of customers',
        '前 20% 客户利润占比',
      ),
      gini: column(
        'ratio',
        'Gini normalised for negative values (Raffinetti, Siletti & Vernizzi 2015)',
        '适用于负值的标准化基尼系数',
      ),
    },
  }),
  line_medians: defineTable({
    name: 'line_medians',
    grain: { en: 'line of the statement', 'zh-CN': '损益项目' },
    key: ['line'],
    columns: {
      line: column('text', 'Line of the statement', '损益项目', toLine),
      median_share: column(
        'ratio',
        'Median of its share of net sales, of ranked customers with net sales; empty without any',
        '参与排名且有净销售额的客户中，该项占净销售额比例的中位数；没有这样的客户时为空',
      ),
    },
  }),
  profit_map: defineTable({
    name: 'profit_map',
    grain: { en: 'ranked customer', 'zh-CN': '参与排名的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      size: column('text', 'large or small, by net sales', '规模（大或小，按净销售额）'),
      field: column(
        'text',
        'peak (large, profitable), drain (large, loss), desert (small)',
        '利润高峰、利润漏斗或利润荒漠',
      ),
    },
  }),
  surprises: defineTable({
    name: 'surprises',
    grain: { en: 'customer, largest surprise first', 'zh-CN': '客户（按意外程度）' },
    key: ['position'],
    columns: {
      position: column('integer', '1 = the largest surprise', '次序'),
      customer_id: customerId,
      kind: column('text', 'whale_that_loses, hidden_gem or costly_to_carry', '意外类型'),
      sales_rank: column('integer', 'Rank by net sales', '销售额排名'),
      profit_rank: column('integer', 'Rank by net profit', '利润排名'),
      net_sales: column('money', 'Net sales', '净销售额'),
      net_profit: netProfit,
      expected_profit: column(
        'money',
        'Profit at the average margin of all ranked customers',
        '按平均利润率应有的利润',
      ),
      gap: column('money', 'Net profit less expected profit', '与应有利润之差'),
      eaten_by: column(
        'text',
        'Of costly_to_carry: the cost below gross margin that eats up what the customer brings',
        '“costly_to_carry” 客户：吃掉其利润的毛利以下成本项目',
        toLine,
      ),
      cause: column(
        'text',
        'Line with the largest effect on profit, as in models.customers',
        '主要原因，与 models.customers 一致',
        toLine,
      ),
    },
  }),
};

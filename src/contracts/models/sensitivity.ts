import { column, defineTable } from '../contract.ts';
import { customerId, netProfit, scenarioColumns } from '../result-columns.ts';

/** How far the answer hangs on the estimates behind it. */
export const sensitivityTables = {
  sensitivity: defineTable({
    name: 'sensitivity',
    grain: {
      en: 'ranked customer; empty where no cost pool has a factor to move',
      'zh-CN': '参与排名的客户；没有可变动的成本池时为空',
    },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      net_profit: netProfit,
      lowest: column('money', 'Lowest net profit in any scenario', '各情形下最低净利润'),
      lowest_in: column('text', 'Scenario of the lowest', '最低所在情形'),
      highest: column('money', 'Highest net profit in any scenario', '各情形下最高净利润'),
      highest_in: column('text', 'Scenario of the highest', '最高所在情形'),
      keeps_sign: column(
        'boolean',
        'A profit in all scenarios, or a loss in all',
        '在所有情形下盈亏方向不变',
      ),
    },
  }),
  sensitivity_curve: defineTable({
    name: 'sensitivity_curve',
    grain: { en: 'rank of the whale curve', 'zh-CN': '鲸鱼曲线的名次' },
    key: ['rank'],
    columns: {
      rank: column('integer', 'Rank by net profit', '净利润排名'),
      cumulative_profit: column('money', 'Profit of this and all better customers', '累计净利润'),
      lowest: column('money', 'Lowest of it in any scenario', '各情形下最低'),
      highest: column('money', 'Highest of it in any scenario', '各情形下最高'),
    },
  }),
  sensitivity_scenarios: defineTable({
    name: 'sensitivity_scenarios',
    grain: { en: 'one factor of one cost pool, moved', 'zh-CN': '一个成本池的一个系数变动' },
    key: ['scenario'],
    columns: {
      ...scenarioColumns,
      total_profit: column('money', 'Profit of the ranked customers', '参与排名客户利润合计'),
      unprofitable: column('integer', 'Customers with a loss', '亏损客户数'),
      changed_sign: column('integer', 'Customers whose profit changes sign', '盈亏方向改变的客户数'),
    },
  }),
};

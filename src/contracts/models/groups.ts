import { column, defineTable } from '../contract.ts';
import { customerId, toCustomer } from '../result-columns.ts';

/** Groups of customers: tiers, clusters, groups of companies. */
export const groupTables = {
  tiers: defineTable({
    name: 'tiers',
    grain: { en: 'ranked customer', 'zh-CN': '参与排名的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      tier: column('text', 'Tier of the pipeline file', '等级'),
      position: column('integer', 'Position of the tier, 1 best', '等级次序'),
      share_before: column(
        'ratio',
        'Share of all positive profit made by better customers',
        '更优客户占全部正利润比例',
      ),
    },
  }),
  tier_summary: defineTable({
    name: 'tier_summary',
    grain: { en: 'tier', 'zh-CN': '等级' },
    key: ['tier'],
    columns: {
      tier: column('text', 'Tier', '等级'),
      position: column('integer', 'Position, 1 best', '次序'),
      customers: column('integer', 'Customers', '客户数'),
      net_sales: column('money', 'Net sales', '净销售额'),
      net_profit: column('money', 'Net profit', '净利润'),
    },
  }),
  clusters: defineTable({
    name: 'clusters',
    grain: { en: 'ranked customer', 'zh-CN': '参与排名的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      cluster: column('integer', 'Cluster, 1 = most profit', '聚类编号（1 为利润最高）'),
      distance: column('ratio', 'Distance to the centre in scaled units', '到中心的距离'),
    },
  }),
  cluster_profiles: defineTable({
    name: 'cluster_profiles',
    grain: { en: 'cluster', 'zh-CN': '聚类' },
    key: ['cluster'],
    columns: {
      cluster: column('integer', 'Cluster', '聚类编号'),
      label_en: column('text', 'What sets it apart, in English', '特征描述（英文）'),
      label_zh: column('text', 'What sets it apart, in Chinese', '特征描述（中文）'),
      customers: column('integer', 'Customers', '客户数'),
      net_sales: column('money', 'Net sales', '净销售额'),
      net_profit: column('money', 'Net profit', '净利润'),
      silhouette: column('ratio', 'Mean silhouette of its customers, −1 to 1', '平均轮廓系数'),
    },
  }),
  customer_groups: defineTable({
    name: 'customer_groups',
    grain: { en: 'group of companies with two members or more', 'zh-CN': '两个及以上成员的集团' },
    key: ['group_id'],
    columns: {
      group_id: column('id', 'Ultimate parent', '最终母公司', toCustomer),
      members: column('integer', 'Members', '成员数'),
      net_sales: column('money', 'Net sales of all members', '集团净销售额'),
      net_profit: column('money', 'Net profit of all members', '集团净利润'),
      sales_rank: column('integer', 'Rank if the group were one customer', '作为一个客户的销售额排名'),
      profit_rank: column(
        'integer',
        'Rank by profit if the group were one customer',
        '作为一个客户的利润排名',
      ),
    },
  }),
};

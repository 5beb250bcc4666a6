import { column, defineTable } from '../contract.ts';
import { customerId, netProfit } from '../result-columns.ts';

export const verdicts = ['confirmed', 'eroding', 'overrated', 'unnoticed'] as const;

/** The key customers of management held against measured profit. */
export const intuitionTables = {
  intuition: defineTable({
    name: 'intuition',
    grain: {
      en: 'customer believed key, or among as many best by net profit',
      'zh-CN': '管理层认定的重点客户，或同等数量中利润最高的客户',
    },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      verdict: column(
        'text',
        'confirmed; eroding: believed key, with a loss; overrated: believed key, but others earn more; unnoticed: earns more and not on the list',
        '判定：confirmed 属实；eroding 认定为重点却亏损；overrated 高估；unnoticed 被忽视',
        { values: verdicts },
      ),
      is_believed: column('boolean', 'On the list of management', '是否在管理层名单中'),
      believed_place: column('integer', 'Place on the list', '名单名次'),
      profit_rank: column('integer', 'Rank by net profit', '利润排名'),
      sales_rank: column('integer', 'Rank by net sales', '销售额排名'),
      key_rank: column('integer', 'Place by the key-customer index', '重点客户指数名次'),
      tier: column('text', 'Tier', '等级'),
      net_sales: column('money', 'Net sales', '净销售额'),
      net_profit: netProfit,
      cause: column('text', 'Line with the largest effect on profit', '主要原因'),
      cause_effect: column(
        'money',
        'Profit gained by bringing that line to its peers’ median',
        '改善后可增加的利润',
      ),
    },
  }),
  intuition_summary: defineTable({
    name: 'intuition_summary',
    grain: { en: 'one row; none without a list', 'zh-CN': '仅一行；无名单则为空' },
    key: ['id'],
    columns: {
      id: column('integer', 'Always 1', '恒为 1'),
      listed: column('integer', 'Lines of the list', '名单行数'),
      recognised: column('integer', 'Lines recognised as a customer', '已识别的行数'),
      doubtful: column('integer', 'Lines in doubt, with a nearest customer', '存疑的行数（有最接近的客户）'),
      unknown: column('integer', 'Lines like no customer', '无法识别的行数'),
      not_ranked: column('integer', 'Lines that mean a customer who is not ranked', '不参与排名的客户行数'),
      believed: column('integer', 'k: ranked customers on the list', 'k：名单中参与排名的客户数'),
      customers: column('integer', 'Ranked customers', '参与排名的客户数'),
      confirmed: column(
        'integer',
        'Of the list among the k best by net profit',
        '名单中确属利润前 k 名的客户数',
      ),
      overlap: column('ratio', 'confirmed / k', '重合率'),
      confirmed_by_chance: column(
        'ratio',
        'k² / customers: what chance would give',
        '随机情况下的期望数（k²/客户数）',
      ),
      eroding: column('integer', 'Believed key, with a loss', '认定为重点却亏损的客户数'),
      overrated: column('integer', 'Believed key, profitable, but others earn more', '高估的客户数'),
      unnoticed: column('integer', 'Among the k best and not on the list', '被忽视的客户数'),
      believed_sales: column('money', 'Net sales of the list', '名单客户净销售额'),
      believed_profit: column('money', 'Net profit of the list', '名单客户净利润'),
      best_profit: column('money', 'Net profit of the k best', '利润前 k 名的净利润'),
      confirmed_profit: column('money', 'Net profit of the confirmed', '属实客户净利润'),
      eroding_profit: column('money', 'Net profit (a loss) of the eroding', '亏损客户净利润（负数）'),
      overrated_profit: column('money', 'Net profit of the overrated', '高估客户净利润'),
      unnoticed_profit: column('money', 'Net profit of the unnoticed', '被忽视客户净利润'),
      places: column('integer', 'Customers with a place on the list', '有名次的客户数'),
      spearman: column(
        'ratio',
        'Spearman’s rank correlation of place and profit, −1 to 1',
        '斯皮尔曼等级相关（−1 至 1）',
      ),
      kendall: column('ratio', 'Kendall’s tau-b of the same, −1 to 1', '肯德尔 tau-b（−1 至 1）'),
    },
  }),
};

import { column, defineTable } from '../contract.ts';
import { customerId, netProfit } from '../result-columns.ts';

const measure = column('text', 'Measure of the index', '指标');
const weight = column('ratio', 'Share of the index, 0 to 1', '权重（0–1）');

/** The key-customer index: score, its parts, and how far it hangs on the weights. */
export const keyCustomerTables = {
  key_customers: defineTable({
    name: 'key_customers',
    grain: { en: 'ranked customer, by the key-customer index', 'zh-CN': '参与排名的客户（重点客户指数）' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      rank: column('integer', 'Place by score, 1 best', '得分名次（1 为最高）'),
      score: column('quantity', 'Sum of the parts, 0 to 100', '得分（0–100，各项之和）'),
      is_key: column(
        'boolean',
        'Among the first, as many as the pipeline file calls key',
        '是否列为重点客户',
      ),
      known_weight: column(
        'ratio',
        'Share of the weights that rests on known values',
        '有数据支撑的权重占比',
      ),
      strength: column('text', 'Measure that speaks most for the customer', '最大优势指标'),
      weakness: column('text', 'Measure that speaks most against it', '最大短板指标'),
      trials_key: column(
        'integer',
        'Trials with other weights in which it is key',
        '调整权重后仍为重点客户的次数',
      ),
      trials: column('integer', 'Trials: each weight moved up and down', '试算次数（每个权重上下各调一次）'),
      net_sales: column('money', 'Net sales', '净销售额'),
      net_profit: netProfit,
      profit_rank: column('integer', 'Rank by net profit', '利润排名'),
      sales_rank: column('integer', 'Rank by net sales', '销售额排名'),
    },
  }),
  key_customer_parts: defineTable({
    name: 'key_customer_parts',
    grain: { en: 'ranked customer × measure of the key-customer index', 'zh-CN': '客户 × 重点客户指标' },
    key: ['customer_id', 'measure'],
    columns: {
      customer_id: customerId,
      measure,
      value: column('ratio', 'Value in its own unit; empty where unknown', '指标值（未知为空）'),
      is_known: column(
        'boolean',
        'Whether the extracts say; if not, it counts as the middle',
        '是否有数据；无数据按中位计',
      ),
      standing: column(
        'ratio',
        'Share of the other customers with a worse value, 0 to 1',
        '优于其他客户的比例（0–1）',
      ),
      weight,
      points: column('quantity', '100 × weight × standing', '100 × 权重 × 优于比例'),
    },
  }),
  key_customer_weights: defineTable({
    name: 'key_customer_weights',
    grain: { en: 'measure of the key-customer index', 'zh-CN': '重点客户指标' },
    key: ['measure'],
    columns: {
      measure,
      position: column('integer', 'Order', '次序'),
      direction: column('integer', '1: more is better, −1: less is better', '1 为越高越好，−1 为越低越好'),
      customers: column('integer', 'Customers', '客户数'),
      known: column('integer', 'Customers for whom it is known', '有该数据的客户数'),
      is_used: column(
        'boolean',
        'Known for half of them and not the same for all',
        '是否采用（半数以上有数据且不完全相同）',
      ),
      weight_given: column(
        'ratio',
        'Weight of the pipeline file; empty with entropy',
        '设定权重（熵权法时为空）',
      ),
      entropy: column(
        'ratio',
        'Entropy of the measure, 0 to 1; only with entropy weights',
        '信息熵（0–1，仅用于熵权法）',
      ),
      weight,
    },
  }),
  key_customer_sensitivity: defineTable({
    name: 'key_customer_sensitivity',
    grain: { en: 'measure × change of its weight', 'zh-CN': '指标 × 权重变动' },
    key: ['measure', 'change'],
    columns: {
      measure,
      change: column('ratio', 'How far its weight is moved', '权重变动幅度'),
      key_customers: column('integer', 'Customers called key', '重点客户数'),
      staying: column('integer', 'Of them still key', '其中仍为重点客户'),
      entering: column('integer', 'Others who become key', '新进入的客户数'),
      first_entering: column('id', 'The first of these', '新进入者中名次最高的客户'),
    },
  }),
};

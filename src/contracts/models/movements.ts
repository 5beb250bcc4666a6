import { type Column, column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** What a change of profit can come from, in reading order. */
export const effects = ['volume', 'mix', 'price', 'goods_cost', 'cost_to_serve', 'credit'] as const;
export type Effect = (typeof effects)[number];

const basis = column(
  'text',
  'spans: the last months against as many before them; run: this run against an earlier one',
  '比较方式：spans 为最近各月与之前同等月数相比，run 为与上次运行相比',
  { values: ['spans', 'run'] },
);

const money: Record<string, Column> = {
  net_sales_before: column('money', 'Net sales before', '之前净销售额'),
  net_sales_now: column('money', 'Net sales now', '当前净销售额'),
  net_profit_before: column('money', 'Net profit before', '之前净利润'),
  net_profit_now: column('money', 'Net profit now', '当前净利润'),
  change: column('money', 'Change of net profit, the sum of the six effects', '净利润变动（以下六项之和）'),
  volume: column(
    'money',
    'Volume: more or less bought, at prices and unit costs of before',
    '销量影响（按之前价格与单位成本）',
  ),
  mix: column('money', 'Mix: other products', '产品结构影响'),
  price: column(
    'money',
    'Price: discounts, allowances and rebates included',
    '价格影响（含折扣、折让与返利）',
  ),
  goods_cost: column('money', 'Unit cost of goods', '单位销售成本影响'),
  cost_to_serve: column('money', 'Cost to serve, less freight billed', '服务成本影响（扣除代收运费）'),
  credit: column('money', 'Cost of credit and bad debt', '资金占用与坏账影响'),
};

/** Who moved between tiers and segments, and why. */
export const movementTables = {
  compared_spans: defineTable({
    name: 'compared_spans',
    grain: { en: 'comparison of two spans', 'zh-CN': '两个期间的比较' },
    key: ['basis'],
    columns: {
      basis,
      before_from: column('date', 'First day before', '之前期间首日'),
      before_to: column('date', 'Last day before', '之前期间末日'),
      now_from: column('date', 'First day now', '当前期间首日'),
      now_to: column('date', 'Last day now', '当前期间末日'),
      months: column('integer', 'Months now', '当前期间月数'),
      months_before: column('integer', 'Months before', '之前期间月数'),
      period_months: column('integer', 'Months of the whole period', '整个期间月数'),
      earlier_run: column(
        'id',
        'Fingerprint of the earlier run, as in its run.json',
        '上次运行的指纹（见其 run.json）',
      ),
    },
  }),
  customer_changes: defineTable({
    name: 'customer_changes',
    grain: {
      en: 'comparison × ordinary customer with business in either span',
      'zh-CN': '比较 × 任一期间有业务的普通客户',
    },
    key: ['basis', 'customer_id'],
    columns: {
      basis,
      customer_id: customerId,
      tier_before: column('text', 'Tier before; none: no business then', '之前等级（none 为无业务）'),
      tier_now: column('text', 'Tier now; none: no business', '当前等级（none 为无业务）'),
      segment_before: column(
        'text',
        'RFM segment before; none: no purchase yet',
        '之前 RFM 细分（none 为尚无购买）',
      ),
      segment_now: column('text', 'RFM segment now', '当前 RFM 细分'),
      ...money,
      reason: column(
        'text',
        'new, gone, or the largest effect in the direction of the change',
        '原因：new 新客户、gone 已无业务，或同方向影响最大的一项',
      ),
    },
  }),
  movements: defineTable({
    name: 'movements',
    grain: {
      en: 'comparison × kind of group × group before × group now',
      'zh-CN': '比较 × 分组方式 × 之前分组 × 当前分组',
    },
    key: ['basis', 'kind', 'from_group', 'to_group'],
    columns: {
      basis,
      kind: column('text', 'tier or segment', '等级或细分', { values: ['tier', 'segment'] }),
      from_group: column('text', 'Group before; none: no business then', '之前分组（none 为无业务）'),
      to_group: column('text', 'Group now; none: no business', '当前分组（none 为无业务）'),
      customers: column('integer', 'Customers', '客户数'),
      ...money,
      reason: column('text', 'Largest effect in the direction of the change', '同方向影响最大的一项'),
    },
  }),
};

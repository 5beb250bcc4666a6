import { w } from './entry.ts';

/** Why a customer is in a group: one sentence for each group, in the customer's own figures. */
export const reasons = {
  memberships: w('Why in these groups', '归入各组的原因'),
  reasonKey: w('Key-customer index', '重点客户指数'),
  reasonBelief: w('Management’s list', '管理层名单'),
  reasonMovement: w('Movement', '等级变动'),
  tierByShare: w(
    'No. {rank} by profit with {money}: better customers make {before} of all positive profit, less than the {limit} up to which this tier goes.',
    '利润第 {rank} 名，{money}；排在其前的客户合计占全部正利润的 {before}，未达到该等级的上限 {limit}。',
  ),
  tierByProfit: w(
    'No. {rank} by profit with {money}: better customers already make {before} of all positive profit.',
    '利润第 {rank} 名，{money}；排在其前的客户已占全部正利润的 {before}。',
  ),
  tierByLossUpTo: w(
    'It loses {money}, no more than the {limit} up to which this tier goes.',
    '亏损 {money}，未超过该等级的上限 {limit}。',
  ),
  tierByLoss: w(
    'It loses {money}, more than any other tier allows.',
    '亏损 {money}，超过其他各等级允许的范围。',
  ),
  segmentReason: w(
    'The last purchase is {days} days ago and there were {n}: score {r} for recency and {f} for frequency.',
    '最近一次购买在 {days} 天前，共购买 {n} 次：近度 {r} 分，频度 {f} 分。',
  ),
  clusterReason: w(
    'Compared by {features}, it lies nearest to the middle of this cluster.',
    '按{features}比较，与该聚类的中心最接近。',
  ),
  peakReason: w(
    'No. {rank} by net sales, which counts as large, with a profit of {money}.',
    '净销售额第 {rank} 名，属于大客户，利润 {money}。',
  ),
  drainReason: w(
    'No. {rank} by net sales, which counts as large, without a profit ({money}).',
    '净销售额第 {rank} 名，属于大客户，却没有利润（{money}）。',
  ),
  desertReason: w(
    'No. {rank} by net sales, which does not count as large.',
    '净销售额第 {rank} 名，不属于大客户。',
  ),
  overdueReason: w(
    'No purchase for {days} days, where it usually buys every {usual} and {limit} are the limit.',
    '已 {days} 天未购，通常每 {usual} 天购买一次，超过 {limit} 天即为逾期。',
  ),
  dormantReason: w(
    'No purchase for {days} days, longer than a customer may be silent.',
    '已 {days} 天未购，超过允许的静默期。',
  ),
  growingReason: w(
    'Net sales of the last twelve months are {change} above those of the twelve before.',
    '近 12 个月净销售额比前 12 个月增长 {change}。',
  ),
  shrinkingReason: w(
    'Net sales of the last twelve months are {change} below those of the twelve before.',
    '近 12 个月净销售额比前 12 个月下降 {change}。',
  ),
  firstYearReason: w('It bought for the first time on {date}.', '首次购买于 {date}。'),
  steadyReason: w(
    'It has bought on {n} days, the last time {days} days ago, and neither its rhythm nor its sales have changed beyond chance.',
    '共有 {n} 天购买，最近一次在 {days} 天前，购买节奏与销售额均无超出偶然的变化。',
  ),
  tooFewReason: w(
    'It has bought on {n} days only, too few for a rhythm of its own.',
    '仅有 {n} 天购买，尚不足以判断其节奏。',
  ),
  movementReason: w(
    'Between the two spans compared its profit went from {was} to {now}, most of all through {reason}.',
    '比较的两个期间之间，利润由 {was} 变为 {now}，主要来自{reason}。',
  ),
  keyReason: w(
    'No. {rank} of the index with {score} of 100 points: strongest by {strength}, weakest by {weakness}.',
    '指数第 {rank} 名，得 {score} 分（满分 100）：强项为{strength}，弱项为{weakness}。',
  ),
  movementGroup: w('{before} → {now}', '由{before}变为{now}'),
  keyGroup: w('Key customer', '重点客户'),
  confirmedReason: w(
    'On management’s list, and among the best by profit: no. {rank} with {money}.',
    '在管理层名单中，利润也居前列：第 {rank} 名，{money}。',
  ),
  erodingReason: w('On management’s list, and it loses {money}.', '在管理层名单中，却亏损 {money}。'),
  overratedReason: w(
    'On management’s list, and only no. {rank} by profit with {money}.',
    '在管理层名单中，利润却仅列第 {rank} 名，{money}。',
  ),
  unnoticedReason: w(
    'On nobody’s list, and no. {rank} by profit with {money}.',
    '不在任何名单中，利润却列第 {rank} 名，{money}。',
  ),
  and: w(' and ', '和'),
  feature_net_profit: w('profit', '利润'),
  feature_net_sales: w('net sales', '净销售额'),
  feature_profit_margin: w('profit margin', '利润率'),
  feature_gross_margin_rate: w('gross margin', '毛利率'),
  feature_recency_days: w('days since the last purchase', '距最近购买天数'),
  feature_frequency: w('frequency of buying', '购买频次'),
  feature_average_order_value: w('order value', '订单金额'),
  feature_discount_rate: w('discount', '折扣率'),
  feature_return_rate: w('returns', '退货率'),
  feature_revisions_per_order: w('changes of orders', '改单次数'),
  feature_service_minutes: w('service minutes', '服务时长'),
  feature_service_share: w('service share', '服务成本占比'),
  feature_days_to_pay: w('days to pay', '付款天数'),
  feature_growth: w('growth', '增长率'),
} as const;

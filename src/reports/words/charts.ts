import { w } from './entry.ts';

/** Titles, axes and alternative texts of charts. */
export const charts = {
  whaleTitle: w(
    'Profit peaks at {peak} with the best {share} of customers; the rest give back {eroded}',
    '利润在前 {share} 的客户处达到峰值 {peak}，其余客户亏掉 {eroded}',
  ),
  whaleTitleNone: w(
    'No customer loses money: the curve only rises to {peak}',
    '没有亏损客户：曲线一路上升至 {peak}',
  ),
  whaleSubtitle: w(
    'Cumulative {measure}, customers sorted from best to worst · {currency}',
    '累计{measure}，客户由高到低排列 · 单位 {currency}',
  ),
  whaleX: w('Share of customers, best first', '客户占比（由高到低）'),
  whaleAlt: w(
    'A curve that rises to {peak} after {n} of {all} customers and then falls to {total}.',
    '曲线在第 {n} 家（共 {all} 家）客户处升至 {peak}，随后降至 {total}。',
  ),
  peakLabel: w('Peak {money}', '峰值 {money}'),
  totalLabel: w('Total {money}', '合计 {money}'),
  mapTitle: w(
    '{peaks} large customers make {made}; {drains} large ones lose {lost}',
    '{peaks} 家大客户赚 {made}，{drains} 家大客户亏 {lost}',
  ),
  mapSubtitle: w(
    'Net sales (log scale) and profit margin, cut at ±60%; area = amount of profit or loss. Byrnes & Wass 2021',
    '净销售额（对数）与利润率（截至 ±60%）；面积为盈亏金额。Byrnes & Wass 2021',
  ),
  mapAlt: w(
    'Scatter of {n} customers by size and margin. Peaks are large and profitable, drains are large and lose, the others are small.',
    '{n} 家客户按规模与利润率的散点图：高峰为大而盈利，漏斗为大而亏损，其余为小客户。',
  ),
  margin: w('Margin', '利润率'),
  waterfallTitle: w('{sales} of gross sales leave {profit}', '销售总额 {sales}，最终剩下 {profit}'),
  waterfallSubtitle: w(
    'All customers and the company level · {currency}',
    '全部客户及公司层面 · 单位 {currency}',
  ),
  waterfallAlt: w(
    'From gross sales of {sales} line by line to {profit}.',
    '从销售总额 {sales} 逐项到 {profit}。',
  ),
  belowTitle: w('Below gross margin, {line} takes most: {money}', '毛利之下，{line}占用最多：{money}'),
  belowSubtitle: w('From gross margin to what is left · {currency}', '从毛利到最终利润 · 单位 {currency}'),
  companyProfit: w('Profit of the company', '公司利润'),
  customersProfit: w('Profit of all customers', '全部客户利润'),
  tiersTitle: w('{tier}: {n} customers make {money}', '{tier}：{n} 家客户创造 {money}'),
  tiersSubtitle: w(
    '{measure} by tier; number of customers in brackets · {currency}',
    '各等级{measure}，括号内为客户数 · 单位 {currency}',
  ),
  clustersTitle: w('The cluster “{label}” makes {money}', '“{label}”这一群创造 {money}'),
  clustersSubtitle: w(
    '{measure} by cluster of like behaviour; number of customers in brackets · {currency}',
    '按行为聚类的{measure}，括号内为客户数 · 单位 {currency}',
  ),
  rfmTitle: w(
    '{n} customers bought often but not lately; they stand for {money}',
    '{n} 家客户曾经常买、近来未买，涉及利润 {money}',
  ),
  rfmTitleNone: w('No frequent buyer has gone quiet', '没有常客流失'),
  rfmSubtitle: w(
    'Customers (large) and {measure} by recency and frequency score, 5 = latest, most often · {currency}',
    '按近度与频度得分的客户数（大字）与{measure}，5 为最近、最频繁 · 单位 {currency}',
  ),
  rfmAlt: w(
    'Grid of recency by frequency scores with customers and profit in each cell.',
    '近度与频度得分的网格，每格为客户数与利润。',
  ),
  recencyScore: w('Recency score', '近度得分'),
  frequencyScore: w('Frequency score', '频度得分'),
  extremesTitle: w(
    'The best {n} make {made}; the worst {m} lose {lost}',
    '最好的 {n} 家赚 {made}，最差的 {m} 家亏 {lost}',
  ),
  extremesSubtitle: w(
    '{measure} of the customers at both ends · {currency}',
    '两端客户的{measure} · 单位 {currency}',
  ),
  salesTitle: w('Net sales: best month {month} with {money}', '净销售额：最高为 {month}，{money}'),
  profitTitle: w('Customer profit: best month {month} with {money}', '客户利润：最高为 {month}，{money}'),
  monthlySubtitle: w('By month, all customers · {currency}', '按月，全部客户 · 单位 {currency}'),
  causesTitle: w(
    'Against their peers, customers lose most through {line}: {money}',
    '与同类相比，损失最多的是{line}：{money}',
  ),
  causesSubtitle: w(
    'Profit gained if every customer above it came to the median of comparable customers; customers in brackets · {currency}',
    '若高于同类中位数的客户都降到中位数可增加的利润，括号内为客户数 · 单位 {currency}',
  ),
  barsAlt: w('Bars; the longest is {label} with {money}.', '条形图，最长的是 {label}，{money}。'),
};

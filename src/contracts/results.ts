import { type Column, type ColumnType, defineTable } from './contract.ts';
import { statementLines } from './statement.ts';

/**
 * The tables that the stages after ingest write for one another and for people. `features.*` are facts about
 * customers, `models.*` are groups and rankings. Each SQL model of that name is cast to its contract here; a model
 * without a contract is an inner step of its stage.
 */

type Options = Omit<Column, 'type' | 'meaning'>;
const column = (type: ColumnType, en: string, zh: string, options: Options = {}): Column => ({
  type,
  ...options,
  meaning: { en, 'zh-CN': zh },
});

const customerId = column('id', 'Customer number', '客户编码');
const month = column('month', 'Month', '月份');
const netProfit = column('money', 'Net profit of the customer', '客户净利润');

const statementColumns: Record<string, Column> = Object.fromEntries([
  ...statementLines.map((line) => [
    line.id,
    column(
      'money',
      `${line.label.en}: ${line.meaning.en}`,
      `${line.label['zh-CN']}：${line.meaning['zh-CN']}`,
    ),
  ]),
  [
    'allocated_cost',
    column(
      'money',
      'Part of the costs above that stays when the customer leaves (salaries, buildings)',
      '上述成本中客户离开后仍然存在的部分（工资、房租等）',
    ),
  ],
]);

// ── features ────────────────────────────────────────────────────────────────────────────────────

export const featureTables = {
  customers: defineTable({
    name: 'customers',
    grain: { en: 'one customer known to any source', 'zh-CN': '任一来源中出现的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      name: column('text', 'Customer name; the number where no source names it', '客户名称；无名称时为编码'),
      class: column('text', 'ordinary, walk_in, internal, staff, test or merged', '客户类别'),
      is_ranked: column(
        'boolean',
        'Ordinary customer with business in the period',
        '期内有业务往来的普通客户',
      ),
      in_crm: column('boolean', 'Known to the CRM', '是否在 CRM 中'),
      industry: column('text', 'Industry', '行业'),
      region: column('text', 'Region', '区域'),
      city: column('text', 'City', '城市'),
      owner: column('text', 'Salesperson in charge', '负责业务员'),
      created_on: column('date', 'Customer since', '建档日期'),
      parent_id: column('id', 'Direct parent company', '直接母公司'),
      group_id: column('id', 'Ultimate parent; the customer itself if it has none', '最终母公司；无则为自身'),
    },
  }),
  activity_drivers: defineTable({
    name: 'activity_drivers',
    grain: { en: 'customer × month × driver', 'zh-CN': '客户 × 月 × 动因' },
    key: ['customer_id', 'month', 'driver'],
    columns: {
      customer_id: customerId,
      month,
      driver: column('text', 'Driver', '动因'),
      quantity: column('quantity', 'How much of it', '数量'),
    },
  }),
  pool_periods: defineTable({
    name: 'pool_periods',
    grain: { en: 'cost pool × month', 'zh-CN': '成本池 × 月' },
    key: ['pool', 'month'],
    columns: {
      pool: column('id', 'Cost pool', '成本池'),
      month,
      line: column('text', 'Line of the statement it feeds', '对应的损益项目'),
      method: column('text', 'time_driven, driver_share or direct', '分配方法'),
      cost: column('money', 'Cost of the pool in the ledger', '账簿中的成本'),
      practical_minutes: column('quantity', 'Practical capacity', '实际产能', { unit: 'min' }),
      used_minutes: column('quantity', 'Capacity used', '已用产能', { unit: 'min' }),
      capacity_cost_rate: column('ratio', 'Cost of one minute of practical capacity', '产能成本率（每分钟）'),
      charged: column('money', 'Charged to customers', '分配给客户'),
      unused: column('money', 'Cost of unused capacity, kept at company level', '闲置产能成本，留在公司层面'),
      unattributed: column(
        'money',
        'Not chargeable because nothing drove it this month, kept at company level',
        '当月无动因、无法分配，留在公司层面',
      ),
      overused_minutes: column('quantity', 'Minutes used above practical capacity', '超出实际产能的分钟', {
        unit: 'min',
      }),
      used_fallback: column(
        'boolean',
        'Minutes were unknown, the fallback driver was used',
        '分钟未知，使用了备用动因',
      ),
    },
  }),
  pool_charges: defineTable({
    name: 'pool_charges',
    grain: { en: 'cost pool × month × customer', 'zh-CN': '成本池 × 月 × 客户' },
    key: ['pool', 'month', 'customer_id'],
    columns: {
      pool: column('id', 'Cost pool', '成本池'),
      month,
      customer_id: customerId,
      line: column('text', 'Line of the statement', '损益项目'),
      quantity: column('quantity', 'Minutes or driver units of the customer', '该客户的分钟或动因数量'),
      amount: column('money', 'Charged, in whole cents', '分配金额（精确到分）'),
      avoidable: column('boolean', 'Leaves with the customer', '是否随客户离开而消失'),
    },
  }),
  profit_statement: defineTable({
    name: 'profit_statement',
    grain: { en: 'customer × month', 'zh-CN': '客户 × 月' },
    key: ['customer_id', 'month'],
    columns: { customer_id: customerId, month, ...statementColumns },
  }),
  customer_profit: defineTable({
    name: 'customer_profit',
    grain: { en: 'customer, over the whole period', 'zh-CN': '客户（整个期间）' },
    key: ['customer_id'],
    columns: { customer_id: customerId, ...statementColumns },
  }),
  company_statement: defineTable({
    name: 'company_statement',
    grain: {
      en: 'class of customers, over the whole period; then the company-level lines',
      'zh-CN': '客户类别（整个期间），以及公司层面项目',
    },
    key: ['section'],
    columns: {
      section: column(
        'text',
        'A customer class, or unused_capacity, unattributed, company_level',
        '客户类别，或闲置产能、未归集、公司层面',
      ),
      customers: column('integer', 'Customers in it', '客户数'),
      ...statementColumns,
    },
  }),
  coverage: defineTable({
    name: 'coverage',
    grain: { en: 'line of the statement', 'zh-CN': '损益项目' },
    key: ['line'],
    columns: {
      line: column('id', 'Component of the statement', '损益项目'),
      measured: column('boolean', 'Whether the extracts carry it', '数据中是否具备'),
      missing: column('text', 'Table or setting that would switch it on', '缺少的表或设置'),
    },
  }),
  tie_out: defineTable({
    name: 'tie_out',
    grain: { en: 'ledger account × month', 'zh-CN': '科目 × 月' },
    key: ['account', 'month'],
    columns: {
      account: column('id', 'Ledger account, or accounts that tie together', '科目（或合并勾稽的科目）'),
      month,
      description: column('text', 'Account name', '科目名称'),
      role: column('text', 'What the account carries: a component, a pool, or company_level', '科目用途'),
      ledger: column('money', 'Amount in the ledger, debit positive', '账簿金额（借正贷负）'),
      charged: column('money', 'Posted or charged to customers', '归属或分配给客户'),
      unused: column('money', 'Unused capacity', '闲置产能'),
      company_level: column('money', 'Kept at company level', '留在公司层面'),
      timing: column('money', 'Posted in the neighbouring month, reversed there', '跨月入账，次月冲回'),
      unexplained: column('money', 'What is left', '未解释差额'),
      reconciled: column('boolean', 'Unexplained is within the tolerance', '未解释差额在容差内'),
    },
  }),
  rfm: defineTable({
    name: 'rfm',
    grain: { en: 'ranked customer', 'zh-CN': '参与排名的客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      recency_days: column(
        'integer',
        'Days from the last purchase to the as-of date',
        '最近一次购买距基准日天数',
        {
          unit: 'd',
        },
      ),
      frequency: column('integer', 'Distinct purchase invoices in the window', '窗口内购买发票数'),
      monetary: column(
        'money',
        'Net sales (or net profit, by setting) in the window',
        '窗口内净销售额（或净利润）',
      ),
      monetary_gross: column('money', 'The same before returns', '未扣退货的金额'),
      r_score: column('integer', 'Recency score, 5 best; empty without a purchase', '近度得分（5 最好）'),
      f_score: column('integer', 'Frequency score', '频度得分'),
      m_score: column('integer', 'Monetary score', '金额得分'),
      segment: column('text', 'Named segment', '细分名称'),
      is_phantom: column('boolean', 'High by gross, low after returns', '毛额高而扣退货后低'),
    },
  }),
  rfm_cuts: defineTable({
    name: 'rfm_cuts',
    grain: { en: 'measure × score', 'zh-CN': '指标 × 得分' },
    key: ['measure', 'score'],
    columns: {
      measure: column('text', 'recency, frequency or monetary', '指标'),
      score: column('integer', 'Score', '得分'),
      lowest: column('money', 'Lowest value that gets this score', '该得分的最低值'),
      highest: column('money', 'Highest value that gets this score', '该得分的最高值'),
      customers: column('integer', 'Customers with this score', '客户数'),
    },
  }),
  behaviour: defineTable({
    name: 'behaviour',
    grain: { en: 'customer', 'zh-CN': '客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      first_purchase: column('date', 'First purchase in the extract', '首次购买'),
      last_purchase: column('date', 'Last purchase', '最近购买'),
      orders: column('integer', 'Orders (invoices where orders are not known)', '订单数（无订单时为发票数）'),
      invoices: column('integer', 'Purchase invoices', '购买发票数'),
      invoice_lines: column('integer', 'Invoice lines sold', '销售行数'),
      lines_per_order: column('ratio', 'Invoice lines per order', '每单行数'),
      average_order_value: column('money', 'Net sales per order', '平均订单额'),
      revisions_per_order: column('ratio', 'Revisions per order', '每单变更次数'),
      discount_rate: column('ratio', 'Discounts as a share of gross sales', '折扣占销售总额比例'),
      return_rate: column(
        'ratio',
        'Returns and credit notes as a share of gross sales less discounts',
        '退货折让率',
      ),
      service_minutes: column('quantity', 'Minutes of tickets, complaints and training', '服务分钟', {
        unit: 'min',
      }),
      sales_minutes: column('quantity', 'Minutes of visits, calls and e-mails', '销售活动分钟', {
        unit: 'min',
      }),
      complaints: column('integer', 'Complaints', '投诉数'),
      open_cases: column('integer', 'Open tickets and complaints', '未结工单与投诉'),
      satisfaction: column('ratio', 'Average satisfaction, 1 to 5', '平均满意度（1–5）'),
      days_to_pay: column('ratio', 'Days from invoice to payment, weighted by amount', '加权平均付款天数', {
        unit: 'd',
      }),
      open_balance: column('money', 'Open receivables at the as-of date', '基准日应收余额'),
      overdue: column('money', 'Overdue receivables at the as-of date', '基准日逾期金额'),
      net_sales_12m: column('money', 'Net sales of the last twelve months', '近 12 个月净销售额'),
      net_sales_prior_12m: column('money', 'Net sales of the twelve months before', '前 12 个月净销售额'),
      growth: column('ratio', 'Change of the last twelve months against the twelve before', '同比变化'),
    },
  }),
} as const;

// ── models ──────────────────────────────────────────────────────────────────────────────────────

export const modelTables = {
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
  causes: defineTable({
    name: 'causes',
    grain: {
      en: 'ranked customer × cost line that is worse than its peers',
      'zh-CN': '客户 × 劣于同类的损益项目',
    },
    key: ['customer_id', 'line'],
    columns: {
      customer_id: customerId,
      line: column('text', 'Line of the statement', '损益项目'),
      base: column(
        'text',
        'What the share is of: net_sales; gross_sales (discounts), invoiced_sales = gross sales less discounts (returns), list_sales = gross sales less returns (cost of goods)',
        '占比的基数：净销售额；折扣用销售总额，退货用折扣后销售额，销售成本用退货后的原价销售额',
      ),
      share: column('ratio', 'Its share of that', '占该基数的比例'),
      peer_median: column('ratio', 'Median share of comparable customers', '同类客户中位数'),
      peer_group: column(
        'text',
        'Who is comparable: industry_and_size, size or all',
        '可比客户范围：同行业同规模、同规模或全部',
      ),
      peers: column('integer', 'Comparable customers', '可比客户数'),
      effect: column('money', 'Profit gained by reaching the median', '达到中位数可增加的利润'),
      rank: column('integer', '1 = the largest effect of the customer', '影响排名'),
      lever: column('text', 'The lever for this cause', '改进手段'),
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
      cause: column(
        'text',
        'Line with the largest effect; for costly_to_carry, among the costs below gross margin',
        '主要原因；“costly_to_carry” 只看毛利以下的成本',
      ),
    },
  }),
  customer_groups: defineTable({
    name: 'customer_groups',
    grain: { en: 'group of companies with two members or more', 'zh-CN': '两个及以上成员的集团' },
    key: ['group_id'],
    columns: {
      group_id: column('id', 'Ultimate parent', '最终母公司'),
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
  customers: defineTable({
    name: 'customers',
    grain: { en: 'customer, everything known', 'zh-CN': '客户（全部信息）' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      name: column('text', 'Customer name', '客户名称'),
      class: column('text', 'Customer class', '客户类别'),
      is_ranked: column(
        'boolean',
        'Ordinary customer with business in the period',
        '期内有业务往来的普通客户',
      ),
      industry: column('text', 'Industry', '行业'),
      region: column('text', 'Region', '区域'),
      city: column('text', 'City', '城市'),
      owner: column('text', 'Salesperson', '负责业务员'),
      group_id: column('id', 'Ultimate parent', '最终母公司'),
      ...statementColumns,
      profit_margin: column('ratio', 'Net profit / net sales', '净利润率'),
      sales_rank: column('integer', 'Rank by net sales', '销售额排名'),
      profit_rank: column('integer', 'Rank by net profit', '利润排名'),
      tier: column('text', 'Tier', '等级'),
      profit_field: column('text', 'Field of the profit map', '利润地图分区'),
      cluster: column('integer', 'Cluster', '聚类'),
      segment: column('text', 'RFM segment', 'RFM 细分'),
      r_score: column('integer', 'Recency score', '近度得分'),
      f_score: column('integer', 'Frequency score', '频度得分'),
      m_score: column('integer', 'Monetary score', '金额得分'),
      recency_days: column('integer', 'Days since the last purchase', '距最近购买天数'),
      frequency: column('integer', 'Purchase invoices', '购买发票数'),
      orders: column('integer', 'Orders', '订单数'),
      average_order_value: column('money', 'Net sales per order', '平均订单额'),
      discount_rate: column('ratio', 'Discount rate', '折扣率'),
      return_rate: column('ratio', 'Return rate', '退货率'),
      revisions_per_order: column('ratio', 'Revisions per order', '每单变更次数'),
      service_minutes: column('quantity', 'Service minutes', '服务分钟'),
      days_to_pay: column('ratio', 'Days to pay', '付款天数'),
      open_balance: column('money', 'Open receivables', '应收余额'),
      overdue: column('money', 'Overdue receivables', '逾期金额'),
      growth: column('ratio', 'Growth of net sales, year on year', '净销售额同比'),
      cause: column('text', 'Line with the largest effect on profit', '主要原因'),
      cause_effect: column(
        'money',
        'Profit gained by bringing that line to its peers’ median',
        '改善后可增加的利润',
      ),
    },
  }),
} as const;

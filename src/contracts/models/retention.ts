import { column, defineTable } from '../contract.ts';
import { customerId } from '../result-columns.ts';

/** Who buys in which rhythm, who came, stayed and left, and by whose hand and in which market. */

export const rhythmStates = [
  'dormant',
  'overdue',
  'first_year',
  'growing',
  'shrinking',
  'steady',
  'too_few',
] as const;
export type RhythmState = (typeof rhythmStates)[number];

export const scorecardDimensions = ['company', 'salesperson', 'region', 'industry', 'channel'] as const;
export type ScorecardDimension = (typeof scorecardDimensions)[number];

export const retentionTables = {
  rhythm: defineTable({
    name: 'rhythm',
    grain: { en: 'ordinary customer with a purchase', 'zh-CN': '有购买记录的普通客户' },
    key: ['customer_id'],
    columns: {
      customer_id: customerId,
      state: column(
        'text',
        'dormant, overdue, first_year, growing, shrinking, steady, or too_few purchases to say; the first that holds',
        '购买状态：休眠、逾期未购、首年、增长、下降、平稳，或购买太少无法判断；按此顺序取第一个成立者',
        { values: rhythmStates },
      ),
      purchases: column('integer', 'Days with a purchase in the extract', '数据期间的购买天数'),
      first_purchase: column('date', 'First purchase in the extract', '首次购买'),
      last_purchase: column('date', 'Last purchase', '最近购买'),
      quiet_days: column('integer', 'Days since the last purchase', '距最近购买天数', { unit: 'd' }),
      usual_days: column(
        'ratio',
        'Usual interval: median of the days between purchases; empty with too few of them',
        '惯常购买间隔（中位数）；购买太少时为空',
        { unit: 'd' },
      ),
      long_days: column(
        'integer',
        'Interval that the set share of its intervals does not exceed',
        '较长间隔（设定分位数）',
        { unit: 'd' },
      ),
      overdue_after: column(
        'integer',
        'Days of silence after which it is overdue',
        '超过该天数即视为逾期未购',
        {
          unit: 'd',
        },
      ),
      overdue_ratio: column('ratio', 'Days since the last purchase / usual interval', '未购天数 / 惯常间隔'),
      is_new: column(
        'boolean',
        'Its first purchase ever lies in the extract, as far as CRM and history show',
        '首次购买发生在数据期间内（据 CRM 与历史判断）',
      ),
      movement: column(
        'text',
        'Last twelve months against the twelve before: won, kept, lost or returned; empty without two such years',
        '近 12 个月与前 12 个月相比：新开发、保留、流失、回流；数据不足两年时为空',
        { values: ['won', 'kept', 'lost', 'returned'] },
      ),
      net_sales_12m: column('money', 'Net sales of the last twelve months', '近 12 个月净销售额'),
      net_sales_prior_12m: column('money', 'Net sales of the twelve months before', '前 12 个月净销售额'),
      change: column('ratio', 'Change of net sales against the twelve months before', '净销售额同比'),
      change_z: column(
        'ratio',
        'The change in standard errors of sums of purchases (compound Poisson); beyond ±1.96 it is hardly chance',
        '变化幅度（以复合泊松标准误计）；超过 ±1.96 则很难归于偶然',
      ),
      year_sales: column(
        'money',
        'Net sales of the twelve months up to the last purchase, as far as the statement covers them',
        '最近一次购买前十二个月净销售额（以利润表期间为限）',
      ),
      year_profit: column(
        'money',
        'Net profit of the same months: what is at stake; empty where the statement does not cover them',
        '同期净利润（所涉金额）；利润表未覆盖时为空',
      ),
    },
  }),
  scorecards: defineTable({
    name: 'scorecards',
    grain: {
      en: 'value of a dimension (salesperson, region, industry, channel), and the company',
      'zh-CN': '各维度（业务员、区域、行业、渠道）的取值，以及全公司',
    },
    key: ['dimension', 'value'],
    columns: {
      dimension: column('text', 'company, salesperson, region, industry or channel', '维度', {
        values: scorecardDimensions,
      }),
      value: column('text', 'Its value; empty where the data names none', '取值；数据未注明时为空'),
      customers: column('integer', 'Ranked customers', '参与排名的客户数'),
      won: column(
        'integer',
        'New in the last twelve months; empty without two years',
        '近 12 个月新开发客户数',
      ),
      kept: column('integer', 'Bought in both years', '两年均购买的客户数'),
      lost: column('integer', 'Bought in the year before and not since', '前一年购买、近一年未购的客户数'),
      returned: column('integer', 'Bought again after a year without', '停购一年后回流的客户数'),
      kept_share: column('ratio', 'Kept / (kept + lost)', '保留率 = 保留 /（保留 + 流失）'),
      kept_low: column(
        'ratio',
        'Lower end of its 95 % interval (Wilson 1927)',
        '保留率 95% 区间下限（Wilson）',
      ),
      kept_high: column('ratio', 'Upper end of it', '保留率 95% 区间上限'),
      net_sales: column('money', 'Net sales of the period', '期内净销售额'),
      net_profit: column('money', 'Net profit of the period', '期内净利润'),
      profit_rate: column('ratio', 'Net profit / net sales', '净利润率'),
      profit_gap: column(
        'money',
        'Net profit less what its sales would give at the company’s rate',
        '净利润与按公司平均利润率应得利润之差',
      ),
      net_sales_12m: column('money', 'Net sales of the last twelve months', '近 12 个月净销售额'),
      net_sales_prior_12m: column('money', 'Net sales of the twelve months before', '前 12 个月净销售额'),
      growth: column('ratio', 'Change of net sales; empty without two years', '净销售额同比；不足两年时为空'),
      eroding: column('integer', 'Customers with a loss', '亏损客户数'),
      eroding_share: column('ratio', 'Customers with a loss / customers', '亏损客户占比'),
      given_back: column('money', 'What they lose together', '亏损客户亏损合计'),
    },
  }),
  cohorts: defineTable({
    name: 'cohorts',
    grain: {
      en: 'cohort of the first purchase × quarter (or year) since',
      'zh-CN': '首购批次 × 之后的季度（或年）',
    },
    key: ['cohort', 'step'],
    columns: {
      cohort: column(
        'text',
        'Quarter or year of the first purchase; “before”: bought before the extract begins, or may have',
        '首购季度或年份；before 表示数据期间之前已购买（或无法排除）',
      ),
      step: column(
        'integer',
        'Quarters (years) since; 0 = that of the first purchase',
        '首购后第几个季度（年），0 为首购当期',
      ),
      unit: column('text', 'quarter or year', '季度或年', { values: ['quarter', 'year'] }),
      starts_on: column('date', 'First day of that quarter (year)', '当期首日'),
      is_partial: column(
        'boolean',
        'The extract begins or ends within it',
        '数据在当期之内开始或结束，当期不完整',
      ),
      customers: column('integer', 'Customers of the cohort', '该批次客户数'),
      active: column('integer', 'Of these, customers with a purchase in it', '当期有购买的客户数'),
      active_share: column('ratio', 'Active / customers', '活跃占比'),
      net_sales: column(
        'money',
        'Net sales of the cohort in it; empty outside the statement',
        '当期净销售额；利润表之外为空',
      ),
      net_profit: column('money', 'Net profit of the cohort in it', '当期净利润'),
    },
  }),
} as const;

import { w } from './entry.ts';

/** Salespeople, markets, rhythm and cohorts. */
export const people = {
  people: w('People and markets', '人员与市场'),
  peopleLead: w(
    '{best} brings the most profit: {money}, {rate} of net sales (company: {company}).',
    '{best} 创造的利润最多：{money}，利润率 {rate}（公司 {company}）。',
  ),
  peopleWorst: w(
    '{worst} sells {sales} and leaves {money}; at the company’s rate it would be {expected}.',
    '{worst} 销售 {sales}，利润为 {money}；按公司利润率应为 {expected}。',
  ),
  noScorecards: w(
    'The exports name no salesperson, region or industry.',
    '导出数据中没有业务员、区域或行业。',
  ),
  salespeopleTitle: w(
    '{best} makes {made}; {worst} sells {sales} and makes {money}',
    '{best} 创造利润 {made}；{worst} 销售 {sales}，利润 {money}',
  ),
  salespeopleTitleOne: w('{best} makes {made}', '{best} 创造利润 {made}'),
  salespeopleSubtitle: w(
    '{measure} by the salesperson in charge (bar), and what the same net sales would give at the company’s rate of {rate} (line) · {currency}',
    '各业务员名下客户的{measure}（条形），竖线为相同净销售额按公司利润率 {rate} 应得的利润 · 单位 {currency}',
  ),
  atCompanyRate: w('At the company’s rate', '按公司利润率'),
  scorecardOf: w('By {dimension}', '按{dimension}'),
  scorecardNote: w(
    'A customer counts for the person now in charge of it. Kept: bought in the last twelve months and in the twelve before; lost: only in those before; new: first purchase in the last twelve; returned: bought again after a year without. In brackets the 95% interval (Wilson 1927); a share is coloured where it differs from the company’s beyond it.',
    '客户计入目前负责的业务员。保留：近 12 个月与前 12 个月均购买；流失：仅前 12 个月购买；新开发：近 12 个月首次购买；回流：停购一年后再次购买。括号内为 95% 区间（Wilson 1927）；仅当公司水平落在区间之外时以颜色标出。',
  ),
  oneYearNote: w(
    'The extract holds less than two years of purchases, so who was won, kept or lost, and growth, cannot be told. They stay empty.',
    '数据不足两年，无法判断新开发、保留、流失与增长，相应栏目留空。',
  ),
  noChannelNote: w(
    'No customer has a sales channel; map the column `channel` of `customers` to compare channels.',
    '客户数据中没有销售渠道；映射 `customers` 的 `channel` 列后即可比较各渠道。',
  ),
  noSourceNote: w(
    'Where customers came from, what that cost and when it paid back is not shown: no export of leads (customer, source, date, cost) is read.',
    '未显示获客来源、成本与回本时间：尚未读取线索的导出数据（客户、来源、日期、成本）。',
  ),
  // ── acquisition ──
  acquisition: w('What does winning a customer cost, and does it pay back?', '获客成本与回本'),
  acquisitionTitle: w(
    '{best} has paid back in month {month}; {worst} is still short of its cost by {short}',
    '{best}第 {month} 个月回本；{worst}距收回成本还差 {short}',
  ),
  acquisitionTitlePaid: w(
    'Every source with a known cost has paid back; {best}, which leaves the most, in month {month}',
    '所有费用已知的来源均已回本；净收益最高的{best}在第 {month} 个月回本',
  ),
  acquisitionTitleOpen: w(
    'No source has paid back yet; {worst} is short of its cost by {short}',
    '尚无来源回本；{worst}距收回成本还差 {short}',
  ),
  acquisitionTitleNoCost: w(
    'What the sources cost is not known, so none can pay back',
    '各来源费用未知，无法判断回本',
  ),
  acquisitionSubtitle: w(
    '{measure} so far of the customers that each source has won (bar), and what winning them cost (line) · {currency}',
    '各来源所获客户至今的{measure}（条形），竖线为获客费用 · 单位 {currency}',
  ),
  acquisitionNote: w(
    'A customer is won by its first lead, if it is new and buys after it. Month 1 is that of the first purchase; a source has paid back from the month on in which the profit of all its customers, added up by the months they have been customers, covers its cost for good. The profit already bears its share of all costs, so a marketing cost that is in the books as well makes the payback later than it is. In brackets the 95% interval (Wilson 1927). Still expected: until the horizon of lifetime value.',
    '新客户在线索之后首次购买，计入其第一条线索的来源。首购当月为第 1 个月；所有所获客户的利润按成为客户的月数累计，自某月起持续覆盖获客费用，即为回本。利润已承担各项成本，若该营销费用同时已入账分摊，回本会显得偏晚。括号内为 95% 区间（Wilson 1927）。预期利润以生命周期价值期限为准。',
  ),
  acquisitionSource: w('Source', '来源'),
  sourceUnknown: w('(no source given)', '（未注明来源）'),
  leads: w('Leads', '线索'),
  wonCustomers: w('Customers won', '新客户'),
  conversion: w('Conversion', '转化率'),
  daysToWin: w('Days to first purchase', '首购天数'),
  acquisitionCost: w('Cost', '获客费用'),
  costPerCustomer: w('Cost per customer', '单客成本'),
  profitSoFar: w('Profit so far', '至今利润'),
  leftAfterCost: w('Left after cost', '扣除费用后'),
  payback: w('Payback', '回本'),
  paybackIn: w('in month {month}', '第 {month} 个月'),
  paybackNotYet: w('not yet, after {months} months', '尚未（已 {months} 个月）'),
  paybackExpected: w(
    'not yet, after {months} months; what is still expected covers the rest',
    '尚未（已 {months} 个月），预期利润可覆盖差额',
  ),
  paybackNobody: w('nobody won yet', '尚无新客户'),
  paybackNoCost: w('cost not known', '费用未知'),
  expectedValueAhead: w('Still expected', '预期利润'),
  salesperson: w('salesperson', '业务员'),
  regionDimension: w('region', '区域'),
  industryDimension: w('industry', '行业'),
  channelDimension: w('sales channel', '销售渠道'),
  company: w('Company', '全公司'),
  nobodyNamed: w('(not named)', '（未注明）'),
  won: w('New', '新开发'),
  kept: w('Kept', '保留'),
  lostCustomers: w('Lost', '流失'),
  returned: w('Returned', '回流'),
  keptShare: w('Share kept', '保留率'),
  profitGap: w('Against company rate', '与公司利润率相比'),
  erodingShare: w('Eroding', '亏损客户占比'),
  growthShort: w('Growth', '同比'),
  givenBack: w('They give back', '亏损合计'),
  furtherValues: w('{n} more are in the table `scorecards`.', '其余 {n} 项见 `scorecards` 表。'),
  // ── rhythm ──
  rhythm: w('Who is due', '购买节奏'),
  rhythmNote: w(
    'Each customer against its own rhythm of buying: the median of the days between its purchases. The names are in the work lists.',
    '每个客户与自身的购买节奏（两次购买间隔天数的中位数）比较，名单见待办清单。',
  ),
  state: w('State', '状态'),
  overdueState: w('Overdue', '逾期未购'),
  dormantState: w('Dormant', '休眠'),
  first_yearState: w('First year', '首年'),
  growingState: w('Growing', '增长'),
  shrinkingState: w('Shrinking', '下降'),
  steadyState: w('Steady', '平稳'),
  too_fewState: w('Too few purchases to say', '购买太少，无法判断'),
  lastYearSales: w('Net sales of the last year of buying', '最近一年净销售额'),
  lastYearProfit: w('Net profit of it', '最近一年净利润'),
  workList: w('Work list', '清单'),
  // ── cohorts ──
  cohorts: w('Do customers stay?', '客户是否留存'),
  cohortsTitle: w(
    'Of the {n} new customers of {cohorts}, {share} still bought a year later',
    '{cohorts}的 {n} 个新客户中，一年后仍购买的占 {share}',
  ),
  cohortsTitleShort: w('No cohort of new customers has been with us for a year yet', '尚无新客户批次满一年'),
  cohortsSubtitleQuarter: w(
    'Share of each cohort that bought in the quarter; columns: quarters since the first purchase',
    '各首购批次在当季有购买的客户占比；横轴为首购后第几个季度',
  ),
  cohortsSubtitleYear: w(
    'Share of each cohort that bought in the year; columns: years since the first purchase',
    '各首购批次在当年有购买的客户占比；横轴为首购后第几年',
  ),
  cohortsAlt: w(
    'Grid of cohorts by time since the first purchase with the share of customers that bought.',
    '首购批次与首购后时间的网格，每格为有购买的客户占比。',
  ),
  cohortFrom: w('{from} to {to}', '{from}至{to}'),
  cohort: w('Cohort', '首购批次'),
  cohortBefore: w('before', '此前'),
  cohortRow: w('{cohort} ({n})', '{cohort}（{n} 家）'),
  sinceQuarter: w('Quarters since', '首购后季度'),
  sinceYear: w('Years since', '首购后年数'),
  activeCustomers: w('Bought', '有购买'),
  cohortTip: w('{n} bought ({share}) · {measure} {money}', '{n} 家有购买（{share}）· {measure} {money}'),
  cohortsNote: w(
    'The row “before” is everybody who bought before the extract begins, or may have: they had stayed until then, so they are no measure for new customers. Its columns count from the first quarter of the extract.',
    '“此前”为数据期间之前已购买（或无法排除）的客户：他们此前就已留存，不能用来衡量新客户。该行自数据期间的首个季度起算。',
  ),
  cohortsPartial: w('A quarter that the extract cuts short is left out.', '数据不完整的季度不列。'),
  noNewCustomers: w(
    'Nobody can be told to be new in this extract, so there are no cohorts to compare. A date since when each customer exists (`created_on`) would show it.',
    '数据中无法判断谁是新客户，因此没有可比较的批次。补充建档日期（`created_on`）即可判断。',
  ),
  // ── campaigns ──
  smallestEffect: w('Smallest effect that shows', '可检出的最小效果'),
  smallestEffectNote: w(
    'Change of net sales per customer that the list shows four times in five, by how the customers bought before. A smaller effect would be taken for chance.',
    '名单有八成把握检出的户均净销售额变化（按客户此前的购买差异）；更小的效果会被视为偶然。',
  ),
  interval95: w('95% interval', '95% 区间'),
};

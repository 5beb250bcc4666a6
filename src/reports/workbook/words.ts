import type { Text } from '../../language/locale.ts';

/** The words of the workbook that the page does not have. Names of sheets: no more than 31 characters, none of []:*?/\. */
const w = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const workbookWords = {
  // ── sheets ──
  coverSheet: w('Cover', '封面'),
  executiveSheet: w('In short', '要点'),
  customersSheet: w('Customers', '客户'),
  statementSheet: w('Statement', '公司损益'),
  currenciesSheet: w('Currencies', '币种'),
  curveSheet: w('Whale curve', '鲸鱼曲线'),
  groupsSheet: w('Tiers and groups', '等级与分群'),
  keyCustomersSheet: w('Key customers', '重点客户'),
  beliefSheet: w('Believed key', '管理层名单'),
  movementsSheet: w('Movements', '等级变动'),
  causesSheet: w('Causes', '原因与对策'),
  customerCausesSheet: w('Causes by customer', '各客户原因'),
  tieSheet: w('Tie-out', '勾稽'),
  tieMonthsSheet: w('Tie-out by month', '逐月勾稽'),
  dictionarySheet: w('Dictionary', '数据字典'),

  // ── key customers, management's list, movements ──
  keyCustomersNote: w(
    'Points by measure add up to the score of 100: 100 × weight × share of the other customers with a worse value.',
    '各项得分合计为总分（满分 100）：100 × 权重 × 优于其他客户的比例。',
  ),
  beliefNote: w(
    'The list of management against net profit, in {currency}; best by profit first.',
    '管理层名单与净利润的对照，单位 {currency}，按利润从高到低。',
  ),
  movementsNote: w(
    'Customers and profit by group before and now, in {currency}; the six effects add up to the change.',
    '按之前与当前分组列示客户数与利润，单位 {currency}；六项因素合计等于变动额。',
  ),
  strongest: w('Strongest by', '最强项'),
  weakest: w('Weakest by', '最弱项'),
  comparison: w('Spans compared', '比较期间'),
  groupKind: w('Group', '分组'),
  nobodyKey: w('No customer could be ranked.', '没有可排名的客户。'),
  noBelief: w('No list of management was read.', '未读取管理层名单。'),
  noMovements: w('There is nothing to compare with.', '没有可比较的期间。'),

  // ── frame ──
  page: w('Page {page} of {pages}', '第 {page} 页，共 {pages} 页'),
  footer: w('{title} · as of {date}', '{title} · 截至 {date}'),
  description: w(
    'Which customers make profit and which erode it; figures as of {date}.',
    '哪些客户创造利润、哪些侵蚀利润；数字截至 {date}。',
  ),

  // ── cover ──
  subtitle: w('Profit of every customer', '客户利润报告'),
  period: w('Period', '期间'),
  fromTo: w('{from} to {to}', '{from}至{to}'),
  asOf: w('As of', '基准日'),
  currency: w('Currency', '币种'),
  currencyText: w(
    '{currency}, net of tax unless a heading says otherwise',
    '{currency}，除另有说明外均不含税',
  ),
  counted: w('Customers counted', '统计口径'),
  countedText: w(
    '{ranked} ranked customers: ordinary customers with business in the period. {others} others (walk-in, own companies, staff, test accounts, merged into others, no business) carry their figures, where they have any, but no rank.',
    '{ranked} 家参与排名：期内有业务往来的普通客户。另有 {others} 家（散客、内部往来、员工、测试账户、已并入其他客户、无业务）只列已有数字，不参与排名。',
  ),
  profitMeans: w('Profit means', '利润口径'),
  books: w('The books', '账簿勾稽'),
  missing: w('Not in the figures', '未包含'),
  nothingMissing: w('Every line of the statement is measured.', '损益表的每个项目都有数据。'),
  fingerprint: w('Fingerprint', '指纹'),
  fingerprintText: w(
    '{fingerprint} (over the inputs and settings: the same fingerprint, the same figures)',
    '{fingerprint}（由输入与设置算出：指纹相同，数字相同）',
  ),
  madeBy: w('Made by', '生成工具'),
  sources: w('Sources', '数据来源'),
  sourcesNote: w('Rows read = rows kept + rows set aside', '读取行数 = 保留行数 + 搁置行数'),
  contents: w('In this workbook', '本工作簿内容'),
  coverExecutive: w('The conclusions, the key figures, three surprises', '结论、关键数字、三个意外'),
  coverCustomers: w('Every customer with its statement; filter and sort', '每家客户的损益，可筛选排序'),
  coverCurrencies: w('What was invoiced and is owed by currency', '按币种的销售与应收'),
  coverStatement: w('The company’s statement by class of customer', '按客户类别的公司损益表'),
  coverCurve: w('Customers from best to worst, with running totals', '客户由高到低及累计利润'),
  coverGroups: w('Tiers with their policies, segments, clusters', '等级与政策、细分、聚类'),
  coverKeyCustomers: w('The key-customer index, each score opened into its parts', '重点客户指数及各项得分'),
  coverBelief: w('The list of management against measured profit', '管理层名单与实际利润的对照'),
  coverMovements: w('Who moved between tiers and segments, and through what', '等级与细分之间的变动及原因'),
  coverCauses: w('Where customers fall behind their peers, and what to do', '与同类相比差在哪里、怎么办'),
  coverCustomerCauses: w('The same customer by customer', '逐家客户的原因'),
  coverTies: w('The figures held against the ledger, account by account', '与总账逐科目勾稽'),
  coverTieMonths: w('The same month by month', '逐月勾稽'),
  coverDictionary: w('What every figure means', '各项数字的含义'),

  // ── executive ──
  whatToDo: w('What to do first', '首先要做的事'),
  keyFigures: w('Key figures', '关键数字'),
  figure: w('Figure', '数字'),
  value: w('Value', '数值'),
  about: w('What it says', '说明'),
  rankedCustomers: w('Ranked customers', '参与排名的客户'),
  whoMakes: w('Profit of the customers that make one', '盈利客户的利润合计'),
  whoMakesNote: w('{n} customers: the peak of the whale curve', '{n} 家客户，即鲸鱼曲线的峰值'),
  whoErodes: w('Loss of the customers that erode', '亏损客户的亏损合计'),
  whoErodesNote: w('{n} customers', '{n} 家客户'),
  totalNote: w('What all ranked customers leave together', '全部参与排名客户的合计'),
  peakShare: w('Peak as a share of the total', '峰值占合计比例'),
  peakShareNote: w('Made by the best {share} of customers', '来自最好的 {share} 客户'),
  topShare: w('Share of the best fifth', '最好五分之一的占比'),
  topShareNote: w('Of the profit; {n} customers', '占利润；{n} 家客户'),
  companyResult: w('Profit of the company', '公司利润'),
  companyResultNote: w(
    'After capacity nobody used and what belongs to no customer',
    '扣除闲置产能与不归属客户的部分之后',
  ),
  shareOfProfit: w('Share of profit', '利润占比'),

  // ── customers ──
  customersTitle: w('Every customer', '全部客户'),
  customersNote: w(
    'Ranked customers by profit, then the others · {currency} · costs carry a minus, so every row adds up',
    '参与排名的客户按利润排列，其余在后 · 单位 {currency} · 成本为负数，每行可直接相加',
  ),
  customersCut: w(
    'Of {all} customers this sheet holds the first {first} and the last {last}; the totals are over all. tables/customers.parquet has every one.',
    '共 {all} 家客户，本表收录前 {first} 家与后 {last} 家；合计按全部客户计算，完整数据见 tables/customers.parquet。',
  ),
  totalAll: w('All customers', '全部客户合计'),
  totalRanked: w('Ranked customers', '参与排名客户合计'),
  number: w('Number', '编码'),
  class: w('Class', '类别'),
  city: w('City', '城市'),

  // ── statement ──
  statementNote: w(
    '{currency} · costs carry a minus, so every column adds up · what no customer caused is shown and never spread',
    '单位 {currency} · 成本为负数，每列可直接相加 · 不归属客户的部分单列，绝不分摊',
  ),
  countOf: w('Customers in it', '客户数'),
  means: w('What it is', '含义'),

  // ── curve ──
  curveNote: w(
    'Ranked customers from best to worst · {currency}',
    '参与排名的客户由高到低 · 单位 {currency}',
  ),
  curveCut: w(
    'Of {all} ranked customers this sheet holds the first {first}, the last {last} and evenly spread ones between them; the running total is over all. tables/whale_curve.parquet has every one.',
    '共 {all} 家参与排名的客户，本表收录前 {first} 家、后 {last} 家，其间按等距抽取；累计值按全部客户计算，完整数据见 tables/whale_curve.parquet。',
  ),
  cumulative: w('Running total', '累计'),
  cumulativeIn: w('Running total, {currency}', '累计（{currency}）'),
  shareOfCustomers: w('Share of customers', '客户累计占比'),
  shareOfTotal: w('Share of the total', '利润累计占比'),

  // ── causes ──
  causesNote: w(
    'Profit gained if every customer worse than comparable ones came to their median · {currency}',
    '若劣于同类的客户都达到同类中位数可增加的利润 · 单位 {currency}',
  ),
  customerCausesNote: w(
    'One row for a customer and a line that is worse than at comparable customers · {currency}',
    '每行为一家客户一个劣于同类的项目 · 单位 {currency}',
  ),
  itsShare: w('Its share', '占比'),
  shareOf: w('of', '基数'),
  peerMedian: w('Median of peers', '同类中位数'),
  peers: w('Peers', '同类客户数'),
  comparedWith: w('Compared with', '比较对象'),
  position: w('Order', '次序'),

  // ── dictionary ──
  dictionaryTitle: w('What every figure means', '各项数字的含义'),
  table: w('Table', '表'),
  grain: w('One row is', '每行是'),
} as const satisfies Record<string, Text>;
export type WorkbookWord = keyof typeof workbookWords;

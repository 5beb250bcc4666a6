import { w } from './entry.ts';

/** What customers owe, since when, and what it costs. */
export const credit = {
  receivables: w('Credit', '信用与回款'),
  noReceivables: w(
    'There are no receivables among the exports, so nothing is known of open invoices. A list of open and paid invoices with due dates switches this page on.',
    '导出文件中没有应收账款，因此不掌握未清发票。补充含到期日的应收明细（已付与未付）即可启用本页。',
  ),
  creditLead: w(
    'Customers owe {open}; {overdue} of it ({share}) is past its due date, at {n} customers.',
    '客户尚欠 {open}，其中 {overdue}（{share}）已逾期，涉及 {n} 家客户。',
  ),
  creditLeadNone: w('Customers owe {open}; none of it is past its due date.', '客户尚欠 {open}，均未逾期。'),
  creditLeadCost: w(
    'Waiting for payment cost {cost} at {rate} a year; {late} of it fell after the due date and could be had by collecting on time.',
    '等待回款占用资金的成本为 {cost}（年利率 {rate}），其中 {late} 发生在到期之后，按时回款即可省下。',
  ),
  openReceivables: w('Open receivables', '应收余额'),
  ofCustomers: w('{n} customers with receivables', '{n} 家客户有应收记录'),
  overdueAmount: w('Overdue', '逾期'),
  shareOpen: w('{share} of what is open', '占应收余额 {share}'),
  dso: w('Days sales outstanding', '应收周转天数'),
  dsoNote: w('open ÷ invoiced × days of the period', '应收余额 ÷ 期内开票 × 期间天数'),
  costOfCredit: w('Cost of credit', '资金占用成本'),
  ofWhichLate: w('{money} of it after the due date', '其中逾期部分 {money}'),
  disputedTile: w('In dispute', '争议金额'),
  disputedNote: w('{n} invoices disputed, {late} of them late', '{n} 张发票有争议，其中 {late} 张逾期'),
  disputesUnknown: w(
    'The exports do not say which invoices are in dispute. A column for it in the receivables tells who will not pay from who has not paid yet.',
    '导出数据未标明哪些发票有争议。在应收明细中补充该列，即可区分“有异议不付”与“尚未付款”。',
  ),
  // ── ageing ──
  ageing: w('Ageing', '账龄'),
  bucket: w('Days after the due date', '到期后天数'),
  not_due: w('Not due', '未到期'),
  overdue_1_30: w('1–30 days', '1–30 天'),
  overdue_31_60: w('31–60 days', '31–60 天'),
  overdue_61_90: w('61–90 days', '61–90 天'),
  overdue_over_90: w('Over 90 days', '90 天以上'),
  openAmount: w('Open', '未清金额'),
  shareOfOpen: w('Share', '占比'),
  ageingTitle: w(
    '{overdue} of {open} is overdue, {old} of it by more than 90 days',
    '应收 {open} 中 {overdue} 已逾期，其中 {old} 超过 90 天',
  ),
  ageingTitleNone: w('Of {open} nothing is overdue', '应收 {open}，无逾期'),
  ageingSubtitle: w(
    'Open receivables by days after the due date on {date} · {currency}, with tax',
    '截至 {date} 的应收余额，按到期后天数 · 单位 {currency}，含税',
  ),
  ageingAlt: w(
    'Bars of open receivables by age: {open} open, {overdue} overdue.',
    '按账龄的应收余额条形图：共 {open}，逾期 {overdue}。',
  ),
  openTitle: w(
    '{share} of the receivables were overdue in {month}, {before} a year before',
    '{month}应收中 {share} 逾期，上年同期为 {before}',
  ),
  openTitleAlone: w('{share} of the receivables were overdue in {month}', '{month}应收中 {share} 逾期'),
  openSubtitle: w(
    'Mean open balance by month, and the part after its due date · {currency}, with tax',
    '各月平均应收余额及其中逾期部分 · 单位 {currency}，含税',
  ),
  openAlt: w(
    'Stacked columns by month; in {month} {open} was open, {late} of it overdue.',
    '按月堆积柱形图；{month}平均应收 {open}，其中逾期 {late}。',
  ),
  lateTitle: w(
    '{n} customers cause {money} of the {all} that paying late cost',
    '逾期付款共耗 {all}，其中 {n} 家客户占 {money}',
  ),
  lateSubtitle: w(
    'Cost of credit after the due date, at {rate} a year · {currency}',
    '到期之后的资金占用成本，年利率 {rate} · 单位 {currency}',
  ),
  mostOverdue: w('Who owes most past the due date', '逾期金额最大的客户'),
  mostOverdueCaption: w(
    'The {n} customers with most overdue of {all}, by days after the due date · {currency}, with tax',
    '逾期客户共 {all} 家，列出金额最大的 {n} 家，按到期后天数 · 单位 {currency}，含税',
  ),
  oldestDays: w('Oldest, days', '最长逾期天数'),
  dsoShort: w('DSO', '周转天数'),
  disputedColumn: w('Disputed', '争议'),
  nothingOverdue: w('Nothing is overdue.', '没有逾期款项。'),
  creditOthers: w(
    'Not counted here: {list}, whose open amounts are not for reminding.',
    '未计入：{list}，其未清金额不在催款之列。',
  ),
  // ── slow payers ──
  slowPayers: w('Whose waiting costs most', '拖款成本最高的客户'),
  slowPayersCaption: w(
    'Customers by what their paying late cost · {currency}',
    '按逾期付款成本排列的客户 · 单位 {currency}',
  ),
  lateShare: w('Late invoices', '逾期发票占比'),
  costOfLate: w('Cost of paying late', '逾期付款成本'),
  // ── reminders ──
  remindersDue: w('Reminders due', '待催款项'),
  remindersCaption: w(
    'Open after the due date by salesperson and next step · {currency}, with tax. Invoice by invoice: lists/payment-reminders',
    '按业务员与下一步措施汇总的逾期未付 · 单位 {currency}，含税。逐张明细见 lists/payment-reminders',
  ),
  invoicesCount: w('Invoices', '发票数'),
  stepFirst: w('Friendly reminder', '友好提醒'),
  stepSecond: w('Second reminder and a call', '二次催款并致电'),
  stepFinal: w('Final reminder; salesperson visits', '最后通知，业务员上门'),
  stepManagement: w('Management; hold deliveries', '上报管理层，暂停发货'),
  stepDispute: w('Settle the dispute first', '先处理争议'),
  nobody: w('(nobody in charge)', '（无人负责）'),
  totalOverdue: w('Overdue in all', '逾期合计'),
};

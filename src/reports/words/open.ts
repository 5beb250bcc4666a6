import { w } from './entry.ts';

/** What is behind a figure, what can be done about it, and how sure it is. */
export const open = {
  // ── behind a figure ──
  openFigure: w('What is behind {line}', '“{line}”的构成'),
  behindHint: w('A line of the statement opens to what is behind it.', '点击损益表中的项目，可查看其构成。'),
  unitsTimes: w(
    '{units} {driver} × {factor} = {quantity}',
    '{driver} {units}，每单位计 {factor}，合计 {quantity}',
  ),
  unitsOnly: w('{units} {driver}', '{driver}合计 {units}'),
  minutesTimesRate: w(
    '{quantity} minutes × {rate} a minute on average = {money}',
    '{quantity} 分钟 × 平均每分钟 {rate} = {money}',
  ),
  sharesTimesRate: w(
    '{quantity} units × {rate} a unit on average = {money}',
    '{quantity} 单位 × 平均每单位 {rate} = {money}',
  ),
  fromDocuments: w('{money}, as its documents carry it', '{money}，取自单据本身'),
  fromLines: w('{n} invoice lines of this customer', '该客户 {n} 条发票行'),
  fromRebates: w('As recorded in the rebates', '按返利记录'),
  creditFormula: w(
    '{balance} open on average over {days} days × {rate} a year',
    '平均应收 {balance} × {days} 天 × 年利率 {rate}',
  ),
  ofLedger: w('From ledger accounts', '来自总账科目'),
  provenBy: w('Tied to ledger accounts', '与总账科目勾稽'),
  avoidable: w('leaves with the customer', '随客户离开而消失'),
  allocated: w('stays with the company', '仍由公司承担'),
  downToLines: w('Down to every document, on the command line', '逐张单据，请用命令行'),
  copy: w('Copy', '复制'),
  copied: w('Copied', '已复制'),
  wentTo: w('Where it went', '去向'),
  largestCustomers: w('Largest customers', '金额最大的客户'),
  andOthers: w('{n} other customers', '其余 {n} 家客户'),
  toUnused: w('Unused capacity', '闲置产能'),
  behindLine: w('Accounts and largest customers', '对应科目与最大客户'),
  // ── levers ──
  cash: w('Cash', '现金收益'),
  capacityFreed: w('Capacity freed', '释放产能'),
  cashShort: w('cash {money}', '现金 {money}'),
  cashPart: w('{money} of it cash', '其中现金 {money}'),
  capacityPart: w(
    '{money} frees capacity: work that falls away, while wages stay until they are used elsewhere',
    '其中 {money} 为释放产能：工作减少，但工资仍在，需另行利用',
  ),
  breakEven: w('Break-even volume loss', '可承受的销量损失'),
  breakEvenText: w(
    'Pays unless more than {share} of the volume is lost',
    '只要销量损失不超过 {share} 即有利',
  ),
  whatToDo: w('What to do about it', '可以做什么'),
  leversCaption: w(
    'If every customer above the median of its peers came down to it, by lever · {currency}. Cash is money; freed capacity is work that falls away, worth money only once it is used elsewhere or given up.',
    '若高于同类中位数的客户都降至中位数，按对策列示 · 单位 {currency}。现金为真实收益；释放产能是减少的工作量，转作他用或缩减后才成为收益。',
  ),
  breakEvenNote: w(
    'Break-even: the median share of the volume that may be lost before the cash gain is gone.',
    '可承受的销量损失：现金收益被抵消前可失去的销量比例（中位数）。',
  ),
  causesCash: w(
    'Longer bars: all profit to gain; teal: the part that is cash. The rest frees capacity.',
    '整条为可增利合计，青色为其中现金，其余为释放产能。',
  ),
  // ── letting go ──
  letGo: w('If losing customers were let go', '如果放弃亏损客户'),
  letGoLead: w(
    'Of {n} customers with a loss, the company would earn more without {worth} ({gain} more). Without the other {keep} it would earn {harm} less: the wages and rents they help to carry would stay.',
    '{n} 家亏损客户中，放弃其中 {worth} 家公司可多赚 {gain}；放弃其余 {keep} 家则少赚 {harm}，因为它们分担的工资与房租仍在。',
  ),
  letGoLeadNone: w(
    'Of {n} customers with a loss there is none without which the company would earn more: {harm} less without them all, because the wages and rents they help to carry would stay.',
    '{n} 家亏损客户中，没有一家放弃后公司会多赚；全部放弃将少赚 {harm}，因为它们分担的工资与房租仍在。',
  ),
  letGoFallShort: w(
    'At {n} of them even all levers together would not be enough.',
    '其中 {n} 家即使用尽全部对策仍不足以扭亏。',
  ),
  worthLettingGo: w('Better without them', '放弃更有利'),
  worthKeeping: w('Loss-making, but better kept', '亏损但应保留'),
  costThatStays: w('Cost that stays', '仍需承担的成本'),
  leverGain: w('Levers, cash', '对策现金收益'),
  profitChange: w('Change in company profit without it', '放弃后公司利润变化'),
  advice: w('First', '建议'),
  tryLevers: w('levers first', '先用对策'),
  letGoAdvice: w('end or reprice', '重新定价或终止'),
  keepAdvice: w('keep, and repair', '保留并整改'),
  cardLetGoKeep: w(
    'Without this customer the company would earn {money} less: {stays} of its cost would stay.',
    '失去该客户，公司少赚 {money}：其承担的成本中有 {stays} 仍需由公司负担。',
  ),
  cardLetGoWorth: w(
    'Without this customer the company would earn {money} more, after the {stays} of cost that would stay.',
    '扣除仍需承担的 {stays} 成本后，放弃该客户公司多赚 {money}。',
  ),
  cardLevers: w('All levers together give {money} in cash.', '全部对策合计可得现金 {money}。'),
  cardFallShort: w('Even all levers together are not enough.', '用尽对策仍不足以扭亏。'),
  // ── certainty ──
  certainty: w('How sure it is', '结果有多可靠'),
  certaintyLead: w(
    '{keep} of {n} customers keep the sign of their profit whichever coefficient of the cost pools is moved by 20% up or down.',
    '任一成本池系数上下浮动 20%，{n} 家客户中有 {keep} 家盈亏方向不变。',
  ),
  certaintyNone: w(
    'No cost pool has a coefficient to move, so the statement rests on documents alone.',
    '没有可浮动的成本池系数，损益表完全取自单据。',
  ),
  scenario: w('What is moved', '变动项'),
  allOf: w('{pool}: all of it', '{pool}：整体'),
  totalProfit: w('Profit of all customers', '全部客户利润'),
  profitChangeShort: w('Change', '变化'),
  losing: w('Customers with a loss', '亏损客户数'),
  changedSign: w('Change their sign', '盈亏反转'),
  scenariosCaption: w(
    'The estimates that matter most, each moved alone · {currency}',
    '影响最大的估计值，逐一变动 · 单位 {currency}',
  ),
  unsureTitle: w('Customers whose sign is not certain', '盈亏方向不确定的客户'),
  unsureCaption: w(
    'Lowest and highest profit in any scenario, widest first · {currency}',
    '各情形下最低与最高利润，波动最大者在前 · 单位 {currency}',
  ),
  lowest: w('Lowest', '最低'),
  highest: w('Highest', '最高'),
  rangeText: w(
    'Between {low} and {high}, whichever estimate is moved by 20%',
    '任一估计值浮动 20% 时，介于 {low} 与 {high} 之间',
  ),
  rangeSure: w('the sign is certain', '盈亏方向确定'),
  rangeUnsure: w('the sign is not certain', '盈亏方向不确定'),
  band: w('Band: estimates ±20%', '阴影带：估计值 ±20%'),
  // ── credit on the card ──
  credit_card: w('Credit', '信用'),
  noOpenItems: w('Nothing is open.', '无未清款项。'),
  openItemsCaption: w('Largest open invoices', '金额最大的未清发票'),
  invoice: w('Invoice', '发票'),
  dueOn: w('Due', '到期日'),
  daysLate: w('Days late', '逾期天数'),
  dispute: w('in dispute', '有争议'),
  // ── trust ──
  ownTotals: w('Own totals', '自带合计'),
  ownTotalsAgree: w('{n} agree', '{n} 项一致'),
  ownTotalsOff: w(
    '{column}: file says {stated}, rows kept give {kept}',
    '{column}：文件为 {stated}，保留行合计 {kept}',
  ),
  setAsideRows: w('Rows set aside', '搁置的行'),
  setAsideNote: w(
    'The first few of each file and reason; all of them stand in the folder quarantine of the run. Totals, empty rows and rows exported twice are not listed.',
    '每个文件、每种原因列出前几行，全部见运行文件夹下的 quarantine。合计行、空行、重复导出的行不在此列。',
  ),
  nothingSetAside: w('No row was set aside for a fault.', '没有因错误而搁置的行。'),
  rowNumber: w('Row', '行号'),
  fieldName: w('Field', '字段'),
  valueFound: w('Value', '值'),
  rowsInAll: w('Rows in all', '共'),
};
